//! What is typed into forms, turned into what actions take; every field that is not accepted is named.
use crate::{context::Ctx, modules::work::actions::filter};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use kit::{FieldError, Problem};

/// Collects what is wrong, so that a form comes back once with all of it.
#[derive(Default)]
pub(super) struct Reading(Vec<FieldError>);

impl Reading {
    /// A number of a drop-down; empty is none.
    pub(super) fn id(&mut self, field: &str, text: &str) -> Option<i64> {
        self.optional(text, |text| text.parse().map_err(|_| Problem::field(field, "is not in this list")))
    }

    /// The end of the working day of a date; empty is none.
    pub(super) fn day(&mut self, ctx: &Ctx, field: &str, text: &str) -> Option<Timestamp> {
        self.optional(text, |text| filter::end_of_work(ctx, field, text))
    }

    /// The first moment of a date; empty is none.
    pub(super) fn morning(&mut self, ctx: &Ctx, field: &str, text: &str) -> Option<Timestamp> {
        self.optional(text, |text| filter::start_of_day(ctx, field, text))
    }

    /// A moment as the browser writes it, in the organization's zone; empty is none.
    pub(super) fn local(&mut self, ctx: &Ctx, field: &str, text: &str) -> Option<Timestamp> {
        self.optional(text, |text| {
            let wrong = || Problem::field(field, "must be a day and a time such as 2026-03-31T08:00");
            let local: DateTime = text.parse().map_err(|_| wrong())?;
            Ok(local.to_zoned(ctx.zone().clone()).map_err(|_| wrong())?.timestamp())
        })
    }

    /// A civil date; empty is none.
    pub(super) fn date(&mut self, field: &str, text: &str) -> Option<Date> {
        self.optional(text, |text| text.parse().map_err(|_| Problem::field(field, "must be a date such as 2026-03-31")))
    }

    pub(super) fn refuse(&mut self, field: impl Into<String>, message: &str) {
        self.0.push(FieldError { field: field.into(), message: message.into() });
    }

    /// 422 unless all was accepted.
    pub(super) fn done(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::Invalid(self.0)) }
    }

    fn optional<T>(&mut self, text: &str, read: impl Fn(&str) -> Result<T, Problem>) -> Option<T> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match read(text) {
            Ok(value) => Some(value),
            Err(Problem::Invalid(errors)) => {
                self.0.extend(errors);
                None
            }
            Err(_) => None,
        }
    }
}
