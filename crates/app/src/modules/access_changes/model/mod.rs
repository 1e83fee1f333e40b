//! Changes, and how things were before them; pure.
mod entry;
mod past;

pub(crate) use entry::{Entry, comes_back, differing, is_mirrored};
pub(crate) use past::Past;
