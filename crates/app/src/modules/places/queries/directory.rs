use kit::Problem;
use store::{Tx, params};

pub(crate) async fn buildings(tx: &mut Tx) -> Result<Vec<(i64, String)>, Problem> {
    Ok(tx.rows("SELECT id, name FROM building ORDER BY lower(name), id", params![]).await?)
}

/// Building, id and name.
pub(crate) async fn rooms(tx: &mut Tx) -> Result<Vec<(i64, i64, String)>, Problem> {
    Ok(tx.rows("SELECT building_id, id, name FROM resource ORDER BY building_id, id", params![]).await?)
}
