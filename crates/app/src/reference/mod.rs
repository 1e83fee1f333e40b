//! The reference of the API for people: the OpenAPI document as a page.
mod document;
mod schema;

use crate::{
    context::{App, Ctx},
    page::page,
    routes,
    shell::shell,
};
use askama::Template;
use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use document::Group;
use kit::{
    Problem, T,
    layout::Shell,
    registry::{Access, Routes},
};
use std::sync::LazyLock;

/// Read once: the routes do not change while the program runs.
static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| document::groups(routes::document()));

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.page(Method::GET, "/api", Access::SignedIn, show)
}

#[derive(Template)]
#[template(path = "reference/reference.html")]
struct Reference {
    t: T,
    shell: Shell,
    groups: &'static [Group],
}

async fn show(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    page(&Reference { t: T::default(), shell: shell(&ctx, &headers, "/api"), groups: &GROUPS })
}
