//! Templates as answers.
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use kit::Problem;

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
