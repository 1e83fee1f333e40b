//! Optimistic locking: `ETag` on what is read, `If-Match` on what is changed.
use crate::problem::Problem;
use axum::http::{HeaderMap, HeaderValue, header};

/// The `ETag` of a version.
pub fn etag(version: i64) -> (header::HeaderName, HeaderValue) {
    (header::ETAG, HeaderValue::from_str(&format!("\"{version}\"")).expect("digits"))
}

/// The version that the caller believes in, if they said so.
pub fn expected(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(text) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = text.to_str().unwrap_or("").trim();
    if text == "*" {
        return Ok(None);
    }
    let digits = text.trim_start_matches("W/").trim_matches('"');
    digits.parse().map(Some).map_err(|_| Problem::field("If-Match", "is not an ETag of this resource"))
}

/// 409 when somebody changed it meanwhile.
pub fn check(expected: Option<i64>, current: i64) -> Result<(), Problem> {
    match expected {
        Some(version) if version != current => {
            Err(Problem::Conflict("Somebody changed this meanwhile. Load it again and repeat your change.".into()))
        }
        _ => Ok(()),
    }
}
