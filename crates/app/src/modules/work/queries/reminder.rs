//! What somebody is to do on a day, and whether they began.
use crate::modules::work::model::State;
use kit::Problem;
use store::{Tx, params};

/// Where those stand that are assigned to somebody, wait for their work and are due in this time, its end not included.
pub(crate) async fn due(
    tx: &mut Tx,
    user_id: i64,
    module_id: i64,
    (from, before): (i64, i64),
    most: i64,
) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT position FROM item_party
        WHERE user_id = $1 AND module_id = $2 AND state = $3 AND due_order >= $4 AND due_order < $5 AND assigned
        ORDER BY due_order, position LIMIT $6";
    let values = params![user_id, module_id, State::PendingResolution.code(), from, before, most];
    let rows: Vec<(i64,)> = tx.rows(sql, values).await?;
    Ok(rows.into_iter().map(|(position,)| position).collect())
}

/// On which of these somebody entered time, or is at work now. Found by the requests, which are few, and not by all that one ever did.
pub(crate) async fn with_time(tx: &mut Tx, user_id: i64, ids: &[i64]) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT item_id, user_id FROM work_entry WHERE item_id = ANY($1)
        UNION SELECT item_id, user_id FROM work_timer WHERE item_id = ANY($1)";
    let rows: Vec<(i64, i64)> = tx.rows(sql, params![ids.to_vec()]).await?;
    Ok(rows.into_iter().filter(|(_, worker)| *worker == user_id).map(|(id, _)| id).collect())
}
