//! Liability insurance: who needs one, and who lacks it.
use access::{Person, Value, keys::user_type};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// What is wrong with the insurance of somebody who needs one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Nobody entered until when it lasts.
    Missing,
    /// Its last day has passed.
    Expired,
}

/// Whether the person's own user type asks for one.
pub(crate) fn is_needed(person: &Person) -> bool {
    person.own_value(user_type::REQUIRES_LIABILITY_INSURANCE) == Value::Flag(true)
}

/// What this person lacks today; nothing where none is needed.
pub(crate) fn lack(person: &Person, expires_on: Option<&str>, today: Date) -> Option<Lack> {
    if !is_needed(person) {
        return None;
    }
    match expires_on.and_then(|last| last.parse::<Date>().ok()) {
        None => Some(Lack::Missing),
        Some(last) => (last < today).then_some(Lack::Expired),
    }
}
