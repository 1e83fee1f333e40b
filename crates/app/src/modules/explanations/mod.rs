//! Why somebody may do something, or may not: answered by the code that decides. Owns nothing.
mod actions;
pub(crate) mod api;
mod model;
pub(crate) mod pages;
mod sentences;
