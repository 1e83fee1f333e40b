//! Adding a user type, empty or as a copy.
use super::LIST;
use crate::{
    context::Ctx,
    flash,
    modules::people::actions::user_types::{self, NewUserType, UserTypeEdit, survey},
    page::{Refused, page_with},
    shell::shell,
    why,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id},
    layout::Shell,
};
use serde::Deserialize;
use serde_json::Map;

#[derive(Template)]
#[template(path = "modules/people/templates/user_types/new.html")]
struct NewPage {
    t: T,
    shell: Shell,
    typed: Typed,
    known: Vec<(String, String)>,
    refused: Refused,
    refusal: String,
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    signs_in: bool,
    /// The user type to copy; empty: none.
    from: String,
}

pub(super) async fn form(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    let typed = Typed { signs_in: true, ..Typed::default() };
    show(&ctx, &headers, typed, Refused::nothing(), String::new()).await
}

pub(super) async fn create(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let done = match typed.from.as_str() {
        "" => {
            let new = NewUserType { name: typed.name.clone(), signs_in: typed.signs_in, grants: Map::new() };
            user_types::create(&ctx, new).await
        }
        from => match user_types::copy(&ctx, from.parse().unwrap_or(0), Some(typed.name.clone())).await {
            Ok(copy) if copy.signs_in != typed.signs_in => {
                let edit = UserTypeEdit { signs_in: Some(typed.signs_in), ..UserTypeEdit::default() };
                user_types::edit(&ctx, copy.id, edit, None).await
            }
            Err(Problem::NotFound) => Err(Problem::field("from", "is no user type")),
            done => done,
        },
    };
    match done {
        Ok(made) => {
            let said = T::default().access_added(made.name);
            Ok(flash::tell(&headers, &format!("{LIST}/{}", made.id), &said))
        }
        Err(Problem::Refused { reason, permission }) => {
            let refusal = why::refusal(&ctx, &reason, &permission);
            let refused = Refused { status: axum::http::StatusCode::FORBIDDEN, ..Refused::nothing() };
            show(&ctx, &headers, typed, refused, refusal).await
        }
        Err(problem) => show(&ctx, &headers, typed, Refused::of(problem)?, String::new()).await,
    }
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    typed: Typed,
    refused: Refused,
    refusal: String,
) -> Result<Response, Problem> {
    let known = survey::all(ctx).await?.into_iter().map(|known| (known.user_type.id.to_string(), known.user_type.name));
    let template =
        NewPage { t: T::default(), shell: shell(ctx, headers, LIST), typed, known: known.collect(), refused, refusal };
    page_with(template.refused.status, &template)
}

pub(super) async fn copy(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let copy = user_types::copy(&ctx, id, None).await?;
    Ok(flash::tell(&headers, &format!("{LIST}/{}", copy.id), &T::default().access_copied(copy.name)))
}
