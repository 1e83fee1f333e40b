//! Times as people say them: relative when near, dates when far, in the organization's zone.
use crate::context::Ctx;
use jiff::{Timestamp, Unit, civil::Date, tz::TimeZone};
use kit::T;

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Now and here, from where times are near or far.
pub(crate) struct Near<'a> {
    t: T,
    now: i64,
    zone: &'a TimeZone,
    today: Date,
}

/// A moment as it is shown: exact for machines and on focus, in words for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) iso: String,
    pub(crate) text: String,
    pub(crate) late: bool,
}

impl<'a> Near<'a> {
    pub(crate) fn new(ctx: &'a Ctx, t: T) -> Near<'a> {
        Near { t, now: ctx.micros(), zone: ctx.zone(), today: ctx.today() }
    }

    /// `12 min`, `3 hr`, `5 days`, and a date from a week on; the script keeps these words true while the page stays open.
    pub(crate) fn age(&self, at: i64) -> When {
        let passed = (self.now - at).max(0);
        let text = match passed {
            ..HOUR => self.t.near_minutes((passed / MINUTE).max(1)),
            HOUR..DAY => self.t.near_hours(passed / HOUR),
            _ if passed < 7 * DAY => self.t.near_days(passed / DAY),
            _ => self.date(self.civil(at)),
        };
        self.when(at, text)
    }

    /// As the end of a sentence: `just now`, `12 min ago`, `on Nov 25`.
    pub(crate) fn ago(&self, at: i64) -> String {
        match self.now - at {
            ..MINUTE => self.t.near_just_now().to_owned(),
            passed if passed < 7 * DAY => self.t.near_ago(self.age(at).text),
            _ => self.t.near_on(self.date(self.civil(at))),
        }
    }

    /// `today`, `tomorrow`, `Nov 25`, `Nov 25, 2025`.
    pub(crate) fn day(&self, at: i64) -> When {
        self.when(at, self.date(self.civil(at)))
    }

    /// The same with the time of day: `today 17:00`.
    pub(crate) fn moment(&self, at: i64) -> When {
        let time = timestamp(at).to_zoned(self.zone.clone()).strftime("%-H:%M").to_string();
        self.when(at, format!("{} {time}", self.date(self.civil(at))))
    }

    /// From a moment to another: `today 8:00`, and `10:00` where that is on the same day.
    pub(crate) fn span(&self, from: i64, thru: i64) -> (When, When) {
        let time = timestamp(thru).to_zoned(self.zone.clone()).strftime("%-H:%M").to_string();
        let until = if self.civil(from) == self.civil(thru) { self.when(thru, time) } else { self.moment(thru) };
        (self.moment(from), until)
    }

    /// As a form's field for a day and a time has it.
    pub(crate) fn local(&self, at: i64) -> String {
        timestamp(at).to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The same moment, marked when it is past.
    pub(crate) fn due(&self, when: When, is_overdue: bool) -> When {
        When { late: is_overdue, ..when }
    }

    /// A civil date, such as the day on which somebody worked.
    pub(crate) fn date(&self, date: Date) -> String {
        match date.since((Unit::Day, self.today)).map_or(i32::MAX, |span| span.get_days()) {
            0 => self.t.near_today().to_owned(),
            1 => self.t.near_tomorrow().to_owned(),
            -1 => self.t.near_yesterday().to_owned(),
            _ if date.year() == self.today.year() => date.strftime("%b %-d").to_string(),
            _ => date.strftime("%b %-d, %Y").to_string(),
        }
    }

    /// The day on which a moment is, here.
    pub(crate) fn civil(&self, at: i64) -> Date {
        timestamp(at).to_zoned(self.zone.clone()).date()
    }

    fn when(&self, at: i64, text: String) -> When {
        When { iso: crate::time::rfc3339(at), text, late: false }
    }
}

/// How long to wait: `45 seconds`, `15 minutes`.
pub(crate) fn wait(t: T, seconds: u64) -> String {
    match seconds {
        ..90 => t.near_seconds(seconds),
        _ => t.near_whole_minutes(seconds.div_ceil(60)),
    }
}

fn timestamp(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_microsecond()
    }

    #[test]
    fn what_is_near_is_said_in_words_and_what_is_far_as_a_date() {
        let zone = TimeZone::get("America/Chicago").unwrap();
        let now = at("2026-11-22T15:00:00Z");
        let near = Near { t: T::default(), now, zone: &zone, today: Date::constant(2026, 11, 22) };
        for (moment, age, day) in [
            ("2026-11-22T14:48:00Z", "12 min", "today"),
            ("2026-11-22T12:00:00Z", "3 hr", "today"),
            ("2026-11-21T15:00:00Z", "1 day", "yesterday"),
            ("2026-11-17T15:00:00Z", "5 days", "Nov 17"),
            ("2026-11-10T15:00:00Z", "Nov 10", "Nov 10"),
            ("2025-11-10T15:00:00Z", "Nov 10, 2025", "Nov 10, 2025"),
            ("2026-11-23T05:59:00Z", "1 min", "today"),
            ("2026-11-23T06:00:00Z", "1 min", "tomorrow"),
        ] {
            assert_eq!(near.age(at(moment)).text, age, "{moment}");
            assert_eq!(near.day(at(moment)).text, day, "{moment}");
        }
        let ago =
            ["2026-11-22T14:59:30Z", "2026-11-22T14:48:00Z", "2026-11-10T15:00:00Z"].map(|moment| near.ago(at(moment)));
        assert_eq!(ago, ["just now", "12 min ago", "on Nov 10"]);
        assert_eq!(
            [1, 45, 90, 900].map(|seconds| wait(T::default(), seconds)),
            ["one second", "45 seconds", "2 minutes", "15 minutes"]
        );
        assert_eq!(near.moment(at("2026-11-22T23:05:00Z")).text, "today 17:05");
        let span = |thru| near.span(at("2026-11-23T23:05:00Z"), at(thru));
        assert_eq!(span("2026-11-24T00:30:00Z").1.text, "18:30");
        assert_eq!(span("2026-11-24T16:00:00Z").1.text, "Nov 24 10:00");
        assert_eq!(span("2026-11-24T16:00:00Z").0.text, "tomorrow 17:05");
    }
}
