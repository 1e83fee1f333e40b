//! Time and money spent on a request.
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// Time of one worker. `hourly_rate` in minor units, as it was then.
#[derive(Clone, Debug)]
pub(crate) struct WorkEntryRow {
    pub(crate) id: i64,
    pub(crate) user_id: i64,
    pub(crate) user_name: String,
    pub(crate) minutes: i64,
    pub(crate) hourly_rate: Option<i64>,
    pub(crate) worked_on: String,
}

/// Money spent; negative amounts are credits.
#[derive(Clone, Debug)]
pub(crate) struct CostRow {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) note: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) at: i64,
}

impl WorkEntryRow {
    /// Minor units, rounded half up; `None` where the rate is unknown.
    pub(crate) fn labor_cost(&self) -> Option<i64> {
        self.hourly_rate.map(|rate| (self.minutes * rate + 30).div_euclid(60))
    }
}

impl FromRow for WorkEntryRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(WorkEntryRow {
            id: row.get(0)?,
            user_id: row.get(1)?,
            user_name: row.get(2)?,
            minutes: row.get(3)?,
            hourly_rate: row.get(4)?,
            worked_on: row.get(5)?,
        })
    }
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
        })
    }
}

pub(crate) async fn work_entries(tx: &mut Tx, item_id: i64) -> Result<Vec<WorkEntryRow>, Problem> {
    let sql = "SELECT e.id, e.user_id, u.name, e.minutes, e.hourly_rate, e.worked_on FROM work_entry e
        JOIN app_user u ON u.id = e.user_id WHERE e.item_id = $1 ORDER BY e.id LIMIT 1000";
    Ok(tx.rows(sql, params![item_id]).await?)
}

pub(crate) async fn costs(tx: &mut Tx, item_id: i64) -> Result<Vec<CostRow>, Problem> {
    let sql = "SELECT id, kind, note, amount, currency, at FROM cost WHERE item_id = $1 ORDER BY id LIMIT 1000";
    Ok(tx.rows(sql, params![item_id]).await?)
}

/// Rates of a worker: `None` when the person is no worker, `Some(None)` when the rate was never entered.
pub(crate) async fn hourly_rate(tx: &mut Tx, user_id: i64) -> Result<Option<Option<i64>>, Problem> {
    let row: Option<(Option<i64>,)> =
        tx.optional("SELECT hourly_rate FROM worker WHERE user_id = $1", params![user_id]).await?;
    Ok(row.map(|(rate,)| rate))
}

pub(crate) struct NewWorkEntry {
    pub(crate) item_id: i64,
    pub(crate) user_id: i64,
    pub(crate) entered_by: i64,
    pub(crate) minutes: i64,
    pub(crate) hourly_rate: Option<i64>,
    pub(crate) worked_on: String,
    pub(crate) at: i64,
}

pub(crate) async fn insert_work_entry(tx: &mut Tx, entry: &NewWorkEntry) -> Result<i64, Problem> {
    let sql = "INSERT INTO work_entry (item_id, user_id, entered_by, minutes, hourly_rate, worked_on, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    let values = params![
        entry.item_id,
        entry.user_id,
        entry.entered_by,
        entry.minutes,
        entry.hourly_rate,
        &entry.worked_on,
        entry.at
    ];
    let (id,): (i64,) = tx.one(sql, values).await?;
    Ok(id)
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
