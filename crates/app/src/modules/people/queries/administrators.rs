//! Who could administer the organization.
use kit::Problem;
use store::{Tx, params};

/// Every user type's id with its grants.
pub(crate) async fn types(tx: &mut Tx) -> Result<Vec<(i64, String)>, Problem> {
    Ok(tx.rows("SELECT id, grants FROM user_type ORDER BY id", params![]).await?)
}

/// Everybody with one of these user types, themselves or through a team, or with an override of this key.
pub(crate) async fn candidates(tx: &mut Tx, types: &[i64], key: &str) -> Result<Vec<i64>, Problem> {
    // a filter only: whoever it finds is judged by their grants
    let sql = "SELECT id FROM app_user WHERE deleted_at IS NULL AND (user_type_id = ANY($1) OR overrides LIKE $2
          OR id IN (SELECT m.user_id FROM team_member m JOIN team_user_type t ON t.team_id = m.team_id WHERE t.user_type_id = ANY($1)))
        ORDER BY id";
    let rows: Vec<(i64,)> = tx.rows(sql, params![types, format!("%\"{key}\"%")]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Those of these people who can come in: active, with a user name, a password, and a user type that signs in.
pub(crate) async fn who_come_in(tx: &mut Tx, ids: &[i64]) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT u.id FROM app_user u JOIN user_type t ON t.id = u.user_type_id
        WHERE u.id = ANY($1) AND u.active AND t.signs_in AND u.user_name IS NOT NULL AND u.password_hash IS NOT NULL ORDER BY u.id";
    let rows: Vec<(i64,)> = tx.rows(sql, params![ids]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
