//! Time and money spent, as far as the reader may know.
use crate::{
    context::Ctx,
    modules::work::{
        actions::{overview::Overview, read::Effort},
        queries::effort::{CostRow, WorkEntryRow},
    },
    money,
    near::Near,
};
use access::keys::users;
use jiff::civil::Date;
use kit::T;

/// The table of a request's work and costs.
pub(super) struct Table {
    pub(super) lines: Vec<Spent>,
    pub(super) total_time: String,
    /// Empty where the reader may not know what an hour costs, since a sum would tell.
    pub(super) total_cost: String,
}

/// One line of it.
pub(super) struct Spent {
    pub(super) what: String,
    pub(super) kind: String,
    pub(super) when: String,
    pub(super) time: String,
    pub(super) cost: String,
}

/// `None`: there is nothing, or nothing for this reader.
pub(super) fn table(ctx: &Ctx, t: T, overview: &Overview, near: &Near<'_>) -> Option<Table> {
    let Effort { work_entries, costs, .. } = &overview.effort;
    let (entries, costs) = (work_entries.as_deref().unwrap_or_default(), costs.as_deref().unwrap_or_default());
    if entries.is_empty() && costs.is_empty() {
        return None;
    }
    let sees_rates = ctx.person().has(users::VIEW_LABOR_RATE) && overview.seen.sight.costs;
    let currency = ctx.settings().currency.as_str();
    let labor = |entry: &WorkEntryRow| entry.labor_cost().filter(|_| sees_rates);
    let worked = entries.iter().map(|entry| Spent {
        what: entry.user_name.clone(),
        kind: t.work_kind_labor().to_owned(),
        when: entry.worked_on.parse::<Date>().map_or_else(|_| entry.worked_on.clone(), |date| near.date(date)),
        time: duration(t, entry.minutes),
        cost: labor(entry).map_or_else(String::new, |amount| money::text(amount, currency)),
    });
    let spent = costs.iter().map(|cost| Spent {
        what: cost.note.clone(),
        kind: kind(t, &cost.kind),
        when: near.day(cost.at).text,
        time: String::new(),
        cost: money::text(cost.amount, &cost.currency),
    });
    let lines = worked.chain(spent).collect();
    let minutes: i64 = entries.iter().map(|entry| entry.minutes).sum();
    let one_currency = costs.iter().all(|cost| cost.currency == currency);
    let knows_all = entries.is_empty() || sees_rates;
    let total = entries.iter().filter_map(labor).chain(costs.iter().map(|CostRow { amount, .. }| *amount)).sum();
    Some(Table {
        lines,
        total_time: if minutes > 0 { duration(t, minutes) } else { String::new() },
        total_cost: if one_currency && knows_all { money::text(total, currency) } else { String::new() },
    })
}

fn duration(t: T, minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => t.work_minutes(minutes),
        (hours, 0) => t.work_hours(hours),
        (hours, minutes) => t.work_hours_minutes(hours, minutes),
    }
}

fn kind(t: T, word: &str) -> String {
    match word {
        "contractor" => t.work_kind_contractor().to_owned(),
        "other" => t.work_kind_other().to_owned(),
        other => other.to_owned(),
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
