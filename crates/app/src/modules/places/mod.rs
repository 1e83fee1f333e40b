//! Places: buildings with their rooms, and building groups. Owns `building`, `resource`, `building_group`.
pub mod actions;
mod queries;
