//! Deleting a user type, after its people and teams got another one.
use super::LIST;
use crate::{
    context::Ctx,
    flash,
    modules::people::actions::user_types::{self, survey},
    page::page_with,
    shell::shell,
    why,
};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    FieldError, Problem, T,
    extract::{Form, Id},
    form::Errors,
    layout::Shell,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/people/templates/user_types/delete.html")]
struct DeletePage {
    t: T,
    shell: Shell,
    id: i64,
    name: String,
    version: i64,
    shipped: bool,
    people: i64,
    teams: i64,
    typed: Typed,
    /// The other user types.
    others: Vec<(String, String)>,
    errors: Errors,
    refusal: String,
}

/// What was chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// Empty: nothing was chosen.
    move_to: String,
    version: Option<i64>,
}

pub(super) async fn ask(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    show(&ctx, &headers, id, Typed::default(), (StatusCode::OK, Errors::default(), String::new())).await
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    typed: Typed,
    (status, errors, refusal): (StatusCode, Errors, String),
) -> Result<Response, Problem> {
    let found = survey::one(ctx, id).await?;
    let others = survey::all(ctx).await?.into_iter().map(|other| other.user_type).filter(|other| other.id != id);
    let template = DeletePage {
        t: T::default(),
        shell: shell(ctx, headers, LIST),
        id,
        name: found.user_type.name,
        version: found.user_type.version,
        shipped: found.user_type.builtin.is_some(),
        people: found.people,
        teams: found.teams,
        others: others.map(|other| (other.id.to_string(), other.name)).collect(),
        typed,
        errors,
        refusal,
    };
    page_with(status, &template)
}

pub(super) async fn delete(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let t = T::default();
    let found = survey::one(&ctx, id).await?;
    if typed.move_to.is_empty() && found.user_type.builtin.is_none() && found.people + found.teams > 0 {
        let missing =
            Errors::from(vec![FieldError { field: "move_to".into(), message: t.access_delete_choose().into() }]);
        return show(&ctx, &headers, id, typed, (StatusCode::UNPROCESSABLE_ENTITY, missing, String::new())).await;
    }
    let move_to = (!typed.move_to.is_empty()).then(|| typed.move_to.parse().unwrap_or(0));
    match user_types::delete(&ctx, id, typed.version, move_to).await {
        Ok(()) => {
            let successor = match move_to {
                Some(to) => Some(user_types::one(&ctx, to).await?.name),
                None => None,
            };
            let said = match successor {
                Some(successor) => t.access_delete_moved(found.user_type.name, found.people, successor),
                None => t.access_delete_done(found.user_type.name),
            };
            Ok(flash::tell(&headers, LIST, &said))
        }
        Err(Problem::Invalid(errors)) => {
            let wrong = (StatusCode::UNPROCESSABLE_ENTITY, errors.into(), String::new());
            show(&ctx, &headers, id, typed, wrong).await
        }
        Err(problem) => {
            let (status, refusal) = refused(&ctx, problem)?;
            show(&ctx, &headers, id, typed, (status, Errors::default(), refusal)).await
        }
    }
}

/// Why something was refused that only a button asked for.
pub(super) fn refused(ctx: &Ctx, problem: Problem) -> Result<(StatusCode, String), Problem> {
    let status = problem.status();
    match problem {
        Problem::Refused { reason, permission } => Ok((status, why::refusal(ctx, &reason, &permission))),
        Problem::Conflict(refusal) => Ok((status, refusal)),
        other => Err(other),
    }
}
