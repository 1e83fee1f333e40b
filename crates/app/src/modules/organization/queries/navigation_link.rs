use crate::modules::organization::model::NavigationLink;
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

impl FromRow for NavigationLink {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(NavigationLink { id: row.get(0)?, name: row.get(1)?, address: row.get(2)?, version: row.get(3)? })
    }
}

const COLUMNS: &str = "id, name, address, version";

/// All of them, by name.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<NavigationLink>, Problem> {
    Ok(tx.rows(&format!("SELECT {COLUMNS} FROM navigation_link ORDER BY lower(name), id"), params![]).await?)
}

/// One, held against other transactions until this one ends.
pub(crate) async fn lock(tx: &mut Tx, id: i64) -> Result<Option<NavigationLink>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM navigation_link WHERE id = $1 FOR UPDATE"), params![id]).await?)
}

pub(crate) async fn insert(tx: &mut Tx, name: &str, address: &str) -> Result<i64, Error> {
    let sql = "INSERT INTO navigation_link (name, address) VALUES ($1, $2) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![name, address]).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, link: &NavigationLink) -> Result<(), Error> {
    let sql = "UPDATE navigation_link SET name = $2, address = $3, version = $4 WHERE id = $1";
    tx.exec(sql, params![link.id, &link.name, &link.address, link.version]).await?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Error> {
    tx.exec("DELETE FROM navigation_link WHERE id = $1", params![id]).await?;
    Ok(())
}
