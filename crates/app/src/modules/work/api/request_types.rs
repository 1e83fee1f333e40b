use crate::{
    answer,
    context::Ctx,
    modules::work::{
        actions::request_types::{self, Filter, NewRequestType, RequestTypeEdit},
        queries::request_type::RequestTypeRow,
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
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What somebody can choose when they report something: Plumbing, Electrical, …
#[derive(Serialize, ToSchema)]
pub(super) struct RequestType {
    id: i64,
    /// The work module's key.
    module: String,
    name: String,
    /// A new request is due so many days later; null: no due date.
    due_days: Option<i64>,
    /// Whether it is offered for new requests.
    active: bool,
    version: i64,
}

impl RequestType {
    fn of(ctx: &Ctx, row: RequestTypeRow) -> RequestType {
        let module = ctx.settings().module(row.module_id).map(|module| module.key.clone()).unwrap_or_default();
        let RequestTypeRow { id, name, due_days, active, version, .. } = row;
        RequestType { id, module, name, due_days, active, version }
    }
}

/// Filters and paging of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    /// The work module's key.
    module: Option<String>,
    active: Option<bool>,
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

/// The types of the modules in which one reads or creates, by name.
#[utoipa::path(get, path = "/request-types", tag = "Request types", params(ListQuery),
    responses((status = 200, body = Page<RequestType>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<axum::Json<Page<RequestType>>, Problem> {
    let ListQuery { module, active, name, sort, q, limit, after, count } = query;
    let listing = Listing::try_from(paging::ListQuery { limit, after, count, q, name, sort })?;
    let filter = Filter { module, active };
    let page = request_types::list(&ctx, filter, listing).await?;
    Ok(axum::Json(page.map(|row| RequestType::of(&ctx, row))))
}

/// Adds a type.
#[utoipa::path(post, path = "/request-types", tag = "Request types", request_body = NewRequestType,
    responses((status = 201, body = RequestType), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<NewRequestType>) -> Result<Response, Problem> {
    let view = RequestType::of(&ctx, request_types::create(&ctx, new).await?);
    Ok(answer::created(format!("/request-types/{}", view.id), view.version, view))
}

/// One type.
#[utoipa::path(get, path = "/request-types/{id}", tag = "Request types", params(("id" = i64, Path)),
    responses((status = 200, body = RequestType), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let view = RequestType::of(&ctx, request_types::one(&ctx, id).await?);
    Ok(answer::resource(view.version, view))
}

/// Changes what is named and leaves the rest.
#[utoipa::path(patch, path = "/request-types/{id}", tag = "Request types", params(("id" = i64, Path)), request_body = RequestTypeEdit,
    responses((status = 200, body = RequestType), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Changes(edit): Changes<RequestTypeEdit>,
) -> Result<Response, Problem> {
    let row = request_types::edit(&ctx, id, edit, version::expected(&headers)?).await?;
    let view = RequestType::of(&ctx, row);
    Ok(answer::resource(view.version, view))
}

/// Deletes a type that was never used.
#[utoipa::path(delete, path = "/request-types/{id}", tag = "Request types", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    request_types::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
