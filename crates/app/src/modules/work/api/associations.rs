//! Links of a request with other items.
use crate::{
    context::Ctx,
    items::associations::Kind,
    modules::work::{
        actions::associate::{self, Linked, NewAssociation},
        model::State,
    },
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

/// A link as this request sees it.
#[derive(Serialize, ToSchema)]
struct Association {
    id: i64,
    /// What this request is to the other one.
    kind: Kind,
    /// The other one: `work-requests/ID`.
    item: String,
    number: i64,
    title: String,
    state: State,
    /// The other one's work module.
    module: String,
    #[schema(format = DateTime)]
    at: String,
}

impl Association {
    fn of(ctx: &Ctx, linked: Linked) -> Association {
        let module = ctx.settings().module(linked.request.module_id);
        Association {
            id: linked.id,
            kind: linked.kind,
            item: linked.item(),
            number: linked.request.number,
            module: module.map_or_else(String::new, |module| module.key.clone()),
            state: linked.request.state,
            title: linked.request.title,
            at: rfc3339(linked.at),
        }
    }
}

/// What it is linked with, as far as the reader may read that.
#[utoipa::path(get, path = "/work-requests/{id}/associations", tag = "Work requests", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = Page<Association>), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Id(id): Id, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let linked = associate::linked(&ctx, id).await?;
    let items: Vec<Association> = linked.into_iter().map(|linked| Association::of(&ctx, linked)).collect();
    Ok(axum::Json(Page::of(items, &query)?).into_response())
}

/// Links it with another that the actor can read; the other end shows it as well. 409: they are linked already.
#[utoipa::path(post, path = "/work-requests/{id}/associations", tag = "Work requests", params(("id" = i64, Path)),
    request_body = NewAssociation,
    responses((status = 201, body = Association), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody),
        (status = 422, body = ProblemBody)))]
pub(super) async fn add(ctx: Ctx, Id(id): Id, Json(new): Json<NewAssociation>) -> Result<Response, Problem> {
    let linked = associate::associate(&ctx, id, new).await?;
    Ok((StatusCode::CREATED, axum::Json(Association::of(&ctx, linked))).into_response())
}

/// Takes a link away, from both ends.
#[utoipa::path(delete, path = "/work-requests/{id}/associations/{association_id}", tag = "Work requests",
    params(("id" = i64, Path), ("association_id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
pub(super) async fn remove(ctx: Ctx, Ids(id, association_id): Ids) -> Result<StatusCode, Problem> {
    associate::dissociate(&ctx, id, association_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
