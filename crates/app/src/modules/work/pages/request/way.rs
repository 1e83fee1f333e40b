//! The state machine, visible: what was, what is, what comes.
use crate::modules::work::model::{Request, State};
use kit::T;

/// One step; `class` is `done`, `now`, `held`, `stop`, or empty for what is to come.
pub(super) struct Step {
    pub(super) label: &'static str,
    pub(super) class: &'static str,
}

pub(super) fn steps(t: T, request: &Request, needs_review: bool) -> Vec<Step> {
    let (at, class) = match request.state {
        State::Declined => (State::PendingApproval, "stop"),
        State::OnHold => (request.state_before_hold.unwrap_or(State::PendingAssignment), "held"),
        State::Finalized => (State::Finalized, "done"),
        state => (state, "now"),
    };
    let labels = [
        (State::PendingApproval, t.work_step_approval()),
        (State::PendingAssignment, t.work_step_assignment()),
        (State::PendingResolution, t.work_step_resolution()),
        (State::PendingFinalization, t.work_step_finalization()),
        (State::Finalized, t.work_step_finalized()),
    ];
    let taken = labels.into_iter().filter(|(state, _)| needs_review || *state != State::PendingFinalization);
    let class_of = |state: State| match state.cmp(&at) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => class,
        std::cmp::Ordering::Greater => "",
    };
    taken.map(|(state, label)| Step { label, class: class_of(state) }).collect()
}
