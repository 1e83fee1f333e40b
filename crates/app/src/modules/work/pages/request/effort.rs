//! Time and money spent, as far as the reader may know.
use crate::{
    context::Ctx,
    modules::work::{
        actions::{
            door,
            effort::{When, may_enter_costs},
            overview::Overview,
            read::Effort,
        },
        model::{State, time::TimeKind},
        pages::LIST,
        queries::{effort::CostRow, time::WorkEntryRow},
    },
    money,
    near::Near,
    time::duration,
};
use access::keys::work;
use jiff::civil::Date;
use kit::T;

/// The table of a request's work and costs.
pub(super) struct Table {
    pub(super) lines: Vec<Spent>,
    pub(super) total_time: String,
    /// Empty where the reader may not know what an hour costs, since a sum would tell.
    pub(super) total_cost: String,
    pub(super) may_add_time: bool,
    pub(super) may_add_cost: bool,
}

/// One line of it.
pub(super) struct Spent {
    pub(super) what: String,
    /// Where it is corrected; empty where the reader may not.
    pub(super) href: String,
    pub(super) kind: String,
    pub(super) when: String,
    pub(super) time: String,
    pub(super) cost: String,
}

/// `None`: there is nothing, or nothing for this reader, and nothing that they could enter.
pub(super) fn table(ctx: &Ctx, t: T, overview: &Overview, near: &Near<'_>) -> Option<Table> {
    let Effort { work_entries, own_entries, costs, knows_rates, .. } = &overview.effort;
    let (entries, costs) = (work_entries.as_ref().unwrap_or(own_entries), costs.as_deref().unwrap_or_default());
    let request = &overview.seen.request;
    let is_open = request.state != State::Declined;
    let may_edit = |own: bool| {
        let key = if own { work::OWN_WORK_EDIT } else { work::OTHERS_WORK_EDIT };
        is_open && door::may_with(ctx, request, work::VIEW_WORK, &[key])
    };
    let (may_edit_own, may_edit_others) = (may_edit(true), may_edit(false));
    let may_add_time = may_edit_own || may_edit_others;
    let may_add_cost = is_open && may_enter_costs(ctx, request, When::AnyTime);
    if entries.is_empty() && costs.is_empty() && !may_add_time && !may_add_cost {
        return None;
    }
    let me = ctx.user_id();
    let href = |may: bool, kind: &str, id: i64| match may {
        true => format!("{LIST}/{}/{kind}/{id}", request.id),
        false => String::new(),
    };
    let sees_labor = overview.seen.sight.costs;
    let currency = ctx.settings().currency.as_str();
    let labor = |entry: &WorkEntryRow| entry.labor_cost().filter(|_| sees_labor);
    let worked = entries.iter().map(|entry| Spent {
        what: entry.user_name.clone(),
        href: href(if entry.user_id == me { may_edit_own } else { may_edit_others }, "time", entry.id),
        kind: match TimeKind::of(&entry.kind) {
            TimeKind::Regular => t.work_kind_labor(),
            TimeKind::Overtime => t.work_kind_overtime(),
        }
        .to_owned(),
        when: entry.worked_on.parse::<Date>().map_or_else(|_| entry.worked_on.clone(), |date| near.date(date)),
        time: duration(t, entry.minutes),
        cost: labor(entry).map_or_else(String::new, |amount| money::text(amount, currency)),
    });
    let spent = costs.iter().map(|cost| Spent {
        what: cost.note.clone(),
        href: href(may_add_cost, "costs", cost.id),
        kind: kind(t, &cost.kind),
        when: near.day(cost.at).text,
        time: String::new(),
        cost: money::text(cost.amount, &cost.currency),
    });
    let lines = worked.chain(spent).collect();
    let minutes: i64 = entries.iter().map(|entry| entry.minutes).sum();
    let one_currency = costs.iter().all(|cost| cost.currency == currency);
    let knows_all = entries.is_empty() || (sees_labor && *knows_rates);
    let total = entries.iter().filter_map(labor).chain(costs.iter().map(|CostRow { amount, .. }| *amount)).sum();
    Some(Table {
        lines,
        total_time: if minutes > 0 { duration(t, minutes) } else { String::new() },
        may_add_time,
        may_add_cost,
        total_cost: if one_currency && knows_all { money::text(total, currency) } else { String::new() },
    })
}

fn kind(t: T, word: &str) -> String {
    match word {
        "contractor" => t.work_kind_contractor().to_owned(),
        "other" => t.work_kind_other().to_owned(),
        other => other.to_owned(),
    }
}
