//! The access review: everybody with all that they may do, and from what.
use crate::{
    context::Ctx,
    modules::people::{self, Kept},
    why,
};
use access::{Key, Override, Person, PersonScope, Source, Target, Value, Via, keys::users};
use kit::{Problem, T};
use serde_json::Value as Json;

/// People who are read at once.
pub(crate) const AT_ONCE: usize = 250;

/// Everybody whom the review is about, by name; those whom the reader may not know of are left out row by row.
pub(crate) async fn everybody(ctx: &Ctx) -> Result<Vec<i64>, Problem> {
    ctx.read(move |tx| Box::pin(async move { people::everybody(tx).await })).await
}

/// The heads of the columns: who, and every permission.
pub(crate) fn heads(ctx: &Ctx) -> Vec<String> {
    let who = ["user_id", "name", "active", "user_type", "teams", "buildings"].map(str::to_owned);
    let catalogue = &ctx.settings().catalogue;
    who.into_iter().chain(catalogue.iter().map(|(key, _)| catalogue.name(key))).collect()
}

/// The same in the words of the pages: for who reads them, and not for programs.
pub(crate) fn titles(ctx: &Ctx) -> Vec<String> {
    let t = T::default();
    let who = [
        t.changes_review_id(),
        t.people_name(),
        t.people_active(),
        t.people_user_type(),
        t.people_teams(),
        t.changes_review_buildings(),
    ];
    let who = who.into_iter().map(str::to_owned);
    who.chain(ctx.settings().catalogue.iter().map(|(key, _)| why::placed(ctx, key))).collect()
}

/// So many columns in the front say whose row it is.
pub(crate) const NAMED: u16 = 2;
/// The columns of numbers: the id, and how many buildings.
pub(crate) const COUNTED: [u16; 2] = [0, 5];

/// One row for each of these people.
pub(crate) async fn rows(ctx: &Ctx, ids: Vec<i64>) -> Result<Vec<Vec<String>>, Problem> {
    let asked = ctx.clone();
    let kept = ctx.read(move |tx| Box::pin(async move { people::census(tx, &ids, asked.settings()).await })).await?;
    let scope = PersonScope::of(ctx.person(), users::READ);
    let row = |one: Kept| {
        let person = Person::new(one.profile, ctx.today());
        let seen = one.id == ctx.user_id() || scope.contains(&Target::of(&person));
        seen.then(|| self::row(ctx, &one.name, one.active, &person))
    };
    Ok(kept.into_iter().filter_map(row).collect())
}

fn row(ctx: &Ctx, name: &str, active: bool, person: &Person) -> Vec<String> {
    let mut user_type = "";
    let mut teams: Vec<&str> = vec![];
    for source in person.sources() {
        match &source.via {
            Via::UserType { name, .. } => user_type = name,
            Via::Team { name, .. } if !teams.contains(&name.as_str()) => teams.push(name),
            Via::Team { .. } => {}
        }
    }
    let buildings = match person.buildings() {
        all if all.is_all() => "all".to_owned(),
        some => some.ids().len().to_string(),
    };
    let active = if active { "yes" } else { "no" };
    let who = [
        person.id().to_string(),
        name.to_owned(),
        active.to_owned(),
        user_type.to_owned(),
        teams.join("; "),
        buildings,
    ];
    who.into_iter().chain(ctx.settings().catalogue.iter().map(|(key, _)| cell(person, key))).collect()
}

/// What somebody holds of a key; behind it from what, unless their own user type alone gives it. Empty: nothing.
fn cell(person: &Person, key: Key) -> String {
    let absent = Value::absent(key.permission());
    let value = person.value(key);
    let until = |known: &Override| match known.until {
        Some(last) => format!("override until {last}"),
        None => "override".to_owned(),
    };
    let overridden = person.overrides().iter().find(|known| known.key == key).map(until);
    if value == absent {
        // that it was taken away is something to review
        return overridden.map(|how| format!("{} ({how})", word(&value, key))).unwrap_or_default();
    }
    let giving = person.sources().iter().zip(person.effective()).filter(|(_, grants)| grants.get(key) != absent);
    let from: Vec<String> = match overridden {
        Some(how) => vec![how],
        None => giving.map(|(source, _)| source_name(source)).collect(),
    };
    match from.as_slice() {
        [own] if own.is_empty() => word(&value, key),
        _ => {
            let named = from.iter().map(|name| if name.is_empty() { "user type" } else { name });
            format!("{} ({})", word(&value, key), named.collect::<Vec<_>>().join("; "))
        }
    }
}

/// Empty for the own user type.
fn source_name(source: &Source) -> String {
    match &source.via {
        Via::UserType { .. } => String::new(),
        Via::Team { name, user_type_name, .. } => format!("{name}: {user_type_name}"),
    }
}

fn word(value: &Value, key: Key) -> String {
    match value.to_json(key.permission()) {
        Json::Bool(true) => "yes".to_owned(),
        Json::Bool(false) => "no".to_owned(),
        Json::String(word) => word,
        Json::Null => String::new(),
        Json::Array(entries) => {
            let text = |entry: &Json| entry.as_str().map_or_else(|| entry.to_string(), str::to_owned);
            entries.iter().map(text).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}
