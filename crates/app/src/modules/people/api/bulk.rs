//! `POST /users/bulk`
use crate::{
    context::Ctx,
    many::Happened,
    modules::people::actions::accounts::bulk::{self, Bulk},
};
use axum::response::{IntoResponse, Response};
use kit::{Problem, extract::Json, paging::Page, problem::ProblemBody};

/// Gives many people a user type or a building, takes a building from them, deactivates or reactivates them: each by the rules of
/// changing one, each in a transaction of its own. Says for each what happened.
#[utoipa::path(post, path = "/users/bulk", tag = "People", request_body = Bulk,
    responses((status = 200, body = Page<Happened>), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn carry_out(ctx: Ctx, Json(wanted): Json<Bulk>) -> Result<Response, Problem> {
    let outcomes = bulk::carry_out(&ctx, wanted).await?;
    let items: Vec<Happened> = outcomes.into_iter().map(|outcome| Happened::of(outcome, bulk::MISSING)).collect();
    Ok(axum::Json(Page { items, next: None, count: None }).into_response())
}
