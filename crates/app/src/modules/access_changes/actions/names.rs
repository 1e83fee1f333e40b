//! What the things in the log are called.
use crate::{
    items::access_log::Logged,
    modules::{
        access_changes::model::Entry,
        people::{self, Thing},
    },
};
use kit::Problem;
use std::collections::HashMap;
use store::Tx;

/// Each with the name of what it is about: the one that it has now or, where it is gone, the last one that the line knows.
pub(super) async fn with(tx: &mut Tx, mut seen: Vec<Entry>) -> Result<Vec<Entry>, Problem> {
    let mut names: HashMap<(String, i64), String> = HashMap::new();
    for (kind, thing) in [
        ("user", Thing::Person),
        ("user_type", Thing::UserType),
        ("team", Thing::Team),
        ("building_group", Thing::BuildingGroup),
        ("building", Thing::Building),
    ] {
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
    let name = named.and_then(|change| change.to.as_str().or(change.from.as_str()));
    name.map_or_else(|| format!("#{}", logged.subject_id), str::to_owned)
}
