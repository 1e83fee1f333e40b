//! Templates as answers.
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use kit::{Problem, form::Errors};

/// A page.
pub(crate) fn page(template: &impl Template) -> Result<Response, Problem> {
    page_with(StatusCode::OK, template)
}

/// A page with another status: a form that comes back with its errors, say.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, Problem> {
    let body = template.render().map_err(|error| {
        tracing::error!(%error, "a page cannot be shown");
        Problem::Internal
    })?;
    Ok((status, Html(body)).into_response())
}

/// Whether a script asks for a part of the page, to put it into the one that is there.
pub(crate) fn wants_part(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request") && headers.get("hx-request-type").is_none_or(|kind| kind != "full")
}

/// What is wrong with a form that was sent: what it comes back with. Other problems have pages of their own.
pub(crate) struct Refused {
    pub(crate) status: StatusCode,
    pub(crate) errors: Errors,
    /// Why it is in conflict with what there is; empty where it is not.
    pub(crate) conflict: String,
}

impl Refused {
    /// 422 with errors at fields, or 409 with a line above the form.
    pub(crate) fn of(problem: Problem) -> Result<Refused, Problem> {
        let status = problem.status();
        match problem {
            Problem::Invalid(errors) => Ok(Refused { status, errors: errors.into(), conflict: String::new() }),
            Problem::Conflict(conflict) | Problem::WrongState { on_page: conflict, .. } => {
                Ok(Refused { status, errors: Errors::default(), conflict })
            }
            other => Err(other),
        }
    }

    /// A form that nobody has sent yet.
    pub(crate) fn nothing() -> Refused {
        Refused { status: StatusCode::OK, errors: Errors::default(), conflict: String::new() }
    }
}
