//! What the things in the log are called.
use crate::{
    items::access_log::{self as log, Logged},
    modules::{
        access_changes::model::Entry,
        people::{self, Thing},
    },
};
use kit::Problem;
use std::collections::HashMap;
use store::Tx;

const KINDS: [(&str, Thing); 5] = [
    ("user", Thing::Person),
    ("user_type", Thing::UserType),
    ("team", Thing::Team),
    ("building_group", Thing::BuildingGroup),
    ("building", Thing::Building),
];

/// What these are called or, where they are gone, were last.
pub(crate) async fn names(tx: &mut Tx, thing: Thing, ids: &[i64]) -> Result<HashMap<i64, String>, Problem> {
    let mut names = people::names_of(tx, thing, ids).await?;
    let kind = KINDS.iter().find(|(_, known)| *known == thing).map_or("", |(kind, _)| kind);
    for id in ids {
        if names.contains_key(id) {
            continue;
        }
        if let Some(last) = log::newest(tx, (kind, *id), 0).await? {
            names.insert(*id, last_name(&last));
        }
    }
    Ok(names)
}

/// Each with the name of what it is about: the one that it has now or, where it is gone, the last one that the line knows.
pub(super) async fn with(tx: &mut Tx, mut seen: Vec<Entry>) -> Result<Vec<Entry>, Problem> {
    let mut names: HashMap<(String, i64), String> = HashMap::new();
    for (kind, thing) in KINDS {
        let ids: Vec<i64> =
            seen.iter().filter(|one| one.logged.kind == kind).map(|one| one.logged.subject_id).collect();
        let found = people::names_of(tx, thing, &ids).await?;
        names.extend(found.into_iter().map(|(id, name)| ((kind.to_owned(), id), name)));
    }
    for entry in &mut seen {
        let known = names.get(&(entry.logged.kind.clone(), entry.logged.subject_id)).cloned();
        entry.subject = known.unwrap_or_else(|| last_name(&entry.logged));
    }
    Ok(seen)
}

fn last_name(logged: &Logged) -> String {
    let named = logged.line.changes.iter().find(|change| change.field == "name");
    // of what was deleted, some lines say that it is called nothing now
    let sides = named.map(|change| [&change.to, &change.from]).into_iter().flatten();
    let name = sides.filter_map(|side| side.as_str()).find(|name| !name.is_empty());
    name.map_or_else(|| format!("#{}", logged.subject_id), str::to_owned)
}
