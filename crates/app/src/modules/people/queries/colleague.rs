use kit::Problem;
use store::{Tx, params};

pub(crate) async fn active_workers(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT u.id FROM worker w JOIN app_user u ON u.id = w.user_id WHERE u.active AND u.deleted_at IS NULL";
    let rows: Vec<(i64,)> = tx.rows(sql, params![]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
