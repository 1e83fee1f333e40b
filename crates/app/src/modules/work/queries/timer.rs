//! Timers that run.
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// Somebody at work on a request, since when.
#[derive(Clone, Debug)]
pub(crate) struct TimerRow {
    pub(crate) item_id: i64,
    pub(crate) user_id: i64,
    pub(crate) user_name: String,
    pub(crate) user_color: String,
    pub(crate) started_at: i64,
}

impl FromRow for TimerRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(TimerRow {
            item_id: row.get(0)?,
            user_id: row.get(1)?,
            user_name: row.get(2)?,
            user_color: row.get(3)?,
            started_at: row.get(4)?,
        })
    }
}

const TIMERS: &str =
    "SELECT w.item_id, w.user_id, u.name, u.color, w.started_at FROM work_timer w JOIN app_user u ON u.id = w.user_id";

/// Those of a request, longest running first.
pub(crate) async fn of_request(tx: &mut Tx, item_id: i64) -> Result<Vec<TimerRow>, Problem> {
    Ok(tx.rows(&format!("{TIMERS} WHERE w.item_id = $1 ORDER BY w.started_at, w.user_id"), params![item_id]).await?)
}

/// Those of a worker, longest running first.
pub(crate) async fn of_worker(tx: &mut Tx, user_id: i64) -> Result<Vec<TimerRow>, Problem> {
    Ok(tx
        .rows_by_kept_plan(&format!("{TIMERS} WHERE w.user_id = $1 ORDER BY w.started_at, w.item_id"), params![user_id])
        .await?)
}

pub(crate) async fn start(
    tx: &mut Tx,
    item_id: i64,
    user_id: i64,
    started_by: i64,
    started_at: i64,
) -> Result<(), Problem> {
    let sql = "INSERT INTO work_timer (item_id, user_id, started_by, started_at) VALUES ($1, $2, $3, $4)";
    tx.exec(sql, params![item_id, user_id, started_by, started_at]).await?;
    Ok(())
}

pub(crate) async fn end(tx: &mut Tx, item_id: i64, user_id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM work_timer WHERE item_id = $1 AND user_id = $2", params![item_id, user_id]).await?;
    Ok(())
}
