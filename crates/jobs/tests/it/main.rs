//! The queue on both databases: nothing lost, nothing done by two, nothing forgotten that failed.
#![allow(clippy::unwrap_used, reason = "tests")]

mod failing;
mod house;
mod leases;
mod periodic;
mod queue;
mod running;
