//! What people call the parts of an import.
use crate::modules::{
    imports::model::{Field, RunState, date::Order},
    work::model::State,
};
use kit::T;
use std::cmp::Ordering;

pub(super) fn run_state(t: T, state: RunState) -> &'static str {
    match state {
        RunState::Draft => t.imports_state_draft(),
        RunState::Queued => t.imports_state_queued(),
        RunState::Running => t.imports_state_running(),
        RunState::Checked => t.imports_state_checked(),
        RunState::Done => t.imports_state_done(),
        RunState::Failed => t.imports_state_failed(),
    }
}

/// The tint of that word.
pub(super) fn tint(state: RunState) -> &'static str {
    match state {
        RunState::Done => "ok",
        RunState::Failed => "bad",
        RunState::Queued | RunState::Running => "info",
        RunState::Draft | RunState::Checked => "warn",
    }
}

pub(super) fn field(t: T, field: Field) -> &'static str {
    match field {
        Field::Title => t.imports_field_title(),
        Field::Description => t.imports_field_description(),
        Field::OpenedAt => t.imports_field_opened_at(),
        Field::DueAt => t.imports_field_due_at(),
        Field::ResolvedAt => t.imports_field_resolved_at(),
        Field::Building => t.imports_field_building(),
        Field::Resource => t.imports_field_resource(),
        Field::Location => t.imports_field_location(),
        Field::RequestType => t.imports_field_request_type(),
        Field::RequestedBy => t.imports_field_requested_by(),
        Field::State => t.imports_field_state(),
        Field::Cost => t.imports_field_cost(),
        Field::Currency => t.imports_field_currency(),
        Field::Reference => t.imports_field_reference(),
    }
}

pub(super) fn order(t: T, order: Order) -> &'static str {
    match order {
        Order::YearMonthDay => t.imports_order_year_month_day(),
        Order::DayMonthYear => t.imports_order_day_month_year(),
        Order::MonthDayYear => t.imports_order_month_day_year(),
    }
}

pub(super) fn request_state(t: T, state: State) -> &'static str {
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

/// One step of an import; `class` is `done`, `now`, or empty for what is to come.
pub(super) struct Step {
    pub(super) label: &'static str,
    pub(super) class: &'static str,
}

/// The steps, of which this one is now; the first is 0.
pub(super) fn steps(t: T, now: usize) -> Vec<Step> {
    let labels = [t.imports_step_file(), t.imports_step_columns(), t.imports_step_check(), t.imports_step_import()];
    let class = |at: usize| match at.cmp(&now) {
        Ordering::Less => "done",
        Ordering::Equal => "now",
        Ordering::Greater => "",
    };
    labels.into_iter().enumerate().map(|(at, label)| Step { label, class: class(at) }).collect()
}

/// `5,485`
pub(super) fn thousands(count: i64) -> String {
    let digits = count.to_string();
    let separated = |(at, digit): (usize, char)| {
        (at > 0 && (digits.len() - at).is_multiple_of(3)).then_some(',').into_iter().chain([digit])
    };
    digits.char_indices().flat_map(separated).collect()
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn counts_are_grouped() {
        assert_eq!([0, 999, 5485, 1_234_567].map(thousands), ["0", "999", "5,485", "1,234,567"]);
    }
}
