//! What every item has and what any item can carry.

pub mod assignments;
pub mod associations;
pub mod attachments;
pub mod events;
pub mod followers;
pub mod history;
pub mod spine;
pub mod timers;
