//! Buildings, their rooms, and groups of buildings.
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A place where people work and things break.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Building {
    pub id: i64,
    /// Unique, whatever its case.
    pub name: String,
    pub address: String,
    pub version: i64,
}

/// A room or another resource of a building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Room {
    pub id: i64,
    pub building_id: i64,
    /// Unique in its building, whatever its case.
    pub name: String,
    pub version: i64,
}

/// Buildings that are given to people together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BuildingGroup {
    pub id: i64,
    /// Unique, whatever its case.
    pub name: String,
    /// Those that the reader may know of, ascending.
    pub building_ids: Vec<i64>,
    pub version: i64,
}

/// Which buildings somebody reaches by one permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    Only(Arc<[i64]>),
}

impl Reach {
    pub fn contains(&self, id: i64) -> bool {
        match self {
            Reach::All => true,
            Reach::Only(ids) => ids.contains(&id),
        }
    }

    /// What is within both.
    pub(crate) fn and(self, other: Reach) -> Reach {
        match (self, other) {
            (Reach::All, reach) | (reach, Reach::All) => reach,
            (Reach::Only(ids), other) => Reach::Only(ids.iter().copied().filter(|id| other.contains(*id)).collect()),
        }
    }
}
