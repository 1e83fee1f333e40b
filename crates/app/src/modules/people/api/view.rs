//! People as the API shows them.
use crate::{
    modules::people::{
        actions::directory::read::Seen,
        model::{Account, Rates, insurance::Lack},
    },
    money::Money,
    time::rfc3339,
};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A person as this reader may know them: a field whose permission is missing is left out.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct User {
    id: i64,
    /// Null: does not sign in.
    user_name: Option<String>,
    name: String,
    email: Option<String>,
    user_type_id: i64,
    user_type: String,
    team_ids: Vec<i64>,
    /// Those that the reader can see.
    building_ids: Vec<i64>,
    building_group_ids: Vec<i64>,
    all_buildings: bool,
    default_building_id: Option<i64>,
    /// `{KEY: {"value": VALUE, "until": DATE|null}}`; for who may administer this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    overrides: Option<Map<String, Value>>,
    /// A number of the palette, `"0"` to `"11"`.
    color: String,
    active: bool,
    /// An invitation is under way.
    invited: bool,
    phones: Vec<String>,
    emails: Vec<String>,
    addresses: Vec<String>,
    #[schema(format = Date)]
    insurance_expires_on: Option<String>,
    /// What is wrong with the liability insurance that their user type asks for; null: nothing, or it asks for none.
    insurance_lack: Option<Lack>,
    /// Null: no worker.
    worker: Option<Worker>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
    /// Rises with every change; the `ETag`.
    pub(super) version: i64,
}

/// Rates per hour, with `users.view_labor_rate`; null: never entered.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Worker {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Money>)]
    hourly_rate: Option<Option<Money>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Money>)]
    overtime_rate: Option<Option<Money>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Money>)]
    other_rate: Option<Option<Money>>,
}

impl User {
    pub(super) fn of(seen: Seen, currency: &str) -> User {
        let Seen { account: a, sight, user_type, insurance_lack } = seen;
        let worker = worker(&a, sight.labor_rates, currency);
        User {
            id: a.id,
            user_name: a.user_name,
            name: a.name,
            email: a.email,
            user_type_id: a.user_type_id,
            user_type,
            team_ids: a.team_ids,
            building_ids: a.building_ids,
            building_group_ids: a.building_group_ids,
            all_buildings: a.all_buildings,
            default_building_id: a.default_building_id,
            overrides: sight.administers.then_some(a.overrides),
            color: a.color,
            active: a.active,
            invited: a.invited,
            phones: a.contact.phones,
            emails: a.contact.emails,
            addresses: a.contact.addresses,
            insurance_expires_on: a.insurance_expires_on,
            insurance_lack,
            worker,
            created_at: rfc3339(a.created_at),
            updated_at: rfc3339(a.updated_at),
            version: a.version,
        }
    }
}

fn worker(account: &Account, shows_rates: bool, currency: &str) -> Option<Worker> {
    let Rates { hourly, overtime, other } = account.worker?;
    let money = |units: Option<i64>| shows_rates.then(|| units.map(|units| Money::new(units, currency)));
    Some(Worker { hourly_rate: money(hourly), overtime_rate: money(overtime), other_rate: money(other) })
}
