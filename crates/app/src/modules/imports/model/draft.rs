//! A row as a work request: read, but its names not yet looked up.
use super::settings::Constant;
use crate::modules::work::model::State;

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

/// A name in a column, or a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub value: Constant,
    /// The column; empty for a constant.
    pub column: String,
}

impl Reference {
    /// As it stands in the cell.
    pub fn text(&self) -> String {
        match &self.value {
            Constant::Id(id) => id.to_string(),
            Constant::Text(text) => text.clone(),
        }
    }
}
