//! Dates of filters, as days of the organization's zone.
use crate::{
    context::Ctx,
    items::spine::{Due, Opened},
    modules::work::actions::planned::Planned,
    time::civil_date,
};
use jiff::{Timestamp, ToSpan, civil::Time};
use kit::Problem;

/// When the working day ends, in the organization's zone.
pub(crate) const END_OF_WORK: Time = Time::constant(17, 0, 0, 0);

/// `overdue`, `none`, or a date: due on that day or before.
pub(crate) fn due(ctx: &Ctx, text: &str) -> Result<Due, Problem> {
    match text {
        "overdue" => Ok(Due::Overdue(ctx.micros())),
        "none" => Ok(Due::None),
        date => Ok(Due::Before(start_of(ctx, "due", date, 1)?)),
    }
}

/// Opened on these days, both included.
pub(crate) fn opened(ctx: &Ctx, from: Option<&str>, to: Option<&str>) -> Result<Opened, Problem> {
    Ok(Opened {
        from: from.map(|date| start_of(ctx, "opened_from", date, 0)).transpose()?,
        before: to.map(|date| start_of(ctx, "opened_to", date, 1)).transpose()?,
    })
}

/// Planned for a part of these days, both included; or not at all: then without days.
pub(crate) fn planned(
    ctx: &Ctx,
    is_none: bool,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<Option<Planned>, Problem> {
    match (is_none, from, to) {
        (false, None, None) => Ok(None),
        (true, None, None) => Ok(Some(Planned::None)),
        (true, ..) => Err(Problem::field("planned", "is not planned, so not for any days either")),
        (false, from, to) => Ok(Some(Planned::Within {
            from: from.map(|date| start_of(ctx, "planned_from", date, 0)).transpose()?,
            before: to.map(|date| start_of(ctx, "planned_to", date, 1)).transpose()?,
        })),
    }
}

/// When so many days after that date begin.
fn start_of(ctx: &Ctx, field: &str, date: &str, days: i64) -> Result<i64, Problem> {
    let wrong = || Problem::field(field, "must be a date such as 2026-03-31");
    let date = civil_date(date).ok_or_else(wrong)?;
    let day = date.checked_add(days.days()).map_err(|_| wrong())?;
    let start = day.to_zoned(ctx.zone().clone()).map_err(|_| wrong())?;
    Ok(start.timestamp().as_microsecond())
}

/// The end of the working day of a date: when what is due on that day is due.
pub(crate) fn end_of_work(ctx: &Ctx, field: &str, date: &str) -> Result<Timestamp, Problem> {
    let wrong = || Problem::field(field, "must be a date such as 2026-03-31");
    let date = civil_date(date).ok_or_else(wrong)?;
    let end = date.to_datetime(END_OF_WORK).to_zoned(ctx.zone().clone()).map_err(|_| wrong())?;
    Ok(end.timestamp())
}

/// The first moment of a date.
pub(crate) fn start_of_day(ctx: &Ctx, field: &str, date: &str) -> Result<Timestamp, Problem> {
    start_of(ctx, field, date, 0).and_then(|at| Timestamp::from_microsecond(at).map_err(|_| Problem::Internal))
}
