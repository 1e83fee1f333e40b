//! Choosing one of many for a request: in a pop-over of its page or, without a script, on a page of its own with a search.
use crate::{
    context::Ctx,
    modules::work::{
        actions::{choices::Choice, read},
        pages::LIST,
    },
    page::{Refused, page, page_with, wants_part},
    shell::shell,
};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{FieldError, Problem, T, form::Errors, layout::Shell};
use serde::Deserialize;

/// The letters that the choices are to have.
#[derive(Default, Deserialize)]
pub(in crate::modules::work::pages) struct Asked {
    #[serde(default)]
    pub(super) q: String,
}

/// The form. `src` answers with options for letters that are typed.
#[derive(Template)]
#[template(path = "modules/work/templates/pick.html")]
pub(super) struct Pick {
    pub(super) t: T,
    pub(super) action: String,
    pub(super) src: String,
    pub(super) field: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) button: &'static str,
    pub(super) options: Vec<Choosable>,
    /// The value that was chosen before.
    pub(super) chosen: String,
    /// In which way; empty where there is but one.
    pub(super) kinds: Vec<Choosable>,
    pub(super) kind: String,
    pub(super) errors: Errors,
}

/// One of the many.
pub(super) struct Choosable {
    pub(super) value: String,
    pub(super) name: String,
}

impl Choosable {
    pub(super) fn all(candidates: Vec<Choice>) -> Vec<Choosable> {
        candidates.into_iter().map(|(id, name)| Choosable { value: id.to_string(), name }).collect()
    }
}

/// What was wrong with the choice; a conflict is about what was chosen in this field.
pub(super) fn refused(problem: Problem, field: &str) -> Result<Refused, Problem> {
    let Refused { status, errors, conflict: message } = Refused::of(problem)?;
    let errors = match message.is_empty() {
        true => errors,
        false => vec![FieldError { field: field.to_owned(), message }].into(),
    };
    Ok(Refused { status, errors, conflict: String::new() })
}

#[derive(Template)]
#[template(path = "modules/work/templates/pick_page.html")]
struct Page {
    t: T,
    shell: Shell,
    back: String,
    title: String,
    q: String,
    label: &'static str,
    part: Pick,
}

pub(super) async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    status: StatusCode,
    part: Pick,
    asked: Asked,
) -> Result<Response, Problem> {
    if wants_part(headers) {
        return page(&part);
    }
    let request = read::one(ctx, id).await?.request;
    let whole = Page {
        t: part.t,
        shell: shell(ctx, headers, LIST),
        back: format!("{LIST}/{}", request.id),
        title: request.title,
        q: asked.q,
        label: part.label,
        part,
    };
    page_with(status, &whole)
}
