//! `/work-requests/{id}/assignees`: who does the work. A part of the request's page, and a page of its own without a script.
use super::{forms::Typed, transitions::answer};
use crate::{
    context::Ctx,
    modules::work::{
        actions::{
            assign::{self, Assignees},
            choices::Choice,
            read,
        },
        pages::LIST,
    },
    page::{page, page_with, wants_part},
    shell::shell,
};
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
};

#[derive(Template)]
#[template(path = "modules/work/templates/assignees.html")]
struct Part {
    t: T,
    href: String,
    choices: Vec<(Choice, bool)>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "modules/work/templates/assignees_page.html")]
struct Page {
    t: T,
    shell: Shell,
    back: String,
    title: String,
    part: Part,
}

/// Everybody whom this person may assign, with those who are.
pub(in crate::modules::work::pages) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Problem> {
    show(&ctx, &headers, id, StatusCode::OK, Errors::default()).await
}

pub(in crate::modules::work::pages) async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match typed.user_ids() {
        Ok(user_ids) => assign::assign(&ctx, id, Assignees { user_ids }).await,
        Err(problem) => Err(problem),
    };
    match done {
        Err(Problem::Invalid(errors)) => {
            show(&ctx, &headers, id, StatusCode::UNPROCESSABLE_ENTITY, errors.into()).await
        }
        done => answer(&ctx, &headers, id, "assignees", typed, done).await,
    }
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    status: StatusCode,
    errors: Errors,
) -> Result<Response, Problem> {
    let seen = read::one(ctx, id).await?;
    let assigned = &seen.request.assignee_ids;
    let mut choices: Vec<(Choice, bool)> = assign::candidates(ctx, id)
        .await?
        .into_iter()
        .map(|colleague| (assigned.contains(&colleague.id), (colleague.id, colleague.name)))
        .map(|(is_assigned, choice)| (choice, is_assigned))
        .collect();
    // who is assigned stays so until taken off, also when they could not be assigned any more
    for id in assigned.iter().filter(|id| !choices.iter().any(|((known, _), _)| known == *id)).collect::<Vec<_>>() {
        if let Some(named) = seen.names.person(*id) {
            choices.insert(0, ((*id, named.name.clone()), true));
        }
    }
    choices.sort_by_key(|(_, is_assigned)| !is_assigned);
    let t = T::default();
    let part = Part { t, href: format!("{LIST}/{id}/assignees"), choices, errors };
    if wants_part(headers) {
        return page(&part);
    }
    let back = format!("{LIST}/{id}");
    page_with(status, &Page { t, shell: shell(ctx, headers, LIST), back, title: seen.request.title, part })
}
