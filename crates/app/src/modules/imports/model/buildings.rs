//! Buildings with their rooms: their columns.
use super::{Columns, Field};

pub(super) const COLUMNS: Columns = Columns {
    fields: &[Field::Name, Field::Address, Field::Resources, Field::BuildingGroups],
    constants: &[Field::BuildingGroups],
    required: &[(&[Field::Name], "is missing: which column has the names of the buildings?")],
    words: &[
        (Field::BuildingGroups, &["buildinggroup", "group", "zone", "region", "cluster"]),
        (Field::Resources, &["room", "resource", "space"]),
        (Field::Address, &["address", "street", "location"]),
        (Field::Name, &["buildingname", "name", "building", "school", "site", "facility", "campus", "property"]),
    ],
};
