//! A change as its reader sees it.
use crate::items::{access_log::Logged, history::Seen};
use serde_json::{Map, Value};

/// A line of the log, without what its reader may not know.
pub(crate) struct Entry {
    pub(crate) logged: Logged,
    /// What it is about, by the name that it has or last had.
    pub(crate) subject: String,
    /// There is more to it than the reader may know.
    pub(crate) narrowed: bool,
    /// The reader may change things such as this one, so that taking it back is worth a try.
    pub(crate) within_reach: bool,
}

impl Entry {
    /// Whether it could be taken back by anybody.
    pub(crate) fn is_reversible(&self) -> bool {
        let stays_gone = self.logged.line.action == "deleted" && !comes_back(&self.logged.kind);
        !self.narrowed && !stays_gone && !self.tells_of_a_room()
    }

    /// Of a building, what became of one of its rooms.
    pub(crate) fn tells_of_a_room(&self) -> bool {
        self.logged.kind == "building" && self.logged.line.changes.iter().any(|change| change.field == "room")
    }
}

/// Whether all that something of this kind was is written down when it is deleted. Of people nothing is kept, and a building had rooms.
pub(crate) fn comes_back(kind: &str) -> bool {
    matches!(kind, "user_type" | "team" | "building_group")
}

/// Whether what was changed is exactly what the other change did, backwards.
pub(crate) fn is_mirrored(done: &[Seen], back: &[Seen]) -> bool {
    let find = |field: &str| back.iter().find(|change| change.field == field);
    let mirrored = |change: &Seen| {
        let Some(other) = find(&change.field) else { return false };
        match (change.from.as_object(), change.to.as_object()) {
            (Some(from), Some(to)) => {
                let empty = Map::new();
                let object = |value: &Value| value.as_object().unwrap_or(&empty).clone();
                differing(from, to) == differing(&object(&other.to), &object(&other.from))
            }
            _ => change.from == other.to && change.to == other.from,
        }
    };
    done.len() == back.len() && done.iter().all(mirrored)
}

/// The entries that differ, as they were and as they are.
pub(crate) fn differing(from: &Map<String, Value>, to: &Map<String, Value>) -> Vec<(String, Value, Value)> {
    let mut keys: Vec<&String> = from.keys().chain(to.keys()).collect();
    keys.sort();
    keys.dedup();
    let value = |map: &Map<String, Value>, key: &str| map.get(key).cloned().unwrap_or_default();
    let all = keys.into_iter().map(|key| (key.clone(), value(from, key), value(to, key)));
    all.filter(|(_, from, to)| from != to).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn change(field: &str, from: Value, to: Value) -> Seen {
        Seen { field: field.to_owned(), from, to }
    }

    #[test]
    fn what_came_between_is_no_mirror() {
        let done = [change("name", json!("A"), json!("B")), change("building_ids", json!([1]), json!([1, 2]))];
        let back = [change("building_ids", json!([1, 2]), json!([1])), change("name", json!("B"), json!("A"))];
        assert!(is_mirrored(&done, &back));
        assert!(!is_mirrored(&done, &back[..1]), "one field was changed back meanwhile");
        let other = [back[0].clone(), change("name", json!("C"), json!("A"))];
        assert!(!is_mirrored(&done, &other), "the name was changed again");
    }

    #[test]
    fn of_overrides_only_those_that_changed_count() {
        let done = [change("overrides", json!({"a": 1}), json!({"a": 2}))];
        let back = [change("overrides", json!({"a": 2, "b": 5}), json!({"a": 1, "b": 5}))];
        assert!(is_mirrored(&done, &back));
        let back = [change("overrides", json!({"a": 3}), json!({"a": 1}))];
        assert!(!is_mirrored(&done, &back));
    }
}
