use kit::Problem;
use store::{Tx, params};

/// What user types are called, by name.
pub(crate) async fn names_of_types(tx: &mut Tx, ids: &[i64]) -> Result<Vec<String>, Problem> {
    let sql = "SELECT name FROM user_type WHERE id = ANY($1) ORDER BY lower(name)";
    let rows: Vec<(String,)> = tx.rows(sql, params![ids.to_vec()]).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}
