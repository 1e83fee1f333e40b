use crate::{
    modules::places::model::Room,
    named::{Conditions, Listing, MOST_COUNTED},
};
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

impl FromRow for Room {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Room { id: row.get(0)?, building_id: row.get(1)?, name: row.get(2)?, version: row.get(3)? })
    }
}

const COLUMNS: &str = "id, building_id, name, version";

fn narrowed(building_id: i64, listing: &Listing) -> Conditions {
    Conditions::new().and("building_id = ?", building_id).and_asked(listing)
}

/// One more than a page, by name.
pub(crate) async fn list(tx: &mut Tx, building_id: i64, listing: &Listing) -> Result<Vec<Room>, Problem> {
    let (sql, values) = narrowed(building_id, listing).page(COLUMNS, "resource", listing);
    Ok(tx.rows(&sql, values).await?)
}

/// How many, counting no further than one above [`MOST_COUNTED`].
pub(crate) async fn count(tx: &mut Tx, building_id: i64, listing: &Listing) -> Result<i64, Problem> {
    let (sql, values) = narrowed(building_id, listing).count("resource");
    let (count,): (i64,) = tx.one(&sql, values).await?;
    Ok(count)
}

/// The room, if it is one of this building; its building is held by whoever changes it.
pub(crate) async fn find(tx: &mut Tx, building_id: i64, id: i64) -> Result<Option<Room>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM resource WHERE id = $1 AND building_id = $2");
    Ok(tx.optional(&sql, params![id, building_id]).await?)
}

pub(crate) async fn insert(tx: &mut Tx, building_id: i64, name: &str) -> Result<i64, Error> {
    let sql = "INSERT INTO resource (building_id, name) VALUES ($1, $2) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![building_id, name]).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, room: &Room) -> Result<(), Error> {
    tx.exec("UPDATE resource SET name = $2, version = $3 WHERE id = $1", params![room.id, &room.name, room.version])
        .await?;
    tx.bump_access(); // names are kept as long as nothing changes: [`crate::names::NameCache`]
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM resource WHERE id = $1", params![id]).await?;
    Ok(())
}

/// How many requests name it, deleted ones too, counting no further than one above [`MOST_COUNTED`].
pub(crate) async fn requests(tx: &mut Tx, id: i64) -> Result<i64, Problem> {
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM work_request WHERE resource_id = $1 LIMIT {}) AS counted",
        MOST_COUNTED + 1
    );
    let (count,): (i64,) = tx.one(&sql, params![id]).await?;
    Ok(count)
}
