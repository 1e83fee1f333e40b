//! The program as its operator meets it: real processes, real signals, real files.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod backup;
mod commands;
mod crash;
mod demo;
mod http;
mod import;
mod process;
mod refusals;
mod security_log;
mod serving;
mod settings;
