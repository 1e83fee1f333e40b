//! The API of the to-do list.
use crate::{
    context::{App, Ctx},
    modules::work::actions::waiting::{self, Duty, Waiting},
    time::rfc3339,
};
use access::keys::todo;
use kit::{
    Problem,
    extract::Query,
    paging::{self, Count, Page},
    problem::ProblemBody,
    registry::{Access, Routes},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::Ability(todo::VIEW), routes!(read))
}

/// Requests that wait for the same.
#[derive(Serialize, ToSchema)]
struct Section {
    duty: Duty,
    /// The work module's key.
    module: String,
    count: Count,
    /// The most urgent ones.
    items: Vec<Due>,
}

/// One request in a section.
#[derive(Serialize, ToSchema)]
struct Due {
    id: i64,
    number: i64,
    title: String,
    building: Option<String>,
    request_type: Option<String>,
    /// With `access_due_date`; null: no due date.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Option<String>>,
    #[schema(format = DateTime)]
    opened_at: String,
}

/// How much of each section.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Shown {
    /// Requests in each section, 50 unless told, at most 200.
    limit: Option<i64>,
}

/// What waits for oneself: to approve, to assign, to resolve, to finalize; a section for each work module and duty. Sections in which
/// nothing waits are left out.
#[utoipa::path(get, path = "/todo", tag = "To do", params(Shown),
    responses((status = 200, body = Page<Section>), (status = 403, body = ProblemBody)))]
async fn read(ctx: Ctx, Query(shown): Query<Shown>) -> Result<axum::Json<Page<Section>>, Problem> {
    let found = waiting::waiting(&ctx, paging::limit(shown.limit)?).await?;
    let items = found.into_iter().map(|waiting| section(&ctx, waiting)).collect();
    Ok(axum::Json(Page { items, next: None, count: None }))
}

fn section(ctx: &Ctx, waiting: Waiting) -> Section {
    let module = ctx.settings().module(i64::from(waiting.module.0)).map(|module| module.key.clone());
    let due = |seen: crate::modules::work::actions::read::Seen| Due {
        id: seen.request.id,
        number: seen.request.number,
        due_at: seen.sight.due_date.then(|| seen.request.due_at.map(rfc3339)),
        opened_at: rfc3339(seen.request.opened_at),
        title: seen.request.title,
        building: seen.names.building,
        request_type: seen.names.request_type,
    };
    Section {
        duty: waiting.duty,
        module: module.unwrap_or_default(),
        count: Count { value: waiting.count as i64, exact: waiting.exact },
        items: waiting.requests.into_iter().map(due).collect(),
    }
}
