//! People as the rest of the product meets them: to work with (`colleagues`), in mails (`readers`), without a session (`stand_in`), all at
//! once (`census`, `lint`).
//!
//! Here: from rows to the [`Person`] that the permission engine decides about, and the cache of who is signed in.
pub(crate) mod census;
pub(crate) mod colleagues;
pub(crate) mod lint;
pub(crate) mod readers;
pub(crate) mod stand_in;

use crate::{
    context::Actor,
    modules::{
        organization::{self, Settings},
        people::{
            actions::sign_in::viewing::{self, View},
            queries::{
                person::{self as rows, AccessibleRow, PersonRow, TypeRow},
                session,
            },
        },
    },
};
use access::{Buildings, Catalogue, Grants, Override, Person, Profile, Source, Through, Via};
use jiff::{Timestamp, ToSpan, civil::Date};
use kit::Problem;
use quick_cache::sync::Cache;
use serde_json::{Map, Value};
use std::{collections::HashMap, sync::Arc};
use store::{Db, Tx};

/// Who is signed in, by the session's token and the version of everything that access depends on: whatever changes it, here, in
/// another process or on another node, makes every entry unreachable.
pub struct AccessCache(Cache<([u8; 32], i64), SignedIn>);

/// A session that was found, and who it belongs to.
#[derive(Clone)]
pub(crate) struct SignedIn {
    pub(crate) actor: Arc<Actor>,
    /// What their pages show.
    pub(crate) view: View,
    pub(crate) last_seen_at: i64,
    /// The session's end, that of looking as somebody else, or the next midnight, when overrides may end.
    good_until: i64,
}

impl Default for AccessCache {
    fn default() -> Self {
        AccessCache(Cache::new(2_000))
    }
}

impl AccessCache {
    /// Who holds this token now. `None`: nobody, or it is expired, or the person may not sign in any more.
    pub(crate) async fn signed_in(&self, db: &Db, token: &str, now: Timestamp) -> Result<Option<SignedIn>, Problem> {
        let hash = kit::token::hash(token);
        let key = (hash, db.access_version().await?);
        if let Some(found) = self.0.get(&key).filter(|found| found.good_until > now.as_microsecond()) {
            return Ok(Some(found));
        }
        let found = db.read(move |tx| Box::pin(load_signed_in(tx, key, now))).await?;
        if let Some(found) = &found {
            self.0.insert(key, found.clone());
        }
        Ok(found)
    }
}

async fn load_signed_in(
    tx: &mut Tx,
    (token_hash, version): ([u8; 32], i64),
    now: Timestamp,
) -> Result<Option<SignedIn>, Problem> {
    let Some(session) = session::by_token(tx, &token_hash, now.as_microsecond()).await? else { return Ok(None) };
    let Some(settings) = organization::actions::settings(tx).await? else { return Ok(None) };
    let today = now.to_zoned(settings.zone.clone()).date();
    let Some((row, person)) = load(tx, session.user_id, &settings, today).await? else { return Ok(None) };
    if !row.active || !row.user_type.signs_in {
        return Ok(None);
    }
    let midnight = today.saturating_add(1.day()).to_zoned(settings.zone.clone());
    let midnight = midnight.map_or(session.expires_at, |zoned| zoned.timestamp().as_microsecond());
    let settings = Arc::new(settings);
    let actor = Actor::of(row, person, session.id, settings.clone());
    let actor = Arc::new(Actor { access_version: Some(version), ..actor });
    let view = viewing::judge(tx, &actor, &settings, now).await?;
    let mut good_until = session.expires_at.min(midnight);
    if let View::As(_, until) = &view {
        good_until = good_until.min(*until);
    }
    Ok(Some(SignedIn { actor, view, last_seen_at: session.last_seen_at, good_until }))
}

impl Actor {
    /// Somebody as they are, in this session (0: in none).
    pub(crate) fn of(row: PersonRow, person: Person, session_id: i64, settings: Arc<Settings>) -> Actor {
        Actor {
            user_id: row.id,
            session_id,
            name: row.name,
            user_name: row.user_name,
            user_type: row.user_type.name,
            color: row.color,
            must_change_password: row.must_change_password,
            default_building_id: row.default_building_id,
            person: Arc::new(person),
            settings,
            viewer: None,
            access_version: None,
        }
    }
}

/// A person with everything that decides what they may do, as of a civil day; `None` when there is no such person.
pub(crate) async fn load(
    tx: &mut Tx,
    user_id: i64,
    settings: &Settings,
    today: Date,
) -> Result<Option<(PersonRow, Person)>, Problem> {
    Ok(load_many(tx, &[user_id], settings, today).await?.pop())
}

/// The same for several, by name, in as many reads as for one. Who is not there is left out.
pub(crate) async fn load_many(
    tx: &mut Tx,
    user_ids: &[i64],
    settings: &Settings,
    today: Date,
) -> Result<Vec<(PersonRow, Person)>, Problem> {
    let found = profiles(tx, user_ids, settings).await?;
    Ok(found.into_iter().map(|(row, profile)| (row, Person::new(profile, today))).collect())
}

/// One person as they are on each of these civil days: overrides end.
pub(crate) async fn load_on(
    tx: &mut Tx,
    user_id: i64,
    settings: &Settings,
    days: &[Date],
) -> Result<Option<Vec<Person>>, Problem> {
    let found = profiles(tx, &[user_id], settings).await?.pop();
    Ok(found.map(|(_, profile)| days.iter().map(|day| Person::new(profile.clone(), *day)).collect()))
}

/// Everything that is stored of these people as far as permissions look at it.
pub(crate) async fn profiles(
    tx: &mut Tx,
    user_ids: &[i64],
    settings: &Settings,
) -> Result<Vec<(PersonRow, Profile)>, Problem> {
    let people = rows::persons(tx, user_ids).await?;
    let mut team_types = grouped(rows::team_types(tx, user_ids).await?, |row| row.user_id);
    let mut accessible = grouped(rows::accessible(tx, user_ids).await?, |row| row.user_id);
    let mut known: HashMap<i64, Arc<Grants>> = HashMap::new();
    let mut loaded = Vec::with_capacity(people.len());
    for row in people {
        let via = Via::UserType { id: row.user_type.id, name: row.user_type.name.clone() };
        let mut sources = vec![Source { via, grants: grants(&settings.catalogue, &row.user_type, &mut known)? }];
        for team in team_types.remove(&row.id).unwrap_or_default() {
            let grants = grants(&settings.catalogue, &team.user_type, &mut known)?;
            let (user_type_id, user_type_name) = (team.user_type.id, team.user_type.name);
            let via = Via::Team { id: team.team_id, name: team.team_name, user_type_id, user_type_name };
            sources.push(Source { via, grants });
        }
        let profile = Profile {
            id: row.id,
            sources,
            overrides: overrides(&settings.catalogue, &row.overrides)?,
            buildings: buildings(row.all_buildings, accessible.remove(&row.id).unwrap_or_default()),
            customer: None,
            buildings_cover_own: settings.buildings_cover_own,
        };
        loaded.push((row, profile));
    }
    Ok(loaded)
}

fn grouped<T>(rows: Vec<T>, key: impl Fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut groups: HashMap<i64, Vec<T>> = HashMap::new();
    rows.into_iter().for_each(|row| groups.entry(key(&row)).or_default().push(row));
    groups
}

/// The grants of a user type, read once however many people have it.
fn grants(
    catalogue: &Catalogue,
    user_type: &TypeRow,
    known: &mut HashMap<i64, Arc<Grants>>,
) -> Result<Arc<Grants>, Problem> {
    if let Some(grants) = known.get(&user_type.id) {
        return Ok(grants.clone());
    }
    let grants = Arc::new(Grants::load(catalogue, &stored(&user_type.grants)?));
    known.insert(user_type.id, grants.clone());
    Ok(grants)
}

/// `{KEY: {"value": VALUE, "until": DATE|null}}`; a key that is no more overrides nothing.
fn overrides(catalogue: &Catalogue, json: &str) -> Result<Vec<Override>, Problem> {
    let stored: Map<String, Value> = stored(json)?;
    let read = |(text, entry): (&String, &Value)| {
        let key = catalogue.parse(text)?;
        let value = access::Value::parse(key.permission(), entry.get("value")?).ok()?;
        let until = entry.get("until").and_then(Value::as_str).and_then(|date| date.parse().ok());
        Some(Override { key, value, until })
    };
    Ok(stored.iter().filter_map(read).collect())
}

fn stored(json: &str) -> Result<Map<String, Value>, Problem> {
    serde_json::from_str(json).map_err(|error| {
        tracing::error!(%error, "stored grants are no JSON object");
        Problem::Internal
    })
}

fn buildings(all: bool, rows: Vec<AccessibleRow>) -> Buildings {
    if all {
        return Buildings::all();
    }
    let through = |row: AccessibleRow| match (row.team, row.group) {
        (None, None) => Through::Own,
        (None, Some((id, name))) => Through::Group { id, name },
        (Some((id, name)), group) => Through::Team { id, name, group },
    };
    Buildings::through(rows.into_iter().map(|row| (row.building_id, through(row))))
}
