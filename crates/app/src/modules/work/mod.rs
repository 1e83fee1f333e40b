//! Work requests, from the hallway to the finalized order. Owns `work_request`, `request_type`, `approval_process` and what hangs on them.
pub mod actions;
pub(crate) mod api;
pub mod model;
pub(crate) mod notices;
pub(crate) mod pages;
mod queries;

pub(crate) use actions::approval_processes::processes;
pub(crate) use model::approval::Tier;
pub(crate) use queries::approval_process::ProcessRow as Process;
