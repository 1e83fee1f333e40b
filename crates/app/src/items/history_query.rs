//! What the query string of every history takes.
use super::history::Narrowed;
use crate::context::Ctx;
use jiff::{ToSpan, civil::Date};
use kit::{Problem, paging};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which lines of a history.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
pub struct HistoryQuery {
    /// What was done: `created`, `updated`, …
    pub action: Option<String>,
    /// Who did it.
    pub actor_id: Option<i64>,
    /// The first day, in the organization's time zone.
    pub from: Option<String>,
    /// The last day.
    pub thru: Option<String>,
    pub limit: Option<i64>,
    pub after: Option<String>,
    pub count: bool,
    /// `json`, or `csv`: all of it as a file.
    pub format: Option<String>,
}

impl HistoryQuery {
    /// The lines that are asked for; 422 on what is no day.
    pub fn narrowed(&self, ctx: &Ctx) -> Result<Narrowed, Problem> {
        Ok(Narrowed {
            action: self.action.clone().filter(|action| !action.is_empty()),
            without: &[],
            actor_id: self.actor_id,
            from: day(ctx, "from", self.from.as_deref(), 0)?,
            before: day(ctx, "thru", self.thru.as_deref(), 1)?,
            after: paging::position(self.after.as_deref())?,
            limit: paging::limit(self.limit)?,
            count: self.count,
        })
    }

    /// Whether it is asked for as a file; 422 on what is no form of it.
    pub fn is_csv(&self) -> Result<bool, Problem> {
        is_csv(self.format.as_deref())
    }
}

/// The same of what a query string has.
pub fn is_csv(format: Option<&str>) -> Result<bool, Problem> {
    match format {
        None | Some("" | "json") => Ok(false),
        Some("csv") => Ok(true),
        Some(_) => Err(Problem::field("format", "must be json or csv")),
    }
}

/// When a civil day begins in the organization's time zone, so many days later; nothing for none.
pub fn day(ctx: &Ctx, field: &str, text: Option<&str>, later: i64) -> Result<Option<i64>, Problem> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let date: Option<Date> = text.parse().ok().filter(|date: &Date| date.to_string() == text);
    let date = date.and_then(|date| date.checked_add(later.days()).ok());
    let start = date.and_then(|date| date.to_zoned(ctx.zone().clone()).ok());
    let start = start.ok_or_else(|| Problem::field(field, "must be a date such as 2026-12-31"))?;
    Ok(Some(start.timestamp().as_microsecond()))
}
