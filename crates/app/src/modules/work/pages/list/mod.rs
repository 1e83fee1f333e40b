//! The list of work requests. Its address is the view: every view can be sent as a link.
mod address;
mod chips;
pub(super) mod choices;
pub(super) mod columns;
pub(super) mod export;
pub(super) mod page;
mod rows;
mod tabs;
pub(super) mod views;
