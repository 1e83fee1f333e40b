use crate::{
    answer,
    context::Ctx,
    modules::places::{
        actions::groups::{self, GroupEdit, NewGroup},
        model::BuildingGroup,
    },
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem,
    extract::{Changes, Id, Json, Query},
    paging::{ListQuery, Page},
    problem::ProblemBody,
    version,
};

/// The building groups that one may know of, by name, with those of their buildings that one may know of.
#[utoipa::path(get, path = "/building-groups", tag = "Places", params(ListQuery),
    responses((status = 200, body = Page<BuildingGroup>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<axum::Json<Page<BuildingGroup>>, Problem> {
    Ok(axum::Json(groups::list(&ctx, query.try_into()?).await?))
}

/// Adds a group of buildings that one may change.
#[utoipa::path(post, path = "/building-groups", tag = "Places", request_body = NewGroup,
    responses((status = 201, body = BuildingGroup), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<NewGroup>) -> Result<Response, Problem> {
    let group = groups::create(&ctx, new).await?;
    Ok(answer::created(format!("/building-groups/{}", group.id), group.version, group))
}

/// One group.
#[utoipa::path(get, path = "/building-groups/{id}", tag = "Places", params(("id" = i64, Path)),
    responses((status = 200, body = BuildingGroup), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let group = groups::one(&ctx, id).await?;
    Ok(answer::resource(group.version, group))
}

/// Changes what is named and leaves the rest.
#[utoipa::path(patch, path = "/building-groups/{id}", tag = "Places", params(("id" = i64, Path)), request_body = GroupEdit,
    responses((status = 200, body = BuildingGroup), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    edit: Result<Changes<GroupEdit>, Problem>,
) -> Result<Response, Problem> {
    groups::admit(&ctx, id).await?;
    let Changes(edit) = edit?;
    let group = groups::edit(&ctx, id, edit, version::expected(&headers)?).await?;
    Ok(answer::resource(group.version, group))
}

/// Deletes a group; people keep the buildings that they have by other ways.
#[utoipa::path(delete, path = "/building-groups/{id}", tag = "Places", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    groups::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
