//! Taking a change back: its inverse is made as any change is, with every check, and is a change itself.
use super::list;
use crate::{
    context::Ctx,
    items::{access_log as log, history::Seen},
    modules::{
        access_changes::model::{Entry, comes_back, differing, is_mirrored},
        people::actions::{
            accounts::{
                delete as delete_person,
                edit::{self, Edit},
            },
            teams::{self, TeamEdit},
            user_types::{self, NewUserType, UserTypeEdit},
        },
        places::actions::{
            buildings::{self, BuildingEdit},
            groups::{self, GroupEdit, NewGroup},
        },
    },
};
use access::{
    Grants,
    keys::{buildings as buildings_keys, organization, users},
};
use kit::Problem;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use store::Tx;

/// Takes a change back; answers the line that says so.
///
/// Errors: 404 where the reader may not know of it; those of the change that takes it back; 409 where what it changed was changed
/// again since, and for what was deleted.
pub(crate) async fn revert(ctx: &Ctx, id: i64) -> Result<Entry, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { revert_in(tx, &asked, id).await }));
    write.await
}

async fn revert_in(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Entry, Problem> {
    let entry = list::found(tx, ctx, id).await?;
    let (kind, subject) = (entry.logged.kind.clone(), entry.logged.subject_id);
    admit(ctx, &entry)?;
    if entry.narrowed {
        return Err(conflict("It also changed what you may not know of: somebody who may has to take it back."));
    }
    if entry.tells_of_a_room() {
        return Err(conflict("A room is changed back at its building."));
    }
    let last = log::newest(tx, (&kind, subject), 0).await?.map_or(id, |line| line.line.id);
    match entry.logged.line.action.as_str() {
        "deleted" if !comes_back(&kind) => return Err(conflict("What was deleted does not come back: add it anew.")),
        "deleted" if last != id => return Err(conflict("It is there again already.")),
        "deleted" => bring_back(tx, ctx, &kind, subject, &entry.logged.line.changes).await.map_err(in_words)?,
        "created" if last != id => {
            return Err(conflict("It was changed since it was added: delete it where it is."));
        }
        "created" => delete(tx, ctx, &kind, subject).await?,
        _ => change_back(tx, ctx, &kind, subject, &entry.logged.line.changes).await.map_err(in_words)?,
    }
    let done = log::newest(tx, (&kind, subject), last).await?;
    let done = done.ok_or_else(|| conflict("It is as it was before already."))?;
    let is_whole = matches!(entry.logged.line.action.as_str(), "created" | "deleted");
    if !is_whole && !is_mirrored(&entry.logged.line.changes, &done.line.changes) {
        return Err(conflict(&changed_since(&entry.logged.line.changes, &done.line.changes)));
    }
    log::link(tx, done.line.id, id).await?;
    list::found(tx, ctx, done.line.id).await
}

/// Who keeps no such things is told that first, and not what became of this one.
fn admit(ctx: &Ctx, entry: &Entry) -> Result<(), Problem> {
    let about_members = entry.logged.line.changes.iter().all(|change| change.field == "member_ids");
    match entry.logged.kind.as_str() {
        "team" if about_members => ctx.require_level(users::ADMINISTER),
        "user_type" | "team" => ctx.require(organization::ADMINISTER),
        "building_group" => ctx.require_level(buildings_keys::UPDATE),
        _ => Ok(()),
    }
}

async fn delete(tx: &mut Tx, ctx: &Ctx, kind: &str, id: i64) -> Result<(), Problem> {
    match kind {
        "user" => delete_person::delete_in(tx, ctx, id, None).await,
        "user_type" => user_types::delete_in(tx, ctx, id, None).await,
        "team" => teams::delete_in(tx, ctx, id, None).await,
        "building_group" => groups::delete_in(tx, ctx, id, None).await,
        _ => buildings::delete_in(tx, ctx, id, None).await,
    }
}

/// With all that it was, under the id that it had. Whoever got something else instead keeps that: each of those changes is taken back
/// by itself.
async fn bring_back(tx: &mut Tx, ctx: &Ctx, kind: &str, id: i64, changes: &[Seen]) -> Result<(), Problem> {
    let was = as_before(changes);
    match kind {
        "user_type" => user_types::restore_in(tx, ctx, id, read::<NewUserType>(was)?).await,
        "team" => teams::restore_in(tx, ctx, id, &read::<TeamEdit>(was)?).await,
        _ => groups::restore_in(tx, ctx, id, read::<NewGroup>(was)?).await,
    }
}

async fn change_back(tx: &mut Tx, ctx: &Ctx, kind: &str, id: i64, changes: &[Seen]) -> Result<(), Problem> {
    match kind {
        "user" => {
            let edit: Edit = read(person(changes))?;
            edit::edit_in(tx, ctx, id, &edit, Ok(None), None).await
        }
        "user_type" => {
            let edit: UserTypeEdit = read(user_type(tx, ctx, id, changes).await?)?;
            user_types::edit_in(tx, ctx, id, edit, None).await.map(drop)
        }
        "team" => {
            let edit: TeamEdit = read(as_before(changes))?;
            teams::edit_in(tx, ctx, id, &edit, None).await
        }
        "building_group" => {
            let edit: GroupEdit = read(as_before(changes))?;
            groups::edit_in(tx, ctx, id, edit, None).await.map(drop)
        }
        _ => {
            let edit: BuildingEdit = read(as_before(changes))?;
            buildings::edit_in(tx, ctx, id, edit, None).await.map(drop)
        }
    }
}

/// Every field as it was.
fn as_before(changes: &[Seen]) -> Map<String, Value> {
    changes.iter().map(|change| (change.field.clone(), change.from.clone())).collect()
}

/// Overrides are merged, so what was not there is removed; rates are a worker's.
fn person(changes: &[Seen]) -> Map<String, Value> {
    let empty = Map::new();
    let object = |value: &Value| value.as_object().unwrap_or(&empty).clone();
    let mut fields = Map::new();
    let mut rates = Map::new();
    for Seen { field, from, to } in changes {
        match field.as_str() {
            "overrides" => {
                let back = differing(&object(from), &object(to)).into_iter().map(|(key, from, _)| (key, from));
                fields.insert(field.clone(), Value::Object(back.collect()));
            }
            "hourly_rate" | "overtime_rate" | "other_rate" => {
                rates.insert(field.clone(), from.clone());
            }
            _ => {
                fields.insert(field.clone(), from.clone());
            }
        }
    }
    if !rates.is_empty() {
        fields.insert("worker".to_owned(), Value::Object(rates));
    }
    fields
}

/// A grant that was what holds where nothing is said is not said any more: so an administrator's type holds everything again, and not
/// a list of all there is today.
async fn user_type(tx: &mut Tx, ctx: &Ctx, id: i64, changes: &[Seen]) -> Result<Map<String, Value>, Problem> {
    let mut fields = as_before(changes);
    let catalogue = &ctx.settings().catalogue;
    let now = user_types::find(tx, ctx, id).await?;
    let unsaid = if now.grants.is_everything() { Grants::everything() } else { Grants::none() };
    if let Some(grants) = fields.get_mut("grants").and_then(Value::as_object_mut) {
        for (text, value) in grants {
            let Some(key) = catalogue.parse(text) else { continue };
            if unsaid.get(key).to_json(key.permission()) == *value {
                *value = json!(null);
            }
        }
    }
    Ok(fields)
}

fn read<T: DeserializeOwned>(fields: Map<String, Value>) -> Result<T, Problem> {
    serde_json::from_value(Value::Object(fields)).map_err(|error| {
        tracing::error!(%error, "a line of history is no change");
        Problem::Internal
    })
}

/// What is not accepted any more is told in a sentence: nobody typed it.
fn in_words(problem: Problem) -> Problem {
    match problem {
        Problem::Invalid(errors) => {
            let errors: Vec<String> = errors.into_iter().map(|e| format!("{} {}", e.field, e.message)).collect();
            conflict(&format!("It cannot be taken back any more: {}.", errors.join("; ")))
        }
        Problem::NotFound => conflict("What it changed is not there any more."),
        other => other,
    }
}

fn changed_since(done: &[Seen], back: &[Seen]) -> String {
    let differs = |change: &&Seen| {
        let other: Vec<Seen> = back.iter().filter(|other| other.field == change.field).cloned().collect();
        !is_mirrored(std::slice::from_ref(*change), &other)
    };
    let fields: Vec<&str> = done.iter().filter(differs).map(|change| change.field.as_str()).collect();
    format!("It was changed again since then: {}. Take the later changes back first.", fields.join(", "))
}

fn conflict(words: &str) -> Problem {
    Problem::Conflict(words.to_owned())
}
