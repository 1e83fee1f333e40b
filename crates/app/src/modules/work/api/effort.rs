//! Time and money spent on a request.
use crate::{
    context::Ctx,
    modules::work::{
        actions::{
            effort::{self, NewCost, NewTime},
            read,
        },
        queries::effort::{CostRow, WorkEntryRow},
    },
    money::Money,
    time::rfc3339,
};
use access::keys::{users, work};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Id, Json},
    paging::Page,
    problem::ProblemBody,
};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

/// Money spent; a negative amount is a credit.
#[derive(Serialize, ToSchema)]
struct Cost {
    id: i64,
    kind: String,
    note: String,
    cost: Money,
    #[schema(format = DateTime)]
    at: String,
}

/// Time of one worker.
#[derive(Serialize, ToSchema)]
struct WorkEntry {
    id: i64,
    user_id: i64,
    user_name: String,
    minutes: i64,
    /// Time × the worker's rate at that time; with `view_labor_rate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    labor_cost: Option<Money>,
    worked_on: String,
}

/// What it cost beside work time. Needs a cost access mode other than none.
#[utoipa::path(get, path = "/work-requests/{id}/costs", tag = "Work requests", params(("id" = i64, Path)),
    responses((status = 200, body = Page<Cost>), (status = 403, body = ProblemBody)))]
pub(super) async fn costs(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let seen = read::effort(&ctx, id).await?;
    let rows = seen.costs.ok_or_else(|| ctx.refusal(work::COSTS.of(seen.module)))?;
    let view = |row: CostRow| Cost {
        id: row.id,
        kind: row.kind,
        note: row.note,
        cost: Money::new(row.amount, &row.currency),
        at: rfc3339(row.at),
    };
    Ok(page(rows.into_iter().map(view).collect()))
}

/// Enters a cost. Needs the cost access mode "enter any time".
#[utoipa::path(post, path = "/work-requests/{id}/costs", tag = "Work requests", params(("id" = i64, Path)), request_body = NewCost,
    responses((status = 201), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn enter_cost(ctx: Ctx, Id(id): Id, Json(cost): Json<NewCost>) -> Result<Response, Problem> {
    created(effort::enter_cost(&ctx, id, cost).await?)
}

/// The time that its workers spent. Needs `view_worker_time`.
#[utoipa::path(get, path = "/work-requests/{id}/work-entries", tag = "Work requests", params(("id" = i64, Path)),
    responses((status = 200, body = Page<WorkEntry>), (status = 403, body = ProblemBody)))]
pub(super) async fn work_entries(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let seen = read::effort(&ctx, id).await?;
    let rows = seen.work_entries.ok_or_else(|| ctx.refusal(work::VIEW_WORKER_TIME.of(seen.module)))?;
    let with_rates = ctx.person().has(users::VIEW_LABOR_RATE);
    let currency = &ctx.settings().currency;
    let view = |row: WorkEntryRow| WorkEntry {
        labor_cost: row.labor_cost().filter(|_| with_rates).map(|cost| Money::new(cost, currency)),
        id: row.id,
        user_id: row.user_id,
        user_name: row.user_name,
        minutes: row.minutes,
        worked_on: row.worked_on,
    };
    Ok(page(rows.into_iter().map(view).collect()))
}

/// Enters time: one's own with `own_work.edit`, another's with `others_work.edit`.
#[utoipa::path(post, path = "/work-requests/{id}/work-entries", tag = "Work requests", params(("id" = i64, Path)), request_body = NewTime,
    responses((status = 201), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn enter_time(ctx: Ctx, Id(id): Id, Json(time): Json<NewTime>) -> Result<Response, Problem> {
    created(effort::enter_time(&ctx, id, time).await?)
}

fn page<T: Serialize>(items: Vec<T>) -> Response {
    axum::Json(Page { items, next: None, count: None }).into_response()
}

fn created(id: i64) -> Result<Response, Problem> {
    Ok((StatusCode::CREATED, axum::Json(json!({ "id": id }))).into_response())
}
