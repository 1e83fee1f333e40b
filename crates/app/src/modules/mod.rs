//! The rooms of the house: one folder for each part of the trade.
pub(crate) mod explanations;
pub mod imports;
pub(crate) mod lint;
pub mod organization;
pub mod people;
pub mod places;
pub mod todo;
pub mod views;
pub mod work;
