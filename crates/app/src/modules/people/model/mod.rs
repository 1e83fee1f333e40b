//! Types and rules of people; pure.
pub mod account;
pub mod overrides;

pub use account::{Account, Contact, Rates};
