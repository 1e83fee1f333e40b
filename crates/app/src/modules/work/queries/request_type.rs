use crate::named::{Conditions, Listing, MOST_COUNTED};
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// Plumbing, Electrical, …: of one module.
#[derive(Clone, Debug)]
pub(crate) struct RequestTypeRow {
    pub(crate) id: i64,
    pub(crate) module_id: i64,
    pub(crate) name: String,
    /// A new request is due so many days later; `None`: no due date.
    pub(crate) due_days: Option<i64>,
    /// An inactive type is kept for old requests and no longer offered.
    pub(crate) active: bool,
    pub(crate) version: i64,
}

impl FromRow for RequestTypeRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(RequestTypeRow {
            id: row.get(0)?,
            module_id: row.get(1)?,
            name: row.get(2)?,
            due_days: row.get(3)?,
            active: row.get(4)?,
            version: row.get(5)?,
        })
    }
}

const COLUMNS: &str = "id, module_id, name, due_days, active, version";

pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<RequestTypeRow>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM request_type WHERE id = $1");
    Ok(tx.rows_by_kept_plan(&sql, params![id]).await?.into_iter().next())
}

/// The same, held against other transactions until this one ends.
pub(crate) async fn lock(tx: &mut Tx, id: i64) -> Result<Option<RequestTypeRow>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM request_type WHERE id = $1 FOR UPDATE"), params![id]).await?)
}

/// Which types a list is about.
pub(crate) struct Wanted {
    pub(crate) module_ids: Vec<i64>,
    pub(crate) active: Option<bool>,
}

fn narrowed(wanted: &Wanted, listing: &Listing) -> Conditions {
    let of_modules = Conditions::new().and("module_id = ANY(?)", wanted.module_ids.clone());
    let of_state = match wanted.active {
        Some(active) => of_modules.and("active = ?", active),
        None => of_modules,
    };
    of_state.and_asked(listing)
}

/// One more than a page, by name.
pub(crate) async fn list(tx: &mut Tx, wanted: &Wanted, listing: &Listing) -> Result<Vec<RequestTypeRow>, Problem> {
    let (sql, values) = narrowed(wanted, listing).page(COLUMNS, "request_type", listing);
    Ok(tx.rows(&sql, values).await?)
}

/// How many, counting no further than one above [`MOST_COUNTED`].
pub(crate) async fn count(tx: &mut Tx, wanted: &Wanted, listing: &Listing) -> Result<i64, Problem> {
    let (sql, values) = narrowed(wanted, listing).count("request_type");
    let (count,): (i64,) = tx.one(&sql, values).await?;
    Ok(count)
}

/// What these types are called.
pub(crate) async fn named(tx: &mut Tx, ids: &[i64]) -> Result<Vec<(i64, String)>, Problem> {
    Ok(tx.rows("SELECT id, name FROM request_type WHERE id = ANY($1)", params![ids]).await?)
}

/// Adds a type; its `id` and `version` are not looked at.
pub(crate) async fn insert(tx: &mut Tx, row: &RequestTypeRow) -> Result<i64, Error> {
    let sql = "INSERT INTO request_type (module_id, name, due_days, active) VALUES ($1, $2, $3, $4) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![row.module_id, &row.name, row.due_days, row.active]).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, row: &RequestTypeRow) -> Result<(), Error> {
    let sql = "UPDATE request_type SET name = $2, due_days = $3, active = $4, version = $5 WHERE id = $1";
    tx.exec(sql, params![row.id, &row.name, row.due_days, row.active, row.version]).await?;
    tx.bump_access(); // names are kept as long as nothing changes: [`crate::names::NameCache`]
    Ok(())
}

/// How many requests, deleted or not, are of this type (no further than one above [`MOST_COUNTED`]), and how many approval
/// processes are set up for it.
pub(crate) async fn references(tx: &mut Tx, id: i64) -> Result<(i64, i64), Problem> {
    let sql = format!(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM item i JOIN request_type t ON t.module_id = i.module_id
            WHERE t.id = $1 AND i.type_id = $1 LIMIT {}) AS counted),
          (SELECT count(*) FROM approval_process WHERE request_type_id = $1)",
        MOST_COUNTED + 1
    );
    Ok(tx.one(&sql, params![id]).await?)
}

pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Error> {
    tx.exec("DELETE FROM request_type WHERE id = $1", params![id]).await?;
    Ok(())
}
