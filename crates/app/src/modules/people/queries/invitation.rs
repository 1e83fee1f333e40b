//! Invitations: one a person, until it is used, replaced or expired.
use kit::Problem;
use store::{Tx, params};

/// Replaces the invitation of this person; only the newest link works.
pub(crate) async fn put(tx: &mut Tx, user_id: i64, token_hash: &[u8], expires_at: i64) -> Result<(), Problem> {
    let sql = "INSERT INTO invitation (user_id, token_hash, expires_at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE SET token_hash = $2, expires_at = $3";
    tx.exec(sql, params![user_id, token_hash, expires_at]).await?;
    Ok(())
}

/// The first invitations of these people.
pub(crate) async fn put_many(tx: &mut Tx, each: Vec<(i64, [u8; 32])>, expires_at: i64) -> Result<(), Problem> {
    let sql = "INSERT INTO invitation (user_id, token_hash, expires_at) VALUES ($1, $2, $3)";
    let row = |(user_id, hash): (i64, [u8; 32])| params![user_id, hash, expires_at];
    tx.exec_many(sql, each.into_iter().map(row).collect()).await?;
    Ok(())
}

/// Whose invitation this is, if it still holds.
pub(crate) async fn holder(tx: &mut Tx, token_hash: &[u8], now: i64) -> Result<Option<i64>, Problem> {
    let sql = "SELECT i.user_id FROM invitation i JOIN app_user u ON u.id = i.user_id
        WHERE i.token_hash = $1 AND i.expires_at > $2 AND u.deleted_at IS NULL AND u.active";
    let row: Option<(i64,)> = tx.optional(sql, params![token_hash, now]).await?;
    Ok(row.map(|(id,)| id))
}

/// Whether there is one for this person, used or replaced ones aside.
pub(crate) async fn is_open(tx: &mut Tx, user_id: i64) -> Result<bool, Problem> {
    let row: Option<(i64,)> =
        tx.optional("SELECT user_id FROM invitation WHERE user_id = $1", params![user_id]).await?;
    Ok(row.is_some())
}

/// Uses it up; says whether it was still there.
pub(crate) async fn take(tx: &mut Tx, user_id: i64) -> Result<bool, Problem> {
    Ok(tx.exec("DELETE FROM invitation WHERE user_id = $1", params![user_id]).await? > 0)
}
