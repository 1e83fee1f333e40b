//! `/work-requests/{id}/time/…`: entering and correcting the time of a worker.
use super::{
    entry_form::{Entry, EntryForm},
    forms::minutes,
};
use crate::{
    context::Ctx,
    flash, idempotency,
    modules::work::{
        actions::{
            door,
            overview::Worker,
            pickable, read,
            time::{self, NewTime, TimeEdit},
        },
        model::{Request, time::TimeKind},
        pages::{LIST, fields::Reading},
        queries::time::WorkEntryRow,
    },
    near::Near,
    page::{Refused, page_with},
    shell::shell,
};
use access::keys::work;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use jiff::{Timestamp, civil::Date};
use kit::{
    Problem, T,
    extract::{Form, Id, Ids},
    layout::Shell,
};
use serde::Deserialize;

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::modules::work::pages) struct Typed {
    version: String,
    /// The word of this form, so that it counts once.
    once: String,
    user_id: String,
    /// How long: `1:10`, or minutes.
    time: String,
    worked_on: String,
    /// From when to when, in the organization's zone.
    from: String,
    to: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "modules/work/templates/time_form.html")]
struct Page {
    t: T,
    shell: Shell,
    entry: Entry,
    /// Whose time it is; empty on a new one, where that is chosen.
    name: String,
    workers: Vec<Worker>,
    typed: Typed,
    sets_times: bool,
}

const FORM: EntryForm = EntryForm { kind: "time", shown: &["user_id", "time", "worked_on", "from", "to", "kind"] };

pub(in crate::modules::work::pages) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Problem> {
    let me = ctx.user_id().to_string();
    let typed = Typed { user_id: me, worked_on: ctx.today().to_string(), ..Typed::default() };
    blank(&ctx, &headers, id, typed, Refused::nothing()).await
}

pub(in crate::modules::work::pages) async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match typed.new_time(&ctx) {
        Ok(new) => time::enter_once(&ctx, id, new, idempotency::Form::on(id, &typed.once, &typed)).await.map(|_| ()),
        Err(problem) => Err(problem),
    };
    match done.map_err(at_typed) {
        Ok(()) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), T::default().work_time_entered())),
        Err(problem) => blank(&ctx, &headers, id, typed, Refused::of(problem)?).await,
    }
}

pub(in crate::modules::work::pages) async fn edit(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(id, entry_id): Ids,
) -> Result<Response, Problem> {
    let (request, entry) = time::one(&ctx, id, entry_id).await?;
    let typed = Typed::of(&ctx, &entry);
    filled(&ctx, &headers, (request, entry), typed, Refused::nothing())
}

pub(in crate::modules::work::pages) async fn change(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(id, entry_id): Ids,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let before = time::one(&ctx, id, entry_id).await?;
    let done = match typed.changes(&ctx, &before.1) {
        Ok(edit) => time::change(&ctx, id, entry_id, edit, typed.version.parse().ok()).await,
        Err(problem) => Err(problem),
    };
    match done.map_err(at_typed) {
        Ok(()) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), T::default().work_saved())),
        Err(problem) => filled(&ctx, &headers, before, typed, Refused::of(problem)?),
    }
}

pub(in crate::modules::work::pages) async fn delete(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(id, entry_id): Ids,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let before = time::one(&ctx, id, entry_id).await?;
    match time::delete(&ctx, id, entry_id, typed.version.parse().ok()).await {
        Ok(()) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), T::default().work_time_deleted())),
        Err(problem) => {
            let typed = Typed::of(&ctx, &before.1);
            filled(&ctx, &headers, before, typed, Refused::of(problem)?)
        }
    }
}

/// Errors come back at the fields of the form.
fn at_typed(problem: Problem) -> Problem {
    let Problem::Invalid(mut errors) = problem else { return problem };
    for error in &mut errors {
        let shown = match error.field.as_str() {
            "minutes" => "time",
            "started_at" => "from",
            "ended_at" => "to",
            other => other,
        };
        error.field = shown.to_owned();
    }
    Problem::Invalid(errors)
}

/// What was understood of the fields that say how long.
struct Said {
    minutes: Option<i64>,
    worked_on: Option<Date>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    kind: TimeKind,
}

impl Typed {
    fn of(ctx: &Ctx, entry: &WorkEntryRow) -> Typed {
        let near = Near::new(ctx, T::default());
        let (from, to) = entry.times.unzip();
        let local = |at: Option<i64>| at.map_or_else(String::new, |at| near.local(at));
        Typed {
            version: entry.version.to_string(),
            once: String::new(),
            user_id: entry.user_id.to_string(),
            time: if entry.times.is_some() {
                String::new()
            } else {
                format!("{}:{:02}", entry.minutes / 60, entry.minutes % 60)
            },
            worked_on: if entry.times.is_some() { String::new() } else { entry.worked_on.clone() },
            from: local(from),
            to: local(to),
            kind: entry.kind.clone(),
        }
    }

    fn said(&self, ctx: &Ctx, reading: &mut Reading) -> Said {
        let read = minutes(&self.time);
        if read.is_none() && !self.time.trim().is_empty() {
            reading.refuse("time", "must be hours and minutes such as 1:10, or minutes");
        }
        let (from, to) = (reading.local(ctx, "from", &self.from), reading.local(ctx, "to", &self.to));
        let timed = from.is_some() || to.is_some();
        // the day of the minutes; times have theirs
        let worked_on = reading.date("worked_on", &self.worked_on).filter(|_| !timed);
        Said { minutes: read, worked_on, from, to, kind: TimeKind::of(&self.kind) }
    }

    fn new_time(&self, ctx: &Ctx) -> Result<NewTime, Problem> {
        let mut reading = Reading::default();
        let user_id = reading.id("user_id", &self.user_id);
        let said = self.said(ctx, &mut reading);
        reading.done()?;
        let (started_at, ended_at) = (said.from, said.to);
        Ok(NewTime { user_id, minutes: said.minutes, worked_on: said.worked_on, started_at, ended_at, kind: said.kind })
    }

    /// Only what differs from what is there: the seconds of a timer stay where its minutes were not touched.
    fn changes(&self, ctx: &Ctx, entry: &WorkEntryRow) -> Result<TimeEdit, Problem> {
        let before = Typed::of(ctx, entry);
        let mut reading = Reading::default();
        let said = self.said(ctx, &mut reading);
        reading.done()?;
        let kind = (self.kind != before.kind && !self.kind.is_empty()).then_some(said.kind);
        let as_before = |now: &str, was: &str| now == was;
        let (same_from, same_to) = (as_before(&self.from, &before.from), as_before(&self.to, &before.to));
        let times = same_from && same_to;
        if times && self.time == before.time && self.worked_on == before.worked_on {
            return Ok(TimeEdit { kind, ..TimeEdit::default() });
        }
        if said.from.is_some() || said.to.is_some() {
            let started_at = said.from.filter(|_| !same_from);
            let ended_at = said.to.filter(|_| !same_to);
            return Ok(TimeEdit {
                started_at,
                ended_at,
                minutes: said.minutes.filter(|_| times),
                kind,
                worked_on: None,
            });
        }
        let minutes = said.minutes.ok_or_else(|| Problem::field("time", "is missing"))?;
        Ok(TimeEdit { minutes: Some(minutes), worked_on: said.worked_on, kind, ..TimeEdit::default() })
    }
}

async fn blank(ctx: &Ctx, headers: &HeaderMap, id: i64, typed: Typed, refused: Refused) -> Result<Response, Problem> {
    let request = read::one(ctx, id).await?.request;
    let workers = pickable::workers(ctx, id).await?;
    let entry = FORM.blank(&request, refused);
    let page = Page { workers, ..template(ctx, headers, &request, entry, typed) };
    page_with(page.entry.status, &page)
}

fn filled(
    ctx: &Ctx,
    headers: &HeaderMap,
    (request, worked): (Request, WorkEntryRow),
    typed: Typed,
    refused: Refused,
) -> Result<Response, Problem> {
    let key = if worked.user_id == ctx.user_id() { work::OWN_WORK_DELETE } else { work::OTHERS_WORK_DELETE };
    let may_delete = door::may_with(ctx, &request, work::VIEW_WORK, &[key]);
    let entry = FORM.filled(&request, (worked.id, worked.version), &typed.version, refused);
    let entry = Entry { may_delete, ..entry };
    let page = Page { name: worked.user_name, ..template(ctx, headers, &request, entry, typed) };
    page_with(page.entry.status, &page)
}

fn template(ctx: &Ctx, headers: &HeaderMap, request: &Request, entry: Entry, typed: Typed) -> Page {
    Page {
        t: T::default(),
        shell: shell(ctx, headers, LIST),
        entry,
        name: String::new(),
        workers: vec![],
        typed,
        sets_times: door::may_with(ctx, request, work::VIEW_WORK, &[work::SET_WORK_TIMES]),
    }
}
