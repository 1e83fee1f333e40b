//! What somebody can do about people, by what it is about.
pub mod accounts;
pub(crate) mod authority;
pub mod directory;
pub(crate) mod person;
pub mod sign_in;
pub mod teams;
pub mod user_types;

pub(crate) use authority::door::admit;
