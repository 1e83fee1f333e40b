//! Who is planned for what, and when.
use kit::Problem;
use store::{Tx, params};

/// Holds these workers against other transactions until this one ends, so that nobody plans them meanwhile.
pub(crate) async fn lock(tx: &mut Tx, workers: &[i64]) -> Result<(), Problem> {
    let sql = "SELECT user_id FROM worker WHERE user_id = ANY($1) ORDER BY user_id FOR UPDATE";
    tx.rows::<(i64,)>(sql, params![workers.to_vec()]).await?;
    Ok(())
}

/// Which of these workers are assigned to which other open request that is planned for a part of this time: worker and request.
pub(crate) async fn planned(
    tx: &mut Tx,
    workers: &[i64],
    (from, thru): (i64, i64),
    but: i64,
) -> Result<Vec<(i64, i64)>, Problem> {
    let sql = "SELECT a.user_id, a.item_id FROM work_request w JOIN assignment a ON a.item_id = w.item_id JOIN item i ON i.id = w.item_id
        WHERE w.scheduled_thru IS NOT NULL AND w.scheduled_thru > $1 AND w.scheduled_from < $2 AND a.user_id = ANY($3)
          AND w.item_id <> $4 AND i.deleted_at IS NULL AND i.state IN (1, 2, 3, 7)
        ORDER BY a.user_id, a.item_id";
    Ok(tx.rows(sql, params![from, thru, workers.to_vec(), but]).await?)
}
