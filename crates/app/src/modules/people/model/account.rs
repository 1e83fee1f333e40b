//! A person's account as it is kept.
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Everything that is kept of a person, but for their password.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    pub id: i64,
    /// None: this person does not sign in.
    pub user_name: Option<String>,
    pub name: String,
    pub email: Option<String>,
    pub user_type_id: i64,
    pub all_buildings: bool,
    /// Where their new requests start.
    pub default_building_id: Option<i64>,
    /// A number of the palette, 0 to 11.
    pub color: String,
    pub active: bool,
    pub has_password: bool,
    pub must_change_password: bool,
    /// An invitation is under way.
    pub invited: bool,
    /// `{KEY: {"value": VALUE, "until": DATE|null}}`
    pub overrides: Map<String, Value>,
    pub contact: Contact,
    /// A civil date.
    pub insurance_expires_on: Option<String>,
    /// Ascending, as are the other ids.
    pub building_ids: Vec<i64>,
    pub building_group_ids: Vec<i64>,
    pub team_ids: Vec<i64>,
    pub worker: Option<Rates>,
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
}

/// Where to reach somebody, beside the e-mail address that mails go to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub addresses: Vec<String>,
}

/// What an hour of a worker costs, in minor units of the organization's currency. None: never entered; 0 counts as entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    pub hourly: Option<i64>,
    pub overtime: Option<i64>,
    pub other: Option<i64>,
}

impl Rates {
    pub fn is_unset(self) -> bool {
        self == Rates::default()
    }
}

/// How many colours the palette has.
pub const COLORS: u8 = 12;

/// The colour of somebody who chose none: the same for the same name.
pub fn color_of(name: &str) -> String {
    let sum = name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    (sum % u32::from(COLORS)).to_string()
}

/// Sorted, each once: how ids are kept and compared.
pub fn tidy(mut ids: Vec<i64>) -> Vec<i64> {
    ids.sort_unstable();
    ids.dedup();
    ids
}
