pub(crate) mod door;

pub(crate) use door::{admit, building_of_resource, is_readable};
