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
    Problem, T,
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
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    /// Empty: nothing was chosen.
    move_to: String,
    pub(crate) version: Option<i64>,
}

impl Typed {
    pub(crate) fn move_to(&self) -> Option<i64> {
        (!self.move_to.is_empty()).then(|| self.move_to.parse().unwrap_or(0))
    }

    /// The user type as it is. 422 where somebody has it and nothing was chosen for them.
    pub(crate) async fn whom(&self, ctx: &Ctx, id: i64) -> Result<survey::Surveyed, Problem> {
        let found = survey::one(ctx, id).await?;
        match self.move_to.is_empty() && found.user_type.builtin.is_none() && found.people + found.teams > 0 {
            true => Err(Problem::field("move_to", T::default().access_delete_choose())),
            false => Ok(found),
        }
    }
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
    match remove(&ctx, id, &typed).await {
        Ok(said) => Ok(flash::tell(&headers, LIST, &said)),
        Err(problem) => again(&ctx, &headers, id, typed, Some(problem)).await,
    }
}

/// Answers what was done.
async fn remove(ctx: &Ctx, id: i64, typed: &Typed) -> Result<String, Problem> {
    let t = T::default();
    let found = typed.whom(ctx, id).await?;
    user_types::delete(ctx, id, typed.version, typed.move_to()).await?;
    Ok(match typed.move_to() {
        Some(to) => t.access_delete_moved(found.user_type.name, found.people, user_types::one(ctx, to).await?.name),
        None => t.access_delete_done(found.user_type.name),
    })
}

/// The question once more, with what was chosen and why it was refused.
pub(crate) async fn again(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    typed: Typed,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    let wrong = match problem {
        None => (StatusCode::OK, Errors::default(), String::new()),
        Some(Problem::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors.into(), String::new()),
        Some(problem) => {
            let (status, refusal) = refused(ctx, problem)?;
            (status, Errors::default(), refusal)
        }
    };
    show(ctx, headers, id, typed, wrong).await
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
