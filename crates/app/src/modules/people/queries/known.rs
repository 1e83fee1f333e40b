use kit::Problem;
use store::{Tx, params};

/// Active people with these letters in their name, by name: id and name. With `workers`, only those with a worker profile.
pub(crate) async fn by_name(
    tx: &mut Tx,
    letters: &str,
    workers: bool,
    limit: usize,
) -> Result<Vec<(i64, String)>, Problem> {
    let sql = "SELECT u.id, u.name FROM app_user u
        WHERE u.active AND u.deleted_at IS NULL AND lower(u.name) LIKE lower($1) ESCAPE '!'
          AND (NOT $2 OR EXISTS (SELECT 1 FROM worker w WHERE w.user_id = u.id))
        ORDER BY lower(u.name), u.id LIMIT $3";
    Ok(tx.rows(sql, params![crate::named::pattern(letters), workers, limit as i64]).await?)
}

/// What user types are called, by name.
pub(crate) async fn names_of_types(tx: &mut Tx, ids: &[i64]) -> Result<Vec<String>, Problem> {
    let sql = "SELECT name FROM user_type WHERE id = ANY($1) ORDER BY lower(name)";
    let rows: Vec<(String,)> = tx.rows(sql, params![ids.to_vec()]).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}
