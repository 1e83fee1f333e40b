use crate::{
    answer,
    context::Ctx,
    modules::people::{
        actions::{
            authority::door,
            teams::{self, TeamEdit},
        },
        model::Team,
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
    paging::{ListQuery, Page},
    problem::ProblemBody,
    version,
};

/// The teams, by name, with what one can see of them.
#[utoipa::path(get, path = "/teams", tag = "Teams", params(ListQuery),
    responses((status = 200, body = Page<Team>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<axum::Json<Page<Team>>, Problem> {
    let listing: Listing = query.try_into()?;
    let page =
        if door::knows_of_people(&ctx) { teams::list(&ctx, listing).await? } else { Page::nothing(listing.count) };
    Ok(axum::Json(page))
}

/// Adds a team.
#[utoipa::path(post, path = "/teams", tag = "Teams", request_body = TeamEdit,
    responses((status = 201, body = Team), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<TeamEdit>) -> Result<Response, Problem> {
    let id = teams::create(&ctx, new).await?;
    let team = teams::one(&ctx, id).await?;
    Ok(answer::created(format!("/teams/{id}"), team.version, team))
}

/// One team.
#[utoipa::path(get, path = "/teams/{id}", tag = "Teams", params(("id" = i64, Path)),
    responses((status = 200, body = Team), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    if !door::knows_of_people(&ctx) {
        return Err(Problem::NotFound);
    }
    current(&ctx, id).await
}

/// Changes what is named and leaves the rest. Who is in it may be changed by who administers those people.
#[utoipa::path(patch, path = "/teams/{id}", tag = "Teams", params(("id" = i64, Path)), request_body = TeamEdit,
    responses((status = 200, body = Team), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    edit: Result<Changes<TeamEdit>, Problem>,
) -> Result<Response, Problem> {
    teams::admit(&ctx, id).await?;
    let Changes(edit) = edit?;
    teams::edit(&ctx, id, edit, version::expected(&headers)?).await?;
    current(&ctx, id).await
}

/// Deletes a team; its members keep what they have by other ways.
#[utoipa::path(delete, path = "/teams/{id}", tag = "Teams", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    teams::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn current(ctx: &Ctx, id: i64) -> Result<Response, Problem> {
    let team = teams::one(ctx, id).await?;
    Ok(answer::resource(team.version, team))
}
