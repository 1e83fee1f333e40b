//! `POST /work-requests/bulk`: done to each by itself, and told for each to which it was not.
use super::{Line, Typed, at_fields, form, title};
use crate::{
    context::Ctx,
    flash,
    many::{self, Outcome},
    modules::work::{
        actions::{
            bulk::{self, BulkAction},
            picked::{self, Picked},
        },
        pages::LIST,
    },
    page::page,
    shell::shell,
};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{FieldError, Problem, T, extract::Form, layout::Shell};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "modules/work/templates/bulk_outcome.html")]
struct Page {
    t: T,
    shell: Shell,
    title: String,
    back: String,
    /// What was done to so many; empty: to none.
    done: String,
    refused: Vec<Line>,
    /// How many of the refused there are not.
    missing: usize,
}

pub(in crate::modules::work::pages) async fn carry_out(
    ctx: Ctx,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let action = typed.action()?;
    bulk::require(&ctx, action)?;
    let wanted = match typed.bulk(action) {
        Ok(wanted) => wanted,
        Err(Problem::Invalid(errors)) => return again(&ctx, &headers, (action, typed), errors).await,
        Err(problem) => return Err(problem),
    };
    let ids = many::once(wanted.ids.clone());
    if ids.is_empty() || ids.len() > many::MOST {
        return again(&ctx, &headers, (action, typed), vec![]).await;
    }
    // what is done may take them out of sight
    let before = picked::look_over(&ctx, action, ids).await?;
    let outcomes = bulk::carry_out(&ctx, wanted).await?;
    if let Some(errors) = one_mistake(&outcomes) {
        return again(&ctx, &headers, (action, typed), errors).await;
    }
    told(&ctx, &headers, (action, typed), before, outcomes)
}

/// The form once more, with what was typed.
async fn again(
    ctx: &Ctx,
    headers: &HeaderMap,
    what: (BulkAction, Typed),
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    form::show(ctx, headers, StatusCode::UNPROCESSABLE_ENTITY, what, errors.into()).await
}

/// What was typed, where all were refused for it.
fn one_mistake(outcomes: &[Outcome]) -> Option<Vec<FieldError>> {
    let of = |outcome: &Outcome| match &outcome.done {
        Err(Problem::Invalid(errors)) if at_fields(errors) => Some(errors.clone()),
        _ => None,
    };
    let first = of(outcomes.first()?)?;
    outcomes.iter().all(|outcome| of(outcome).is_some()).then_some(first)
}

fn told(
    ctx: &Ctx,
    headers: &HeaderMap,
    (action, typed): (BulkAction, Typed),
    before: Picked,
    outcomes: Vec<Outcome>,
) -> Result<Response, Problem> {
    let t = T::default();
    let names: HashMap<i64, String> =
        before.candidates.into_iter().map(|(colleague, _)| (colleague.id, colleague.name)).collect();
    let known: HashMap<i64, Line> =
        before.requests.into_iter().map(|(seen, _)| (seen.request.id, form::line(seen, String::new()))).collect();
    let all = outcomes.len();
    let (refused, missing) = many::refused(outcomes, known);
    let refused: Vec<Line> =
        refused.into_iter().map(|(line, problem)| Line { why: why(&problem, &names), ..line }).collect();
    let done = all - refused.len() - missing;
    let said = match (done, action) {
        (0, _) => String::new(),
        (_, BulkAction::Approve) => t.work_bulk_approved(done),
        (_, BulkAction::Assign) => t.work_bulk_assigned(done),
        (_, BulkAction::Resolve) => t.work_bulk_resolved(done),
        (_, BulkAction::Delete) => t.work_bulk_deleted(done),
    };
    if done == all {
        return Ok(flash::tell(headers, &typed.back(), &said));
    }
    page(&Page {
        t,
        shell: shell(ctx, headers, LIST),
        title: title(t, action, all),
        back: typed.back(),
        done: said,
        refused,
        missing,
    })
}

/// Why it was refused, with people by their names where the actor was offered them.
fn why(problem: &Problem, names: &HashMap<i64, String>) -> String {
    let Problem::Invalid(errors) = problem else { return many::words(problem, bulk::MISSING) };
    let line = |error: &FieldError| {
        let named = error.message.split_once(' ').and_then(|(id, rest)| Some((names.get(&id.parse().ok()?)?, rest)));
        named.map_or_else(|| error.message.clone(), |(name, rest)| format!("{name} {rest}"))
    };
    errors.iter().map(line).collect::<Vec<_>>().join("; ")
}
