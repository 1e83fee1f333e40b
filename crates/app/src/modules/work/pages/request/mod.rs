//! The page of one request: where it stands, what comes next and who can do it.
pub(super) mod assignment;
mod deeds;
mod details;
mod effort;
mod forms;
mod next;
pub(super) mod page;
mod past;
mod talk;
pub(super) mod transitions;
mod way;
