//! The API of saved views: thin adapters over the actions.
use super::{
    actions::{self, NewView, ViewEdit},
    model::SavedView,
};
use crate::{
    answer,
    context::{App, Ctx},
    named::Listing,
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem,
    extract::{Changes, Id, Json, Query},
    paging::{self, Page},
    problem::ProblemBody,
    registry::{Access, Routes},
    version,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::SignedIn, routes!(list))
        .api(Access::SignedIn, routes!(create))
        .api(Access::SignedIn, routes!(read))
        .api(Access::SignedIn, routes!(update))
        .api(Access::SignedIn, routes!(delete))
}

/// Filters and paging of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    /// The list that they show: `work-requests`.
    page: Option<String>,
    name: Option<String>,
    /// `name`, the only order.
    sort: Option<String>,
    /// Only what has these letters in its name.
    q: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
    #[serde(default)]
    count: bool,
}

/// One's own saved views, by name.
#[utoipa::path(get, path = "/views", tag = "Saved views", params(ListQuery),
    responses((status = 200, body = Page<SavedView>), (status = 422, body = ProblemBody)))]
async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<axum::Json<Page<SavedView>>, Problem> {
    let ListQuery { page, name, sort, q, limit, after, count } = query;
    let listing = Listing::try_from(paging::ListQuery { limit, after, count, q, name, sort })?;
    Ok(axum::Json(actions::list(&ctx, page, listing).await?))
}

/// Keeps a view of a list for oneself.
#[utoipa::path(post, path = "/views", tag = "Saved views", request_body = NewView,
    responses((status = 201, body = SavedView), (status = 422, body = ProblemBody)))]
async fn create(ctx: Ctx, Json(new): Json<NewView>) -> Result<Response, Problem> {
    let view = actions::create(&ctx, new).await?;
    Ok(answer::created(format!("/views/{}", view.id), view.version, view))
}

/// One of one's own views.
#[utoipa::path(get, path = "/views/{id}", tag = "Saved views", params(("id" = i64, Path)),
    responses((status = 200, body = SavedView), (status = 404, body = ProblemBody)))]
async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let view = actions::one(&ctx, id).await?;
    Ok(answer::resource(view.version, view))
}

/// Changes what is named and leaves the rest.
#[utoipa::path(patch, path = "/views/{id}", tag = "Saved views", params(("id" = i64, Path)), request_body = ViewEdit,
    responses((status = 200, body = SavedView), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)))]
async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    edit: Result<Changes<ViewEdit>, Problem>,
) -> Result<Response, Problem> {
    actions::one(&ctx, id).await?;
    let Changes(edit) = edit?;
    let view = actions::edit(&ctx, id, edit, version::expected(&headers)?).await?;
    Ok(answer::resource(view.version, view))
}

/// Forgets a view.
#[utoipa::path(delete, path = "/views/{id}", tag = "Saved views", params(("id" = i64, Path)),
    responses((status = 204), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)))]
async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    actions::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
