//! Money spent on a request.
use crate::{
    answer,
    context::Ctx,
    modules::work::{
        actions::{
            effort::{self, CostEdit, NewCost},
            read,
        },
        queries::effort::CostRow,
    },
    money::Money,
    time::rfc3339,
};
use access::keys::work;
use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Changes, Id, Ids, Json, Query},
    paging::{Page, PageQuery},
    problem::ProblemBody,
    version,
};
use serde::Serialize;
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
    /// Rises with every change; the `ETag`.
    version: i64,
}

impl From<CostRow> for Cost {
    fn from(row: CostRow) -> Cost {
        Cost {
            id: row.id,
            kind: row.kind,
            note: row.note,
            cost: Money::new(row.amount, &row.currency),
            at: rfc3339(row.at),
            version: row.version,
        }
    }
}

/// What it cost beside work time. Needs a cost access mode other than none.
#[utoipa::path(get, path = "/work-requests/{id}/costs", tag = "Work requests", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = Page<Cost>), (status = 403, body = ProblemBody)))]
pub(super) async fn costs(ctx: Ctx, Id(id): Id, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let seen = read::effort(&ctx, id).await?;
    let rows = seen.costs.ok_or_else(|| ctx.refusal(work::COSTS.of(seen.module)))?;
    let items: Vec<Cost> = rows.into_iter().map(Cost::from).collect();
    Ok(axum::Json(Page::of(items, &query)?).into_response())
}

/// Enters a cost. Needs the cost access mode "enter any time".
#[utoipa::path(post, path = "/work-requests/{id}/costs", tag = "Work requests", params(("id" = i64, Path)), request_body = NewCost,
    responses((status = 201, body = Cost), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn enter_cost(ctx: Ctx, Id(id): Id, Json(cost): Json<NewCost>) -> Result<Response, Problem> {
    let cost_id = effort::enter_cost(&ctx, id, cost, None).await?;
    let (_, row) = effort::one(&ctx, id, cost_id).await?;
    Ok(answer::created(format!("/work-requests/{id}/costs/{cost_id}"), row.version, Cost::from(row)))
}

/// One cost. Needs a cost access mode other than none.
#[utoipa::path(get, path = "/work-requests/{id}/costs/{cost_id}", tag = "Work requests",
    params(("id" = i64, Path), ("cost_id" = i64, Path)),
    responses((status = 200, body = Cost), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
pub(super) async fn cost(ctx: Ctx, Ids(id, cost_id): Ids) -> Result<Response, Problem> {
    let (_, row) = effort::one(&ctx, id, cost_id).await?;
    Ok(([version::etag(row.version)], axum::Json(Cost::from(row))).into_response())
}

/// Changes what is named and leaves the rest. Needs the cost access mode "enter any time".
#[utoipa::path(patch, path = "/work-requests/{id}/costs/{cost_id}", tag = "Work requests",
    params(("id" = i64, Path), ("cost_id" = i64, Path)), request_body = CostEdit,
    responses((status = 200, body = Cost), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update_cost(
    ctx: Ctx,
    Ids(id, cost_id): Ids,
    headers: HeaderMap,
    Changes(edit): Changes<CostEdit>,
) -> Result<Response, Problem> {
    effort::change_cost(&ctx, id, cost_id, edit, version::expected(&headers)?).await?;
    cost(ctx, Ids(id, cost_id)).await
}

/// Deletes a cost. Needs the cost access mode "enter any time".
#[utoipa::path(delete, path = "/work-requests/{id}/costs/{cost_id}", tag = "Work requests",
    params(("id" = i64, Path), ("cost_id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete_cost(ctx: Ctx, Ids(id, cost_id): Ids, headers: HeaderMap) -> Result<StatusCode, Problem> {
    effort::delete_cost(&ctx, id, cost_id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
