//! What somebody prefers, for themselves.
use kit::Problem;
use serde_json::{Map, Value};
use store::{Tx, params};

pub(crate) async fn of(tx: &mut Tx, user_id: i64) -> Result<Map<String, Value>, Problem> {
    let row: Option<(String,)> =
        tx.optional("SELECT preferences FROM app_user WHERE id = $1", params![user_id]).await?;
    Ok(row.and_then(|(text,)| serde_json::from_str(&text).ok()).unwrap_or_default())
}

pub(crate) async fn set(tx: &mut Tx, user_id: i64, preferences: &Map<String, Value>) -> Result<(), Problem> {
    let text = serde_json::to_string(preferences).map_err(|_| Problem::Internal)?;
    tx.exec("UPDATE app_user SET preferences = $2 WHERE id = $1", params![user_id, text]).await?;
    Ok(())
}
