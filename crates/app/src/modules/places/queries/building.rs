use kit::Problem;
use store::{Tx, params};

pub(crate) async fn exists(tx: &mut Tx, id: i64) -> Result<bool, Problem> {
    let row: Option<(i64,)> = tx.optional("SELECT id FROM building WHERE id = $1", params![id]).await?;
    Ok(row.is_some())
}

pub(crate) async fn building_of_resource(tx: &mut Tx, resource_id: i64) -> Result<Option<i64>, Problem> {
    let row: Option<(i64,)> =
        tx.optional("SELECT building_id FROM resource WHERE id = $1", params![resource_id]).await?;
    Ok(row.map(|(id,)| id))
}
