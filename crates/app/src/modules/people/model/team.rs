//! A team as it is kept.
use serde::Serialize;
use utoipa::ToSchema;

/// People who work together, and what each of them gets by that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Team {
    pub id: i64,
    /// Unique, whatever its case.
    pub name: String,
    pub lead_id: Option<i64>,
    /// Of these and the other ids those that the reader can see, ascending.
    pub member_ids: Vec<i64>,
    /// Every member has these besides their own.
    pub user_type_ids: Vec<i64>,
    /// Every member can access these.
    pub building_ids: Vec<i64>,
    pub building_group_ids: Vec<i64>,
    /// Rises with every change; the `ETag`.
    pub version: i64,
}
