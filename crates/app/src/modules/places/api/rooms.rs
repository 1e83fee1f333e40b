use crate::{
    answer,
    context::Ctx,
    modules::places::{
        actions::rooms::{self, NewRoom, RoomEdit},
        model::Room,
    },
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem,
    extract::{Changes, Id, Ids, Json, Query},
    paging::{ListQuery, Page},
    problem::ProblemBody,
    version,
};

/// The rooms and other resources of a building, by name.
#[utoipa::path(get, path = "/buildings/{id}/resources", tag = "Places", params(("id" = i64, Path), ListQuery),
    responses((status = 200, body = Page<Room>), (status = 404, body = ProblemBody)))]
pub(super) async fn list(
    ctx: Ctx,
    Id(id): Id,
    Query(query): Query<ListQuery>,
) -> Result<axum::Json<Page<Room>>, Problem> {
    Ok(axum::Json(rooms::list(&ctx, id, query.try_into()?).await?))
}

/// Adds a room.
#[utoipa::path(post, path = "/buildings/{id}/resources", tag = "Places", params(("id" = i64, Path)), request_body = NewRoom,
    responses((status = 201, body = Room), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Id(id): Id, Json(new): Json<NewRoom>) -> Result<Response, Problem> {
    let room = rooms::create(&ctx, id, new).await?;
    Ok(answer::created(format!("/buildings/{id}/resources/{}", room.id), room.version, room))
}

/// One room.
#[utoipa::path(get, path = "/buildings/{id}/resources/{resource_id}", tag = "Places",
    params(("id" = i64, Path), ("resource_id" = i64, Path)),
    responses((status = 200, body = Room), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Ids(building_id, id): Ids) -> Result<Response, Problem> {
    let room = rooms::one(&ctx, building_id, id).await?;
    Ok(answer::resource(room.version, room))
}

/// Gives a room another name.
#[utoipa::path(patch, path = "/buildings/{id}/resources/{resource_id}", tag = "Places",
    params(("id" = i64, Path), ("resource_id" = i64, Path)), request_body = RoomEdit,
    responses((status = 200, body = Room), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Ids(building_id, id): Ids,
    headers: HeaderMap,
    Changes(edit): Changes<RoomEdit>,
) -> Result<Response, Problem> {
    let room = rooms::edit(&ctx, building_id, id, edit, version::expected(&headers)?).await?;
    Ok(answer::resource(room.version, room))
}

/// Deletes a room that no request names.
#[utoipa::path(delete, path = "/buildings/{id}/resources/{resource_id}", tag = "Places",
    params(("id" = i64, Path), ("resource_id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Ids(building_id, id): Ids, headers: HeaderMap) -> Result<StatusCode, Problem> {
    rooms::delete(&ctx, building_id, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
