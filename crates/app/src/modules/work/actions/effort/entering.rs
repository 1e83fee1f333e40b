//! What entering time and entering money have in common.
use super::super::change::wrong_state;
use crate::modules::work::model::{Request, State};
use kit::Problem;

/// A declined request takes nothing but responses and reopening.
pub(super) fn open_for_entries(request: &Request) -> Result<(), Problem> {
    match request.state {
        State::Declined => Err(wrong_state(request, "it can only be responded to and reopened.")),
        _ => Ok(()),
    }
}

/// A field of an entry that may itself be one of several.
pub(super) fn within(field: &str, name: &str) -> String {
    if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") }
}
