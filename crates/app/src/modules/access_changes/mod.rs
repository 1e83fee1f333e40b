//! What was changed about what people may do: the log of it, taking a change back, who could do what on a day, and what everybody
//! holds now. Owns nothing: what happened is in the history.
mod actions;
pub(crate) mod api;
mod file;
mod model;
pub(crate) mod pages;
