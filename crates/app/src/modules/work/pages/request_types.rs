//! The request types of a work module.
use super::request_type_form as form;
use crate::{
    context::{App, Ctx},
    modules::{
        organization::WorkModule,
        work::{
            actions::request_types::{self, Filter},
            queries::request_type::RequestTypeRow,
        },
    },
    named::Listing,
    page::page,
    shell::shell,
};
use access::keys::organization::ADMINISTER;
use askama::Template;
use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use kit::{
    Problem, T,
    extract::Query,
    layout::Shell,
    registry::{Access, Routes},
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/work/templates/request_types.html")]
struct RequestTypes {
    t: T,
    shell: Shell,
    module: WorkModule,
    modules: Vec<WorkModule>,
    types: Vec<RequestTypeRow>,
    more: String,
}

pub(super) fn routes(r: Routes<App>) -> Routes<App> {
    let (get, post, administrators) = (Method::GET, Method::POST, Access::Ability(ADMINISTER));
    r.page(get.clone(), "/request-types", administrators, list)
        .page(get.clone(), "/request-types/new", administrators, form::new)
        .page(post.clone(), "/request-types", administrators, form::create)
        .page(get, "/request-types/{id}", administrators, form::edit)
        .page(post.clone(), "/request-types/{id}", administrators, form::update)
        .page(post, "/request-types/{id}/deletion", administrators, form::delete)
}

/// Which module's, and where to go on.
#[derive(Deserialize)]
pub(super) struct Wanted {
    module: Option<String>,
    after: Option<String>,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let module = module(&ctx, wanted.module.as_deref())?.clone();
    let listing = Listing::new(None, wanted.after.as_deref(), Some(200), false)?;
    let filter = Filter { module: Some(module.key.clone()), active: None };
    let found = request_types::list(&ctx, filter, listing).await?;
    let key = &module.key;
    let more = found.next.map_or_else(String::new, |next| format!("/request-types?module={key}&after={next}"));
    page(&RequestTypes {
        t: T::default(),
        shell: shell(&ctx, &headers, "/request-types"),
        modules: ctx.settings().modules.clone(),
        types: found.items,
        module,
        more,
    })
}

/// The module of this key, or the first one.
pub(super) fn module<'a>(ctx: &'a Ctx, key: Option<&str>) -> Result<&'a WorkModule, Problem> {
    let found = match key {
        None => ctx.settings().modules.first(),
        Some(key) => ctx.settings().module_by_key(key),
    };
    found.ok_or(Problem::NotFound)
}
