use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// A session that is not expired.
pub(crate) struct SessionRow {
    pub(crate) id: i64,
    pub(crate) user_id: i64,
    pub(crate) user_agent: String,
    pub(crate) address: String,
    pub(crate) created_at: i64,
    pub(crate) last_seen_at: i64,
    pub(crate) expires_at: i64,
}

impl FromRow for SessionRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(SessionRow {
            id: row.get(0)?,
            user_id: row.get(1)?,
            user_agent: row.get(2)?,
            address: row.get(3)?,
            created_at: row.get(4)?,
            last_seen_at: row.get(5)?,
            expires_at: row.get(6)?,
        })
    }
}

const COLUMNS: &str = "id, user_id, user_agent, address, created_at, last_seen_at, expires_at";

pub(crate) async fn by_token(tx: &mut Tx, hash: &[u8], now: i64) -> Result<Option<SessionRow>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM session WHERE token_hash = $1 AND expires_at > $2");
    Ok(tx.optional(&sql, params![hash.to_vec(), now]).await?)
}

pub(crate) async fn of_user(tx: &mut Tx, user_id: i64, now: i64) -> Result<Vec<SessionRow>, Problem> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session WHERE user_id = $1 AND expires_at > $2 ORDER BY last_seen_at DESC, id DESC"
    );
    Ok(tx.rows(&sql, params![user_id, now]).await?)
}

pub(crate) async fn insert(tx: &mut Tx, hash: &[u8], session: &SessionRow) -> Result<i64, Problem> {
    let sql = "INSERT INTO session (token_hash, user_id, user_agent, address, created_at, last_seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    let values = params![
        hash.to_vec(),
        session.user_id,
        &session.user_agent,
        &session.address,
        session.created_at,
        session.last_seen_at,
        session.expires_at
    ];
    let (id,): (i64,) = tx.one(sql, values).await?;
    Ok(id)
}

pub(crate) async fn touch(tx: &mut Tx, id: i64, now: i64, expires_at: i64) -> Result<(), Problem> {
    tx.exec("UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE id = $1", params![id, now, expires_at])
        .await?;
    Ok(())
}

/// Ends one session of this user; says whether there was one.
pub(crate) async fn delete(tx: &mut Tx, user_id: i64, id: i64) -> Result<bool, Problem> {
    Ok(tx.exec("DELETE FROM session WHERE id = $1 AND user_id = $2", params![id, user_id]).await? > 0)
}

/// Ends all sessions of this user but one.
pub(crate) async fn delete_others(tx: &mut Tx, user_id: i64, kept: Option<i64>) -> Result<(), Problem> {
    let sql = "DELETE FROM session WHERE user_id = $1 AND id <> $2";
    tx.exec(sql, params![user_id, kept.unwrap_or(0)]).await?;
    Ok(())
}

pub(crate) async fn delete_expired(tx: &mut Tx, now: i64) -> Result<u64, Problem> {
    Ok(tx.exec("DELETE FROM session WHERE expires_at <= $1", params![now]).await?)
}
