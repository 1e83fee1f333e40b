use super::Error;
use store::{Tx, params};

/// Refuses unless nobody has put anything into the database yet.
pub(crate) async fn refuse_unless_empty(tx: &mut Tx) -> Result<(), Error> {
    for table in ["app_user", "building", "request_type", "item"] {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1) t");
        if tx.one::<(i64,)>(&sql, params![]).await?.0 > 0 {
            return Err(Error::refused("the database is not empty; nothing was changed"));
        }
    }
    Ok(())
}
