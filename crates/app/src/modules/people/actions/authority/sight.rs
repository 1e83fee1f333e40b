//! What a reader may know of somebody (behaviour.md, "How a permission is decided", 14).
use super::door;
use crate::{
    context::Ctx,
    items::history::Line,
    modules::people::{actions::accounts::references, model::Account},
};
use access::{
    Person,
    keys::{users, work, workers},
};

/// What this reader sees of this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    /// May change them; only then overrides are seen.
    pub administers: bool,
    pub labor_rates: bool,
    /// How they come in and go out is for themselves and for who administers them.
    pub sign_ins: bool,
}

impl Sight {
    pub(crate) fn of(ctx: &Ctx, person: &Person) -> Sight {
        let administers = door::may(ctx, person, users::ADMINISTER);
        Sight {
            administers,
            labor_rates: door::may(ctx, person, users::VIEW_LABOR_RATE),
            sign_ins: administers || person.id() == ctx.user_id(),
        }
    }

    /// Takes off the account what its reader may not know.
    pub(crate) fn narrow(ctx: &Ctx, account: &mut Account) {
        let id = account.id;
        account.building_ids.retain(|building| references::sees(ctx, id, *building));
        account.default_building_id =
            account.default_building_id.filter(|building| references::sees(ctx, id, *building));
    }

    /// The lines of somebody's history that this reader may read, without what they may not know.
    pub(crate) fn lines(self, ctx: &Ctx, account_id: i64, lines: &mut Vec<Line>) {
        let private = [
            "signed_in",
            "signed_out",
            "password_changed",
            "password_handed_over",
            "invited",
            "viewed",
            "view_left",
            "view_started",
            "view_ended",
        ];
        lines.retain(|line| self.sign_ins || !private.contains(&line.action.as_str()));
        for line in lines.iter_mut() {
            line.changes.retain(|change| self.shows(ctx, account_id, &change.field, [&change.from, &change.to]));
        }
        lines.retain(|line| line.action != "updated" || !line.changes.is_empty());
    }

    fn shows(self, ctx: &Ctx, account_id: i64, field: &str, values: [&serde_json::Value; 2]) -> bool {
        match field {
            "overrides" => self.administers,
            "must_change_password" => self.sign_ins,
            "hourly_rate" | "overtime_rate" | "other_rate" => self.labor_rates,
            "building_ids" | "default_building_id" => {
                let mut ids = values.into_iter().flat_map(|value| match value.as_array() {
                    Some(ids) => ids.iter().filter_map(serde_json::Value::as_i64).collect(),
                    None => value.as_i64().into_iter().collect::<Vec<i64>>(),
                });
                ids.all(|id| references::sees(ctx, account_id, id))
            }
            _ => true,
        }
    }
}

/// Whether this person has labor rates of their own: whose user type says so, and whoever can be given work.
pub(crate) fn has_rates(ctx: &Ctx, person: &Person) -> bool {
    person.has(workers::HAS_LABOR_RATE) || can_be_assigned(ctx, person)
}

/// Whether this person can be given work in some module.
fn can_be_assigned(ctx: &Ctx, person: &Person) -> bool {
    ctx.settings().modules.iter().any(|module| person.has(work::CAN_BE_ASSIGNED.of(module.module())))
}
