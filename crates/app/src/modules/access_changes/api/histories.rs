//! The history of one thing that decides what people may do.
use super::changes::{ChangeView, about};
use crate::{
    context::Ctx,
    items::history_query::HistoryQuery,
    modules::{
        people::actions::{teams, user_types},
        places::actions::{buildings, groups},
    },
};
use axum::response::Response;
use kit::{
    Problem,
    extract::{Id, Query},
    paging::Page,
    problem::ProblemBody,
};

/// What happened to a user type, newest first.
#[utoipa::path(get, path = "/user-types/{id}/history", tag = "User types", params(("id" = i64, Path), HistoryQuery),
    responses((status = 200, body = Page<ChangeView>), (status = 404, body = ProblemBody)))]
pub(super) async fn user_type(ctx: Ctx, Id(id): Id, Query(query): Query<HistoryQuery>) -> Result<Response, Problem> {
    user_types::one(&ctx, id).await?;
    about(&ctx, user_types::SUBJECT, id, &query).await
}

/// What happened to a team, newest first, without whom the reader may not know of.
#[utoipa::path(get, path = "/teams/{id}/history", tag = "Teams", params(("id" = i64, Path), HistoryQuery),
    responses((status = 200, body = Page<ChangeView>), (status = 404, body = ProblemBody)))]
pub(super) async fn team(ctx: Ctx, Id(id): Id, Query(query): Query<HistoryQuery>) -> Result<Response, Problem> {
    teams::one(&ctx, id).await?;
    about(&ctx, teams::SUBJECT, id, &query).await
}

/// What happened to a building group, newest first.
#[utoipa::path(get, path = "/building-groups/{id}/history", tag = "Places", params(("id" = i64, Path), HistoryQuery),
    responses((status = 200, body = Page<ChangeView>), (status = 404, body = ProblemBody)))]
pub(super) async fn building_group(
    ctx: Ctx,
    Id(id): Id,
    Query(query): Query<HistoryQuery>,
) -> Result<Response, Problem> {
    groups::one(&ctx, id).await?;
    about(&ctx, groups::SUBJECT, id, &query).await
}

/// What happened to a building, newest first.
#[utoipa::path(get, path = "/buildings/{id}/history", tag = "Places", params(("id" = i64, Path), HistoryQuery),
    responses((status = 200, body = Page<ChangeView>), (status = 404, body = ProblemBody)))]
pub(super) async fn building(ctx: Ctx, Id(id): Id, Query(query): Query<HistoryQuery>) -> Result<Response, Problem> {
    about(&ctx, buildings::SUBJECT, id, &query).await
}
