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
pub(super) async fn with(tx: &mut Tx, seen: Vec<(Logged, bool)>) -> Result<Vec<Entry>, Problem> {
    let mut names: HashMap<(String, i64), String> = HashMap::new();
    for (kind, thing) in [
        ("user", Thing::Person),
        ("user_type", Thing::UserType),
        ("team", Thing::Team),
        ("building_group", Thing::BuildingGroup),
        ("building", Thing::Building),
    ] {
        let ids: Vec<i64> =
            seen.iter().filter(|(line, _)| line.kind == kind).map(|(line, _)| line.subject_id).collect();
        let found = people::names_of(tx, thing, &ids).await?;
        names.extend(found.into_iter().map(|(id, name)| ((kind.to_owned(), id), name)));
    }
    let entry = |(logged, narrowed): (Logged, bool)| {
        let known = names.get(&(logged.kind.clone(), logged.subject_id)).cloned();
        let subject = known.unwrap_or_else(|| last_name(&logged));
        Entry { logged, subject, narrowed }
    };
    Ok(seen.into_iter().map(entry).collect())
}

fn last_name(logged: &Logged) -> String {
    let named = logged.line.changes.iter().find(|change| change.field == "name");
    let name = named.and_then(|change| change.to.as_str().or(change.from.as_str()));
    name.map_or_else(|| format!("#{}", logged.subject_id), str::to_owned)
}
