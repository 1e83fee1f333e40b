//! Dates as people write them. Whether 3/4 is in March or in April is decided for a whole column, and shown.
use jiff::{Timestamp, civil::Date, civil::Time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The order in which day, month and year stand, where all are digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

impl Order {
    pub const ALL: [Order; 3] = [Order::YearMonthDay, Order::DayMonthYear, Order::MonthDayYear];

    pub fn word(self) -> &'static str {
        match self {
            Order::YearMonthDay => "year_month_day",
            Order::DayMonthYear => "day_month_year",
            Order::MonthDayYear => "month_day_year",
        }
    }

    pub fn parse(word: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|order| order.word() == word)
    }

    fn spelled(self) -> &'static str {
        match self {
            Order::YearMonthDay => "year-month-day",
            Order::DayMonthYear => "day/month/year",
            Order::MonthDayYear => "month/day/year",
        }
    }
}

/// What a cell says: a moment, or a day with perhaps a time of the day where the organization is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Exact(Timestamp),
    Local(Date, Option<Time>),
}

const FIRST_YEAR: i16 = 1900;
const LAST_YEAR: i16 = 2200;

/// Reads a date; the error says why it is none.
pub fn parse(text: &str, order: Order) -> Result<When, String> {
    if let Ok(exact) = text.parse::<Timestamp>() {
        return in_range(i16::try_from(exact.as_second() / 31_556_952 + 1970).unwrap_or(0))
            .map(|()| When::Exact(exact));
    }
    let none = || format!("is no date such as {}", order.spelled());
    let (day, clock) = split(text);
    let date = date(day, order).ok_or_else(none)?;
    in_range(date.year())?;
    let time = clock.map(|text| time(text).ok_or_else(none)).transpose()?;
    Ok(When::Local(date, time))
}

fn in_range(year: i16) -> Result<(), String> {
    match year {
        ..FIRST_YEAR => Err(format!("is before the year {FIRST_YEAR}")),
        FIRST_YEAR..=LAST_YEAR => Ok(()),
        _ => Err(format!("is after the year {LAST_YEAR}")),
    }
}

/// The day and the time of the day, which follows a `T` or a space.
fn split(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else { return (text, None) };
    match text[..colon].rfind([' ', 'T', 't']) {
        Some(at) => (text[..at].trim_end_matches([' ', ',']), Some(&text[at + 1..])),
        None => (text, None),
    }
}

fn date(text: &str, order: Order) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts[..] {
        [digits] if digits.len() == 8 && digits.is_ascii() => (&digits[..4], &digits[4..6], &digits[6..]),
        [first, second, third] if month_of(second).is_some() => {
            if first.len() == 4 {
                (first, second, third)
            } else {
                (third, second, first)
            }
        }
        [first, second, third] if month_of(first).is_some() => (third, first, second),
        [first, second, third] if first.len() == 4 => (first, second, third),
        [first, second, third] => match order {
            Order::YearMonthDay => (first, second, third),
            Order::DayMonthYear => (third, second, first),
            Order::MonthDayYear => (third, first, second),
        },
        _ => return None,
    };
    let month = month_of(month).or_else(|| number(month, 2))?;
    Date::new(full_year(year)?, i8::try_from(month).ok()?, i8::try_from(number(day, 2)?).ok()?).ok()
}

fn month_of(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word.len() < 3 {
        return None;
    }
    let found = MONTHS.iter().position(|month| month.starts_with(&word) || (word == "sept" && *month == "september"));
    found.and_then(|index| i16::try_from(index + 1).ok())
}

/// Four digits, or the last two of a year between 1969 and 2068.
fn full_year(text: &str) -> Option<i16> {
    let year = number(text, 4)?;
    match text.len() {
        4 => Some(year),
        2 if year < 69 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

fn number(text: &str, most_digits: usize) -> Option<i16> {
    let digits = !text.is_empty() && text.len() <= most_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// `7:05`, `19:05:30`, `7:05 pm`.
fn time(text: &str) -> Option<Time> {
    let lower = text.trim().to_ascii_lowercase();
    let (clock, half) = match lower.strip_suffix("pm").or(lower.strip_suffix("p.m.")) {
        Some(clock) => (clock, Some(12)),
        None => match lower.strip_suffix("am").or(lower.strip_suffix("a.m.")) {
            Some(clock) => (clock, Some(0)),
            None => (lower.as_str(), None),
        },
    };
    let mut parts = clock.trim().split(':');
    let hour = number(parts.next()?, 2)?;
    let minute = number(parts.next()?, 2)?;
    let second = match parts.next() {
        Some(seconds) => number(seconds.split('.').next()?, 2)?,
        None => 0,
    };
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
    };
    let narrow = |value: i16| i8::try_from(value).ok();
    parts.next().is_none().then_some(())?;
    Time::new(narrow(hour)?, narrow(minute)?, narrow(second)?, 0).ok()
}

/// The order of a whole column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub order: Order,
    /// Another order would read every cell too, as other days.
    pub ambiguous: bool,
    /// How many cells are dates in this order.
    pub dates: usize,
}

/// The order in which most cells are dates. Where the column leaves that open, what is usual where the organization is.
pub fn resolve<'a>(cells: impl Iterator<Item = &'a str> + Clone, month_first: bool) -> Resolved {
    let usual = if month_first { Order::MonthDayYear } else { Order::DayMonthYear };
    let other = if month_first { Order::DayMonthYear } else { Order::MonthDayYear };
    let days = |order| cells.clone().map(move |cell| parse(cell, order).ok());
    let count = |order| days(order).flatten().count();
    // the first of equals
    let counted = [usual, other, Order::YearMonthDay].map(|order| (order, count(order)));
    let (order, dates) = counted.into_iter().rev().max_by_key(|(_, count)| *count).unwrap_or_default();
    let rivals = counted.into_iter().filter(|(rival, count)| *rival != order && *count == dates);
    let ambiguous = rivals.into_iter().any(|(rival, _)| days(rival).ne(days(order)));
    // without any digits to put in order it is the order of the standard
    let order = if !ambiguous && count(Order::YearMonthDay) == dates { Order::YearMonthDay } else { order };
    Resolved { order, ambiguous, dates }
}

#[cfg(test)]
mod tests;
