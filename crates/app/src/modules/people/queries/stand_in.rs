use kit::Problem;
use store::{Tx, params};

pub(crate) async fn by_user_name(tx: &mut Tx, user_name: &str) -> Result<Option<i64>, Problem> {
    let sql = "SELECT id FROM app_user WHERE lower(user_name) = lower($1) AND deleted_at IS NULL";
    let row: Option<(i64,)> = tx.optional(sql, params![user_name]).await?;
    Ok(row.map(|(id,)| id))
}

/// Those who may act, in the order in which they came.
pub(crate) async fn active(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    let rows: Vec<(i64,)> =
        tx.rows("SELECT id FROM app_user WHERE active AND deleted_at IS NULL ORDER BY id", params![]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
