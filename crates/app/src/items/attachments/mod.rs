//! Files that an item carries, whatever it is. They are received piece by piece before anything else happens, belong to nobody's
//! item until the change that they came with takes them in, and never change afterwards.
mod answer;
mod kind;
mod name;
mod upload;

pub(crate) use answer::answer;
pub(crate) use upload::{LARGEST_BODY, Upload};

use kit::Problem;
use store::{Db, Error, FromRow, Row, Tx, params};

/// The largest file, in bytes.
pub const LARGEST: usize = 25 * 1024 * 1024;
/// Files of one item, those of its responses among them.
pub const MOST: usize = 20;
/// How long a file waits for what it came with, in microseconds: a day.
const PATIENCE: i64 = 86_400_000_000;

/// A file without what is in it.
#[derive(Clone, Debug)]
pub struct Attachment {
    pub id: i64,
    /// The response with which it came.
    pub response_id: Option<i64>,
    pub user_id: i64,
    pub user_name: String,
    pub name: String,
    /// Its media type, from a list of ours: never what its sender said.
    pub kind: String,
    /// In bytes.
    pub size: i64,
    pub at: i64,
    /// It belongs to a private response.
    pub private: bool,
}

impl Attachment {
    /// A browser may show it where it stands.
    pub fn is_picture(&self) -> bool {
        kind::is_picture(&self.kind)
    }
}

impl FromRow for Attachment {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Attachment {
            id: row.get(0)?,
            response_id: row.get(1)?,
            user_id: row.get(2)?,
            user_name: row.get(3)?,
            name: row.get(4)?,
            kind: row.get(5)?,
            size: row.get(6)?,
            at: row.get(7)?,
            private: row.get(8)?,
        })
    }
}

const SELECT: &str =
    "SELECT a.id, a.response_id, a.user_id, u.name, a.name, a.kind, a.size, a.at, coalesce(r.private, false)
    FROM attachment a JOIN app_user u ON u.id = a.user_id LEFT JOIN response r ON r.id = a.response_id
    WHERE a.item_id = $1 AND (r.id IS NULL OR NOT r.private OR $2)";

/// The files of an item, first come first; with those of private responses only for who may read them.
pub async fn of(tx: &mut Tx, item_id: i64, with_private: bool) -> Result<Vec<Attachment>, Problem> {
    Ok(tx.rows(&format!("{SELECT} ORDER BY a.id"), params![item_id, with_private]).await?)
}

/// One of them.
pub async fn find(tx: &mut Tx, item_id: i64, with_private: bool, id: i64) -> Result<Option<Attachment>, Problem> {
    Ok(tx.optional(&format!("{SELECT} AND a.id = $3"), params![item_id, with_private, id]).await?)
}

/// Takes files that this person sent into an item, and perhaps a response of it, which the caller holds against others; answers
/// what they are called. 422 on `file` where they are too many.
pub async fn take(
    tx: &mut Tx,
    (item_id, response_id): (i64, Option<i64>),
    user_id: i64,
    received: &[i64],
) -> Result<Vec<String>, Problem> {
    let sql = "SELECT count(*) FROM attachment WHERE item_id = $1";
    let (there,): (i64,) = tx.one(sql, params![item_id]).await?;
    if there as usize + received.len() > MOST {
        return Err(Problem::field("file", format!("are too many: at most {MOST} files go with one request")));
    }
    let sql =
        "UPDATE attachment SET item_id = $1, response_id = $2 WHERE id = ANY($3) AND user_id = $4 AND item_id IS NULL";
    let taken = tx.exec(sql, params![item_id, response_id, received.to_vec(), user_id]).await?;
    if taken as usize != received.len() {
        return Err(Problem::Internal);
    }
    let sql = "SELECT name FROM attachment WHERE id = ANY($1) ORDER BY id";
    let names: Vec<(String,)> = tx.rows(sql, params![received.to_vec()]).await?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}

/// Removes a file for good.
pub async fn delete(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM attachment WHERE id = $1", params![id]).await?;
    Ok(())
}

/// Removes files that what they came with did not take in.
pub async fn drop_received(db: &Db, received: Vec<i64>) -> Result<(), Problem> {
    if received.is_empty() {
        return Ok(());
    }
    let write = db.write(move |tx| {
        Box::pin(async move {
            tx.exec("DELETE FROM attachment WHERE id = ANY($1) AND item_id IS NULL", params![received]).await?;
            Ok(())
        })
    });
    write.await
}

/// Removes files that nothing took in, because their sender or this program went away meanwhile.
pub async fn forget(tx: &mut Tx, now: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM attachment WHERE item_id IS NULL AND at < $1", params![now - PATIENCE]).await?;
    Ok(())
}
