pub(super) mod error;
pub(super) mod run;
