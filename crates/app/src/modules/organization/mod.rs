//! The organization: its name, zone and currency, and its work modules. Owns `organization` and `work_module`.
pub mod actions;
pub(crate) mod api;
pub mod model;
pub(crate) mod pages;
mod queries;

pub use model::{Settings, WorkModule};
