//! The page of one request: where it stands, what comes next and who can do it.
pub(super) mod assignment;
mod carried;
mod deeds;
mod details;
mod effort;
pub(super) mod files;
pub(super) mod followers;
mod forms;
pub(super) mod links;
mod next;
pub(super) mod page;
mod past;
mod pick;
mod talk;
mod told;
pub(super) mod transitions;
mod way;
