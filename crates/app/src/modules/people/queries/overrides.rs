//! Who has overrides.
use kit::Problem;
use store::{Tx, params};

/// Everybody who has any, by name.
pub(crate) async fn bearers(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT id FROM app_user WHERE overrides <> '{}' AND deleted_at IS NULL ORDER BY lower(name), id";
    let rows: Vec<(i64,)> = tx.rows(sql, params![]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
