//! What people call the states of a request. The full terms are in the API.
use crate::modules::work::model::State;
use kit::T;

/// “Needs approval”, “In hand”, “To review” …
pub(crate) fn state(t: T, state: State) -> &'static str {
    match state {
        State::PendingApproval => t.work_state_pending_approval(),
        State::PendingAssignment => t.work_state_pending_assignment(),
        State::PendingResolution => t.work_state_pending_resolution(),
        State::PendingFinalization => t.work_state_pending_finalization(),
        State::Finalized => t.work_state_finalized(),
        State::Declined => t.work_state_declined(),
        State::OnHold => t.work_state_on_hold(),
    }
}
