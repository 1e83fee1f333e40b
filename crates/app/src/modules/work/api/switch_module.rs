//! `PUT /work-requests/{id}/module`
use super::view;
use crate::{
    context::Ctx,
    modules::work::actions::{
        read,
        switch_module::{self, Switch},
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Id, Json},
    problem::ProblemBody,
    version,
};
use serde::Serialize;
use utoipa::ToSchema;

/// The request where it is now, and whom that took off.
#[derive(Serialize, ToSchema)]
struct Switched {
    #[serde(flatten)]
    request: view::WorkRequest,
    /// Who was assigned and cannot be in this module; with `view_assignments`.
    #[serde(skip_serializing_if = "Option::is_none")]
    dropped_assignee_ids: Option<Vec<i64>>,
}

/// Moves it to another work module, where type, approval and assignees are evaluated anew and it gets another number. 204 where the
/// actor cannot read it any more.
#[utoipa::path(put, path = "/work-requests/{id}/module", tag = "Work requests", params(("id" = i64, Path)), request_body = Switch,
    responses((status = 200, body = Switched), (status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody),
        (status = 422, body = ProblemBody)))]
pub(super) async fn switch(ctx: Ctx, Id(id): Id, Json(wanted): Json<Switch>) -> Result<Response, Problem> {
    let key = wanted.module.clone();
    let dropped = switch_module::switch(&ctx, id, wanted).await?;
    let seen = match read::one(&ctx, id).await {
        Err(Problem::NotFound) => return Ok(StatusCode::NO_CONTENT.into_response()),
        seen => seen?,
    };
    let dropped_assignee_ids = seen.sight.assignments.then_some(dropped);
    let request = view::WorkRequest::of(seen, &key);
    let etag = version::etag(request.version);
    Ok((StatusCode::OK, [etag], axum::Json(Switched { request, dropped_assignee_ids })).into_response())
}
