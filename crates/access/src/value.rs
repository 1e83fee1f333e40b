//! The value of one permission, and its JSON form (as in the API).

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use crate::{
    permission::{Kind, Permission},
    relation::Level,
};

/// What a user type or an override says for one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Levels and notices.
    Level(Level),
    /// Abilities and restrictions.
    Flag(bool),
    /// The place of the word among the permission's values; the first is the narrowest.
    Choice(u8),
    /// A word that only the application can judge (a page of the site); empty means none chosen.
    Word(Arc<str>),
    /// Ids, ascending. Empty means all.
    Ids(Arc<[i64]>),
    /// One bit for each of the permission's values.
    Words(u32),
    /// Days, or no limit.
    Days(Option<i32>),
    /// A civil date, or no limit.
    Date(Option<Date>),
    /// A rate type, or none.
    Rate(Option<i64>),
}

/// Why a value does not fit its permission, in words that say what would.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be {allowed}")]
pub struct ValueError {
    pub allowed: String,
}

/// Longer lists than any organization has types are an attack, not a choice.
const MOST_IDS: usize = 10_000;
const LONGEST_WORD: usize = 100;
const MOST_DAYS: i64 = 36_500;

impl Value {
    /// Reads the API's form of a value.
    ///
    /// # Errors
    /// Names what the permission allows.
    pub fn parse(permission: &Permission, json: &Json) -> Result<Value, ValueError> {
        parse(permission, json).ok_or_else(|| ValueError { allowed: allowed(permission) })
    }

    /// The API's form of this value.
    pub fn to_json(&self, permission: &Permission) -> Json {
        match self {
            Value::Level(level) => json!(level.as_str()),
            Value::Flag(flag) => json!(flag),
            Value::Choice(at) => json!(permission.values.get(usize::from(*at))),
            Value::Word(word) => json!((!word.is_empty()).then_some(&word[..])),
            Value::Ids(ids) => json!(&ids[..]),
            Value::Words(bits) => json!(words(permission, *bits)),
            Value::Days(days) => json!(days),
            Value::Date(date) => json!(date.map(|date| date.to_string())),
            Value::Rate(rate) => json!(rate),
        }
    }

    /// What holds where nothing is said: none, no, the narrowest choice, no limit.
    pub fn absent(permission: &Permission) -> Value {
        match permission.kind {
            Kind::Level | Kind::Notice => Value::Level(Level::NONE),
            Kind::Ability | Kind::Restriction => Value::Flag(false),
            Kind::Choice if permission.values.is_empty() => Value::Word("".into()),
            Kind::Choice => Value::Choice(0),
            Kind::Set => Value::Words(0),
            Kind::List => Value::Ids([].into()),
            Kind::Days => Value::Days(None),
            Kind::Date => Value::Date(None),
            Kind::Rate => Value::Rate(None),
        }
    }

    /// What an administrator holds (roles.md, rule 4): the widest value, no restriction, never assignable. Notices
    /// are no right: an administrator gets the mail of their own items.
    pub fn widest(permission: &Permission) -> Value {
        match permission.kind {
            Kind::Level => Value::Level(Level::ANY),
            Kind::Notice => Value::Level(Level::OWN),
            Kind::Ability => Value::Flag(!permission.key.ends_with(".can_be_assigned")),
            Kind::Choice if !permission.values.is_empty() => Value::Choice((permission.values.len() - 1) as u8),
            Kind::Set => Value::Words((1 << permission.values.len()) - 1),
            _ => Value::absent(permission),
        }
    }

    /// Whether who holds this value lacks nothing of the other: a wider relation, list, window or choice.
    pub fn covers(&self, other: &Value, permission: &Permission) -> bool {
        // a minimum notice and the start of a window are wider the lower they are
        let from = permission.key.contains("minimum") || permission.key.ends_with("_from");
        match (self, other) {
            (Value::Level(mine), Value::Level(other)) => mine.covers(*other),
            (Value::Flag(mine), Value::Flag(other)) if permission.kind == Kind::Restriction => mine <= other,
            (Value::Flag(mine), Value::Flag(other)) => mine >= other,
            (Value::Choice(mine), Value::Choice(other)) => mine >= other,
            (Value::Words(mine), Value::Words(other)) => mine & other == *other,
            (Value::Ids(mine), Value::Ids(other)) => mine.is_empty() || is_part(other, mine),
            (Value::Days(mine), Value::Days(other)) => limit_covers(mine, other, from),
            (Value::Date(mine), Value::Date(other)) => limit_covers(mine, other, from),
            // words and rates have no order
            _ => self == other,
        }
    }
}

fn is_part(part: &[i64], whole: &[i64]) -> bool {
    !part.is_empty() && part.iter().all(|id| whole.binary_search(id).is_ok())
}

/// No limit covers any; a limit covers those that leave no more room.
fn limit_covers<T: Ord>(mine: &Option<T>, other: &Option<T>, lower_is_wider: bool) -> bool {
    match (mine, other) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(mine), Some(other)) if lower_is_wider => mine <= other,
        (Some(mine), Some(other)) => mine >= other,
    }
}

fn parse(permission: &Permission, json: &Json) -> Option<Value> {
    let word = |word: &str| permission.values.iter().position(|value| *value == word);
    match permission.kind {
        Kind::Level => json.as_str().filter(|text| word(text).is_some()).and_then(Level::parse).map(Value::Level),
        // the shipped administrator has `own` for a notice whose list of values leaves it out
        Kind::Notice => {
            json.as_str().filter(|text| *text == "own" || word(text).is_some()).and_then(Level::parse).map(Value::Level)
        }
        Kind::Ability | Kind::Restriction => json.as_bool().map(Value::Flag),
        Kind::Choice if permission.values.is_empty() => free_word(json),
        Kind::Choice => json.as_str().and_then(word).map(|at| Value::Choice(at as u8)),
        Kind::Set => json
            .as_array()?
            .iter()
            .try_fold(0, |bits, entry| Some(bits | 1u32 << word(entry.as_str()?)?))
            .map(Value::Words),
        Kind::List => ids(json.as_array()?),
        Kind::Days if json.is_null() => Some(Value::Days(None)),
        Kind::Days => {
            json.as_i64().filter(|days| (0..=MOST_DAYS).contains(days)).map(|days| Value::Days(Some(days as i32)))
        }
        Kind::Date if json.is_null() => Some(Value::Date(None)),
        Kind::Date => json.as_str().and_then(date).map(|date| Value::Date(Some(date))),
        Kind::Rate if json.is_null() => Some(Value::Rate(None)),
        Kind::Rate => json.as_i64().filter(|id| *id > 0).map(|id| Value::Rate(Some(id))),
    }
}

fn free_word(json: &Json) -> Option<Value> {
    let word = if json.is_null() { "" } else { json.as_str()? };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
    (word.len() <= LONGEST_WORD && word.chars().all(plain)).then(|| Value::Word(word.into()))
}

fn ids(entries: &[Json]) -> Option<Value> {
    if entries.len() > MOST_IDS {
        return None;
    }
    let mut ids = entries.iter().map(|id| id.as_i64().filter(|id| *id > 0)).collect::<Option<Vec<i64>>>()?;
    ids.sort_unstable();
    ids.dedup();
    Some(Value::Ids(ids.into()))
}

/// Only `YYYY-MM-DD` of a year after 0; jiff itself reads more forms.
fn date(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.year() > 0 && date.to_string() == text).then_some(date)
}

fn words(permission: &Permission, bits: u32) -> Vec<&'static str> {
    (0..).zip(&permission.values).filter(|(at, _)| bits & (1 << at) != 0).map(|(_, word)| *word).collect()
}

fn allowed(permission: &Permission) -> String {
    match permission.kind {
        Kind::Level | Kind::Notice | Kind::Choice if !permission.values.is_empty() => {
            format!("one of {}", permission.values.join(", "))
        }
        Kind::Ability | Kind::Restriction => "true or false".to_owned(),
        Kind::Set => format!("an array of words among {}", permission.values.join(", ")),
        Kind::List => format!("an array of at most {MOST_IDS} ids; an empty one means all"),
        Kind::Days => format!("a whole number of days from 0 to {MOST_DAYS}, or null"),
        Kind::Date => "a date written YYYY-MM-DD, or null".to_owned(),
        Kind::Rate => "the id of a rate type, or null".to_owned(),
        _ => format!("a word of at most {LONGEST_WORD} letters, or null"),
    }
}
