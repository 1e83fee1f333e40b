pub mod approve;
pub mod assign;
mod change;
pub mod create;
pub mod delete;
pub(crate) mod door;
pub mod edit;
pub mod effort;
pub(crate) mod filter;
pub mod finalize;
pub mod hold;
pub mod read;
mod references;
pub mod resolve;
pub mod respond;
pub(crate) mod text;

pub(crate) use change::SUBJECT;
pub(crate) use door::{admit, admit_deleted};
