pub(super) mod administrator;
pub(super) mod colleague;
pub(super) mod known;
pub(super) mod person;
pub(super) mod reader;
pub(super) mod session;
pub(super) mod sign_in;
pub(super) mod user_type;
