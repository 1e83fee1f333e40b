//! What people call the parts of an import.
use crate::modules::imports::model::{Field, Kind, RunState, date::Order};
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
        Field::Name => t.imports_field_name(),
        Field::FirstName => t.imports_field_first_name(),
        Field::LastName => t.imports_field_last_name(),
        Field::UserName => t.imports_field_user_name(),
        Field::Email => t.imports_field_email(),
        Field::UserType => t.imports_field_user_type(),
        Field::Buildings => t.imports_field_buildings(),
        Field::BuildingGroups => t.imports_field_building_groups(),
        Field::Teams => t.imports_field_teams(),
        Field::AllBuildings => t.imports_field_all_buildings(),
        Field::DefaultBuilding => t.imports_field_default_building(),
        Field::Phones => t.imports_field_phones(),
        Field::Active => t.imports_field_active(),
        Field::Password => t.imports_field_password(),
        Field::Invite => t.imports_field_invite(),
        Field::Address => t.imports_field_address(),
        Field::Resources => t.imports_field_resources(),
    }
}

pub(super) fn kind(t: T, kind: Kind) -> &'static str {
    match kind {
        Kind::WorkRequests => t.imports_kind_work_requests(),
        Kind::Users => t.imports_kind_users(),
        Kind::Buildings => t.imports_kind_buildings(),
    }
}

/// What its file has to look like.
pub(super) fn kind_hint(t: T, kind: Kind) -> &'static str {
    match kind {
        Kind::WorkRequests => t.imports_kind_work_requests_hint(),
        Kind::Users => t.imports_kind_users_hint(),
        Kind::Buildings => t.imports_kind_buildings_hint(),
    }
}

/// What is said where no column says what every row needs.
pub(super) fn missing(t: T, kind: Kind) -> Vec<(Field, &'static str)> {
    match kind {
        Kind::WorkRequests => vec![(Field::Title, t.imports_no_title())],
        Kind::Users => vec![(Field::Name, t.imports_no_name()), (Field::UserType, t.imports_no_user_type_column())],
        Kind::Buildings => vec![(Field::Name, t.imports_no_building_name())],
    }
}

/// The button that imports so many.
pub(super) fn import(t: T, kind: Kind, number: i64) -> String {
    match kind {
        Kind::WorkRequests => t.imports_import(number, thousands(number)),
        Kind::Users => t.imports_import_users(number, thousands(number)),
        Kind::Buildings => t.imports_import_buildings(number, thousands(number)),
    }
}

/// That so many are there.
pub(super) fn done(t: T, kind: Kind, number: i64) -> String {
    match kind {
        Kind::WorkRequests => t.imports_done(number, thousands(number)),
        Kind::Users => t.imports_done_users(number, thousands(number)),
        Kind::Buildings => t.imports_done_buildings(number, thousands(number)),
    }
}

/// The link to where they are.
pub(super) fn to_list(t: T, kind: Kind) -> &'static str {
    match kind {
        Kind::WorkRequests => t.imports_to_list(),
        Kind::Users => t.imports_to_users(),
        Kind::Buildings => t.imports_to_buildings(),
    }
}

/// Where they are.
pub(super) fn list(kind: Kind) -> &'static str {
    match kind {
        Kind::WorkRequests => "/work-requests?state=all",
        Kind::Users => "/people",
        Kind::Buildings => "/buildings",
    }
}

/// The icon of what is imported.
pub(super) fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::WorkRequests => "clipboard-list",
        Kind::Users => "users",
        Kind::Buildings => "building",
    }
}

pub(super) fn order(t: T, order: Order) -> &'static str {
    match order {
        Order::YearMonthDay => t.imports_order_year_month_day(),
        Order::DayMonthYear => t.imports_order_day_month_year(),
        Order::MonthDayYear => t.imports_order_month_day_year(),
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

/// `5,485 rows`
pub(super) fn rows(t: T, number: i64) -> String {
    t.imports_rows(number, thousands(number))
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
