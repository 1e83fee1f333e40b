use crate::{
    answer,
    context::Ctx,
    modules::places::{
        actions::buildings::{self, BuildingEdit, NewBuilding},
        model::Building,
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

/// The buildings that one may know of, by name.
#[utoipa::path(get, path = "/buildings", tag = "Places", params(ListQuery),
    responses((status = 200, body = Page<Building>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<axum::Json<Page<Building>>, Problem> {
    Ok(axum::Json(buildings::list(&ctx, query.try_into()?).await?))
}

/// Adds a building.
#[utoipa::path(post, path = "/buildings", tag = "Places", request_body = NewBuilding,
    responses((status = 201, body = Building), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<NewBuilding>) -> Result<Response, Problem> {
    let building = buildings::create(&ctx, new).await?;
    Ok(answer::created(format!("/buildings/{}", building.id), building.version, building))
}

/// One building.
#[utoipa::path(get, path = "/buildings/{id}", tag = "Places", params(("id" = i64, Path)),
    responses((status = 200, body = Building), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let building = buildings::one(&ctx, id).await?;
    Ok(answer::resource(building.version, building))
}

/// Changes what is named and leaves the rest.
#[utoipa::path(patch, path = "/buildings/{id}", tag = "Places", params(("id" = i64, Path)), request_body = BuildingEdit,
    responses((status = 200, body = Building), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Changes(edit): Changes<BuildingEdit>,
) -> Result<Response, Problem> {
    let building = buildings::edit(&ctx, id, edit, version::expected(&headers)?).await?;
    Ok(answer::resource(building.version, building))
}

/// Deletes a building to which nothing refers, with its rooms.
#[utoipa::path(delete, path = "/buildings/{id}", tag = "Places", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    buildings::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
