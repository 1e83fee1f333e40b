//! Adding, changing and deleting a link of the organization's own.
use crate::{
    context::Ctx,
    flash,
    modules::organization::{
        actions::links::{self, LinkEdit, NewLink},
        model::NavigationLink,
    },
    page::{Refused, page_with},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id},
    layout::Shell,
};
use serde::Deserialize;

const BACK: &str = "/organization";

#[derive(Template)]
#[template(path = "modules/organization/templates/link_form.html")]
struct LinkForm {
    t: T,
    shell: Shell,
    /// 0 for a new one.
    id: i64,
    /// As it is stored; for the title.
    title: String,
    typed: Typed,
    refused: Refused,
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    address: String,
    version: Option<i64>,
}

pub(super) async fn new(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    show(&ctx, &headers, None, Typed::default(), Refused::nothing())
}

fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    stored: Option<&NavigationLink>,
    typed: Typed,
    refused: Refused,
) -> Result<Response, Problem> {
    let t = T::default();
    let (id, title) = stored.map_or_else(|| (0, t.links_new().to_owned()), |link| (link.id, link.name.clone()));
    let form = LinkForm { t, shell: shell(ctx, headers, BACK), id, title, typed, refused };
    page_with(form.refused.status, &form)
}

pub(super) async fn create(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let new = NewLink { name: typed.name.clone(), address: typed.address.clone() };
    match links::create(&ctx, new).await {
        Ok(link) => Ok(flash::tell(&headers, BACK, &T::default().links_added(link.name))),
        Err(problem) => show(&ctx, &headers, None, typed, Refused::of(problem)?),
    }
}

pub(super) async fn edit(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let link = links::one(&ctx, id)?;
    let typed = Typed { name: link.name.clone(), address: link.address.clone(), version: Some(link.version) };
    show(&ctx, &headers, Some(&link), typed, Refused::nothing())
}

pub(super) async fn update(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let edit = LinkEdit { name: Some(typed.name.clone()), address: Some(typed.address.clone()) };
    match links::edit(&ctx, id, edit, typed.version).await {
        Ok(_) => Ok(flash::tell(&headers, BACK, T::default().places_saved())),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let stored = links::one(&ctx, id)?;
            let typed = Typed { version: Some(stored.version), ..typed };
            show(&ctx, &headers, Some(&stored), typed, refused)
        }
    }
}

pub(super) async fn delete(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let name = links::one(&ctx, id)?.name;
    links::delete(&ctx, id, None).await?;
    Ok(flash::tell(&headers, BACK, &T::default().places_deleted(name)))
}
