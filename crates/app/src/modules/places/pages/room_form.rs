//! Renaming and deleting a room.
use super::building;
use crate::{
    context::Ctx,
    flash,
    modules::places::{
        actions::{
            buildings,
            rooms::{self, RoomEdit},
        },
        model::Building,
    },
    named::Listing,
    page::{Refused, page_with},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Ids},
    layout::Shell,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/places/templates/room_form.html")]
struct RoomForm {
    t: T,
    shell: Shell,
    building: Building,
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
    name: String,
    version: Option<i64>,
}

pub(super) async fn edit(ctx: Ctx, headers: HeaderMap, Ids(building_id, id): Ids) -> Result<Response, Problem> {
    form_for(&ctx, &headers, (building_id, id), None, Refused::nothing()).await
}

async fn form_for(
    ctx: &Ctx,
    headers: &HeaderMap,
    (building_id, id): (i64, i64),
    typed: Option<String>,
    refused: Refused,
) -> Result<Response, Problem> {
    let building = buildings::one(ctx, building_id).await?;
    let stored = rooms::one(ctx, building_id, id).await?;
    let typed = Typed { name: typed.unwrap_or_else(|| stored.name.clone()), version: Some(stored.version) };
    let shell = shell(ctx, headers, "/buildings");
    let form = RoomForm { t: T::default(), shell, building, id, name: stored.name, typed, refused };
    page_with(form.refused.status, &form)
}

pub(super) async fn update(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(building_id, id): Ids,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let edit = RoomEdit { name: Some(typed.name.clone()) };
    match rooms::edit(&ctx, building_id, id, edit, typed.version).await {
        Ok(_) => Ok(flash::tell(&headers, &format!("/buildings/{building_id}"), T::default().places_saved())),
        Err(problem) => form_for(&ctx, &headers, (building_id, id), Some(typed.name), Refused::of(problem)?).await,
    }
}

pub(super) async fn delete(ctx: Ctx, headers: HeaderMap, Ids(building_id, id): Ids) -> Result<Response, Problem> {
    let name = rooms::one(&ctx, building_id, id).await?.name;
    match rooms::delete(&ctx, building_id, id, None).await {
        Ok(()) => Ok(flash::tell(&headers, &format!("/buildings/{building_id}"), &T::default().places_deleted(name))),
        Err(problem) => {
            let (refused, listing) = (Refused::of(problem)?, Listing::new(None, None, None, false)?);
            building::show_with(&ctx, &headers, building_id, listing, String::new(), refused).await
        }
    }
}
