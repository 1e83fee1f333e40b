pub mod edit;
pub mod modules;
mod settings;

pub use settings::{found, settings};
