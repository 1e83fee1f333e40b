//! A slow, plain decision, written from the rules and not from the engine: its own tables, its own loops, JSON values.

use serde_json::{Value as Json, json};

use crate::organization::{Item, Organization, Source};

/// A level: its key, whether one accessible building suffices, whether `own` is one of its values, its list.
type LevelRule = (&'static str, bool, bool, Option<&'static str>);

const LIST: Option<&str> = Some("work.maintenance.allowed_types");

pub(crate) const LEVELS: &[LevelRule] = &[
    ("buildings.read", true, false, None),
    ("buildings.update", false, false, None),
    ("buildings.delete", false, false, None),
    ("work.maintenance.create", false, false, LIST),
    ("work.maintenance.read", true, true, None),
    ("work.maintenance.read_private_responses", true, true, None),
    ("work.maintenance.update", false, true, None),
    ("work.maintenance.approve", false, false, None),
    ("work.maintenance.assign", false, true, LIST),
    ("work.maintenance.view_work", true, true, None),
    ("work.maintenance.respond", true, true, None),
    ("work.maintenance.resolve", false, true, None),
    ("work.maintenance.reopen", false, true, None),
    ("work.maintenance.finalize", false, true, None),
    ("work.maintenance.switch_module", false, true, None),
    ("work.maintenance.delete", false, true, None),
    ("work.maintenance.hold", false, true, None),
    ("work.maintenance.notify.created", true, true, None),
    ("work.maintenance.notify.updated", true, true, None),
    ("work.maintenance.notify.responded", true, true, None),
    ("work.maintenance.notify.resolved", true, true, None),
    ("work.maintenance.notify.approved_or_declined", true, true, None),
    ("work.maintenance.notify.reopened", true, true, None),
    ("work.maintenance.notify.work_started_or_stopped", true, true, None),
    ("work.maintenance.notify.overdue", true, true, None),
    ("work.maintenance.notify.held_or_released", true, true, None),
];

/// An ability (or, last column, a restriction) and the level or ability that it goes with.
pub(crate) const SWITCHES: &[(&str, &str, bool)] = &[
    ("work.maintenance.create_on_behalf", "work.maintenance.create", false),
    ("work.maintenance.bulk_import", "work.maintenance.create", false),
    ("work.maintenance.access_due_date", "work.maintenance.read", false),
    ("work.maintenance.access_scheduled_time", "work.maintenance.read", false),
    ("work.maintenance.edit_after_resolution", "work.maintenance.update", false),
    ("work.maintenance.bulk_approve", "work.maintenance.approve", false),
    ("work.maintenance.requires_approval", "work.maintenance.create", true),
    ("work.maintenance.bulk_assign", "work.maintenance.assign", false),
    ("work.maintenance.can_be_assigned", "work.maintenance.resolve", false),
    ("work.maintenance.show_work_reminder", "work.maintenance.read", false),
    ("work.maintenance.view_assignments", "work.maintenance.read", false),
    ("work.maintenance.own_work.start_stop", "work.maintenance.view_work", false),
    ("work.maintenance.own_work.edit", "work.maintenance.view_work", false),
    ("work.maintenance.own_work.delete", "work.maintenance.view_work", false),
    ("work.maintenance.others_work.start_stop", "work.maintenance.view_work", false),
    ("work.maintenance.others_work.edit", "work.maintenance.view_work", false),
    ("work.maintenance.others_work.delete", "work.maintenance.view_work", false),
    ("work.maintenance.set_work_times", "work.maintenance.view_work", false),
    ("work.maintenance.view_worker_time", "work.maintenance.view_work", false),
    ("work.maintenance.bulk_resolve", "work.maintenance.resolve", false),
    ("work.maintenance.edit_resolution_time", "work.maintenance.resolve", false),
    ("work.maintenance.bulk_delete", "work.maintenance.delete", false),
    ("work.maintenance.edit_on_hold", "work.maintenance.update", false),
];

/// An ability that goes with nothing: whoever has it, has it everywhere.
pub(crate) const ALONE: &[&str] = &[
    "organization.administer",
    "work.has_labor_rate",
    "work.concurrent",
    "todo.view",
    "associations.view",
    "associations.create",
    "buildings.create",
    "buildings.bulk_import",
];

/// The keys that the property tests choose from.
pub(crate) fn keys() -> Vec<&'static str> {
    LEVELS.iter().map(|rule| rule.0).chain(SWITCHES.iter().map(|rule| rule.0)).chain(ALONE.iter().copied()).collect()
}

/// A key with all that takes part in deciding it.
pub(crate) fn companions(key: &'static str) -> Vec<&'static str> {
    let home = home(key);
    let list = LEVELS.iter().find(|rule| rule.0 == home).and_then(|rule| rule.3);
    let mut all = vec![key, home];
    all.extend(list);
    all.dedup();
    all
}

pub(crate) fn home(key: &'static str) -> &'static str {
    SWITCHES.iter().find(|rule| rule.0 == key).map_or(key, |rule| rule.1)
}

/// Whether the person may, with these abilities exercised together.
pub(crate) fn may(organization: &Organization, key: &'static str, item: &Item) -> bool {
    for at in 0..organization.sources.len() {
        if source_allows(organization, at, key, item) {
            return true;
        }
    }
    false
}

fn source_allows(organization: &Organization, at: usize, key: &'static str, item: &Item) -> bool {
    if let Some((_, _, restriction)) = SWITCHES.iter().find(|rule| rule.0 == key) {
        let on = value(organization, at, key) == json!(true);
        if on == *restriction {
            return false;
        }
    }
    let home = home(key);
    if ALONE.contains(&home) {
        return value(organization, at, home) == json!(true);
    }
    let Some(&(_, looks, knows_own, list)) = LEVELS.iter().find(|rule| rule.0 == home) else { return false };
    if home.starts_with("work.maintenance.") && item.module != Some(1) {
        return false;
    }
    if let Some(list) = list {
        let allowed = value(organization, at, list);
        let allowed = allowed.as_array().cloned().unwrap_or_default();
        if !allowed.is_empty() && !item.type_id.is_some_and(|id| allowed.contains(&json!(id))) {
            return false;
        }
    }
    match value(organization, at, home).as_str() {
        Some("any") => true,
        Some("own") => is_own(organization, item),
        Some("buildings") => {
            in_buildings(organization, item, looks)
                || (organization.buildings_cover_own && knows_own && is_own(organization, item))
        }
        _ => false,
    }
}

/// What a source says, after the overrides.
pub(crate) fn value(organization: &Organization, at: usize, key: &str) -> Json {
    let is_level = LEVELS.iter().any(|rule| rule.0 == key);
    for (overridden, value, expired) in &organization.overrides {
        if overridden == key && !expired {
            return if is_level && at > 0 { json!("none") } else { value.clone() };
        }
    }
    let Source { everything, values } = &organization.sources[at];
    match values.get(key) {
        Some(value) => value.clone(),
        None if !everything => Json::Null,
        None if is_level && key.contains(".notify.") => json!("own"),
        None if is_level => json!("any"),
        None if key.ends_with("can_be_assigned") || SWITCHES.iter().any(|rule| rule.0 == key && rule.2) => json!(false),
        None if key.ends_with("allowed_types") => json!([]),
        None => json!(true),
    }
}

fn is_own(organization: &Organization, item: &Item) -> bool {
    let me = organization.person;
    let mine = item.creator == Some(me) || item.requester == Some(me) || item.assignees.contains(&me);
    mine || (organization.customer.is_some() && item.customer == organization.customer)
}

fn in_buildings(organization: &Organization, item: &Item, looks: bool) -> bool {
    let (mut some, mut all) = (false, true);
    for building in &item.buildings {
        let inside = match &organization.buildings {
            None => true,
            Some(ids) => ids.contains(building),
        };
        some |= inside;
        all &= inside;
    }
    if looks { some } else { some && all }
}
