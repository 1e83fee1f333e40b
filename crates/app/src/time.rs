//! Times as others read them. Inside they are microseconds UTC.
use crate::modules::organization::Settings;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kit::Problem;

/// RFC 3339 in UTC, as the API has it.
pub fn rfc3339(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| String::new(), |at| at.to_string())
}

/// Microseconds of a time that somebody sent; 422 outside of the years 1 to 9999.
pub(crate) fn sensible(field: &str, at: Timestamp) -> Result<i64, Problem> {
    match at.to_zoned(TimeZone::UTC).year() {
        1..=9999 => Ok(at.as_microsecond()),
        _ => Err(Problem::field(field, "must be a time such as 2026-03-31T17:00:00Z")),
    }
}

/// A civil date that somebody sent; nothing outside of the years 1 to 9999.
pub(crate) fn civil_date(text: &str) -> Option<Date> {
    text.parse().ok().filter(|date: &Date| date.year() >= 1)
}

/// `Nov 25, 2026`, in the organization's zone.
pub fn day(micros: i64, settings: &Settings) -> String {
    let at = Timestamp::from_microsecond(micros).unwrap_or_default().to_zoned(settings.zone.clone());
    at.strftime("%b %-d, %Y").to_string()
}
