pub mod administrator;
pub(crate) mod colleagues;
pub(crate) mod door;
pub(crate) mod known;
pub mod own_password;
pub mod password;
pub(crate) mod person;
pub(crate) mod readers;
pub mod shipped;
pub mod sign_in;

pub(crate) use door::admit;
