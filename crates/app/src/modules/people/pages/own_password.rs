//! A password of one's own: instead of the one that was handed over, or because one wants another.
use crate::{
    context::Ctx,
    flash,
    modules::people::actions::sign_in::{own_password, password},
    page::{page, page_with},
    shell::theme,
};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{Problem, T, extract::Form, form::Errors};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/people/templates/own_password.html")]
struct OwnPassword {
    t: T,
    theme: &'static str,
    user_name: String,
    shortest: usize,
    /// It was handed over, and nothing else works before it is changed.
    must: bool,
    errors: Errors,
}

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    current_password: String,
    #[serde(default)]
    password: String,
}

fn template(ctx: &Ctx, headers: &HeaderMap, errors: Errors) -> OwnPassword {
    OwnPassword {
        t: T::default(),
        theme: theme(headers),
        user_name: ctx.actor.user_name.clone(),
        shortest: password::SHORTEST,
        must: ctx.actor.must_change_password,
        errors,
    }
}

pub(super) async fn form(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    page(&template(&ctx, &headers, Errors::default()))
}

pub(super) async fn submit(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    match own_password::change(&ctx, typed.current_password, typed.password).await {
        Ok(()) => {
            let to = if ctx.actor.must_change_password { "/" } else { "/me" };
            Ok(flash::tell(&headers, to, T::default().own_password_changed()))
        }
        Err(Problem::Invalid(errors)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &template(&ctx, &headers, errors.into()))
        }
        Err(problem) => Err(problem),
    }
}
