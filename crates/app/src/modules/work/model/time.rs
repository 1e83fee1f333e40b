//! How long somebody worked, and at which rate. Pure.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest time that one entry may tell: a month.
pub const LONGEST_MINUTES: i64 = 31 * 24 * 60;

const MINUTE: i64 = 60_000_000;

/// At which of a worker's rates time counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    #[default]
    Regular,
    Overtime,
}

impl TimeKind {
    pub fn word(self) -> &'static str {
        match self {
            TimeKind::Regular => "regular",
            TimeKind::Overtime => "overtime",
        }
    }

    pub fn of(word: &str) -> TimeKind {
        if word == "overtime" { TimeKind::Overtime } else { TimeKind::Regular }
    }
}

/// How long, on which day, and from when to when where that is known (microseconds UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worked {
    pub minutes: i64,
    pub times: Option<(i64, i64)>,
    pub on: Date,
}

/// Minutes from one moment to another: each that was begun, and at least one.
pub fn minutes_between(from: i64, to: i64) -> i64 {
    ((to - from).max(0) + MINUTE - 1).div_euclid(MINUTE).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_that_was_begun_counts() {
        for (passed, minutes) in [(0, 1), (1, 1), (MINUTE, 1), (MINUTE + 1, 2), (90 * MINUTE, 90), (-5, 1)] {
            assert_eq!(minutes_between(1_000, 1_000 + passed), minutes, "{passed}");
        }
    }
}
