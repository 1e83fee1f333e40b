//! The rooms of the house: one folder for each part of the trade.
pub(crate) mod explanations;
pub mod imports;
pub mod organization;
pub mod people;
pub mod places;
pub mod views;
pub mod work;
