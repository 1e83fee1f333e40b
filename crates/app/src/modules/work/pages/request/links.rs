//! `/work-requests/{id}/associations`: other requests that have to do with this one.
use super::pick::{self, Choosable, Pick};
use crate::{
    context::Ctx,
    flash,
    items::associations::Kind,
    modules::work::{
        actions::associate::{self, Linked, NewAssociation},
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

/// A link on the page.
pub(super) struct Link {
    pub(super) id: i64,
    pub(super) href: String,
    pub(super) number: i64,
    pub(super) title: String,
    pub(super) kind: &'static str,
    pub(super) state: &'static str,
    pub(super) state_word: &'static str,
}

pub(super) fn shown(t: T, linked: &[Linked]) -> Vec<Link> {
    let shown = linked.iter().map(|link| Link {
        id: link.id,
        href: format!("{LIST}/{}", link.request.id),
        number: link.request.number,
        title: link.request.title.clone(),
        kind: kind(t, link.kind),
        state: link.request.state.word(),
        state_word: link.request.state.label(t),
    });
    shown.collect()
}

/// What this request is to the other one, before the name of that.
fn kind(t: T, kind: Kind) -> &'static str {
    match kind {
        Kind::Related => t.work_link_related(),
        Kind::DuplicateOf => t.work_link_duplicate_of(),
        Kind::HasDuplicate => t.work_link_has_duplicate(),
        Kind::FollowUpOf => t.work_link_follow_up_of(),
        Kind::HasFollowUp => t.work_link_has_follow_up(),
    }
}

/// The other request, and what this one is to it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::modules::work::pages) struct Typed {
    item: String,
    kind: String,
}

/// `GET /work-requests/{id}/associations/new`: what one could link.
pub(in crate::modules::work::pages) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(asked): Query<pick::Asked>,
) -> Result<Response, Problem> {
    show(&ctx, &headers, id, (asked, Typed::default()), Refused::nothing()).await
}

/// `GET /work-requests/{id}/associations/requests`: the same as choices, for a drop-down that one types into.
pub(in crate::modules::work::pages) async fn requests(
    ctx: Ctx,
    Id(id): Id,
    Query(asked): Query<pick::Asked>,
) -> Result<Response, Problem> {
    parts::options(associate::candidates(&ctx, id, &asked.q).await?)
}

pub(in crate::modules::work::pages) async fn add(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match new(&typed) {
        Ok(new) => associate::associate(&ctx, id, new).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(_) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), T::default().work_told_linked())),
        Err(problem) => {
            let refused = pick::refused(problem, "item")?;
            show(&ctx, &headers, id, (pick::Asked::default(), typed), refused).await
        }
    }
}

pub(in crate::modules::work::pages) async fn remove(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(id, association_id): Ids,
) -> Result<Response, Problem> {
    associate::dissociate(&ctx, id, association_id).await?;
    Ok(flash::tell(&headers, &format!("{LIST}/{id}"), T::default().work_told_unlinked()))
}

fn new(typed: &Typed) -> Result<NewAssociation, Problem> {
    let mut reading = Reading::default();
    let id = reading.id("item", &typed.item);
    if typed.item.trim().is_empty() {
        reading.refuse("item", "is missing");
    }
    let kind = if typed.kind.is_empty() { Some(Kind::default()) } else { Kind::parse(&typed.kind) };
    if kind.is_none() {
        reading.refuse("kind", "is not in this list");
    }
    reading.done()?;
    Ok(NewAssociation::with_request(id.unwrap_or_default(), kind.unwrap_or_default()))
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    (asked, typed): (pick::Asked, Typed),
    refused: Refused,
) -> Result<Response, Problem> {
    let candidates = associate::candidates(ctx, id, &asked.q).await?;
    let t = T::default();
    let kinds = Kind::ALL.into_iter().map(|one| (one.word().to_owned(), kind(t, one).to_owned()));
    let pick = Pick {
        t,
        action: format!("{LIST}/{id}/associations"),
        src: format!("{LIST}/{id}/associations/requests?q="),
        field: "item",
        label: t.work_link_new(),
        hint: t.work_link_hint(),
        button: t.work_link_add(),
        options: Choosable::all(candidates),
        chosen: typed.item,
        kinds: kinds.map(|(value, name)| Choosable { value, name }).collect(),
        kind: typed.kind,
        errors: refused.errors,
    };
    pick::show(ctx, headers, id, refused.status, pick, asked).await
}
