//! What was spent on many requests at once: what a list says of each of them.
use kit::Problem;
use store::{Tx, params};

/// Time of one worker on a request. `rate` is what an hour of it cost then, in minor units; `None`: unknown.
pub(crate) struct Worked {
    pub(crate) item_id: i64,
    pub(crate) user_id: i64,
    pub(crate) minutes: i64,
    pub(crate) rate: Option<i64>,
}

/// The time that was worked on any of these.
pub(crate) async fn worked(tx: &mut Tx, item_ids: &[i64]) -> Result<Vec<Worked>, Problem> {
    let sql = "SELECT item_id, user_id, minutes, hourly_rate FROM work_entry WHERE item_id = ANY($1)";
    let rows: Vec<(i64, i64, i64, Option<i64>)> = tx.rows(sql, params![item_ids.to_vec()]).await?;
    let entry = |(item_id, user_id, minutes, rate)| Worked { item_id, user_id, minutes, rate };
    Ok(rows.into_iter().map(entry).collect())
}

/// The costs of any of these: item, amount in minor units, and its currency.
pub(crate) async fn costs(tx: &mut Tx, item_ids: &[i64]) -> Result<Vec<(i64, i64, String)>, Problem> {
    let sql = "SELECT item_id, amount, currency FROM cost WHERE item_id = ANY($1)";
    Ok(tx.rows(sql, params![item_ids.to_vec()]).await?)
}
