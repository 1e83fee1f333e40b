//! Reading the log, and taking changes back.
mod holders;
mod list;
mod names;
mod reversion;
pub(crate) mod review;
mod sight;

pub(crate) use holders::{Holder, Place, Question, holders, is_about_places};
pub(crate) use list::{actors, count, list, one};
pub(crate) use names::names;
pub(crate) use reversion::revert;
