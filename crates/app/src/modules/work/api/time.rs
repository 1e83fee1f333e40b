//! Timers and time of workers.
use crate::{
    context::Ctx,
    modules::work::{
        actions::{
            read,
            time::{self, NewTime, TimeEdit, sees_time_of},
            timer::{self, Whose},
        },
        model::time::TimeKind,
        queries::time::WorkEntryRow,
    },
    money::Money,
    time::rfc3339,
};
use access::keys::work;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Changes, Id, Ids, Json, Query, json},
    paging::{Page, PageQuery},
    problem::ProblemBody,
    version,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Time of one worker.
#[derive(Serialize, ToSchema)]
pub(super) struct WorkEntry {
    id: i64,
    user_id: i64,
    user_name: String,
    kind: TimeKind,
    minutes: i64,
    /// Null: only how long is known.
    #[schema(format = DateTime)]
    started_at: Option<String>,
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    #[schema(format = Date)]
    worked_on: String,
    /// What an hour of this worker cost at that time; with `view_labor_rate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    hourly_rate: Option<Money>,
    /// Time × that rate; with `view_labor_rate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    labor_cost: Option<Money>,
    /// Rises with every change; the `ETag`.
    version: i64,
}

impl WorkEntry {
    fn of(ctx: &Ctx, row: WorkEntryRow) -> WorkEntry {
        let money = |units: Option<i64>| units.map(|units| Money::new(units, &ctx.settings().currency));
        WorkEntry {
            hourly_rate: money(row.rate),
            labor_cost: money(row.labor_cost()),
            id: row.id,
            user_id: row.user_id,
            user_name: row.user_name,
            kind: TimeKind::of(&row.kind),
            minutes: row.minutes,
            started_at: row.times.map(|(from, _)| rfc3339(from)),
            ended_at: row.times.map(|(_, to)| rfc3339(to)),
            worked_on: row.worked_on,
            version: row.version,
        }
    }
}

/// Somebody at work on a request.
#[derive(Serialize, ToSchema)]
struct Timer {
    user_id: i64,
    user_name: String,
    /// With `view_worker_time`, and of oneself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    started_at: Option<String>,
}

/// Who is at work on it now.
#[utoipa::path(get, path = "/work-requests/{id}/timer", tag = "Work requests", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = Page<Timer>), (status = 403, body = ProblemBody)))]
pub(super) async fn timers(ctx: Ctx, Id(id): Id, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let running = timer::running(&ctx, id).await?;
    Ok(axum::Json(Page::of(running.into_iter().map(Timer::from).collect(), &query)?).into_response())
}

impl From<timer::Running> for Timer {
    fn from(running: timer::Running) -> Timer {
        let started_at = running.since.map(rfc3339);
        Timer { user_id: running.timer.user_id, user_name: running.timer.user_name, started_at }
    }
}

/// Starts a timer: one's own with `own_work.start_stop`, another's with `others_work.start_stop`.
#[utoipa::path(post, path = "/work-requests/{id}/timer", tag = "Work requests", params(("id" = i64, Path), Whose),
    request_body(content = Option<Whose>, description = "Whose, where the query does not say it"),
    responses((status = 201, body = Timer), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody),
        (status = 422, body = ProblemBody)))]
pub(super) async fn start(ctx: Ctx, Id(id): Id, Asked(whose): Asked) -> Result<Response, Problem> {
    let user_id = timer::start(&ctx, id, whose).await?;
    let found = timer::running(&ctx, id).await?.into_iter().find(|running| running.timer.user_id == user_id);
    let timer = found.map(Timer::from).ok_or(Problem::NotFound)?;
    Ok((StatusCode::CREATED, axum::Json(timer)).into_response())
}

/// Stops a timer, which leaves the time that it ran: 200 with that entry, or 204 where the actor may not see it.
#[utoipa::path(delete, path = "/work-requests/{id}/timer", tag = "Work requests", params(("id" = i64, Path), Whose),
    responses((status = 200, body = WorkEntry), (status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn stop(ctx: Ctx, Id(id): Id, Asked(whose): Asked) -> Result<Response, Problem> {
    let entry = timer::stop(&ctx, id, whose).await?;
    let seen = read::one(&ctx, id).await?;
    if !sees_time_of(&ctx, &seen.request, entry.user_id) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let (_, entry) = time::one(&ctx, id, entry.id).await?;
    Ok(shown(&ctx, StatusCode::OK, entry))
}

/// Whose timer: in the query or in the body; nowhere is oneself.
pub(super) struct Asked(Whose);

impl<S: Send + Sync> FromRequest<S> for Asked {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let Query(query) = Query::<Whose>::from_request_parts(&mut parts, state).await?;
        let body = Bytes::from_request(Request::from_parts(parts, body), state).await.map_err(|_| Problem::TooLarge)?;
        let sent: Whose = if body.is_empty() { Whose::default() } else { json(&body)? };
        match (query.user_id, sent.user_id) {
            (Some(one), Some(other)) if one != other => {
                Err(Problem::field("user_id", "is another in the query than in the body"))
            }
            (one, other) => Ok(Asked(Whose { user_id: one.or(other) })),
        }
    }
}

/// The time that its workers spent. Needs `view_worker_time`.
#[utoipa::path(get, path = "/work-requests/{id}/work-entries", tag = "Work requests", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = Page<WorkEntry>), (status = 403, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Id(id): Id, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let seen = read::effort(&ctx, id).await?;
    let rows = seen.work_entries.ok_or_else(|| ctx.refusal(work::VIEW_WORKER_TIME.of(seen.module)))?;
    let items = rows.into_iter().map(|row| WorkEntry::of(&ctx, row)).collect();
    Ok(axum::Json(Page::of(items, &query)?).into_response())
}

/// Enters time: one's own with `own_work.edit`, another's with `others_work.edit`.
#[utoipa::path(post, path = "/work-requests/{id}/work-entries", tag = "Work requests", params(("id" = i64, Path)), request_body = NewTime,
    responses((status = 201, body = WorkEntry), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn enter(ctx: Ctx, Id(id): Id, Json(new): Json<NewTime>) -> Result<Response, Problem> {
    let entry = time::enter(&ctx, id, new).await?;
    let seen = read::one(&ctx, id).await?;
    if !sees_time_of(&ctx, &seen.request, entry.user_id) {
        return Ok((StatusCode::CREATED, axum::Json(serde_json::json!({ "id": entry.id }))).into_response());
    }
    let (_, entry) = time::one(&ctx, id, entry.id).await?;
    Ok(shown(&ctx, StatusCode::CREATED, entry))
}

/// One entry: with `view_worker_time`, or one's own.
#[utoipa::path(get, path = "/work-requests/{id}/work-entries/{entry_id}", tag = "Work requests",
    params(("id" = i64, Path), ("entry_id" = i64, Path)),
    responses((status = 200, body = WorkEntry), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Ids(id, entry_id): Ids) -> Result<Response, Problem> {
    let (_, entry) = time::one(&ctx, id, entry_id).await?;
    Ok(shown(&ctx, StatusCode::OK, entry))
}

/// Changes what is named and leaves the rest: one's own with `own_work.edit`, another's with `others_work.edit`.
#[utoipa::path(patch, path = "/work-requests/{id}/work-entries/{entry_id}", tag = "Work requests",
    params(("id" = i64, Path), ("entry_id" = i64, Path)), request_body = TimeEdit,
    responses((status = 200, body = WorkEntry), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody),
        (status = 422, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Ids(id, entry_id): Ids,
    headers: HeaderMap,
    Changes(edit): Changes<TimeEdit>,
) -> Result<Response, Problem> {
    time::change(&ctx, id, entry_id, edit, version::expected(&headers)?).await?;
    read(ctx, Ids(id, entry_id)).await
}

/// Deletes an entry: one's own with `own_work.delete`, another's with `others_work.delete`.
#[utoipa::path(delete, path = "/work-requests/{id}/work-entries/{entry_id}", tag = "Work requests",
    params(("id" = i64, Path), ("entry_id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Ids(id, entry_id): Ids, headers: HeaderMap) -> Result<StatusCode, Problem> {
    time::delete(&ctx, id, entry_id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn shown(ctx: &Ctx, status: StatusCode, entry: WorkEntryRow) -> Response {
    let entry = WorkEntry::of(ctx, entry);
    (status, [version::etag(entry.version)], axum::Json(entry)).into_response()
}
