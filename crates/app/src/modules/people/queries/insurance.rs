//! Until when the liability insurance of people lasts.
use kit::Problem;
use store::{Tx, params};

/// Those of active people that end after one civil date and on another at the latest: whose, and when.
pub(crate) async fn ending(tx: &mut Tx, after: &str, until: &str) -> Result<Vec<(i64, String)>, Problem> {
    let sql = "SELECT id, insurance_expires_on FROM app_user
        WHERE insurance_expires_on > $1 AND insurance_expires_on <= $2 AND active AND deleted_at IS NULL ORDER BY id";
    Ok(tx.rows(sql, params![after, until]).await?)
}

/// Until when that of one person lasts.
pub(crate) async fn of(tx: &mut Tx, user_id: i64) -> Result<Option<String>, Problem> {
    let row: Option<(Option<String>,)> =
        tx.optional("SELECT insurance_expires_on FROM app_user WHERE id = $1", params![user_id]).await?;
    Ok(row.and_then(|(last,)| last))
}
