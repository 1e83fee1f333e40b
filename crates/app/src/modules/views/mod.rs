//! Saved views: how somebody likes to see a list, kept for themselves. Owns `saved_view`.
pub mod actions;
pub(crate) mod api;
pub mod model;
mod queries;
