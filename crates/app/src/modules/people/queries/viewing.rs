use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// As whom a session looks at the product, until when, and what both held when that began.
pub(crate) struct ViewRow {
    pub(crate) viewed_id: i64,
    pub(crate) until: i64,
    pub(crate) rights: Vec<u8>,
}

impl FromRow for ViewRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(ViewRow { viewed_id: row.get(0)?, until: row.get(1)?, rights: row.get(2)? })
    }
}

pub(crate) async fn of_session(tx: &mut Tx, session_id: i64) -> Result<Option<ViewRow>, Problem> {
    let sql = "SELECT viewed_id, viewed_until, viewed_rights FROM session WHERE id = $1 AND viewed_id IS NOT NULL";
    Ok(tx.optional(sql, params![session_id]).await?)
}

/// Says whether the session was free to begin.
pub(crate) async fn begin(tx: &mut Tx, session_id: i64, view: &ViewRow) -> Result<bool, Problem> {
    let sql =
        "UPDATE session SET viewed_id = $2, viewed_until = $3, viewed_rights = $4 WHERE id = $1 AND viewed_id IS NULL";
    let values = params![session_id, view.viewed_id, view.until, view.rights.clone()];
    Ok(tx.exec(sql, values).await? > 0)
}

/// Says whether there was anything to end.
pub(crate) async fn end(tx: &mut Tx, session_id: i64) -> Result<bool, Problem> {
    let sql = "UPDATE session SET viewed_id = NULL, viewed_until = NULL, viewed_rights = NULL
        WHERE id = $1 AND viewed_id IS NOT NULL";
    Ok(tx.exec(sql, params![session_id]).await? > 0)
}
