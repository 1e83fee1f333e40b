//! Optimistic locking: `ETag` on what is read, `If-Match` on what is changed.
use crate::problem::Problem;
use axum::http::{HeaderMap, HeaderValue, header};

/// The `ETag` of a version.
pub fn etag(version: i64) -> (header::HeaderName, HeaderValue) {
    (header::ETAG, HeaderValue::from_str(&format!("\"{version}\"")).expect("digits"))
}

/// Versions are counted from 1: nothing ever has this one.
const NEVER: i64 = 0;

/// The version that the caller believes in, if they said so. A tag that we never gave is one that nothing has by now.
pub fn expected(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(text) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = text.to_str().unwrap_or("").trim();
    if text == "*" {
        return Ok(None);
    }
    let tag = text.strip_prefix("W/").unwrap_or(text);
    let quoted = tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inner| !inner.contains('"'));
    match (quoted.unwrap_or(tag).parse(), quoted) {
        (Ok(version), _) => Ok(Some(version)),
        (Err(_), Some(_)) => Ok(Some(NEVER)),
        (Err(_), None) => Err(Problem::field("If-Match", "must be one ETag, such as \"3\"")),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_version_or_none_that_anything_has() {
        for (sent, version) in [
            ("*", Ok(None)),
            ("\"3\"", Ok(Some(3))),
            ("W/\"3\"", Ok(Some(3))),
            ("3", Ok(Some(3))),
            ("\"never ours\"", Ok(Some(NEVER))),
            ("\"\"", Ok(Some(NEVER))),
            ("never ours", Err(())),
            ("\"1\", \"2\"", Err(())),
            ("", Err(())),
        ] {
            let headers = HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_static(sent))]);
            assert_eq!(expected(&headers).map_err(|_| ()), version, "{sent}");
        }
    }

    #[test]
    fn what_changed_since_is_a_conflict() {
        assert_eq!(check(None, 2), Ok(()));
        assert_eq!(check(Some(2), 2), Ok(()));
        assert!(matches!(check(Some(1), 2), Err(Problem::Conflict(_))));
        assert!(matches!(check(Some(NEVER), 1), Err(Problem::Conflict(_))));
    }
}
