//! What an operator does with a whole database, as commands rather than pages.
mod administrator;
mod error;
mod prepare;

pub use administrator::create_administrator;
pub use error::Error;
pub use prepare::prepare;
