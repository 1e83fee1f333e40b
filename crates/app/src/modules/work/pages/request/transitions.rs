//! What the forms on the page of a request do: each posts to a noun of its own, as in the API.
use super::{
    forms::Typed,
    page::{Sent, again},
};
use crate::{
    context::Ctx,
    flash, idempotency,
    items::attachments::Upload,
    modules::work::{
        actions::{approve, delete, finalize, hold, overview, read, resolve, respond},
        pages::LIST,
    },
    near::Near,
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Id},
};

pub(in crate::modules::work::pages) async fn decide(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match typed.approval() {
        Ok(approval) => approve::decide(&ctx, id, approval).await,
        Err(problem) => Err(problem),
    };
    answer(&ctx, &headers, id, "approval", typed, done).await
}

pub(in crate::modules::work::pages) async fn respond(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    upload: Upload,
) -> Result<Response, Problem> {
    let (typed, upload): (Typed, Upload) = upload.read().await?;
    let done = match upload.files() {
        Ok(files) => {
            let form = idempotency::Form::on(id, &typed.once, &(&typed, files.len()));
            respond::respond(&ctx, id, typed.response(), files, form).await.map(|_| ())
        }
        Err(problem) => Err(problem),
    };
    let done = upload.settled(done).await;
    answer(&ctx, &headers, id, "response", typed, done).await
}

pub(in crate::modules::work::pages) async fn hold(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match typed.hold(&ctx) {
        Ok(wanted) => hold::hold(&ctx, id, wanted).await,
        Err(problem) => Err(problem),
    };
    answer(&ctx, &headers, id, "hold", typed, done).await
}

pub(in crate::modules::work::pages) async fn release(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Problem> {
    let done = hold::release(&ctx, id).await;
    answer(&ctx, &headers, id, "release", Typed::default(), done).await
}

pub(in crate::modules::work::pages) async fn resolve(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match typed.resolution(&ctx) {
        Ok(resolution) => resolve::resolve(&ctx, id, resolution).await,
        Err(problem) => Err(problem),
    };
    answer(&ctx, &headers, id, "resolution", typed, done).await
}

pub(in crate::modules::work::pages) async fn finalize(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Problem> {
    let done = finalize::finalize(&ctx, id).await;
    answer(&ctx, &headers, id, "finalization", Typed::default(), done).await
}

pub(in crate::modules::work::pages) async fn reopen(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = finalize::reopen(&ctx, id, typed.reopening()).await;
    answer(&ctx, &headers, id, "reopening", typed, done).await
}

/// Deletes without asking, since the next page offers to take it back.
pub(in crate::modules::work::pages) async fn delete(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let number = read::one(&ctx, id).await?.request.number;
    match delete::delete(&ctx, id, typed.version()).await {
        Ok(()) => {
            let text = T::default().work_deleted(number.to_string());
            Ok(flash::tell_undoable(&headers, LIST, &text, &format!("{LIST}/{id}/restoration")))
        }
        failed => answer(&ctx, &headers, id, "deletion", typed, failed).await,
    }
}

pub(in crate::modules::work::pages) async fn restore(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Problem> {
    delete::restore(&ctx, id).await?;
    let number = read::one(&ctx, id).await?.request.number;
    Ok(flash::tell(&headers, &format!("{LIST}/{id}"), &T::default().work_restored(number.to_string())))
}

/// Back to the request; or the form again, with what was wrong or with what happened meanwhile.
pub(super) async fn answer(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    name: &'static str,
    typed: Typed,
    done: Result<(), Problem>,
) -> Result<Response, Problem> {
    let t = T::default();
    match done {
        Ok(()) => match read::one(ctx, id).await {
            Ok(_) => Ok(flash::tell(headers, &format!("{LIST}/{id}"), told(t, name, &typed))),
            // what was done may have taken it out of the actor's sight
            Err(Problem::NotFound) => Ok(flash::tell(headers, LIST, t.work_done_unseen())),
            Err(problem) => Err(problem),
        },
        Err(Problem::Invalid(errors)) => {
            let form = Sent { name, typed, errors: errors.into(), conflict: String::new() };
            again(ctx, headers, id, StatusCode::UNPROCESSABLE_ENTITY, form).await
        }
        Err(Problem::Conflict(text) | Problem::WrongState { on_page: text, .. }) => {
            let before = meanwhile(ctx, t, id).await?;
            let conflict = before.map_or_else(|| text.clone(), |before| format!("{before} {text}"));
            let form = Sent { name, typed, errors: Default::default(), conflict };
            again(ctx, headers, id, StatusCode::CONFLICT, form).await
        }
        Err(problem) => Err(problem),
    }
}

/// Who did something to it last, and when.
async fn meanwhile(ctx: &Ctx, t: T, id: i64) -> Result<Option<String>, Problem> {
    let past = overview::past(ctx, id, overview::newest()).await?;
    let near = Near::new(ctx, t);
    let told = super::past::deeds(ctx, t, &past);
    let last = told.into_iter().zip(&past.lines.items).next();
    Ok(last.map(|(deed, line)| t.work_meanwhile(deed.name, deed.what, near.ago(line.at_micros))))
}

fn told(t: T, name: &str, typed: &Typed) -> &'static str {
    match name {
        "approval" if typed.decision == "declined" => t.work_told_declined(),
        "approval" => t.work_told_approved(),
        "assignees" => t.work_told_assigned(),
        "response" => t.work_told_responded(),
        "attachment" => t.work_told_attached(),
        "hold" => t.work_told_held(),
        "release" => t.work_told_released(),
        "resolution" => t.work_told_resolved(),
        "finalization" => t.work_told_finalized(),
        _ => t.work_told_reopened(),
    }
}
