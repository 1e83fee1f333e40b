//! Who is assigned to what, whatever it is.
use kit::Problem;
use store::{Tx, params};

/// To how many open items somebody is assigned (states 1, 2, 3 and 7 are the open ones: see the table `item`).
pub async fn open_of(tx: &mut Tx, user_id: i64) -> Result<i64, Problem> {
    let sql = "SELECT count(*) FROM item_party WHERE user_id = $1 AND assigned AND state IN (1, 2, 3, 7)";
    let (count,): (i64,) = tx.one(sql, params![user_id]).await?;
    Ok(count)
}
