//! Who follows a request.
use crate::{
    context::Ctx,
    modules::work::actions::follow::{self, NewFollower},
    time::rfc3339,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Id, Ids, Json, Query},
    paging::{Page, PageQuery},
    problem::ProblemBody,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody who gets the mail of a request because they follow it.
#[derive(Serialize, ToSchema)]
struct Follower {
    user_id: i64,
    name: String,
    /// Since when.
    #[schema(format = DateTime)]
    at: String,
}

impl From<follow::Follower> for Follower {
    fn from(follower: follow::Follower) -> Self {
        Follower { user_id: follower.user_id, name: follower.name, at: rfc3339(follower.at) }
    }
}

/// Everybody who follows it and can read it, first come first.
#[utoipa::path(get, path = "/work-requests/{id}/followers", tag = "Work requests", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = Page<Follower>), (status = 404, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Id(id): Id, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let items: Vec<Follower> = follow::followers(&ctx, id).await?.into_iter().map(Follower::from).collect();
    Ok(axum::Json(Page::of(items, &query)?).into_response())
}

/// Follows it oneself or, with the mode "follow and add others", adds somebody who can read it. 200: they followed it already.
#[utoipa::path(post, path = "/work-requests/{id}/followers", tag = "Work requests", params(("id" = i64, Path)), request_body = NewFollower,
    responses((status = 201, body = Follower), (status = 200, body = Follower), (status = 403, body = ProblemBody),
        (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn add(ctx: Ctx, Id(id): Id, Json(new): Json<NewFollower>) -> Result<Response, Problem> {
    let (follower, is_new) = follow::follow(&ctx, id, new).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, axum::Json(Follower::from(follower))).into_response())
}

/// Takes somebody off: oneself always, another person with the mode "follow and add others".
#[utoipa::path(delete, path = "/work-requests/{id}/followers/{user_id}", tag = "Work requests",
    params(("id" = i64, Path), ("user_id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
pub(super) async fn remove(ctx: Ctx, Ids(id, user_id): Ids) -> Result<StatusCode, Problem> {
    follow::unfollow(&ctx, id, user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
