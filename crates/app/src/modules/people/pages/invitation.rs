//! The page behind the link of an invitation.
use super::sign_in::{COOKIE_SECONDS, set_cookie};
use crate::{
    context::App,
    device::Caller,
    flash,
    modules::people::actions::sign_in::{self, invite, password},
    page::page_with,
    shell::theme,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{Problem, T, extract::Form, form::Errors};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/people/templates/invitation.html")]
struct Invitation {
    t: T,
    theme: &'static str,
    /// Who is invited; nobody where the link does not work any more.
    invited: Option<invite::Invited>,
    shortest: usize,
    errors: Errors,
}

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    password: String,
}

pub(super) async fn form(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    show(&app, &token, &headers, Errors::default()).await
}

/// Keeps the chosen password and signs in with it.
pub(super) async fn submit(
    State(app): State<App>,
    Path(token): Path<String>,
    caller: Caller,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let user_name = match invite::accept(&app, &token, typed.password.clone()).await {
        Ok(Some(user_name)) => user_name,
        Ok(None) => return show(&app, &token, &headers, Errors::default()).await,
        Err(Problem::Invalid(errors)) => return show(&app, &token, &headers, errors.into()).await,
        Err(problem) => return Err(problem),
    };
    let Ok(session) = sign_in::sign_in(&app, (&user_name, &typed.password), caller.into(), None).await else {
        // a user type that does not sign in, or too many attempts from there: the password holds all the same
        return Ok(flash::go(&headers, "/sign-in"));
    };
    let mut response = flash::go(&headers, "/");
    set_cookie(&app, &mut response, &session.token, COOKIE_SECONDS);
    Ok(response)
}

async fn show(app: &App, token: &str, headers: &HeaderMap, errors: Errors) -> Result<Response, Problem> {
    let invited = invite::invited(app, token).await?;
    let status = match (&invited, errors.is_empty()) {
        (None, _) => StatusCode::GONE,
        (Some(_), true) => StatusCode::OK,
        (Some(_), false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let shortest = password::SHORTEST;
    page_with(status, &Invitation { t: T::default(), theme: theme(headers), invited, shortest, errors })
}
