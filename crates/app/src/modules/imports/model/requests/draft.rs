//! A row as a work request: read, but its names not yet looked up.
use crate::modules::{imports::model::Reference, work::model::State};

/// A work request as a row describes it. Times are microseconds UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub row: u32,
    pub title: String,
    pub description: String,
    pub location: String,
    pub opened_at: Option<i64>,
    pub due_at: Option<i64>,
    pub resolved_at: Option<i64>,
    /// As created by hand without one.
    pub state: Option<State>,
    pub cost: Option<Cost>,
}

/// Money spent, in minor units of its currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    pub amount: i64,
    pub currency: String,
}

/// What a row refers to by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub building: Option<Reference>,
    pub resource: Option<Reference>,
    pub request_type: Option<Reference>,
    pub requested_by: Option<Reference>,
}
