//! Types and rules of people; pure.
pub mod account;
pub mod home_page;
pub mod insurance;
pub mod overrides;
mod team;
mod user_type;

pub use account::{Account, Contact, Rates};
pub use team::Team;
pub use user_type::UserType;
