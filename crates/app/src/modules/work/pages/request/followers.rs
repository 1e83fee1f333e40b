//! `/work-requests/{id}/followers`: who gets a request's mail because they follow it.
use super::pick::{self, Choosable, Pick};
use crate::{
    context::Ctx,
    flash,
    modules::work::{
        actions::follow::{self, NewFollower},
        pages::{LIST, fields::Reading, new::parts},
    },
    page::Refused,
};
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id, Ids, Query},
};
use serde::Deserialize;

/// Who is to follow; oneself where it is empty.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::modules::work::pages) struct Typed {
    user_id: String,
}

/// `GET /work-requests/{id}/followers/new`: whom one could add.
pub(in crate::modules::work::pages) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(asked): Query<pick::Asked>,
) -> Result<Response, Problem> {
    show(&ctx, &headers, id, (asked, String::new()), Refused::nothing()).await
}

/// `GET /work-requests/{id}/followers/people`: the same as choices, for a drop-down that one types into.
pub(in crate::modules::work::pages) async fn people(
    ctx: Ctx,
    Id(id): Id,
    Query(asked): Query<pick::Asked>,
) -> Result<Response, Problem> {
    parts::options(follow::candidates(&ctx, id, &asked.q).await?)
}

pub(in crate::modules::work::pages) async fn add(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let mut reading = Reading::default();
    let user_id = reading.id("user_id", &typed.user_id);
    let done = match reading.done() {
        Ok(()) => follow::follow(&ctx, id, NewFollower { user_id }).await,
        Err(problem) => Err(problem),
    };
    let t = T::default();
    match done {
        Ok((follower, _)) if follower.user_id == ctx.user_id() => back(&headers, id, t.work_told_followed()),
        Ok((follower, _)) => back(&headers, id, &t.work_told_follower_added(follower.name)),
        // nothing was chosen: it was a button on the page of the request
        Err(problem) if typed.user_id.is_empty() => Err(problem),
        Err(problem) => {
            let refused = pick::refused(problem, "user_id")?;
            show(&ctx, &headers, id, (pick::Asked::default(), typed.user_id), refused).await
        }
    }
}

pub(in crate::modules::work::pages) async fn remove(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(id, user_id): Ids,
) -> Result<Response, Problem> {
    let name = follow::unfollow(&ctx, id, user_id).await?;
    let t = T::default();
    if user_id == ctx.user_id() {
        return back(&headers, id, t.work_told_unfollowed());
    }
    back(&headers, id, &t.work_told_follower_removed(name))
}

fn back(headers: &HeaderMap, id: i64, text: &str) -> Result<Response, Problem> {
    Ok(flash::tell(headers, &format!("{LIST}/{id}"), text))
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    (asked, chosen): (pick::Asked, String),
    refused: Refused,
) -> Result<Response, Problem> {
    let candidates = follow::candidates(ctx, id, &asked.q).await?;
    let t = T::default();
    let pick = Pick {
        t,
        action: format!("{LIST}/{id}/followers"),
        src: format!("{LIST}/{id}/followers/people?q="),
        field: "user_id",
        label: t.work_follower_new(),
        hint: t.work_follower_hint(),
        button: t.work_follower_add(),
        options: Choosable::all(candidates),
        chosen,
        kinds: vec![],
        kind: String::new(),
        errors: refused.errors,
    };
    pick::show(ctx, headers, id, refused.status, pick, asked).await
}
