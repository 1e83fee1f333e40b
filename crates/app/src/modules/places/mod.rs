//! Places: buildings with their rooms, and building groups. Owns `building`, `resource`, `building_group` and `building_group_member`.
pub mod actions;
pub(crate) mod api;
pub mod model;
pub(crate) mod pages;
mod queries;
