//! What holds for the whole organization.
pub mod currency;
mod navigation_link;
mod settings;

pub use navigation_link::{NavigationLink, address};
pub use settings::{Settings, WorkModule};
