mod check;
mod commit;
pub mod direct;
pub(crate) mod draft;
mod file;
pub(crate) mod guess;
pub(crate) mod job;
pub(crate) mod kinds;
mod progress;
pub(crate) mod read;
pub(crate) mod start;
pub(crate) mod tidy;

pub use file::File;
pub use progress::Progress;
