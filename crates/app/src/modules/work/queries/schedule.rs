//! Who is planned for what, and when.
use kit::Problem;
use store::{Tx, params};

/// Holds these workers against other transactions until this one ends, so that nobody plans them meanwhile.
pub(crate) async fn lock(tx: &mut Tx, workers: &[i64]) -> Result<(), Problem> {
    let sql = "SELECT user_id FROM worker WHERE user_id = ANY($1) ORDER BY user_id FOR UPDATE";
    tx.rows::<(i64,)>(sql, params![workers.to_vec()]).await?;
    Ok(())
}

/// Where on the spine the requests of these modules and in these states are that are planned for a part of this time.
pub(crate) async fn positions(
    tx: &mut Tx,
    (modules, states): (Vec<i64>, Vec<i64>),
    (from, before): (i64, i64),
    limit: usize,
) -> Result<Vec<i64>, Problem> {
    // what is planned is few, and so it comes first
    let sql = "SELECT i.position FROM work_request w CROSS JOIN item i
        WHERE w.scheduled_thru IS NOT NULL AND w.scheduled_thru > $1 AND w.scheduled_from < $2 AND i.id = w.item_id
          AND i.module_id = ANY($3) AND i.state = ANY($4) LIMIT $5";
    let rows: Vec<(i64,)> = tx.rows(sql, params![from, before, modules, states, limit as i64]).await?;
    Ok(rows.into_iter().map(|(position,)| position).collect())
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
