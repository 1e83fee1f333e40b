//! Reporting a problem: where, what; the rest folds away.
pub(super) mod form;
pub(super) mod options;
pub(super) mod parts;
