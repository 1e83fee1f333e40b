//! What a change would do, before it is saved: to whom it gives and from whom it takes, and what follows for the work. Owns nothing.
mod actions;
pub(crate) mod api;
mod model;
pub(crate) mod pages;
