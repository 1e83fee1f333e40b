use super::actions;
use crate::context::{App, Ctx};
use access::{Because, Change, Explanation, Key, Via};
use kit::{
    Problem,
    extract::Query,
    problem::ProblemBody,
    registry::{Access, Routes},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::SignedIn, routes!(explanation))
}

/// About whom, what and which.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Question {
    /// Oneself without it; others whom one administers.
    user_id: Option<i64>,
    /// The permission.
    key: String,
    /// `work-requests/ID` or `buildings/ID`; the permission as such without it.
    item: Option<String>,
}

/// Why it is allowed, or not.
#[derive(Serialize, ToSchema)]
struct Answer {
    allowed: bool,
    /// One entry for each user type that the person has, and each level through which it could cover the item.
    because: Vec<Reason>,
    /// The least that would have to be added; null where it is allowed, or nothing would do.
    smallest_change: Option<SmallestChange>,
}

/// What one user type contributes.
#[derive(Serialize, ToSchema)]
struct Reason {
    source: SourceView,
    /// The permission that decided here.
    key: String,
    /// Its value.
    #[schema(value_type = Object)]
    value: Value,
    /// An individual override put the value there.
    overridden: bool,
    /// By which relation it covers the item.
    relation: Option<&'static str>,
    holds: bool,
}

/// Where a value comes from: the person's own user type, or one of a team.
#[derive(Serialize, ToSchema)]
struct SourceView {
    user_type_id: i64,
    user_type: String,
    team_id: Option<i64>,
    team: Option<String>,
}

/// What would have to be added.
#[derive(Serialize, ToSchema)]
struct SmallestChange {
    #[schema(value_type = Object)]
    grants: Map<String, Value>,
    building_ids: Vec<i64>,
}

/// Why somebody may do something with an item, or may not.
#[utoipa::path(get, path = "/access/explanation", tag = "Access", params(Question),
    responses((status = 200, body = Answer), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn explanation(ctx: Ctx, Query(question): Query<Question>) -> Result<axum::Json<Answer>, Problem> {
    let user_id = question.user_id.unwrap_or(ctx.user_id());
    let explained = actions::why(&ctx, user_id, &question.key, question.item.as_deref()).await?;
    let Explanation { allowed, because, smallest_change, .. } = explained;
    let because = because.into_iter().map(|because| reason(&ctx, because)).collect();
    let smallest_change = smallest_change.map(|change| smallest(&ctx, change));
    Ok(axum::Json(Answer { allowed, because, smallest_change }))
}

fn reason(ctx: &Ctx, because: Because) -> Reason {
    let source = match because.via {
        Via::UserType { id, name } => SourceView { user_type_id: id, user_type: name, team_id: None, team: None },
        Via::Team { id, name, user_type_id, user_type_name } => {
            SourceView { user_type_id, user_type: user_type_name, team_id: Some(id), team: Some(name) }
        }
    };
    Reason {
        source,
        key: name(ctx, because.key),
        value: because.value.to_json(because.key.permission()),
        overridden: because.overridden,
        relation: because.relation.map(|relation| relation.as_str()),
        holds: because.holds,
    }
}

fn smallest(ctx: &Ctx, change: Change) -> SmallestChange {
    let grants = change.grants.into_iter().map(|(key, value)| (name(ctx, key), value.to_json(key.permission())));
    SmallestChange { grants: grants.collect(), building_ids: change.buildings }
}

fn name(ctx: &Ctx, key: Key) -> String {
    ctx.settings().catalogue.name(key)
}
