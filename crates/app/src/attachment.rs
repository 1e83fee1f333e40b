//! Files that a browser keeps.
use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};

/// The content type of CSV.
pub(crate) const CSV: &str = "text/csv; charset=utf-8";

/// A file of this type and name.
pub(crate) fn attachment(kind: &'static str, name: &str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition.as_str())], body).into_response()
}
