use kit::Problem;
use store::{Tx, params};

pub(crate) async fn active_workers(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT u.id FROM worker w JOIN app_user u ON u.id = w.user_id WHERE u.active AND u.deleted_at IS NULL";
    let rows: Vec<(i64,)> = tx.rows(sql, params![]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Everybody there is.
pub(crate) async fn everybody(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    let rows: Vec<(i64,)> = tx.rows("SELECT id FROM app_user WHERE deleted_at IS NULL ORDER BY id", params![]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
