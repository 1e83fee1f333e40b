//! Who follows an item, whatever it is. Followers are no owners: they get mail of what they may read anyway, and nothing else.
use kit::Problem;
use store::{Tx, params};

/// More would be a mailing list.
pub const MOST: usize = 100;

/// Everybody who follows it, first come first, with the time since when; whether they may still read it is for the caller to ask.
pub async fn of(tx: &mut Tx, item_id: i64) -> Result<Vec<(i64, i64)>, Problem> {
    let sql = "SELECT user_id, at FROM follower WHERE item_id = $1 ORDER BY at, user_id";
    Ok(tx.rows(sql, params![item_id]).await?)
}

pub async fn is_one(tx: &mut Tx, item_id: i64, user_id: i64) -> Result<bool, Problem> {
    let sql = "SELECT user_id FROM follower WHERE item_id = $1 AND user_id = $2";
    let found: Option<(i64,)> = tx.optional(sql, params![item_id, user_id]).await?;
    Ok(found.is_some())
}

/// Whether they did not follow it before.
pub async fn add(tx: &mut Tx, item_id: i64, user_id: i64, added_by: i64, at: i64) -> Result<bool, Problem> {
    let sql = "INSERT INTO follower (item_id, user_id, added_by, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(tx.exec(sql, params![item_id, user_id, added_by, at]).await? > 0)
}

/// Whether they followed it before.
pub async fn remove(tx: &mut Tx, item_id: i64, user_id: i64) -> Result<bool, Problem> {
    let sql = "DELETE FROM follower WHERE item_id = $1 AND user_id = $2";
    Ok(tx.exec(sql, params![item_id, user_id]).await? > 0)
}
