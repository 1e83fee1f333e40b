//! The history in sentences that a person reads: names and dates, never ids.
use super::told;
use crate::{
    context::Ctx,
    items::history::{Line, Seen as Changed},
    modules::work::{actions::overview::Past, model::State},
    near::{Near, When},
    text::join,
};
use kit::{T, layout::initials};
use serde_json::Value;

/// One line: who did what, what it changed, and what they said.
pub(super) struct Deed {
    pub(super) name: String,
    pub(super) initials: String,
    pub(super) color: String,
    pub(super) what: String,
    pub(super) changes: Vec<Change>,
    pub(super) quote: String,
    pub(super) when: When,
}

/// A field that changed. Long texts are not repeated: `from` and `to` are empty then.
pub(super) struct Change {
    pub(super) label: &'static str,
    pub(super) from: String,
    pub(super) to: String,
}

pub(super) fn deeds(ctx: &Ctx, t: T, past: &Past) -> Vec<Deed> {
    let teller = Teller { t, past, near: Near::new(ctx, t) };
    past.lines.items.iter().map(|line| teller.deed(line)).collect()
}

struct Teller<'a> {
    t: T,
    past: &'a Past,
    near: Near<'a>,
}

impl Teller<'_> {
    fn deed(&self, line: &Line) -> Deed {
        let actor = line.actor_id.and_then(|id| self.past.names.people.get(&id));
        let name = line.actor_name.clone().unwrap_or_else(|| self.t.work_past_nobody().to_owned());
        let told = line.changes.iter().filter(|_| line.action == "updated");
        Deed {
            initials: initials(&name),
            color: actor.map_or_else(String::new, |named| named.color.clone()),
            name,
            what: self.what(line),
            changes: told.map(|change| self.change(change)).collect(),
            quote: quote(line),
            when: self.near.moment(line.at_micros),
        }
    }

    fn what(&self, line: &Line) -> String {
        let t = self.t;
        let plain = match line.action.as_str() {
            "created" => t.work_past_created(),
            "updated" => t.work_past_updated(),
            "approved" => t.work_past_approved(),
            "declined" => t.work_past_declined(),
            "held" => t.work_past_held(),
            "released" => t.work_past_released(),
            "resolved" => t.work_past_resolved(),
            "finalized" => t.work_past_finalized(),
            "reopened" => t.work_past_reopened(),
            "deleted" => t.work_past_deleted(),
            "restored" => t.work_past_restored(),
            "responded" => t.work_past_responded(),
            "responded_privately" => t.work_past_responded_privately(),
            "cost_added" => t.work_past_cost_added(),
            "cost_changed" => t.work_past_cost_changed(),
            "cost_deleted" => t.work_past_cost_deleted(),
            "time_added" => t.work_past_time_added(),
            "time_changed" => t.work_past_time_changed(),
            "time_deleted" => t.work_past_time_deleted(),
            "timer_started" => t.work_past_timer_started(),
            "timer_stopped" => t.work_past_timer_stopped(),
            "switched_module" => t.work_past_switched(),
            "imported" => t.work_past_imported(),
            "assigned" => return self.assigned(line),
            _ => return told::carried(t, self.past, line).unwrap_or_else(|| t.work_past_other().to_owned()),
        };
        plain.to_owned()
    }

    /// Who came and who went.
    fn assigned(&self, line: &Line) -> String {
        let Some(change) = line.changes.iter().find(|change| change.field == "assignee_ids") else {
            return self.t.work_past_assigned_somebody().to_owned();
        };
        let (before, after) = (ids(&change.from), ids(&change.to));
        let names = |ids: &[i64], but: &[i64]| {
            let ids = ids.iter().filter(|id| !but.contains(id));
            let names: Vec<String> = ids.filter_map(|id| Some(self.past.names.people.get(id)?.name.clone())).collect();
            join(&names, self.t.work_and())
        };
        let (came, went) = (names(&after, &before), names(&before, &after));
        match (came.is_empty(), went.is_empty()) {
            (false, true) => self.t.work_past_assigned(came),
            (true, false) => self.t.work_past_unassigned(went),
            (false, false) => self.t.work_past_reassigned(came, went),
            (true, true) => self.t.work_past_assigned_somebody().to_owned(),
        }
    }

    fn change(&self, change: &Changed) -> Change {
        let t = self.t;
        let label = match change.field.as_str() {
            "state" => t.work_column_state(),
            "title" => t.work_field_title(),
            "description" => t.work_field_description(),
            "location" => t.work_field_spot(),
            "building_id" => t.work_filter_building(),
            "resource_id" => t.work_field_room(),
            "request_type_id" => t.work_filter_type(),
            "requested_by" => t.work_filter_requester(),
            "due_at" => t.work_filter_due(),
            "scheduled_from" => t.work_field_scheduled_from(),
            "scheduled_thru" => t.work_field_scheduled_thru(),
            "resolved_at" => t.work_field_resolved(),
            _ => t.work_field_other(),
        };
        if change.field == "description" {
            return Change { label, from: String::new(), to: String::new() };
        }
        Change { label, from: self.value(change, &change.from), to: self.value(change, &change.to) }
    }

    fn value(&self, change: &Changed, value: &Value) -> String {
        let none = || self.t.work_past_none().to_owned();
        let named = |names: &std::collections::HashMap<i64, String>| match value.as_i64() {
            Some(id) => names.get(&id).cloned().unwrap_or_else(|| self.t.work_past_unnamed().to_owned()),
            None => none(),
        };
        let names = &self.past.names;
        match change.field.as_str() {
            "state" => value.as_str().and_then(State::parse).map_or_else(none, |s| s.label(self.t).to_owned()),
            "building_id" => named(&names.buildings),
            "resource_id" => named(&names.resources),
            "request_type_id" => named(&names.types),
            "requested_by" => {
                value.as_i64().and_then(|id| names.people.get(&id)).map_or_else(none, |named| named.name.clone())
            }
            "due_at" | "scheduled_from" | "scheduled_thru" | "resolved_at" => {
                value.as_i64().map_or_else(none, |at| self.near.moment(at).text)
            }
            _ => value.as_str().filter(|text| !text.is_empty()).map_or_else(none, str::to_owned),
        }
    }
}

/// What somebody said when they did it.
fn quote(line: &Line) -> String {
    let said =
        line.changes.iter().find(|change| ["reason", "hold_reason", "action_taken"].contains(&change.field.as_str()));
    said.and_then(|change| change.to.as_str()).unwrap_or_default().to_owned()
}

fn ids(value: &Value) -> Vec<i64> {
    value.as_array().map(|ids| ids.iter().filter_map(Value::as_i64).collect()).unwrap_or_default()
}
