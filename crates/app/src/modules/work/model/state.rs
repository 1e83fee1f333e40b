//! The states of a work request and what each of them allows (behaviour.md, "Work requests").
use kit::T;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a request stands. The numbers are what the database keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    PendingApproval = 1,
    PendingAssignment = 2,
    PendingResolution = 3,
    PendingFinalization = 4,
    Finalized = 5,
    Declined = 6,
    OnHold = 7,
}

impl State {
    pub const ALL: [State; 7] = [
        State::PendingApproval,
        State::PendingAssignment,
        State::PendingResolution,
        State::PendingFinalization,
        State::Finalized,
        State::Declined,
        State::OnHold,
    ];

    pub fn code(self) -> i16 {
        self as i16
    }

    pub fn from_code(code: i16) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The word of the API.
    pub fn word(self) -> &'static str {
        match self {
            State::PendingApproval => "pending_approval",
            State::PendingAssignment => "pending_assignment",
            State::PendingResolution => "pending_resolution",
            State::PendingFinalization => "pending_finalization",
            State::Finalized => "finalized",
            State::Declined => "declined",
            State::OnHold => "on_hold",
        }
    }

    /// What people call it: “Needs approval”, “In hand”, “To review” …
    pub fn label(self, t: T) -> &'static str {
        match self {
            State::PendingApproval => t.work_state_pending_approval(),
            State::PendingAssignment => t.work_state_pending_assignment(),
            State::PendingResolution => t.work_state_pending_resolution(),
            State::PendingFinalization => t.work_state_pending_finalization(),
            State::Finalized => t.work_state_finalized(),
            State::Declined => t.work_state_declined(),
            State::OnHold => t.work_state_on_hold(),
        }
    }

    pub fn parse(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Work is still to be done: what "open" means in lists and counts.
    pub fn is_open(self) -> bool {
        matches!(self, State::PendingApproval | State::PendingAssignment | State::PendingResolution | State::OnHold)
    }

    /// The states from which a request can be put on hold, and to which it returns.
    pub fn can_be_held(self) -> bool {
        matches!(self, State::PendingApproval | State::PendingAssignment | State::PendingResolution)
    }

    /// What editing needs beside `update` (behaviour.md, "How a permission is decided", 9).
    pub fn editing(self) -> Editing {
        match self {
            State::PendingApproval | State::PendingAssignment | State::PendingResolution => Editing::Free,
            State::OnHold => Editing::NeedsEditOnHold,
            State::PendingFinalization | State::Finalized => Editing::NeedsEditAfterResolution,
            State::Declined => Editing::Never,
        }
    }
}

/// What editing a request in a state needs beside `update`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editing {
    Free,
    NeedsEditOnHold,
    NeedsEditAfterResolution,
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_codes_lead_back() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
            assert_eq!(State::parse(state.word()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.word());
        }
        assert_eq!(State::from_code(0), None);
        assert_eq!(State::parse("deleted"), None);
    }
}
