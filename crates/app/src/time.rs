//! Times as others read them. Inside they are microseconds UTC.
use crate::modules::organization::Settings;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kit::{Problem, T};

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
    civil(at.date())
}

/// The same of a civil date.
pub(crate) fn civil(date: Date) -> String {
    date.strftime("%b %-d, %Y").to_string()
}

/// `1 h 10 min`
pub(crate) fn duration(t: T, minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => t.work_minutes(minutes),
        (hours, 0) => t.work_hours(hours),
        (hours, minutes) => t.work_hours_minutes(hours, minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_hours_and_minutes() {
        assert_eq!(duration(T::default(), 70), "1 h 10 min");
        assert_eq!(duration(T::default(), 120), "2 h");
        assert_eq!(duration(T::default(), 5), "5 min");
    }
}
