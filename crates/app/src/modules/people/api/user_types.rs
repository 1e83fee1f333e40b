use crate::{
    answer,
    context::Ctx,
    modules::people::{
        actions::{
            authority::door,
            user_types::{self, NewUserType, UserTypeEdit},
        },
        model::UserType,
    },
    named::Listing,
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem,
    extract::{Changes, Id, Json, JsonOrNothing, Nothing, Query},
    paging::{self, Page},
    problem::ProblemBody,
    version,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

/// What people of one kind may do.
#[derive(Serialize, ToSchema)]
pub(super) struct UserTypeView {
    id: i64,
    name: String,
    /// The stable word of one that ships with the product; null for the organization's own.
    builtin: Option<String>,
    /// Whether its people sign in.
    signs_in: bool,
    /// `{KEY: VALUE}`, every key of the catalogue.
    #[schema(value_type = Object)]
    grants: Map<String, Value>,
    version: i64,
}

impl UserTypeView {
    fn of(ctx: &Ctx, user_type: UserType) -> UserTypeView {
        let UserType { id, name, builtin, signs_in, grants, version } = user_type;
        UserTypeView { id, name, builtin, signs_in, grants: grants.expand(&ctx.settings().catalogue), version }
    }
}

/// Filters and paging of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    /// Only the one that ships with the product under this word.
    builtin: Option<String>,
    signs_in: Option<bool>,
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
        let ListQuery { builtin, signs_in, name, q, sort, limit, after, count } = query;
        let plain = paging::ListQuery { limit, after, count, q, name, sort };
        Ok(Listing::try_from(plain)?.only("builtin", builtin).only("signs_in", signs_in))
    }
}

/// The user types, by name.
#[utoipa::path(get, path = "/user-types", tag = "User types", params(ListQuery),
    responses((status = 200, body = Page<UserTypeView>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<axum::Json<Page<UserTypeView>>, Problem> {
    let listing: Listing = query.try_into()?;
    let page =
        if door::knows_of_people(&ctx) { user_types::list(&ctx, listing).await? } else { Page::nothing(listing.count) };
    Ok(axum::Json(page.map(|user_type| UserTypeView::of(&ctx, user_type))))
}

/// Adds a user type.
#[utoipa::path(post, path = "/user-types", tag = "User types", request_body = NewUserType,
    responses((status = 201, body = UserTypeView), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<NewUserType>) -> Result<Response, Problem> {
    Ok(created(&ctx, user_types::create(&ctx, new).await?))
}

/// One user type.
#[utoipa::path(get, path = "/user-types/{id}", tag = "User types", params(("id" = i64, Path)),
    responses((status = 200, body = UserTypeView), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    if !door::knows_of_people(&ctx) {
        return Err(Problem::NotFound);
    }
    Ok(resource(&ctx, user_types::one(&ctx, id).await?))
}

/// Changes what is named and leaves the rest; grants are merged.
#[utoipa::path(patch, path = "/user-types/{id}", tag = "User types", params(("id" = i64, Path)), request_body = UserTypeEdit,
    responses((status = 200, body = UserTypeView), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Changes(edit): Changes<UserTypeEdit>,
) -> Result<Response, Problem> {
    Ok(resource(&ctx, user_types::edit(&ctx, id, edit, version::expected(&headers)?).await?))
}

/// Who gets what instead.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(super) struct Successor {
    /// The user type that its people and teams get first, in the same transaction.
    move_to: Option<i64>,
}

/// Deletes a user type that nobody has, or whose people and teams get another one first.
#[utoipa::path(delete, path = "/user-types/{id}", tag = "User types", params(("id" = i64, Path), Successor),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(
    ctx: Ctx,
    Id(id): Id,
    Query(successor): Query<Successor>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    user_types::delete(&ctx, id, version::expected(&headers)?, successor.move_to).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the copy is to be called; without a name it says whose copy it is.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CopyName {
    name: Option<String>,
}

/// Adds a user type with the same grants.
#[utoipa::path(post, path = "/user-types/{id}/copies", tag = "User types", params(("id" = i64, Path)), request_body = Option<CopyName>,
    responses((status = 201, body = UserTypeView), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
pub(super) async fn copy(
    ctx: Ctx,
    Id(id): Id,
    JsonOrNothing(copy): JsonOrNothing<CopyName>,
) -> Result<Response, Problem> {
    Ok(created(&ctx, user_types::copy(&ctx, id, copy.name).await?))
}

/// Brings one that ships with the product back to the grants that it shipped with.
#[utoipa::path(post, path = "/user-types/{id}/reset", tag = "User types", params(("id" = i64, Path)),
    responses((status = 200, body = UserTypeView), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn reset(ctx: Ctx, Id(id): Id, _: JsonOrNothing<Nothing>) -> Result<Response, Problem> {
    Ok(resource(&ctx, user_types::reset(&ctx, id).await?))
}

fn resource(ctx: &Ctx, user_type: UserType) -> Response {
    answer::resource(user_type.version, UserTypeView::of(ctx, user_type))
}

fn created(ctx: &Ctx, user_type: UserType) -> Response {
    answer::created(format!("/user-types/{}", user_type.id), user_type.version, UserTypeView::of(ctx, user_type))
}
