//! `POST /work-requests/bulk`
use crate::{
    context::Ctx,
    many::Happened,
    modules::work::actions::bulk::{self, Bulk},
};
use axum::response::{IntoResponse, Response};
use kit::{Problem, extract::Json, paging::Page, problem::ProblemBody};

/// Approves, assigns, resolves or deletes many: each by the right of the single step and the one to do it in bulk, each in a
/// transaction of its own. Says for each what happened.
#[utoipa::path(post, path = "/work-requests/bulk", tag = "Work requests", request_body = Bulk,
    responses((status = 200, body = Page<Happened>), (status = 422, body = ProblemBody)))]
pub(super) async fn carry_out(ctx: Ctx, Json(wanted): Json<Bulk>) -> Result<Response, Problem> {
    let outcomes = bulk::carry_out(&ctx, wanted).await?;
    let items: Vec<Happened> = outcomes.into_iter().map(|outcome| Happened::of(outcome, bulk::MISSING)).collect();
    Ok(axum::Json(Page { items, next: None, count: None }).into_response())
}
