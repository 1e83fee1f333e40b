//! Adding, changing and deleting a building group.
use crate::{
    context::Ctx,
    flash,
    modules::places::{
        actions::{
            groups::{self, GroupEdit, NewGroup},
            sheet,
        },
        model::Building,
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

const LIST: &str = "/building-groups";

#[derive(Template)]
#[template(path = "modules/places/templates/group_form.html")]
struct GroupForm {
    t: T,
    shell: Shell,
    /// 0 for a new one.
    id: i64,
    /// As it is stored; for the title.
    name: String,
    preview: String,
    typed: Typed,
    offered: Vec<Building>,
    refused: Refused,
}

/// What was typed.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    building_ids: Vec<i64>,
    pub(crate) version: Option<i64>,
}

pub(super) async fn new(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    show(&ctx, &headers, (0, String::new()), Typed::default(), Refused::nothing()).await
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    (id, name): (i64, String),
    typed: Typed,
    refused: Refused,
) -> Result<Response, Problem> {
    let offered = sheet::changeable(ctx).await?;
    let preview = format!("{LIST}/{id}/preview");
    let form =
        GroupForm { t: T::default(), shell: shell(ctx, headers, LIST), id, name, preview, typed, offered, refused };
    page_with(form.refused.status, &form)
}

pub(super) async fn create(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let new = NewGroup { name: typed.name.clone(), building_ids: typed.building_ids.clone() };
    match groups::create(&ctx, new).await {
        Ok(group) => Ok(flash::tell(&headers, LIST, &T::default().places_group_added(group.name))),
        Err(problem) => show(&ctx, &headers, (0, String::new()), typed, Refused::of(problem)?).await,
    }
}

pub(super) async fn edit(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    groups::admit(&ctx, id).await?;
    form_for(&ctx, &headers, id, None, Refused::nothing()).await
}

async fn form_for(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    typed: Option<Typed>,
    refused: Refused,
) -> Result<Response, Problem> {
    let stored = groups::one(ctx, id).await?;
    let mut typed = typed.unwrap_or_else(|| Typed {
        name: stored.name.clone(),
        building_ids: stored.building_ids.clone(),
        version: None,
    });
    if typed.version.is_none() || !refused.conflict.is_empty() {
        // sent once more, it is meant with what the reader was told just now
        typed.version = Some(stored.version);
    }
    show(ctx, headers, (id, stored.name), typed, refused).await
}

pub(super) async fn update(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    match groups::edit(&ctx, id, edit_of(&typed), typed.version).await {
        Ok(_) => Ok(flash::tell(&headers, LIST, T::default().places_saved())),
        Err(problem) => form_for(&ctx, &headers, id, Some(typed), Refused::of(problem)?).await,
    }
}

/// The change that the form asks for.
pub(crate) fn edit_of(typed: &Typed) -> GroupEdit {
    GroupEdit { name: Some(typed.name.clone()), building_ids: Some(typed.building_ids.clone()) }
}

/// The form once more, with what was typed, and with what is wrong with it.
pub(crate) async fn again(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    typed: Typed,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    form_for(ctx, headers, id, Some(typed), problem.map_or(Ok(Refused::nothing()), Refused::of)?).await
}

/// The form as it is stored, with why the group is not deleted.
pub(crate) async fn as_stored(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    form_for(ctx, headers, id, None, problem.map_or(Ok(Refused::nothing()), Refused::of)?).await
}

pub(super) async fn delete(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let name = groups::one(&ctx, id).await?.name;
    groups::delete(&ctx, id, None).await?;
    Ok(flash::tell(&headers, LIST, &T::default().places_deleted(name)))
}
