//! Advice about who may do what: what can hardly be meant, gathered from people and work. Owns no table.
pub(crate) mod actions;
pub(crate) mod pages;
