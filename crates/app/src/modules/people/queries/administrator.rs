use kit::Problem;
use store::{Tx, params};

/// Adds somebody of a built-in user type in all buildings; none when the user name is taken.
pub(crate) async fn insert(
    tx: &mut Tx,
    builtin: &str,
    user_name: &str,
    name: &str,
    password_hash: &str,
    now: i64,
) -> Result<Option<i64>, Problem> {
    let sql = "INSERT INTO app_user (user_name, name, user_type_id, all_buildings, color, password_hash, created_at, updated_at)
        SELECT $2, $3, t.id, true, '0', $4, $5, $5 FROM user_type t WHERE t.builtin = $1
        ON CONFLICT DO NOTHING RETURNING id";
    let row: Option<(i64,)> = tx.optional(sql, params![builtin, user_name, name, password_hash, now]).await?;
    Ok(row.map(|(id,)| id))
}
