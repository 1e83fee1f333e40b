//! Types and rules of work requests. Pure: no database, no clock.
pub mod approval;
pub mod request;
pub mod state;
pub mod time;

pub use request::Request;
pub use state::State;
