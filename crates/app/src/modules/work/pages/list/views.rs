//! Saved views: a name for what the address says. A part of the list when its pop-over opens, or a page of its own.
use super::{
    address::{Address, to},
    columns,
};
use crate::{
    context::Ctx,
    flash,
    modules::{
        views::{
            actions::{self, NewView, ViewEdit},
            model::SavedView,
        },
        work::pages::LIST,
    },
    named::Listing,
    page::{page, page_with, wants_part},
    shell::shell,
};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Id, Query},
    form::Errors,
    layout::Shell,
};
use serde::Deserialize;

/// The list, as saved views call it.
const PAGE: &str = "work-requests";
const MOST: usize = 200;

/// The name that was typed, and what the list showed.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::modules::work::pages) struct Typed {
    name: String,
    /// What stands behind the question mark of the list's address.
    query: String,
}

#[derive(Template)]
#[template(path = "modules/work/templates/views.html")]
struct Part {
    t: T,
    views: Vec<(SavedView, String)>,
    /// The view that the list shows now.
    current: Option<SavedView>,
    typed: Typed,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "modules/work/templates/part_page.html")]
struct Page {
    t: T,
    shell: Shell,
    title: &'static str,
    list: &'static str,
    part: Part,
}

/// `GET /work-requests/views`
pub(in crate::modules::work::pages) async fn list(
    ctx: Ctx,
    headers: HeaderMap,
    Query(address): Query<Address>,
) -> Result<Response, Problem> {
    let typed = Typed { name: String::new(), query: address.query() };
    show(&ctx, &headers, current(&ctx, &address).await?, typed, Errors::default()).await
}

/// Keeps what the list shows under a new name.
pub(in crate::modules::work::pages) async fn create(
    ctx: Ctx,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let new = NewView {
        page: PAGE.to_owned(),
        name: typed.name.clone(),
        query: typed.query.clone(),
        columns: columns::words(&headers),
    };
    match actions::create(&ctx, new).await {
        Ok(view) => Ok(flash::tell(&headers, &href(&view), T::default().work_view_saved())),
        Err(Problem::Invalid(errors)) => show(&ctx, &headers, None, typed, errors.into()).await,
        Err(problem) => Err(problem),
    }
}

/// Renames a view, and lets it show what the list shows now.
pub(in crate::modules::work::pages) async fn edit(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let changes = ViewEdit {
        page: None,
        name: Some(typed.name.clone()),
        query: Some(typed.query.clone()),
        columns: Some(columns::words(&headers)),
    };
    match actions::edit(&ctx, id, changes, None).await {
        Ok(view) => Ok(flash::tell(&headers, &href(&view), T::default().work_view_saved())),
        Err(Problem::Invalid(errors)) => {
            let view = actions::one(&ctx, id).await?;
            show(&ctx, &headers, Some(view), typed, errors.into()).await
        }
        Err(problem) => Err(problem),
    }
}

/// Forgets a view; the list goes on showing what it showed.
pub(in crate::modules::work::pages) async fn delete(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Problem> {
    let view = actions::one(&ctx, id).await?;
    actions::delete(&ctx, id, None).await?;
    let text = T::default().work_view_deleted(view.name);
    Ok(flash::tell(&headers, &to(LIST, &view.query), &text))
}

/// The view that an address names, if it is one of the reader's own: not of whom they look as.
pub(super) async fn current(ctx: &Ctx, address: &Address) -> Result<Option<SavedView>, Problem> {
    let Some(id) = address.view.parse().ok().filter(|_| ctx.actor.viewer.is_none()) else { return Ok(None) };
    match actions::one(ctx, id).await {
        Ok(view) => Ok(Some(view).filter(|view| view.page == PAGE)),
        // a link with somebody else's view shows the same list without its name
        Err(Problem::NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    current: Option<SavedView>,
    typed: Typed,
    errors: Errors,
) -> Result<Response, Problem> {
    let t = T::default();
    let listing = Listing { limit: MOST, ..Listing::default() };
    let views = actions::list(ctx, Some(PAGE.to_owned()), listing).await?.items;
    let views = views.into_iter().map(|view| (href(&view), view)).map(|(href, view)| (view, href)).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let part = Part { t, views, current, typed, errors };
    if wants_part(headers) {
        return page(&part);
    }
    page_with(status, &Page { t, shell: shell(ctx, headers, LIST), title: t.work_views(), list: LIST, part })
}

fn href(view: &SavedView) -> String {
    let mark = format!("view={}", view.id);
    to(LIST, &if view.query.is_empty() { mark } else { format!("{}&{mark}", view.query) })
}
