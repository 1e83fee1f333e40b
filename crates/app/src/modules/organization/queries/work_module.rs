use crate::{
    items::spine,
    modules::organization::model::WorkModule,
    named::{Conditions, Listing},
};
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

impl FromRow for WorkModule {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(WorkModule {
            id: row.get(0)?,
            key: row.get(1)?,
            name: row.get(2)?,
            needs_review: row.get(3)?,
            version: row.get(4)?,
        })
    }
}

const COLUMNS: &str = "id, key, name, needs_review, version";

/// All of them, the first one first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<WorkModule>, Problem> {
    Ok(tx.rows(&format!("SELECT {COLUMNS} FROM work_module ORDER BY id"), params![]).await?)
}

/// One more than a page, by name.
pub(crate) async fn list(tx: &mut Tx, listing: &Listing) -> Result<Vec<WorkModule>, Problem> {
    let (sql, values) = Conditions::new().and_asked(listing).page(COLUMNS, "work_module", listing);
    Ok(tx.rows(&sql, values).await?)
}

pub(crate) async fn count(tx: &mut Tx, listing: &Listing) -> Result<i64, Problem> {
    let (sql, values) = Conditions::new().and_asked(listing).count("work_module");
    let (count,): (i64,) = tx.one(&sql, values).await?;
    Ok(count)
}

pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<WorkModule>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM work_module WHERE id = $1"), params![id]).await?)
}

/// The same, held against other transactions until this one ends.
pub(crate) async fn lock(tx: &mut Tx, id: i64) -> Result<Option<WorkModule>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM work_module WHERE id = $1 FOR UPDATE"), params![id]).await?)
}

/// Adds a module, whose requests are numbered for themselves.
pub(crate) async fn insert(tx: &mut Tx, key: &str, name: &str, needs_review: bool) -> Result<i64, Error> {
    let sql = "INSERT INTO work_module (key, name, needs_review) VALUES ($1, $2, $3) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![key, name, needs_review]).await?;
    spine::create_numbers(tx, id).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, module: &WorkModule) -> Result<(), Problem> {
    let sql = "UPDATE work_module SET name = $2, needs_review = $3, version = $4 WHERE id = $1";
    tx.exec(sql, params![module.id, &module.name, module.needs_review, module.version]).await?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Error> {
    tx.exec("DELETE FROM work_module WHERE id = $1", params![id]).await?;
    Ok(())
}

/// Whether user types or people's overrides still speak of a module of this key.
pub(crate) async fn is_granted(tx: &mut Tx, key: &str) -> Result<bool, Problem> {
    let sql = "SELECT EXISTS (SELECT 1 FROM user_type WHERE grants LIKE $1 ESCAPE '!')
        OR EXISTS (SELECT 1 FROM app_user WHERE overrides LIKE $1 ESCAPE '!')";
    let pattern = format!("%\"work.{}.%", key.replace('_', "!_"));
    let (granted,): (bool,) = tx.one(sql, params![pattern]).await?;
    Ok(granted)
}

/// How many requests (deleted ones too), request types and approval processes a module has, requests counted no further than one
/// above what is shown.
pub(crate) async fn references(tx: &mut Tx, id: i64) -> Result<(i64, i64, i64), Problem> {
    let sql = format!(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM item WHERE module_id = $1 LIMIT {}) AS counted),
          (SELECT count(*) FROM request_type WHERE module_id = $1),
          (SELECT count(*) FROM approval_process WHERE module_id = $1)",
        kit::paging::COUNTED + 1
    );
    Ok(tx.one(&sql, params![id]).await?)
}
