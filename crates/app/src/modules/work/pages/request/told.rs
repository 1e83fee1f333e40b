//! The lines of history about what a request carries, in words.
use crate::{items::history::Line, modules::work::actions::overview::Past};
use kit::T;
use serde_json::Value;

/// `None`: the line is about something else.
pub(super) fn carried(t: T, past: &Past, line: &Line) -> Option<String> {
    match line.action.as_str() {
        "followed" => Some(followed(t, past, line)),
        "unfollowed" => Some(unfollowed(t, past, line)),
        "attached" | "attached_privately" => Some(attached(t, line)),
        "detached" | "detached_privately" => Some(t.work_past_detached(files(line).join(", "))),
        "associated" => Some(t.work_past_associated(request(t, past, line))),
        "dissociated" => Some(t.work_past_dissociated(request(t, past, line))),
        _ => None,
    }
}

fn followed(t: T, past: &Past, line: &Line) -> String {
    match value(line, "follower").and_then(Value::as_i64) {
        Some(id) if Some(id) != line.actor_id => t.work_past_follower_added(name(t, past, id)),
        _ => t.work_past_followed().to_owned(),
    }
}

fn unfollowed(t: T, past: &Past, line: &Line) -> String {
    match value(line, "follower").and_then(Value::as_i64) {
        Some(id) if Some(id) != line.actor_id => t.work_past_follower_removed(name(t, past, id)),
        _ => t.work_past_unfollowed().to_owned(),
    }
}

fn attached(t: T, line: &Line) -> String {
    match files(line).as_slice() {
        [one] => t.work_past_attached(*one),
        several => t.work_past_attached_several(several.len() as i64),
    }
}

/// What the files of a line are called.
fn files(line: &Line) -> Vec<&str> {
    let names = value(line, "files").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    names.iter().filter_map(Value::as_str).collect()
}

fn request(t: T, past: &Past, line: &Line) -> String {
    let known = value(line, "item").and_then(Value::as_i64).and_then(|id| past.requests.get(&id));
    known.cloned().unwrap_or_else(|| t.work_past_unnamed().to_owned())
}

fn name(t: T, past: &Past, id: i64) -> String {
    past.names.people.get(&id).map_or_else(|| t.work_past_unnamed().to_owned(), |named| named.name.clone())
}

/// What a field is now, or was where it is nothing now.
fn value<'a>(line: &'a Line, field: &str) -> Option<&'a Value> {
    let change = line.changes.iter().find(|change| change.field == field)?;
    Some(if change.to.is_null() { &change.from } else { &change.to })
}
