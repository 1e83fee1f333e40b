//! The form about a person, new or known: what was typed, and what it becomes.
use crate::{
    context::Ctx,
    modules::people::{
        actions::{
            accounts::{
                create::NewUser,
                edit::{Edit, RatesEdit},
            },
            directory::choices::Choices,
        },
        model::{Account, account::color_of},
    },
    money::{Money, decimal},
};
use kit::patch::Patch;
use serde::Deserialize;

/// What was typed, or what a fresh form shows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub(super) name: String,
    pub(super) user_name: String,
    pub(super) email: String,
    /// One a line.
    pub(super) phones: String,
    pub(super) color: String,
    pub(super) user_type_id: String,
    pub(super) team_ids: Vec<i64>,
    pub(super) all_buildings: bool,
    pub(super) building_ids: Vec<i64>,
    pub(super) building_group_ids: Vec<i64>,
    pub(super) default_building_id: String,
    pub(super) insurance_expires_on: String,
    pub(super) worker: bool,
    pub(super) hourly_rate: String,
    pub(super) overtime_rate: String,
    pub(super) other_rate: String,
    /// `invite`, `password` or `none`.
    pub(super) how: String,
    pub(super) password: String,
    pub(super) version: String,
}

impl Typed {
    /// A form about somebody who is there.
    pub(super) fn of(account: &Account, currency: &str) -> Typed {
        let rates = account.worker.unwrap_or_default();
        let amount = |units: Option<i64>| units.map(|units| decimal(units, currency)).unwrap_or_default();
        Typed {
            name: account.name.clone(),
            user_name: account.user_name.clone().unwrap_or_default(),
            email: account.email.clone().unwrap_or_default(),
            phones: account.contact.phones.join("\n"),
            color: account.color.clone(),
            user_type_id: account.user_type_id.to_string(),
            team_ids: account.team_ids.clone(),
            all_buildings: account.all_buildings,
            building_ids: account.building_ids.clone(),
            building_group_ids: account.building_group_ids.clone(),
            default_building_id: account.default_building_id.map(|id| id.to_string()).unwrap_or_default(),
            insurance_expires_on: account.insurance_expires_on.clone().unwrap_or_default(),
            worker: account.worker.is_some(),
            hourly_rate: amount(rates.hourly),
            overtime_rate: amount(rates.overtime),
            other_rate: amount(rates.other),
            version: account.version.to_string(),
            ..Typed::default()
        }
    }

    /// A form about somebody new.
    pub(super) fn fresh(choices: &Choices, has_mail: bool) -> Typed {
        let only_building = match choices.buildings.as_slice() {
            [only] => vec![only.id],
            _ => vec![],
        };
        Typed {
            building_ids: only_building,
            color: color_of("").to_owned(),
            how: if has_mail { "invite" } else { "password" }.to_owned(),
            ..Typed::default()
        }
    }

    /// The version of the person that the form showed.
    pub(crate) fn expected(&self) -> Option<i64> {
        self.version.parse().ok()
    }

    /// The change that this form asks for. Rates only where the actor may set them.
    pub(crate) fn edit(self, ctx: &Ctx, may_set_rates: bool) -> Edit {
        let currency = &ctx.settings().currency;
        let amount = |text: &str| match text.trim() {
            "" => Patch::Null,
            text => Patch::Value(Money { amount: text.to_owned(), currency: currency.clone() }),
        };
        let worker = match (may_set_rates, self.worker) {
            (false, _) => Patch::Absent,
            (true, false) => Patch::Null,
            (true, true) => Patch::Value(RatesEdit {
                hourly_rate: amount(&self.hourly_rate),
                overtime_rate: amount(&self.overtime_rate),
                other_rate: amount(&self.other_rate),
            }),
        };
        Edit {
            user_name: optional(&self.user_name),
            name: Some(self.name),
            email: optional(&self.email),
            // what is no number is no user type
            user_type_id: Some(self.user_type_id.parse().unwrap_or(0)),
            team_ids: Some(self.team_ids),
            building_ids: Some(self.building_ids),
            building_group_ids: Some(self.building_group_ids),
            all_buildings: Some(self.all_buildings),
            default_building_id: match self.default_building_id.as_str() {
                "" => Patch::Null,
                id => Patch::Value(id.parse().unwrap_or(0)),
            },
            color: Some(self.color).filter(|color| !color.is_empty()),
            phones: Some(lines(&self.phones)),
            insurance_expires_on: optional(&self.insurance_expires_on),
            worker,
            ..Edit::default()
        }
    }

    /// The person whom this form asks for.
    pub(super) fn new_user(self, ctx: &Ctx, may_set_rates: bool) -> NewUser {
        fn value<T>(patch: Patch<T>) -> Option<T> {
            if let Patch::Value(value) = patch { Some(value) } else { None }
        }
        let (invite, password) = (self.how == "invite", (self.how == "password").then(|| self.password.clone()));
        let edit = self.edit(ctx, may_set_rates);
        NewUser {
            user_name: value(edit.user_name),
            name: edit.name.unwrap_or_default(),
            email: value(edit.email),
            user_type_id: edit.user_type_id.unwrap_or_default(),
            team_ids: edit.team_ids,
            building_ids: edit.building_ids,
            building_group_ids: edit.building_group_ids,
            all_buildings: edit.all_buildings,
            default_building_id: value(edit.default_building_id),
            color: edit.color,
            phones: edit.phones,
            insurance_expires_on: value(edit.insurance_expires_on),
            worker: value(edit.worker),
            password,
            invite,
            ..NewUser::default()
        }
    }
}

fn optional(text: &str) -> Patch<String> {
    match text.trim() {
        "" => Patch::Null,
        text => Patch::Value(text.to_owned()),
    }
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
