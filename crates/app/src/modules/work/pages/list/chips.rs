//! What narrows the list, as chips: a quiet outline while unset, what is chosen once set.
use super::address::{Address, to};
use crate::{
    context::Ctx,
    modules::work::{actions::choices::Chosen, model::State},
};
use access::{Module, keys::work};
use kit::{Problem, T};

/// A filter of its own pop-over.
pub(super) struct Chip {
    pub(super) label: String,
    /// Something is chosen; then this address takes it away, and these words say so to who does not see the cross.
    pub(super) remove: Option<(String, String)>,
    pub(super) inside: Inside,
    /// What else the view says: the form carries it along.
    pub(super) hidden: Vec<(&'static str, String)>,
}

/// What its pop-over holds.
pub(super) enum Inside {
    /// Ticks or one of several; `name`, legend, and the choices.
    Few { name: &'static str, legend: &'static str, several: bool, choices: Vec<Tick>, dates: Vec<DateField> },
    /// Too many to send with every page: fetched when it opens, and a page of its own for who has no script.
    Many { href: String },
}

pub(super) struct Tick {
    pub(super) value: &'static str,
    pub(super) label: &'static str,
    pub(super) chosen: bool,
}

pub(super) struct DateField {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) value: String,
}

/// The chips that this reader may use: filtering by a field that one may not see would reveal it.
pub(super) fn chips(ctx: &Ctx, t: T, module: Module, address: &Address, chosen: &Chosen) -> Result<Vec<Chip>, Problem> {
    let mut chips = vec![
        states(t, address)?,
        many(t, address, "building_id", t.work_filter_building(), &address.building_id, chosen.building.as_deref()),
        many(
            t,
            address,
            "request_type_id",
            t.work_filter_type(),
            &address.request_type_id,
            chosen.request_type.as_deref(),
        ),
    ];
    if ctx.person().has(work::VIEW_ASSIGNMENTS.of(module)) {
        let name = chosen.assignee.as_deref();
        chips.push(many(t, address, "assignee_id", t.work_filter_assignee(), &address.assignee_id, name));
    }
    let name = chosen.requester.as_deref();
    chips.push(many(t, address, "requested_by", t.work_filter_requester(), &address.requested_by, name));
    if ctx.person().has(work::ACCESS_DUE_DATE.of(module)) {
        chips.push(due(t, address));
    }
    if ctx.person().has(work::ACCESS_SCHEDULED_TIME.of(module)) {
        chips.push(planned(t, address));
    }
    chips.push(opened(t, address));
    Ok(chips)
}

fn states(t: T, address: &Address) -> Result<Chip, Problem> {
    let chosen = address.states()?;
    let value = match chosen.as_slice() {
        [] => None,
        [one] => Some(one.label(t).to_owned()),
        several => Some(several.len().to_string()),
    };
    let tick = |state: State| Tick { value: state.word(), label: state.label(t), chosen: chosen.contains(&state) };
    let choices = State::ALL.into_iter().map(tick).collect();
    let inside = Inside::Few { name: "state", legend: t.work_filter_state(), several: true, choices, dates: vec![] };
    Ok(chip(t, address, t.work_filter_state(), value, &["state"], inside))
}

fn due(t: T, address: &Address) -> Chip {
    let words = [
        ("overdue", t.work_due_overdue()),
        ("today", t.work_due_today()),
        ("week", t.work_due_week()),
        ("none", t.work_due_none()),
    ];
    let (choices, value) = one_of(&words, &address.due);
    let inside = Inside::Few { name: "due", legend: t.work_filter_due(), several: false, choices, dates: vec![] };
    chip(t, address, t.work_filter_due(), value, &["due"], inside)
}

fn planned(t: T, address: &Address) -> Chip {
    let words = [("today", t.work_planned_today()), ("week", t.work_planned_week()), ("none", t.work_planned_none())];
    let (choices, value) = one_of(&words, &address.planned);
    let (dates, between) = days(t, [("planned_from", &address.planned_from), ("planned_to", &address.planned_to)]);
    let inside = Inside::Few { name: "planned", legend: t.work_filter_planned(), several: false, choices, dates };
    let names = ["planned", "planned_from", "planned_to"];
    chip(t, address, t.work_filter_planned(), value.or(between), &names, inside)
}

fn opened(t: T, address: &Address) -> Chip {
    let words = [
        ("today", t.work_opened_today()),
        ("week", t.work_opened_week()),
        ("month", t.work_opened_month()),
        ("older", t.work_opened_older()),
    ];
    let (choices, value) = one_of(&words, &address.opened);
    let (dates, between) = days(t, [("opened_from", &address.opened_from), ("opened_to", &address.opened_to)]);
    let inside = Inside::Few { name: "opened", legend: t.work_filter_opened(), several: false, choices, dates };
    chip(t, address, t.work_filter_opened(), between.or(value), &["opened", "opened_from", "opened_to"], inside)
}

/// Fields for the first and the last day, and what they say together.
fn days(t: T, [from, to]: [(&'static str, &String); 2]) -> (Vec<DateField>, Option<String>) {
    let field = |(name, value): (&'static str, &String), label| DateField { name, label, value: value.clone() };
    let between = format!("{} – {}", from.1, to.1);
    let is_said = !from.1.is_empty() || !to.1.is_empty();
    (vec![field(from, t.work_opened_from()), field(to, t.work_opened_to())], is_said.then_some(between))
}

/// The choices, and what the chosen one is called; a value that is none of them speaks for itself.
fn one_of(words: &[(&'static str, &'static str)], chosen: &str) -> (Vec<Tick>, Option<String>) {
    let tick = |(value, label): &(&'static str, &'static str)| Tick { value, label, chosen: *value == chosen };
    let label = words.iter().find(|(value, _)| *value == chosen).map_or(chosen, |(_, label)| label);
    (words.iter().map(tick).collect(), (!chosen.is_empty()).then(|| label.to_owned()))
}

fn many(t: T, address: &Address, field: &'static str, label: &'static str, id: &str, name: Option<&str>) -> Chip {
    // what one may not see has no name: the filter stands, its number says nothing
    let value = (!id.is_empty()).then(|| name.unwrap_or(t.work_filter_unnamed()).to_owned());
    let href = to(&format!("/work-requests/choices/{field}"), &address.query());
    chip(t, address, label, value, &[field], Inside::Many { href })
}

fn chip(
    t: T,
    address: &Address,
    label: &'static str,
    value: Option<String>,
    names: &[&'static str],
    inside: Inside,
) -> Chip {
    let unset: Vec<(&'static str, &str)> = names.iter().map(|name| (*name, "")).collect();
    let hidden = address.without(names).into_iter().map(|(name, value)| (name, value.to_owned())).collect();
    match value {
        Some(value) => Chip {
            label: format!("{label}: {value}"),
            remove: Some((address.href(&unset), t.work_filter_remove(label))),
            inside,
            hidden,
        },
        None => Chip { label: label.to_owned(), remove: None, inside, hidden },
    }
}
