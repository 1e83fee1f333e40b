//! Imports: files of work requests, people or buildings, read, checked and brought in as a whole or not at all. Owns `import_run` and `import_error`.
pub mod actions;
pub(crate) mod api;
pub mod model;
pub(crate) mod pages;
mod queries;

pub(crate) use actions::{job::run, start::JOB, tidy::forget_files};
