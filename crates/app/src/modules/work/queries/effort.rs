//! Money spent on a request.
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// Money spent; negative amounts are credits.
#[derive(Clone, Debug)]
pub(crate) struct CostRow {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) note: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) at: i64,
    pub(crate) version: i64,
}

impl FromRow for CostRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(CostRow {
            id: row.get(0)?,
            kind: row.get(1)?,
            note: row.get(2)?,
            amount: row.get(3)?,
            currency: row.get(4)?,
            at: row.get(5)?,
            version: row.get(6)?,
        })
    }
}

const COLUMNS: &str = "id, kind, note, amount, currency, at, version";

pub(crate) async fn costs(tx: &mut Tx, item_id: i64) -> Result<Vec<CostRow>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM cost WHERE item_id = $1 ORDER BY id LIMIT 1000");
    Ok(tx.rows(&sql, params![item_id]).await?)
}

/// One cost of a request.
pub(crate) async fn cost(tx: &mut Tx, item_id: i64, id: i64) -> Result<Option<CostRow>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM cost WHERE item_id = $1 AND id = $2");
    Ok(tx.optional(&sql, params![item_id, id]).await?)
}

pub(crate) struct NewCost {
    pub(crate) item_id: i64,
    pub(crate) kind: String,
    pub(crate) note: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) entered_by: i64,
    pub(crate) at: i64,
}

pub(crate) async fn insert_cost(tx: &mut Tx, cost: &NewCost) -> Result<i64, Problem> {
    let sql = "INSERT INTO cost (item_id, kind, note, amount, currency, entered_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    let values = params![cost.item_id, &cost.kind, &cost.note, cost.amount, &cost.currency, cost.entered_by, cost.at];
    let (id,): (i64,) = tx.one(sql, values).await?;
    Ok(id)
}

/// Writes a cost as it is now.
pub(crate) async fn update_cost(tx: &mut Tx, cost: &CostRow) -> Result<(), Problem> {
    let sql = "UPDATE cost SET kind = $2, note = $3, amount = $4, currency = $5, version = $6 WHERE id = $1";
    tx.exec(sql, params![cost.id, &cost.kind, &cost.note, cost.amount, &cost.currency, cost.version]).await?;
    Ok(())
}

pub(crate) async fn delete_cost(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM cost WHERE id = $1", params![id]).await?;
    Ok(())
}
