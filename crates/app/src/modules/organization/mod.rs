//! The organization: its name, zone and currency, and its work modules. Owns `organization`, `work_module` and
//! `navigation_link`.
pub mod actions;
pub(crate) mod api;
pub mod model;
pub(crate) mod pages;
mod queries;

pub use model::{Settings, WorkModule};
