//! `/work-requests/{id}/edit`
use super::{LIST, fields::Reading, new::options::Options};
use crate::{
    context::Ctx,
    flash,
    modules::work::actions::{
        door,
        edit::{self, Edit},
        overview, read,
    },
    near::Near,
    page::{page, page_with},
    shell::shell,
};
use access::keys::work;
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Id},
    form::Errors,
    layout::Shell,
    patch::Patch,
};
use serde::{Deserialize, Serialize};

/// What is typed. The names are those of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Typed {
    version: String,
    /// What the form was made from, as JSON, so that only what was changed is changed, whatever others did meanwhile.
    was: String,
    title: String,
    description: String,
    location: String,
    building_id: String,
    resource_id: String,
    request_type_id: String,
    requested_by: String,
    due_at: String,
    /// Moments as the browser writes them.
    scheduled_from: String,
    scheduled_thru: String,
    resolved_at: String,
}

#[derive(Template)]
#[template(path = "modules/work/templates/edit.html")]
struct Page {
    t: T,
    shell: Shell,
    list: &'static str,
    back: String,
    number: i64,
    typed: Typed,
    options: Options,
    errors: Errors,
    elsewhere: Vec<String>,
    /// Who changed it meanwhile; empty otherwise.
    conflict: String,
    sees_due_date: bool,
    sees_scheduled_time: bool,
    sets_resolution: bool,
}

const SHOWN: [&str; 11] = [
    "building_id",
    "resource_id",
    "location",
    "title",
    "description",
    "request_type_id",
    "requested_by",
    "due_at",
    "scheduled_from",
    "scheduled_thru",
    "resolved_at",
];

pub(super) async fn form(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let seen = read::one(&ctx, id).await?;
    let typed = Typed::of(&ctx, &seen);
    page(&template(&ctx, &headers, &seen, typed, Errors::default(), String::new()).await?)
}

pub(super) async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match typed.edit(&ctx) {
        Ok(changes) => edit::edit(&ctx, id, changes, typed.version.parse().ok()).await,
        Err(problem) => Err(problem),
    };
    let t = T::default();
    match done {
        Ok(()) => match read::one(&ctx, id).await {
            Ok(_) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), t.work_saved())),
            Err(Problem::NotFound) => Ok(flash::tell(&headers, LIST, t.work_done_unseen())),
            Err(problem) => Err(problem),
        },
        Err(Problem::Invalid(errors)) => {
            let seen = read::one(&ctx, id).await?;
            let again = template(&ctx, &headers, &seen, typed, errors.into(), String::new()).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(Problem::Conflict(_) | Problem::WrongState { .. }) => {
            let seen = read::one(&ctx, id).await?;
            let conflict = meanwhile(&ctx, t, id).await?;
            let typed = typed.on_top_of(Typed::of(&ctx, &seen));
            let again = template(&ctx, &headers, &seen, typed, Errors::default(), conflict).await?;
            page_with(StatusCode::CONFLICT, &again)
        }
        Err(problem) => Err(problem),
    }
}

async fn meanwhile(ctx: &Ctx, t: T, id: i64) -> Result<String, Problem> {
    let past = overview::past(ctx, id, overview::newest()).await?;
    let near = Near::new(ctx, t);
    let last = past.lines.items.first();
    let name = last.and_then(|line| line.actor_name.clone()).unwrap_or_else(|| t.work_past_nobody().to_owned());
    let when = last.map_or_else(String::new, |line| near.ago(line.at_micros));
    Ok(t.work_edit_conflict(name, when))
}

impl Typed {
    fn of(ctx: &Ctx, seen: &read::Seen) -> Typed {
        let request = &seen.request;
        let id = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
        let near = Near::new(ctx, T::default());
        let due_at = request.due_at.filter(|_| seen.sight.due_date);
        let (from, thru) = request.scheduled.filter(|_| seen.sight.scheduled_time).unzip();
        let local = |at: Option<i64>| at.map_or_else(String::new, |at| near.local(at));
        let mut typed = Typed {
            version: request.version.to_string(),
            was: String::new(),
            title: request.title.clone(),
            description: request.description.clone(),
            location: request.location.clone(),
            building_id: id(request.building_id),
            resource_id: id(request.resource_id),
            request_type_id: id(request.type_id),
            requested_by: id(Some(request.requester_id)),
            due_at: due_at.map_or_else(String::new, |at| near.civil(at).to_string()),
            scheduled_from: local(from),
            scheduled_thru: local(thru),
            resolved_at: local(request.resolved_at),
        };
        typed.was = serde_json::to_string(&typed.marked()).unwrap_or_default();
        typed
    }

    /// With a mark of the description in its place, since that may be too long to come along twice.
    fn marked(&self) -> Typed {
        let text = self.description.replace("\r\n", "\n");
        let mark: String = kit::token::hash(&text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Typed { description: mark, was: String::new(), ..self.clone() }
    }

    /// What the form was made from. A form without it changes everything that it says.
    fn before(&self) -> Typed {
        serde_json::from_str(&self.was).unwrap_or_default()
    }

    /// What was changed, on top of what is there now.
    fn on_top_of(self, now: Typed) -> Typed {
        let (was, marked) = (self.before(), self.marked());
        let pick = |typed: String, before: &str, now: String| if typed == before { now } else { typed };
        Typed {
            description: if marked.description == was.description { now.description } else { self.description },
            title: pick(self.title, &was.title, now.title),
            location: pick(self.location, &was.location, now.location),
            building_id: pick(self.building_id, &was.building_id, now.building_id),
            resource_id: pick(self.resource_id, &was.resource_id, now.resource_id),
            request_type_id: pick(self.request_type_id, &was.request_type_id, now.request_type_id),
            requested_by: pick(self.requested_by, &was.requested_by, now.requested_by),
            due_at: pick(self.due_at, &was.due_at, now.due_at),
            scheduled_from: pick(self.scheduled_from, &was.scheduled_from, now.scheduled_from),
            scheduled_thru: pick(self.scheduled_thru, &was.scheduled_thru, now.scheduled_thru),
            resolved_at: pick(self.resolved_at, &was.resolved_at, now.resolved_at),
            version: now.version,
            was: now.was,
        }
    }

    /// Only what differs: an unchanged date keeps its time of day, and what the form does not offer stays.
    fn edit(&self, ctx: &Ctx) -> Result<Edit, Problem> {
        let was = self.before();
        let mut reading = Reading::default();
        let mut id = |field: &str, now: &str, was: &str| match reading.id(field, now) {
            _ if now == was => Patch::Absent,
            Some(id) => Patch::Value(id),
            None => Patch::Null,
        };
        let building_id = id("building_id", &self.building_id, &was.building_id);
        let request_type_id = id("request_type_id", &self.request_type_id, &was.request_type_id);
        // the room of the old building is none of the new one's
        let moved = self.building_id != was.building_id;
        let resource_id = match id("resource_id", &self.resource_id, &was.resource_id) {
            Patch::Null if moved => Patch::Absent,
            patch => patch,
        };
        let requested_by = match id("requested_by", &self.requested_by, &was.requested_by) {
            Patch::Value(id) => Some(id),
            Patch::Absent | Patch::Null => None,
        };
        let due_at = match reading.day(ctx, "due_at", &self.due_at) {
            _ if self.due_at == was.due_at => Patch::Absent,
            Some(at) => Patch::Value(at),
            None => Patch::Null,
        };
        let mut moment = |field: &str, now: &str, was: &str| match reading.local(ctx, field, now) {
            _ if now == was => Patch::Absent,
            Some(at) => Patch::Value(at),
            None => Patch::Null,
        };
        let scheduled_from = moment("scheduled_from", &self.scheduled_from, &was.scheduled_from);
        let scheduled_thru = moment("scheduled_thru", &self.scheduled_thru, &was.scheduled_thru);
        let resolved_at = match moment("resolved_at", &self.resolved_at, &was.resolved_at) {
            Patch::Value(at) => Some(at),
            Patch::Absent | Patch::Null => None,
        };
        if self.title.trim().is_empty() {
            reading.refuse("title", T::default().work_title_missing());
        }
        reading.done()?;
        let changed = |now: &str, was: &str| (now != was).then(|| now.to_owned());
        Ok(Edit {
            title: changed(&self.title, &was.title),
            description: (self.marked().description != was.description).then(|| self.description.clone()),
            location: changed(&self.location, &was.location),
            building_id,
            resource_id,
            request_type_id,
            requested_by,
            due_at,
            scheduled_from,
            scheduled_thru,
            resolved_at,
        })
    }
}

async fn template(
    ctx: &Ctx,
    headers: &HeaderMap,
    seen: &read::Seen,
    typed: Typed,
    errors: Errors,
    conflict: String,
) -> Result<Page, Problem> {
    let request = &seen.request;
    let module = ctx.settings().module(request.module_id).ok_or(Problem::Internal)?;
    let mut options = Options::of(ctx, module, typed.building_id.parse().ok()).await?;
    // what is there now can stay, also where it could not be chosen anew
    keep(&mut options.buildings, request.building_id, seen.names.building.clone());
    if typed.building_id.parse().ok() == request.building_id {
        keep(&mut options.rooms, request.resource_id, seen.names.resource.clone());
    }
    keep(&mut options.types, request.type_id, seen.names.request_type.clone());
    if !options.people.is_empty() {
        let name = seen.names.person(request.requester_id).map(|named| named.name.clone());
        keep(&mut options.people, Some(request.requester_id), name);
    }
    Ok(Page {
        t: T::default(),
        shell: shell(ctx, headers, LIST),
        list: LIST,
        back: format!("{LIST}/{}", request.id),
        number: request.number,
        elsewhere: errors.elsewhere(&SHOWN),
        sees_due_date: seen.sight.due_date,
        sees_scheduled_time: seen.sight.scheduled_time,
        sets_resolution: request.resolved_at.is_some()
            && door::may_with(ctx, request, work::RESOLVE, &[work::EDIT_RESOLUTION_TIME]),
        typed,
        options,
        errors,
        conflict,
    })
}

fn keep(choices: &mut Vec<(i64, String)>, id: Option<i64>, name: Option<String>) {
    if let Some((id, name)) = id.zip(name)
        && !choices.iter().any(|(known, _)| *known == id)
    {
        choices.insert(0, (id, name));
    }
}
