//! Changes in words: names instead of ids, and of lists what came and went.
use crate::{
    context::Ctx,
    items::history::Seen,
    modules::{
        access_changes::{
            actions,
            model::{Entry, differing},
        },
        people::Thing,
    },
    why,
};
use kit::{Problem, T};
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// The names of everything that some changes mention.
pub(super) struct Values {
    names: HashMap<(u8, i64), String>,
}

const THINGS: [Thing; 5] = [Thing::Person, Thing::UserType, Thing::Team, Thing::BuildingGroup, Thing::Building];

/// What the ids in a field are of.
fn thing(field: &str) -> Option<Thing> {
    Some(match field {
        "member_ids" | "lead_id" => Thing::Person,
        "user_type_id" | "user_type_ids" => Thing::UserType,
        "team_ids" => Thing::Team,
        "building_group_ids" => Thing::BuildingGroup,
        "building_ids" | "default_building_id" => Thing::Building,
        _ => return None,
    })
}

fn place(thing: Thing) -> u8 {
    THINGS.iter().position(|known| *known == thing).unwrap_or_default() as u8
}

fn ids(value: &Value) -> Vec<i64> {
    match value.as_array() {
        Some(ids) => ids.iter().filter_map(Value::as_i64).collect(),
        None => value.as_i64().into_iter().collect(),
    }
}

impl Values {
    pub(super) async fn load(ctx: &Ctx, entries: &[Entry]) -> Result<Values, Problem> {
        let mut wanted: HashMap<u8, BTreeSet<i64>> = HashMap::new();
        for change in entries.iter().flat_map(|entry| &entry.logged.line.changes) {
            let Some(thing) = thing(&change.field) else { continue };
            let mentioned = [&change.from, &change.to].into_iter().flat_map(ids);
            wanted.entry(place(thing)).or_default().extend(mentioned);
        }
        ctx.read(move |tx| {
            Box::pin(async move {
                let mut names = HashMap::new();
                for thing in THINGS {
                    let ids: Vec<i64> = wanted.remove(&place(thing)).unwrap_or_default().into_iter().collect();
                    let found = actions::names(tx, thing, &ids).await?;
                    names.extend(found.into_iter().map(|(id, name)| ((place(thing), id), name)));
                }
                Ok(Values { names })
            })
        })
        .await
    }

    /// One line for each thing that changed.
    pub(super) fn lines(&self, ctx: &Ctx, t: T, changes: &[Seen]) -> Vec<String> {
        changes.iter().flat_map(|change| self.change(ctx, t, change)).collect()
    }

    fn change(&self, ctx: &Ctx, t: T, change: &Seen) -> Vec<String> {
        let field = change.field.trim_end_matches("_ids").trim_end_matches("_id").replace('_', " ");
        // of what was added or is gone, every entry is told
        let side = |value: &Value| if value.is_null() { Some(Map::new()) } else { object(value) };
        if let (Some(from), Some(to)) = (side(&change.from), side(&change.to))
            && !(change.from.is_null() && change.to.is_null())
        {
            return differing(&from, &to)
                .into_iter()
                .map(|(key, from, to)| self.key(ctx, t, &key, &from, &to))
                .collect();
        }
        if change.from.is_array() || change.to.is_array() {
            let (from, to) = (ids(&change.from), ids(&change.to));
            let named =
                |ids: Vec<i64>| -> Vec<String> { ids.into_iter().map(|id| self.name(&change.field, id)).collect() };
            let came = named(to.iter().copied().filter(|id| !from.contains(id)).collect());
            let went = named(from.iter().copied().filter(|id| !to.contains(id)).collect());
            let mut lines = vec![];
            if !came.is_empty() {
                lines.push(t.changes_added(field.clone(), came.join(", ")));
            }
            if !went.is_empty() {
                lines.push(t.changes_removed(field.clone(), went.join(", ")));
            }
            if came.is_empty() && went.is_empty() {
                lines.push(t.changes_to(
                    field,
                    self.text(&change.field, &change.from),
                    self.text(&change.field, &change.to),
                ));
            }
            return lines;
        }
        vec![t.changes_to(field, self.text(&change.field, &change.from), self.text(&change.field, &change.to))]
    }

    /// A grant or an override.
    fn key(&self, ctx: &Ctx, t: T, key: &str, from: &Value, to: &Value) -> String {
        let known = ctx.settings().catalogue.parse(key);
        let unknown = || if key == "*" { t.access_everything().to_owned() } else { key.to_owned() };
        let label = known.map_or_else(unknown, |key| why::placed(ctx, key));
        let value = |entry: &Value| match entry.get("value") {
            Some(value) => match entry.get("until").and_then(Value::as_str) {
                Some(until) => t.changes_until(plain(value), until),
                None => plain(value),
            },
            None => plain(entry),
        };
        t.changes_to(label, value(from), value(to))
    }

    fn text(&self, field: &str, value: &Value) -> String {
        match (thing(field), value.as_i64()) {
            (Some(_), Some(id)) => self.name(field, id),
            _ => match (value.get("amount").and_then(Value::as_str), value.get("currency").and_then(Value::as_str)) {
                (Some(amount), Some(currency)) => format!("{amount} {currency}"),
                _ => plain(value),
            },
        }
    }

    fn name(&self, field: &str, id: i64) -> String {
        let name = thing(field).and_then(|thing| self.names.get(&(place(thing), id)));
        name.cloned().unwrap_or_else(|| format!("#{id}"))
    }
}

/// Grants and overrides; amounts are objects too, but one thing.
fn object(value: &Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(map) if !map.contains_key("amount") => Some(map.clone()),
        _ => None,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::Bool(true) => T::default().previews_yes().to_owned(),
        Value::Bool(false) => T::default().previews_no().to_owned(),
        Value::String(text) if text.is_empty() => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(entries) if entries.is_empty() => "–".to_owned(),
        Value::Array(entries) => entries.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
