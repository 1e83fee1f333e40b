//! What every item has and what any item can carry.

pub mod access_log;
pub mod assignments;
pub mod associations;
pub mod attachments;
pub mod events;
pub mod followers;
pub mod history;
pub(crate) mod history_file;
pub mod history_query;
pub mod spine;
pub mod timers;
pub mod traffic;
pub(crate) mod watch;
