use crate::named::MOST_COUNTED;
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// What somebody wrote on a request.
#[derive(Clone, Debug)]
pub(crate) struct ResponseRow {
    pub(crate) id: i64,
    pub(crate) user_id: i64,
    pub(crate) user_name: String,
    pub(crate) user_color: String,
    pub(crate) text: String,
    pub(crate) private: bool,
    pub(crate) at: i64,
}

impl FromRow for ResponseRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(ResponseRow {
            id: row.get(0)?,
            user_id: row.get(1)?,
            user_name: row.get(2)?,
            user_color: row.get(3)?,
            text: row.get(4)?,
            private: row.get(5)?,
            at: row.get(6)?,
        })
    }
}

/// The conversation, oldest first, after a given response; with the private ones only for who may read those.
pub(crate) async fn responses(
    tx: &mut Tx,
    item_id: i64,
    with_private: bool,
    after: i64,
    limit: usize,
) -> Result<Vec<ResponseRow>, Problem> {
    let sql = "SELECT r.id, r.user_id, u.name, u.color, r.text, r.private, r.at FROM response r JOIN app_user u ON u.id = r.user_id
        WHERE r.item_id = $1 AND r.id > $2 AND (NOT r.private OR $3) ORDER BY r.id LIMIT $4";
    Ok(tx.rows(sql, params![item_id, after, with_private, limit as i64]).await?)
}

/// How many there are, counted no further than anybody is told.
pub(crate) async fn count(tx: &mut Tx, item_id: i64, with_private: bool) -> Result<i64, Problem> {
    let sql = "SELECT count(*) FROM
        (SELECT 1 FROM response WHERE item_id = $1 AND (NOT private OR $2) LIMIT $3) AS counted";
    let (count,): (i64,) = tx.one(sql, params![item_id, with_private, MOST_COUNTED + 1]).await?;
    Ok(count)
}

pub(crate) async fn insert(
    tx: &mut Tx,
    item_id: i64,
    user_id: i64,
    text: &str,
    private: bool,
    at: i64,
) -> Result<i64, Problem> {
    let sql = "INSERT INTO response (item_id, user_id, text, private, at) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![item_id, user_id, text, private, at]).await?;
    Ok(id)
}

/// One response of a request.
pub(crate) async fn find(tx: &mut Tx, item_id: i64, id: i64) -> Result<Option<ResponseRow>, Problem> {
    let sql = "SELECT r.id, r.user_id, u.name, u.color, r.text, r.private, r.at FROM response r JOIN app_user u ON u.id = r.user_id
        WHERE r.item_id = $1 AND r.id = $2";
    Ok(tx.optional(sql, params![item_id, id]).await?)
}
