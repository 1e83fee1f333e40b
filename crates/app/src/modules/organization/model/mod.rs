//! What holds for the whole organization.
pub mod currency;
mod settings;

pub use settings::{Settings, WorkModule};
