pub mod edit;
pub mod links;
pub mod modules;
mod settings;

pub use settings::{found, settings};
