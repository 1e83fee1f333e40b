//! What an operator does with a whole database, as commands rather than pages.
mod administrator;
mod advise;
mod check;
pub(crate) mod empty;
mod error;
mod export;
mod prepare;
mod readable;
mod restore;

pub use administrator::create_administrator;
pub use advise::advise;
pub use check::check;
pub use error::Error;
pub use export::{Format, Kind, export};
pub use prepare::prepare;
pub use restore::{fill, refuse_to_overwrite, unpack};
