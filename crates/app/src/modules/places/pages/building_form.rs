//! Adding, changing and deleting a building.
use super::building;
use crate::{
    context::Ctx,
    flash,
    modules::places::actions::{
        buildings::{self, BuildingEdit, NewBuilding},
        door,
    },
    named::Listing,
    page::{Refused, page_with},
    shell::shell,
};
use access::keys::buildings::DELETE;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id},
    layout::Shell,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/places/templates/building_form.html")]
struct BuildingForm {
    t: T,
    shell: Shell,
    /// 0 for a new one.
    id: i64,
    /// As it is stored; for the title.
    name: String,
    typed: Typed,
    refused: Refused,
    may_delete: bool,
}

/// What was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    address: String,
    version: Option<i64>,
}

pub(super) async fn new(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    form_for_new(&ctx, &headers, Typed::default(), Refused::nothing())
}

fn form_for_new(ctx: &Ctx, headers: &HeaderMap, typed: Typed, refused: Refused) -> Result<Response, Problem> {
    let shell = shell(ctx, headers, "/buildings");
    let form = BuildingForm { t: T::default(), shell, id: 0, name: String::new(), typed, refused, may_delete: false };
    page_with(form.refused.status, &form)
}

pub(super) async fn create(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let new = NewBuilding { name: typed.name.clone(), address: typed.address.clone() };
    match buildings::create(&ctx, new).await {
        Ok(building) => {
            // who adds a building may not have access to it
            let seen = door::covers(&ctx, access::keys::buildings::READ, building.id);
            let to = if seen { format!("/buildings/{}", building.id) } else { "/buildings".to_owned() };
            Ok(flash::tell(&headers, &to, &T::default().places_building_added(building.name)))
        }
        Err(problem) => form_for_new(&ctx, &headers, typed, Refused::of(problem)?),
    }
}

pub(super) async fn edit(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    form_for(&ctx, &headers, id, None, Refused::nothing()).await
}

/// The form of a building: as it is stored, or as it was typed. After a conflict it replaces what the other one wrote, knowingly.
async fn form_for(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    typed: Option<Typed>,
    refused: Refused,
) -> Result<Response, Problem> {
    let stored = buildings::one(ctx, id).await?;
    let mut typed =
        typed.unwrap_or_else(|| Typed { name: stored.name.clone(), address: stored.address.clone(), version: None });
    typed.version = Some(stored.version);
    let shell = shell(ctx, headers, "/buildings");
    let may_delete = door::covers(ctx, DELETE, id);
    let form = BuildingForm { t: T::default(), shell, id, name: stored.name, typed, refused, may_delete };
    page_with(form.refused.status, &form)
}

pub(super) async fn update(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let edit = BuildingEdit { name: Some(typed.name.clone()), address: Some(typed.address.clone()) };
    match buildings::edit(&ctx, id, edit, typed.version).await {
        Ok(_) => Ok(flash::tell(&headers, &format!("/buildings/{id}"), T::default().places_saved())),
        Err(problem) => form_for(&ctx, &headers, id, Some(typed), Refused::of(problem)?).await,
    }
}

pub(super) async fn delete(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let name = buildings::one(&ctx, id).await?.name;
    match buildings::delete(&ctx, id, None).await {
        Ok(()) => Ok(flash::tell(&headers, "/buildings", &T::default().places_deleted(name))),
        Err(problem) => {
            let (refused, listing) = (Refused::of(problem)?, Listing::new(None, None, None, false)?);
            building::show_with(&ctx, &headers, id, listing, String::new(), refused).await
        }
    }
}
