pub(crate) mod bring_in;
pub mod buildings;
mod buildings_delete;
pub(crate) mod directory;
pub(crate) mod door;
pub mod groups;
mod groups_giving;
pub mod rooms;
pub mod sheet;

pub(crate) use door::{admit, building_of_resource, is_readable, readable};
