//! One binary for all tests of the engine.

mod agree;
mod catalogue;
mod differences;
mod explanations;
mod forms;
mod lints;
mod make;
mod manual;
mod matrix;
mod organization;
mod people;
mod reference;
mod refusals;
mod roles;
mod rules;
mod scopes;
mod shipped;
mod spec;
