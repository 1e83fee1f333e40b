use crate::{
    context::Ctx,
    modules::access_changes::actions::{self, Holder, Place, Question},
};
use access::{Because, Via};
use jiff::civil::Date;
use kit::{
    Problem,
    extract::Query,
    paging::{self, Count},
    problem::ProblemBody,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Who could what, where, when?
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct HoldersQuery {
    /// The permission: one about items or buildings.
    pub(crate) key: String,
    /// `work-requests/ID`; or else a building.
    pub(crate) item: Option<String>,
    pub(crate) building_id: Option<i64>,
    /// The day; today without it.
    pub(crate) on: Option<String>,
    pub(crate) limit: Option<i64>,
    pub(crate) after: Option<String>,
    pub(crate) count: bool,
}

impl HoldersQuery {
    pub(crate) fn question(&self) -> Result<Question, Problem> {
        let request = |item: &str| item.strip_prefix("work-requests/").and_then(|id| id.parse().ok());
        let at = match (&self.item, self.building_id) {
            (Some(item), None) => {
                Place::WorkRequest(request(item).ok_or_else(|| Problem::field("item", "must be work-requests/ID"))?)
            }
            (None, Some(id)) => Place::Building(id),
            (Some(_), Some(_)) => return Err(Problem::field("item", "and building_id are one too many")),
            (None, None) => return Err(Problem::field("building_id", "is missing, or an item")),
        };
        let day = |text: &String| text.parse().ok().filter(|date: &Date| date.to_string() == *text);
        let on = self.on.as_ref().filter(|text| !text.is_empty());
        let on = on.map(|text| day(text).ok_or_else(|| Problem::field("on", "must be a date such as 2026-12-31")));
        Ok(Question { key: self.key.clone(), at, on: on.transpose()? })
    }
}

/// Who could.
#[derive(Serialize, ToSchema)]
pub(super) struct HoldersView {
    #[schema(format = Date)]
    on: String,
    /// By name; those whom one administers.
    items: Vec<HolderView>,
    /// How many those are in all.
    total: usize,
    /// How many more could whom one does not administer.
    others: usize,
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<Count>,
}

#[derive(Serialize, ToSchema)]
struct HolderView {
    user_id: i64,
    name: String,
    /// From what they had it.
    because: Vec<ReasonView>,
    /// False: not both at the beginning of the day and at its end.
    all_day: bool,
}

#[derive(Serialize, ToSchema)]
struct ReasonView {
    user_type: String,
    /// Null: their own user type.
    team: Option<String>,
    /// An individual override said so.
    overridden: bool,
    /// By which relation.
    relation: Option<&'static str>,
}

/// Who could do something to items at a building, or to one item, on a day: told from how things are now and what was changed since.
/// The item counts as it is now.
#[utoipa::path(get, path = "/access/holders", tag = "Access", params(HoldersQuery),
    responses((status = 200, body = HoldersView), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<HoldersQuery>) -> Result<axum::Json<HoldersView>, Problem> {
    let (limit, after) = (paging::limit(query.limit)?, paging::position(query.after.as_deref())?);
    let found = actions::holders(&ctx, query.question()?, after, limit).await?;
    Ok(axum::Json(HoldersView {
        on: found.on.to_string(),
        items: found.page.items.into_iter().map(view).collect(),
        total: found.total,
        others: found.others,
        next: found.page.next,
        count: query.count.then_some(Count { value: found.total as i64, exact: true }),
    }))
}

fn view(holder: Holder) -> HolderView {
    let because = holder.because.into_iter().map(reason).collect();
    HolderView { user_id: holder.id, name: holder.name, because, all_day: holder.all_day }
}

fn reason(because: Because) -> ReasonView {
    let (user_type, team) = match because.via {
        Via::UserType { name, .. } => (name, None),
        Via::Team { name, user_type_name, .. } => (user_type_name, Some(name)),
    };
    let relation = because.relation.map(|relation| relation.as_str());
    ReasonView { user_type, team, overridden: because.overridden, relation }
}
