//! `GET /work-requests/bulk`: what is to be done to which, and what it takes.
use super::{Line, Typed, label, title};
use crate::{
    context::Ctx,
    many::{self, MOST, once},
    modules::work::{
        actions::{
            bulk::{self, BulkAction},
            picked::{self, Picked},
            read::Seen,
        },
        pages::LIST,
    },
    page::page_with,
    shell::shell,
};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{Problem, T, extract::Query, form::Errors, layout::Shell};

#[derive(Template)]
#[template(path = "modules/work/templates/bulk.html")]
struct Page {
    t: T,
    shell: Shell,
    action: BulkAction,
    title: String,
    icon: &'static str,
    back: String,
    typed: Typed,
    /// Those to which it can be done.
    able: Vec<Line>,
    left_out: Vec<Line>,
    missing: usize,
    people: Vec<Person>,
    errors: Errors,
    /// Why there is nothing to choose here: none was picked, or too many were.
    wrong: String,
}

/// Somebody who could be assigned.
struct Person {
    id: i64,
    name: String,
    chosen: bool,
}

pub(in crate::modules::work::pages) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Query(typed): Query<Typed>,
) -> Result<Response, Problem> {
    let action = typed.action()?;
    bulk::require(&ctx, action)?;
    show(&ctx, &headers, StatusCode::OK, (action, typed), Errors::default()).await
}

/// The page with what was typed, and what was wrong with it.
pub(super) async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    status: StatusCode,
    (action, typed): (BulkAction, Typed),
    errors: Errors,
) -> Result<Response, Problem> {
    let t = T::default();
    let ids = once(typed.ids()?);
    let (count, back) = (ids.len(), typed.back());
    let wrong = many::unfit(count, t.work_bulk_none(), || t.work_bulk_too_many(count, MOST));
    let picked = match wrong.is_empty() {
        true => picked::look_over(ctx, action, ids).await?,
        false => Picked { requests: vec![], missing: 0, candidates: vec![] },
    };
    let (able, left_out) = many::parted(picked.requests, line);
    let people = picked.candidates.into_iter().map(|(colleague, fits)| Person {
        id: colleague.id,
        chosen: typed.user_ids.contains(&colleague.id.to_string()),
        name: if fits == able.len() { colleague.name } else { t.work_bulk_fits(colleague.name, fits, able.len()) },
    });
    let status = if wrong.is_empty() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        t,
        shell: shell(ctx, headers, LIST),
        action,
        title: title(t, action, if wrong.is_empty() { able.len() } else { count }),
        icon: label(t, action).1,
        back,
        people: people.collect(),
        typed,
        able,
        left_out,
        missing: picked.missing,
        errors,
        wrong,
    };
    page_with(status, &page)
}

pub(super) fn line(seen: Seen, why: String) -> Line {
    let Seen { request, names, .. } = seen;
    let place: Vec<String> = names.building.into_iter().chain(names.request_type).collect();
    Line { id: request.id, number: request.number, title: request.title, place: place.join(" · "), why }
}
