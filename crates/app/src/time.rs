//! Times as others read them. Inside they are microseconds UTC.
use jiff::Timestamp;

/// RFC 3339 in UTC, as the API has it.
pub fn rfc3339(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| String::new(), |at| at.to_string())
}
