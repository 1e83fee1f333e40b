use kit::Problem;
use store::{Tx, params};

pub(crate) async fn active_workers(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT u.id FROM worker w JOIN app_user u ON u.id = w.user_id WHERE u.active AND u.deleted_at IS NULL";
    let rows: Vec<(i64,)> = tx.rows(sql, params![]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(crate) async fn exists(tx: &mut Tx, id: i64) -> Result<bool, Problem> {
    let row: Option<(i64,)> =
        tx.optional("SELECT id FROM app_user WHERE id = $1 AND deleted_at IS NULL", params![id]).await?;
    Ok(row.is_some())
}
