//! The spine on both databases: it answers as plain loops over the items would, and reads no more than it must.
#![allow(clippy::unwrap_used, reason = "tests")]

mod answers;
mod corruption;
mod house;
mod loading;
mod merging;
mod migrating;
mod plans;
mod searching;
