//! One building: its rooms, its groups and who works there.
use crate::{
    context::Ctx,
    flash,
    modules::{
        people::Colleague,
        places::{
            actions::{
                door, rooms,
                sheet::{self, Sheet},
            },
            model::Room,
        },
    },
    named::{Listing, path_after},
    page::{Refused, page, page_with, wants_part},
    shell::shell,
};
use access::{
    Facts, Via, decide,
    keys::{buildings, users, work},
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id, Query},
    layout::{Shell, initials},
    paging::{ListQuery, Page},
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/places/templates/building.html")]
struct BuildingPage {
    t: T,
    shell: Shell,
    sheet: Sheet,
    people: Vec<Worker>,
    rooms: Rooms,
    may: May,
    /// The name of a room that was not accepted, and why.
    room: String,
    refused: Refused,
}

#[derive(Template)]
#[template(path = "modules/places/templates/building_rooms.html")]
struct Rooms {
    t: T,
    building_id: i64,
    page: Page<Room>,
    may_update: bool,
    more: String,
}

/// Somebody who works here.
struct Worker {
    id: i64,
    name: String,
    initials: String,
    color: String,
    user_type: String,
}

impl From<Colleague> for Worker {
    fn from(one: Colleague) -> Self {
        let user_type = match one.person.sources().first().map(|source| &source.via) {
            Some(Via::UserType { name, .. }) => name.clone(),
            _ => String::new(),
        };
        Worker { id: one.id, initials: initials(&one.name), name: one.name, color: one.color, user_type }
    }
}

/// What the reader may do here.
struct May {
    update: bool,
    report: bool,
    read_requests: bool,
    read_people: bool,
}

impl May {
    fn of(ctx: &Ctx, id: i64) -> May {
        let reports = |module: access::Module| {
            let (own, here) = (ctx.user_id(), [id]);
            let facts = Facts {
                module: Some(module),
                creator: Some(own),
                requester: Some(own),
                buildings: &here,
                ..Facts::default()
            };
            decide(ctx.person(), work::CREATE.of(module), &facts).allowed
        };
        May {
            update: door::covers(ctx, buildings::UPDATE, id),
            report: ctx.settings().modules.iter().any(|module| reports(module.module())),
            read_requests: ctx.holds_in_some_module(work::READ),
            read_people: !ctx.person().level(users::READ).is_none(),
        }
    }
}

pub(super) async fn show(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(query): Query<ListQuery>,
) -> Result<Response, Problem> {
    let listing = Listing::try_from(query)?;
    if wants_part(&headers) {
        let found = rooms::list(&ctx, id, listing).await?;
        return page(&rows(&ctx, id, found));
    }
    show_with(&ctx, &headers, id, listing, String::new(), Refused::nothing()).await
}

/// The building's page, also after something on it was refused.
pub(super) async fn show_with(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    listing: Listing,
    room: String,
    refused: Refused,
) -> Result<Response, Problem> {
    let mut sheet = sheet::sheet(ctx, id, listing).await?;
    let found = std::mem::replace(&mut sheet.rooms, Page { items: vec![], next: None, count: None });
    let people = std::mem::take(&mut sheet.people).into_iter().map(Worker::from).collect();
    let template = BuildingPage {
        t: T::default(),
        shell: shell(ctx, headers, "/buildings"),
        rooms: rows(ctx, id, found),
        may: May::of(ctx, id),
        people,
        sheet,
        room,
        refused,
    };
    page_with(template.refused.status, &template)
}

fn rows(ctx: &Ctx, id: i64, found: Page<Room>) -> Rooms {
    let more = path_after(&format!("/buildings/{id}"), "", found.next.as_deref());
    let may_update = door::covers(ctx, buildings::UPDATE, id);
    Rooms { t: T::default(), building_id: id, page: found, may_update, more }
}

/// A room's name as it was typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name: String,
}

pub(super) async fn add_room(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    match rooms::create(&ctx, id, rooms::NewRoom { name: typed.name.clone() }).await {
        Ok(room) => Ok(flash::tell(&headers, &format!("/buildings/{id}"), &T::default().places_room_added(room.name))),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let listing = Listing::new(None, None, None, false)?;
            show_with(&ctx, &headers, id, listing, typed.name, refused).await
        }
    }
}
