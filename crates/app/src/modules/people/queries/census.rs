use kit::Problem;
use store::{Tx, params};

/// Everybody who has one of these user types, themselves or through a team.
pub(crate) async fn with_types(tx: &mut Tx, types: &[i64]) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT id FROM app_user WHERE user_type_id = ANY($1) AND deleted_at IS NULL
        UNION SELECT m.user_id FROM team_user_type t JOIN team_member m ON m.team_id = t.team_id WHERE t.user_type_id = ANY($1)";
    let rows: Vec<(i64,)> = tx.rows(sql, params![types]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The preferences of those who have any about mails.
pub(crate) async fn preferences(tx: &mut Tx, ids: &[i64]) -> Result<Vec<(i64, String)>, Problem> {
    let sql = "SELECT id, preferences FROM app_user WHERE id = ANY($1) AND preferences LIKE '%\"mail\"%'";
    Ok(tx.rows(sql, params![ids]).await?)
}

/// Everybody who was not deleted, by name.
pub(crate) async fn everybody(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    let rows: Vec<(i64,)> =
        tx.rows("SELECT id FROM app_user WHERE deleted_at IS NULL ORDER BY lower(name), id", params![]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
