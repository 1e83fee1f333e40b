//! Changes of state: each a noun of its own, one route with one permission.
use super::{requests::changed, view};
use crate::{
    context::Ctx,
    modules::work::{
        actions::{
            approve::{self, Approval},
            assign::{self, Assignees},
            finalize::{self, Reopening},
            hold::{self, Hold},
            read,
            resolve::{self, Resolution},
            respond::{self, NewResponse},
        },
        queries::names::Named,
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Id, Json, JsonOrNothing, Nothing, Query},
    paging::{self, Page, PageQuery},
    problem::ProblemBody,
};

/// Approves or declines what waits for approval.
#[utoipa::path(post, path = "/work-requests/{id}/approval", tag = "Work requests", params(("id" = i64, Path)), request_body = Approval,
    responses((status = 200, body = view::WorkRequest), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn decide(ctx: Ctx, Id(id): Id, Json(approval): Json<Approval>) -> Result<Response, Problem> {
    approve::decide(&ctx, id, approval).await?;
    changed(&ctx, id).await
}

/// Says who does the work; an empty list takes everybody off.
#[utoipa::path(put, path = "/work-requests/{id}/assignees", tag = "Work requests", params(("id" = i64, Path)), request_body = Assignees,
    responses((status = 200, body = view::WorkRequest), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn assign(ctx: Ctx, Id(id): Id, Json(assignees): Json<Assignees>) -> Result<Response, Problem> {
    assign::assign(&ctx, id, assignees).await?;
    changed(&ctx, id).await
}

/// Whom one could assign to it.
#[utoipa::path(get, path = "/work-requests/{id}/assignable-users", tag = "Work requests", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = Page<Named>), (status = 403, body = ProblemBody)))]
pub(super) async fn candidates(ctx: Ctx, Id(id): Id, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let people = assign::candidates(&ctx, id).await?;
    let items =
        people.into_iter().map(|c| Named { id: c.id, name: c.name, color: c.color, active: c.active }).collect();
    Ok(axum::Json(Page::of(items, &query)?).into_response())
}

/// What was said on it, oldest first.
#[utoipa::path(get, path = "/work-requests/{id}/responses", tag = "Work requests", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = Page<view::Response>), (status = 404, body = ProblemBody)))]
pub(super) async fn responses(ctx: Ctx, Id(id): Id, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let after = paging::position(query.after.as_deref())?.unwrap_or(0);
    let page = read::responses(&ctx, id, after, paging::limit(query.limit)?, query.count).await?;
    Ok(axum::Json(page.map(view::Response::from)).into_response())
}

/// Says something; `private` is for who may read private responses.
#[utoipa::path(post, path = "/work-requests/{id}/responses", tag = "Work requests", params(("id" = i64, Path)), request_body = NewResponse,
    responses((status = 201, body = view::Response), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn respond(ctx: Ctx, Id(id): Id, Json(response): Json<NewResponse>) -> Result<Response, Problem> {
    let (text, private) = (response.text.trim().to_owned(), response.private);
    let response_id = respond::respond(&ctx, id, response, vec![], None).await?;
    let said = view::Response::of_oneself(&ctx, response_id, text, private);
    Ok((StatusCode::CREATED, axum::Json(said)).into_response())
}

/// Lets it wait, with a reason and perhaps until a time.
#[utoipa::path(post, path = "/work-requests/{id}/hold", tag = "Work requests", params(("id" = i64, Path)), request_body = Hold,
    responses((status = 200, body = view::WorkRequest), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn hold(ctx: Ctx, Id(id): Id, Json(body): Json<Hold>) -> Result<Response, Problem> {
    hold::hold(&ctx, id, body).await?;
    changed(&ctx, id).await
}

/// Lets it go on from where it was.
#[utoipa::path(delete, path = "/work-requests/{id}/hold", tag = "Work requests", params(("id" = i64, Path)),
    responses((status = 200, body = view::WorkRequest), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn release(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    hold::release(&ctx, id).await?;
    changed(&ctx, id).await
}

/// Says what was done, and what it took.
#[utoipa::path(post, path = "/work-requests/{id}/resolution", tag = "Work requests", params(("id" = i64, Path)), request_body = Resolution,
    responses((status = 200, body = view::WorkRequest), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn resolve(ctx: Ctx, Id(id): Id, Json(resolution): Json<Resolution>) -> Result<Response, Problem> {
    resolve::resolve(&ctx, id, resolution).await?;
    changed(&ctx, id).await
}

/// Reviews what was resolved and closes it for good.
#[utoipa::path(post, path = "/work-requests/{id}/finalization", tag = "Work requests", params(("id" = i64, Path)),
    responses((status = 200, body = view::WorkRequest), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn finalize(ctx: Ctx, Id(id): Id, _: JsonOrNothing<Nothing>) -> Result<Response, Problem> {
    finalize::finalize(&ctx, id).await?;
    changed(&ctx, id).await
}

/// Takes it up again.
#[utoipa::path(post, path = "/work-requests/{id}/reopening", tag = "Work requests", params(("id" = i64, Path)), request_body = Reopening,
    responses((status = 200, body = view::WorkRequest), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn reopen(ctx: Ctx, Id(id): Id, Json(reopening): Json<Reopening>) -> Result<Response, Problem> {
    finalize::reopen(&ctx, id, reopening).await?;
    changed(&ctx, id).await
}
