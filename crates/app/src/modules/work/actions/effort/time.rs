//! Time that somebody worked on a request: entered, corrected, deleted. All of it lies behind `view_work`.
use super::{
    super::{
        change::SUBJECT,
        door,
        read::{self, Sight},
    },
    entering::{open_for_entries, within},
};
use crate::{
    context::Ctx,
    idempotency::Form,
    items::history::{self, Change},
    modules::{
        people,
        work::{
            model::{
                Request,
                time::{LONGEST_MINUTES, TimeKind, Worked, minutes_between},
            },
            queries::time::{self as queries, NewEntry, WorkEntryRow},
        },
    },
};
use access::{ModuleKey, keys::work};
use jiff::{Timestamp, civil::Date};
use kit::{Problem, version};
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

/// Time of one worker; of the actor, unless it says whose. How long (on a day; today without one), or from when to when.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewTime {
    pub user_id: Option<i64>,
    pub minutes: Option<i64>,
    /// The day of the minutes. Another than today needs `set_work_times`.
    #[schema(value_type = Option<String>, format = Date)]
    pub worked_on: Option<Date>,
    /// Needs `set_work_times`.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
    /// At which of the worker's rates it counts.
    pub kind: TimeKind,
}

/// What changes of an entry; what is left out stays. Other times or days need `set_work_times`.
#[derive(Debug, Default, PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TimeEdit {
    pub minutes: Option<i64>,
    #[schema(value_type = Option<String>, format = Date)]
    pub worked_on: Option<Date>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
    pub kind: Option<TimeKind>,
}

/// Enters time of a worker.
pub(crate) async fn enter(ctx: &Ctx, id: i64, time: NewTime) -> Result<WorkEntryRow, Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let added = enter_in(tx, &asked, id, &time).await?;
            queries::entry(tx, id, added).await?.ok_or(Problem::Internal)
        })
    })
    .await
}

/// The same from a form; one that was sent before enters nothing more.
pub(crate) async fn enter_once(ctx: &Ctx, id: i64, time: NewTime, form: Option<Form>) -> Result<i64, Problem> {
    let asked = ctx.clone();
    ctx.write_once(form, move |tx| Box::pin(async move { enter_in(tx, &asked, id, &time).await })).await
}

async fn enter_in(tx: &mut Tx, ctx: &Ctx, id: i64, time: &NewTime) -> Result<i64, Problem> {
    let request = door::for_change(tx, ctx, id, work::READ).await?;
    let added = add(tx, ctx, &request, time, "").await?;
    open_for_entries(&request)?;
    Ok(added)
}

/// Corrects an entry: one's own with `own_work.edit`, another's with `others_work.edit`. It costs what an hour cost when it was worked.
pub async fn change(ctx: &Ctx, id: i64, entry_id: i64, edit: TimeEdit, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let keys = (work::OWN_WORK_EDIT, work::OTHERS_WORK_EDIT);
            let (request, before) = for_correction(tx, &asked, id, entry_id, keys).await?;
            let was = worked_before(&before)?;
            let now = worked_after(&asked, &was, &edit)?;
            if now != was && !(is_now(&asked, &was) && is_now(&asked, &now)) {
                door::covered(&asked, &request, work::VIEW_WORK, &[work::SET_WORK_TIMES])?;
            }
            let kind = edit.kind.unwrap_or(TimeKind::of(&before.kind));
            let mut after = before.clone();
            (after.minutes, after.times, after.worked_on) = (now.minutes, now.times, now.on.to_string());
            kind.word().clone_into(&mut after.kind);
            if (now.times, now.on) != (was.times, was.on) || after.kind != before.kind {
                after.rate = rate(tx, &asked, after.user_id, &now, kind, "kind").await?;
            }
            version::check(expected, before.version)?;
            open_for_entries(&request)?;
            let changes = differences(Some(&before), Some(&after));
            if changes.is_empty() {
                return Ok(());
            }
            after.version += 1;
            queries::update(tx, &after).await?;
            record(tx, &asked, id, "time_changed", after.user_id, changes).await
        })
    })
    .await
}

/// Deletes an entry: one's own with `own_work.delete`, another's with `others_work.delete`.
pub async fn delete(ctx: &Ctx, id: i64, entry_id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let keys = (work::OWN_WORK_DELETE, work::OTHERS_WORK_DELETE);
            let (request, entry) = for_correction(tx, &asked, id, entry_id, keys).await?;
            version::check(expected, entry.version)?;
            open_for_entries(&request)?;
            queries::delete(tx, entry_id).await?;
            record(tx, &asked, id, "time_deleted", entry.user_id, differences(Some(&entry), None)).await
        })
    })
    .await
}

/// One entry, for who may see it: whoever sees the time of workers, and whose it is.
pub(crate) async fn one(ctx: &Ctx, id: i64, entry_id: i64) -> Result<(Request, WorkEntryRow), Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            let mut entry = visible(tx, &asked, &request, entry_id).await?;
            read::hide_rates(tx, &asked, std::slice::from_mut(&mut entry)).await?;
            Ok((request, entry))
        })
    })
    .await
}

async fn visible(tx: &mut Tx, ctx: &Ctx, request: &Request, entry_id: i64) -> Result<WorkEntryRow, Problem> {
    let entry = queries::entry(tx, request.id, entry_id).await?;
    entry.filter(|entry| sees_time_of(ctx, request, entry.user_id)).ok_or(Problem::NotFound)
}

/// Whether the actor may know how long this worker worked on it.
pub(crate) fn sees_time_of(ctx: &Ctx, request: &Request, user_id: i64) -> bool {
    Sight::of(ctx.person(), request).work || (user_id == ctx.user_id() && door::may(ctx, request, work::VIEW_WORK))
}

async fn for_correction(
    tx: &mut Tx,
    ctx: &Ctx,
    id: i64,
    entry_id: i64,
    (own, others): (ModuleKey, ModuleKey),
) -> Result<(Request, WorkEntryRow), Problem> {
    let request = door::for_change(tx, ctx, id, work::READ).await?;
    let entry = visible(tx, ctx, &request, entry_id).await?;
    let key = if entry.user_id == ctx.user_id() { own } else { others };
    door::covered(ctx, &request, work::VIEW_WORK, &[key])?;
    Ok((request, entry))
}

/// Enters time in the caller's transaction: one's own with `own_work.edit`, another's with `others_work.edit`. `field` is where
/// the time stands in what was sent.
pub(crate) async fn add(
    tx: &mut Tx,
    ctx: &Ctx,
    request: &Request,
    time: &NewTime,
    field: &str,
) -> Result<i64, Problem> {
    let keys = (work::OWN_WORK_EDIT, work::OTHERS_WORK_EDIT);
    let user_id = worker(tx, ctx, request, time.user_id, keys, &within(field, "user_id")).await?;
    let worked = worked(ctx, time.minutes, (time.started_at, time.ended_at), time.worked_on, field)?;
    if !is_now(ctx, &worked) {
        door::covered(ctx, request, work::VIEW_WORK, &[work::SET_WORK_TIMES])?;
    }
    let at_field = within(field, if time.kind == TimeKind::Overtime { "kind" } else { "user_id" });
    let entry = NewEntry {
        item_id: request.id,
        user_id,
        entered_by: ctx.user_id(),
        kind: time.kind.word(),
        minutes: worked.minutes,
        times: worked.times,
        rate: rate(tx, ctx, user_id, &worked, time.kind, &at_field).await?,
        worked_on: worked.on.to_string(),
        at: ctx.micros(),
    };
    let id = queries::insert(tx, &entry).await?;
    let added = queries::entry(tx, request.id, id).await?;
    record(tx, ctx, request.id, "time_added", user_id, differences(None, added.as_ref())).await?;
    Ok(id)
}

/// Whose work it is: the actor's own with the first key, another's with the second. Another is somebody whom the actor may know of
/// or sees assigned; whoever else is, or is not, there is refused in the same words.
pub(crate) async fn worker(
    tx: &mut Tx,
    ctx: &Ctx,
    request: &Request,
    user_id: Option<i64>,
    (own, others): (ModuleKey, ModuleKey),
    field: &str,
) -> Result<i64, Problem> {
    let id = user_id.unwrap_or(ctx.user_id());
    let is_me = id == ctx.user_id();
    door::covered(ctx, request, work::VIEW_WORK, &[if is_me { own } else { others }])?;
    let is_seen = request.assignee_ids.contains(&id) && Sight::of(ctx.person(), request).assignments;
    if is_me || is_seen || people::is_readable(tx, ctx, id).await? {
        return Ok(id);
    }
    Err(nobody(field))
}

pub(crate) fn nobody(field: &str) -> Problem {
    Problem::field(field, "is nobody who works")
}

/// What an hour of that kind cost when it was worked; 422 while it was never entered (0.00 counts).
async fn rate(
    tx: &mut Tx,
    ctx: &Ctx,
    user_id: i64,
    worked: &Worked,
    kind: TimeKind,
    field: &str,
) -> Result<Option<i64>, Problem> {
    let at = worked.times.map_or_else(|| end_of_day(ctx, worked.on), |(from, _)| from);
    let rates = queries::rates_at(tx, user_id, at).await?.ok_or_else(|| nobody(field))?;
    match kind {
        TimeKind::Regular if rates.regular.is_none() => Err(no_rates(field)),
        TimeKind::Regular => Ok(rates.regular),
        TimeKind::Overtime if rates.overtime.is_none() => {
            Err(Problem::field(field, "has no overtime rate yet: enter it at the person first (0.00 counts)"))
        }
        TimeKind::Overtime => Ok(rates.overtime),
    }
}

pub(crate) fn no_rates(field: &str) -> Problem {
    Problem::field(field, "has no rates yet: enter them at the person first (0.00 counts)")
}

/// When a date ended; now, while it has not: what is entered today costs what an hour costs now, in the evening too.
fn end_of_day(ctx: &Ctx, day: Date) -> i64 {
    let end = day.tomorrow().and_then(|next| next.to_zoned(ctx.zone().clone()));
    end.map_or(ctx.micros(), |zoned| zoned.timestamp().as_microsecond().min(ctx.micros()))
}

/// Today, without saying from when to when: what needs no `set_work_times`.
fn is_now(ctx: &Ctx, worked: &Worked) -> bool {
    worked.times.is_none() && worked.on == ctx.today()
}

fn worked_before(entry: &WorkEntryRow) -> Result<Worked, Problem> {
    let on = entry.worked_on.parse().map_err(|_| Problem::Internal)?;
    Ok(Worked { minutes: entry.minutes, times: entry.times, on })
}

/// Minutes or a day take the place of times, and the other way round.
fn worked_after(ctx: &Ctx, before: &Worked, edit: &TimeEdit) -> Result<Worked, Problem> {
    if edit.started_at.is_some() || edit.ended_at.is_some() {
        let known = |at: i64| Timestamp::from_microsecond(at).ok();
        let from = edit.started_at.or(before.times.and_then(|(from, _)| known(from)));
        let to = edit.ended_at.or(before.times.and_then(|(_, to)| known(to)));
        return worked(ctx, edit.minutes, (from, to), edit.worked_on, "");
    }
    if edit.minutes.is_none() && edit.worked_on.is_none() {
        return Ok(*before);
    }
    let minutes = edit.minutes.or(Some(before.minutes));
    worked(ctx, minutes, (None, None), edit.worked_on.or(Some(before.on)), "")
}

/// How long somebody says that it took, checked.
fn worked(
    ctx: &Ctx,
    minutes: Option<i64>,
    times: (Option<Timestamp>, Option<Timestamp>),
    on: Option<Date>,
    field: &str,
) -> Result<Worked, Problem> {
    let wrong = |name: &str, message: &str| Err(Problem::field(within(field, name), message));
    let length = format!("must be between 1 and {LONGEST_MINUTES} minutes");
    match (minutes, times) {
        (Some(minutes), (None, None)) => {
            let on = on.unwrap_or(ctx.today());
            if !(1..=LONGEST_MINUTES).contains(&minutes) {
                return wrong("minutes", &length);
            }
            if on > ctx.today() {
                return wrong("worked_on", "must not be in the future");
            }
            Ok(Worked { minutes, times: None, on })
        }
        (None, (Some(from), Some(to))) if on.is_none() => {
            let times = (from.as_microsecond(), to.as_microsecond());
            if times.1 <= times.0 {
                return wrong("ended_at", "must be after started_at");
            }
            if times.1 > ctx.micros() {
                return wrong("ended_at", "must not be in the future");
            }
            let minutes = minutes_between(times.0, times.1);
            if minutes > LONGEST_MINUTES {
                return wrong("ended_at", &length);
            }
            Ok(Worked { minutes, times: Some(times), on: from.to_zoned(ctx.zone().clone()).date() })
        }
        (None, (Some(_), Some(_))) => wrong("worked_on", "follows from started_at: leave it out"),
        (None, (None, None)) => wrong("minutes", "is missing"),
        (None, (None, Some(_))) => wrong("started_at", "is missing"),
        (None, (Some(_), None)) => wrong("ended_at", "is missing"),
        (Some(_), _) => wrong("minutes", "follow from started_at and ended_at: leave them out"),
    }
}

async fn record(
    tx: &mut Tx,
    ctx: &Ctx,
    id: i64,
    action: &str,
    user_id: i64,
    changes: Vec<Change>,
) -> Result<(), Problem> {
    let all: Vec<Change> = [Change::new("worker", (), user_id)].into_iter().chain(changes).collect();
    history::record(tx, ctx, (SUBJECT, id), action, &all).await
}

fn differences(before: Option<&WorkEntryRow>, after: Option<&WorkEntryRow>) -> Vec<Change> {
    let from = |entry: Option<&WorkEntryRow>| entry.and_then(|entry| entry.times).map(|times| times.0);
    let to = |entry: Option<&WorkEntryRow>| entry.and_then(|entry| entry.times).map(|times| times.1);
    [
        Change::if_different("minutes", before.map(|e| e.minutes), after.map(|e| e.minutes)),
        Change::if_different("worked_on", before.map(|e| &e.worked_on), after.map(|e| &e.worked_on)),
        Change::if_different("started_at", from(before), from(after)),
        Change::if_different("ended_at", to(before), to(after)),
        Change::if_different("kind", before.map(|e| &e.kind), after.map(|e| &e.kind)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
