use crate::{
    answer,
    context::Ctx,
    modules::organization::{
        actions::links::{self, LinkEdit, NewLink},
        model::NavigationLink,
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
    paging::{Count, ListQuery, Page},
    problem::ProblemBody,
    version,
};

/// The organization's own links in the navigation that one sees, by name; who administers the organization gets all.
#[utoipa::path(get, path = "/navigation-links", tag = "Organization", params(ListQuery),
    responses((status = 200, body = Page<NavigationLink>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(
    ctx: Ctx,
    Query(query): Query<ListQuery>,
) -> Result<axum::Json<Page<NavigationLink>>, Problem> {
    let listing: Listing = query.try_into()?;
    let place = |link: &NavigationLink| (link.name.to_lowercase(), link.id);
    let after = listing.after.map(|(name, id)| (name.to_lowercase(), id));
    let text = listing.text.unwrap_or_default().trim().to_lowercase();
    let mut found = links::readable(&ctx);
    let name = listing.name.map(|name| name.to_lowercase());
    found.retain(|link| link.name.to_lowercase().contains(&text));
    found.retain(|link| name.as_ref().is_none_or(|name| link.name.to_lowercase() == *name));
    let count = listing.count.then(|| Count::up_to(found.len() as i64));
    found.sort_by_key(place);
    found.retain(|link| after.as_ref().is_none_or(|after| place(link) > *after));
    let page = Page::from_rows(found, listing.limit, |link| (link.name.clone(), link.id));
    Ok(axum::Json(Page { count, ..page }))
}

/// Adds a link.
#[utoipa::path(post, path = "/navigation-links", tag = "Organization", request_body = NewLink,
    responses((status = 201, body = NavigationLink), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<NewLink>) -> Result<Response, Problem> {
    let link = links::create(&ctx, new).await?;
    Ok(answer::created(format!("/navigation-links/{}", link.id), link.version, link))
}

/// One link.
#[utoipa::path(get, path = "/navigation-links/{id}", tag = "Organization", params(("id" = i64, Path)),
    responses((status = 200, body = NavigationLink), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let link = links::one(&ctx, id)?;
    Ok(answer::resource(link.version, link))
}

/// Changes what is named and leaves the rest.
#[utoipa::path(patch, path = "/navigation-links/{id}", tag = "Organization", params(("id" = i64, Path)), request_body = LinkEdit,
    responses((status = 200, body = NavigationLink), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Changes(edit): Changes<LinkEdit>,
) -> Result<Response, Problem> {
    let link = links::edit(&ctx, id, edit, version::expected(&headers)?).await?;
    Ok(answer::resource(link.version, link))
}

/// Deletes a link.
#[utoipa::path(delete, path = "/navigation-links/{id}", tag = "Organization", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    links::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
