//! Adding, changing and deleting a work module.
use crate::{
    context::Ctx,
    flash,
    modules::organization::actions::modules::{self, ModuleEdit, NewModule},
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
#[template(path = "modules/organization/templates/module_form.html")]
struct ModuleForm {
    t: T,
    shell: Shell,
    /// 0 for a new one.
    id: i64,
    /// As it is stored; for the title.
    name: String,
    typed: Typed,
    refused: Refused,
}

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    key: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    needs_review: bool,
    version: Option<i64>,
}

pub(super) async fn new(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    let typed = Typed { key: String::new(), name: String::new(), needs_review: true, version: None };
    show(&ctx, &headers, (0, String::new()), typed, Refused::nothing())
}

fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    (id, name): (i64, String),
    typed: Typed,
    refused: Refused,
) -> Result<Response, Problem> {
    let form = ModuleForm { t: T::default(), shell: shell(ctx, headers, BACK), id, name, typed, refused };
    page_with(form.refused.status, &form)
}

pub(super) async fn create(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let new =
        NewModule { key: typed.key.trim().to_owned(), name: typed.name.clone(), needs_review: typed.needs_review };
    match modules::create(&ctx, new).await {
        Ok(module) => Ok(flash::tell(&headers, BACK, &T::default().organization_module_added(module.name))),
        Err(problem) => show(&ctx, &headers, (0, String::new()), typed, Refused::of(problem)?),
    }
}

pub(super) async fn edit(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    form_for(&ctx, &headers, id, None, Refused::nothing()).await
}

async fn form_for(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    typed: Option<Typed>,
    refused: Refused,
) -> Result<Response, Problem> {
    let stored = modules::one(ctx, id).await?;
    let (name, needs_review) =
        typed.map_or_else(|| (stored.name.clone(), stored.needs_review), |typed| (typed.name, typed.needs_review));
    let typed = Typed { key: stored.key, name, needs_review, version: Some(stored.version) };
    show(ctx, headers, (id, stored.name), typed, refused)
}

pub(super) async fn update(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let changes = ModuleEdit { name: Some(typed.name.clone()), needs_review: Some(typed.needs_review) };
    match modules::edit(&ctx, id, changes, typed.version).await {
        Ok(_) => Ok(flash::tell(&headers, BACK, T::default().places_saved())),
        Err(problem) => form_for(&ctx, &headers, id, Some(typed), Refused::of(problem)?).await,
    }
}

pub(super) async fn delete(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let name = modules::one(&ctx, id).await?.name;
    match modules::delete(&ctx, id, None).await {
        Ok(()) => Ok(flash::tell(&headers, BACK, &T::default().places_deleted(name))),
        Err(problem) => form_for(&ctx, &headers, id, None, Refused::of(problem)?).await,
    }
}
