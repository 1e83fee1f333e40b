//! From a change that is tried out to what it would do.
mod approving;
mod changed;
mod covers;
mod mails;
mod numbers;
mod preview;
mod sight;
mod trial;
mod unsighted;

pub(crate) use preview::preview;
pub(crate) use trial::{Plan, Planned};
