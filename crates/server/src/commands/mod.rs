//! One file for each thing that can be asked of the program.

pub(crate) mod admin;
pub(crate) mod demo;
pub(crate) mod migrate;
pub(crate) mod serve;
