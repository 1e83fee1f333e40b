use crate::{
    answer,
    context::Ctx,
    modules::organization::{
        actions::modules::{self, ModuleEdit, NewModule},
        model::WorkModule,
    },
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
    version,
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Filters and paging of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    key: Option<String>,
    name: Option<String>,
    /// Only what has these letters in its name.
    q: Option<String>,
    /// `name`, the only order.
    sort: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
    #[serde(default)]
    count: bool,
}

impl TryFrom<ListQuery> for Listing {
    type Error = Problem;

    fn try_from(query: ListQuery) -> Result<Self, Problem> {
        let ListQuery { key, name, q, sort, limit, after, count } = query;
        Ok(Listing::try_from(paging::ListQuery { limit, after, count, q, name, sort })?.only("key", key))
    }
}

/// The work modules, by name.
#[utoipa::path(get, path = "/work-modules", tag = "Organization", params(ListQuery),
    responses((status = 200, body = Page<WorkModule>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<axum::Json<Page<WorkModule>>, Problem> {
    Ok(axum::Json(modules::list(&ctx, query.try_into()?).await?))
}

/// Adds a module, with permissions of its own.
#[utoipa::path(post, path = "/work-modules", tag = "Organization", request_body = NewModule,
    responses((status = 201, body = WorkModule), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<NewModule>) -> Result<Response, Problem> {
    let module = modules::create(&ctx, new).await?;
    Ok(answer::created(format!("/work-modules/{}", module.id), module.version, module))
}

/// One module.
#[utoipa::path(get, path = "/work-modules/{id}", tag = "Organization", params(("id" = i64, Path)),
    responses((status = 200, body = WorkModule), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let module = modules::one(&ctx, id).await?;
    Ok(answer::resource(module.version, module))
}

/// Changes what is named and leaves the rest.
#[utoipa::path(patch, path = "/work-modules/{id}", tag = "Organization", params(("id" = i64, Path)), request_body = ModuleEdit,
    responses((status = 200, body = WorkModule), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Changes(edit): Changes<ModuleEdit>,
) -> Result<Response, Problem> {
    let module = modules::edit(&ctx, id, edit, version::expected(&headers)?).await?;
    Ok(answer::resource(module.version, module))
}

/// Deletes a module that was never used.
#[utoipa::path(delete, path = "/work-modules/{id}", tag = "Organization", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    modules::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
