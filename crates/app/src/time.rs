//! Times as others read them. Inside they are microseconds UTC.
use crate::modules::organization::Settings;
use jiff::Timestamp;

/// RFC 3339 in UTC, as the API has it.
pub fn rfc3339(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| String::new(), |at| at.to_string())
}

/// `Nov 25, 2026`, in the organization's zone.
pub fn day(micros: i64, settings: &Settings) -> String {
    let at = Timestamp::from_microsecond(micros).unwrap_or_default().to_zoned(settings.zone.clone());
    at.strftime("%b %-d, %Y").to_string()
}
