//! One account: how it comes, by hand or from a file, changes, at the hands of others or of its own person, and goes.
pub(crate) mod bring_in;
pub mod bulk;
pub mod create;
pub mod delete;
pub mod edit;
pub(crate) mod fields;
pub(crate) mod given;
pub(crate) mod insurance;
pub mod me;
pub(crate) mod overrides;
pub(super) mod references;
