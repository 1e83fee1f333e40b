use crate::{
    modules::places::model::{Building, Reach},
    named::{Conditions, Listing, MOST_COUNTED},
};
use kit::Problem;
use std::collections::BTreeSet;
use store::{Error, FromRow, Row, Tx, params};

impl FromRow for Building {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Building { id: row.get(0)?, name: row.get(1)?, address: row.get(2)?, version: row.get(3)? })
    }
}

const COLUMNS: &str = "id, name, address, version";

fn narrowed(reach: &Reach, listing: &Listing) -> Conditions {
    let all = Conditions::new();
    let reached = match reach {
        Reach::All => all,
        Reach::Only(ids) => all.and("id = ANY(?)", ids.clone()),
    };
    reached.and_asked(listing)
}

/// One more than a page, by name.
pub(crate) async fn list(tx: &mut Tx, reach: &Reach, listing: &Listing) -> Result<Vec<Building>, Problem> {
    let (sql, values) = narrowed(reach, listing).page(COLUMNS, "building", listing);
    Ok(tx.rows(&sql, values).await?)
}

/// How many, counting no further than one above [`MOST_COUNTED`].
pub(crate) async fn count(tx: &mut Tx, reach: &Reach, listing: &Listing) -> Result<i64, Problem> {
    let (sql, values) = narrowed(reach, listing).count("building");
    let (count,): (i64,) = tx.one(&sql, values).await?;
    Ok(count)
}

/// All within reach, by name.
pub(crate) async fn all(tx: &mut Tx, reach: &Reach) -> Result<Vec<Building>, Problem> {
    let (sql, values) = narrowed(reach, &Listing::default()).select(COLUMNS, "building", "lower(name), id", i64::MAX);
    Ok(tx.rows(&sql, values).await?)
}

pub(crate) async fn exists(tx: &mut Tx, id: i64) -> Result<bool, Problem> {
    let row: Vec<(i64,)> = tx.rows_by_kept_plan("SELECT id FROM building WHERE id = $1", params![id]).await?;
    Ok(!row.is_empty())
}

/// Those of these that there are.
pub(crate) async fn existing(tx: &mut Tx, ids: &[i64]) -> Result<BTreeSet<i64>, Problem> {
    let rows: Vec<(i64,)> = tx.rows("SELECT id FROM building WHERE id = ANY($1)", params![ids]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<Building>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM building WHERE id = $1"), params![id]).await?)
}

/// The same, held against other transactions until this one ends.
pub(crate) async fn lock(tx: &mut Tx, id: i64) -> Result<Option<Building>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM building WHERE id = $1 FOR UPDATE"), params![id]).await?)
}

pub(crate) async fn insert(tx: &mut Tx, building: &Building, at: i64) -> Result<i64, Error> {
    let sql = "INSERT INTO building (name, address, created_at, updated_at) VALUES ($1, $2, $3, $3) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![&building.name, &building.address, at]).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, building: &Building, at: i64) -> Result<(), Error> {
    let sql = "UPDATE building SET name = $2, address = $3, version = $4, updated_at = $5 WHERE id = $1";
    tx.exec(sql, params![building.id, &building.name, &building.address, building.version, at]).await?;
    tx.bump_access(); // names are kept as long as nothing changes: [`crate::names::NameCache`]
    Ok(())
}

/// Its rooms, group memberships and people's access to it go with it.
pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Error> {
    tx.exec("DELETE FROM building WHERE id = $1", params![id]).await?;
    Ok(())
}

/// How many things keep a building from being deleted, each counted no further than one above [`MOST_COUNTED`].
pub(crate) struct References {
    pub(crate) requests: i64,
    /// Requests elsewhere that name a room of it.
    pub(crate) room_requests: i64,
    pub(crate) defaults: i64,
}

pub(crate) async fn references(tx: &mut Tx, id: i64) -> Result<References, Problem> {
    let most = MOST_COUNTED + 1;
    let sql = format!(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM item WHERE building_id = $1 LIMIT {most}) AS a),
          (SELECT count(*) FROM (SELECT 1 FROM resource r JOIN work_request w ON w.resource_id = r.id
            JOIN item i ON i.id = w.item_id
            WHERE r.building_id = $1 AND (i.building_id IS NULL OR i.building_id <> $1) LIMIT {most}) AS b),
          (SELECT count(*) FROM (SELECT 1 FROM app_user WHERE default_building_id = $1 AND deleted_at IS NULL LIMIT {most}) AS c)"
    );
    let (requests, room_requests, defaults) = tx.one(&sql, params![id]).await?;
    Ok(References { requests, room_requests, defaults })
}

pub(crate) async fn building_of_resource(tx: &mut Tx, resource_id: i64) -> Result<Option<i64>, Problem> {
    let row: Option<(i64,)> =
        tx.optional("SELECT building_id FROM resource WHERE id = $1", params![resource_id]).await?;
    Ok(row.map(|(id,)| id))
}
