//! The to-do list: what waits for one person, whatever the module. Owns no table.
pub(crate) mod api;
pub(crate) mod pages;
