use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// Plumbing, Electrical, …: of one module.
#[derive(Clone, Debug)]
pub(crate) struct RequestTypeRow {
    pub(crate) id: i64,
    pub(crate) module_id: i64,
    pub(crate) name: String,
    /// A new request is due so many days later; `None`: no due date.
    pub(crate) due_days: Option<i64>,
    /// An inactive type is kept for old requests and no longer offered.
    pub(crate) active: bool,
    pub(crate) version: i64,
}

impl FromRow for RequestTypeRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(RequestTypeRow {
            id: row.get(0)?,
            module_id: row.get(1)?,
            name: row.get(2)?,
            due_days: row.get(3)?,
            active: row.get(4)?,
            version: row.get(5)?,
        })
    }
}

const COLUMNS: &str = "id, module_id, name, due_days, active, version";

pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<RequestTypeRow>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM request_type WHERE id = $1"), params![id]).await?)
}

/// All of them, by name.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<RequestTypeRow>, Problem> {
    Ok(tx.rows(&format!("SELECT {COLUMNS} FROM request_type ORDER BY module_id, lower(name), id"), params![]).await?)
}

pub(crate) async fn insert(
    tx: &mut Tx,
    module_id: i64,
    name: &str,
    due_days: Option<i64>,
    active: bool,
) -> Result<i64, store::Error> {
    let sql = "INSERT INTO request_type (module_id, name, due_days, active) VALUES ($1, $2, $3, $4) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![module_id, name, due_days, active]).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, row: &RequestTypeRow) -> Result<(), store::Error> {
    let sql = "UPDATE request_type SET name = $2, due_days = $3, active = $4, version = version + 1 WHERE id = $1";
    tx.exec(sql, params![row.id, &row.name, row.due_days, row.active]).await?;
    Ok(())
}

/// Whether any request, deleted or not, is of this type.
pub(crate) async fn is_used(tx: &mut Tx, id: i64) -> Result<bool, Problem> {
    let row: Option<(i64,)> = tx.optional("SELECT id FROM item WHERE type_id = $1 LIMIT 1", params![id]).await?;
    Ok(row.is_some())
}

pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM request_type WHERE id = $1", params![id]).await?;
    Ok(())
}
