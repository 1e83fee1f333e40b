//! From a change that is tried out to what it would do.
mod approving;
mod changed;
mod mails;
mod numbers;
mod preview;
mod trial;
mod unsighted;

pub(crate) use preview::preview;
pub(crate) use trial::Planned;
