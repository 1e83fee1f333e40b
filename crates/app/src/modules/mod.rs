//! The rooms of the house: one folder for each part of the trade.
pub(crate) mod access_changes;
pub(crate) mod explanations;
pub mod imports;
pub mod organization;
pub mod people;
pub mod places;
pub(crate) mod previews;
pub mod views;
pub mod work;
