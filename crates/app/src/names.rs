//! What people and places are called, kept from one list to the next.
use quick_cache::sync::Cache;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use store::{Error, FromRow, Tx, params};
use utoipa::ToSchema;

/// Somebody's id, name and colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    pub id: i64,
    pub name: String,
    #[serde(skip)]
    pub color: String,
    /// Can be turned to still.
    #[serde(skip)]
    pub active: bool,
}

/// How many names of a kind are kept: what a hundred lists show, or ten thousand people.
const KEPT: usize = 10_000;

/// Names of one kind, by id and version.
type Known<N> = Cache<(i64, i64), N>;

/// Names by the version of everything that access depends on. Who changes a name must change that version as well
/// ([`Tx::bump_access`]); every kept name is out of reach then.
pub(crate) struct NameCache {
    buildings: Known<String>,
    request_types: Known<String>,
    rooms: Known<String>,
    people: Known<Named>,
}

impl Default for NameCache {
    fn default() -> Self {
        NameCache {
            buildings: Cache::new(KEPT),
            request_types: Cache::new(KEPT),
            rooms: Cache::new(KEPT),
            people: Cache::new(KEPT),
        }
    }
}

/// The kept names, for who began to read at this version.
#[derive(Clone, Copy)]
pub(crate) struct Kept<'a> {
    pub(crate) cache: &'a NameCache,
    /// As it was before the reading began, so that nothing older than it is kept under it.
    pub(crate) version: i64,
}

pub(crate) async fn buildings(
    tx: &mut Tx,
    kept: Option<Kept<'_>>,
    ids: BTreeSet<i64>,
) -> Result<HashMap<i64, String>, Error> {
    let kept = kept.map(|kept| (&kept.cache.buildings, kept.version));
    named(tx, kept, "SELECT id, name FROM building WHERE id = ANY($1)", ids).await
}

pub(crate) async fn request_types(
    tx: &mut Tx,
    kept: Option<Kept<'_>>,
    ids: BTreeSet<i64>,
) -> Result<HashMap<i64, String>, Error> {
    let kept = kept.map(|kept| (&kept.cache.request_types, kept.version));
    named(tx, kept, "SELECT id, name FROM request_type WHERE id = ANY($1)", ids).await
}

pub(crate) async fn rooms(
    tx: &mut Tx,
    kept: Option<Kept<'_>>,
    ids: BTreeSet<i64>,
) -> Result<HashMap<i64, String>, Error> {
    let kept = kept.map(|kept| (&kept.cache.rooms, kept.version));
    named(tx, kept, "SELECT id, name FROM resource WHERE id = ANY($1)", ids).await
}

pub(crate) async fn people(
    tx: &mut Tx,
    kept: Option<Kept<'_>>,
    ids: BTreeSet<i64>,
) -> Result<HashMap<i64, Named>, Error> {
    let kept = kept.map(|kept| (&kept.cache.people, kept.version));
    let sql = "SELECT id, name, color, active AND deleted_at IS NULL FROM app_user WHERE id = ANY($1)";
    named(tx, kept, sql, ids).await
}

/// What is kept, and what this statement finds of the others.
async fn named<N: Clone>(
    tx: &mut Tx,
    kept: Option<(&Known<N>, i64)>,
    sql: &str,
    ids: BTreeSet<i64>,
) -> Result<HashMap<i64, N>, Error>
where
    ById<N>: FromRow + Send + 'static,
{
    let known = |id: &i64| kept.and_then(|(cache, version)| cache.get(&(*id, version)));
    let mut names = HashMap::with_capacity(ids.len());
    let mut unknown = vec![];
    for id in ids {
        match known(&id) {
            Some(name) => {
                names.insert(id, name);
            }
            None => unknown.push(id),
        }
    }
    if unknown.is_empty() {
        return Ok(names);
    }
    for ById(id, name) in tx.rows::<ById<N>>(sql, params![unknown]).await? {
        if let Some((cache, version)) = kept {
            cache.insert((id, version), name.clone());
        }
        names.insert(id, name);
    }
    Ok(names)
}

struct ById<N>(i64, N);

impl FromRow for ById<String> {
    fn from_row(row: &store::Row<'_>) -> Result<Self, Error> {
        Ok(ById(row.get(0)?, row.get(1)?))
    }
}

impl FromRow for ById<Named> {
    fn from_row(row: &store::Row<'_>) -> Result<Self, Error> {
        let id = row.get(0)?;
        Ok(ById(id, Named { id, name: row.get(1)?, color: row.get(2)?, active: row.get(3)? }))
    }
}
