use super::model::SavedView;
use crate::named::{Conditions, Listing};
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

impl FromRow for SavedView {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let columns: String = row.get(4)?;
        Ok(SavedView {
            id: row.get(0)?,
            page: row.get(1)?,
            name: row.get(2)?,
            query: row.get(3)?,
            columns: serde_json::from_str(&columns).map_err(|e| Error::Other(format!("columns of a view: {e}")))?,
            version: row.get(5)?,
        })
    }
}

const COLUMNS: &str = "id, page, name, query, columns, version";

fn narrowed(user_id: i64, page: Option<&str>, listing: &Listing) -> Conditions {
    let own = Conditions::new().and("user_id = ?", user_id);
    let of_page = match page {
        Some(page) => own.and("page = ?", page),
        None => own,
    };
    of_page.and_asked(listing)
}

/// One more than a page of this person's views, by name.
pub(super) async fn list(
    tx: &mut Tx,
    user_id: i64,
    page: Option<&str>,
    listing: &Listing,
) -> Result<Vec<SavedView>, Problem> {
    let (sql, values) = narrowed(user_id, page, listing).page(COLUMNS, "saved_view", listing);
    Ok(tx.rows(&sql, values).await?)
}

pub(super) async fn count(tx: &mut Tx, user_id: i64, page: Option<&str>, listing: &Listing) -> Result<i64, Problem> {
    let (sql, values) = narrowed(user_id, page, listing).count("saved_view");
    let (count,): (i64,) = tx.one(&sql, values).await?;
    Ok(count)
}

/// The view, if it is this person's.
pub(super) async fn find(tx: &mut Tx, user_id: i64, id: i64) -> Result<Option<SavedView>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM saved_view WHERE id = $1 AND user_id = $2");
    Ok(tx.optional(&sql, params![id, user_id]).await?)
}

/// The same, held against other transactions until this one ends.
pub(super) async fn lock(tx: &mut Tx, user_id: i64, id: i64) -> Result<Option<SavedView>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM saved_view WHERE id = $1 AND user_id = $2 FOR UPDATE");
    Ok(tx.optional(&sql, params![id, user_id]).await?)
}

pub(super) async fn insert(tx: &mut Tx, user_id: i64, view: &SavedView) -> Result<i64, Error> {
    let sql = "INSERT INTO saved_view (user_id, page, name, query, columns) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let values = params![user_id, &view.page, &view.name, &view.query, columns(view)];
    let (id,): (i64,) = tx.one(sql, values).await?;
    Ok(id)
}

pub(super) async fn update(tx: &mut Tx, view: &SavedView) -> Result<(), Error> {
    let sql = "UPDATE saved_view SET page = $2, name = $3, query = $4, columns = $5, version = $6 WHERE id = $1";
    tx.exec(sql, params![view.id, &view.page, &view.name, &view.query, columns(view), view.version]).await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM saved_view WHERE id = $1", params![id]).await?;
    Ok(())
}

fn columns(view: &SavedView) -> String {
    serde_json::json!(view.columns).to_string()
}
