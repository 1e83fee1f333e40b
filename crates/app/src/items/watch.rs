//! What passes by itself (a due date, the end of an insurance) is nobody's change: somebody has to look for it again and again. Up to
//! where that was done is kept, so that each passing is told once, whichever node looks and however long none did.
use kit::Problem;
use store::{Tx, params};

/// Looks on from where it was left, up to this moment: from when to when, the end not included. The first time there is nothing to look
/// through, since what passed before anybody looked is no news. Held until the transaction ends.
pub(crate) async fn go_on(tx: &mut Tx, kind: &str, now: i64) -> Result<Option<(i64, i64)>, Problem> {
    let known = "SELECT until FROM watch WHERE kind = $1 FOR UPDATE";
    let Some((until,)) = tx.optional::<(i64,)>(known, params![kind]).await? else {
        let first = "INSERT INTO watch (kind, until) VALUES ($1, $2) ON CONFLICT (kind) DO NOTHING";
        tx.exec(first, params![kind, now]).await?;
        return Ok(None);
    };
    if until >= now {
        return Ok(None);
    }
    tx.exec("UPDATE watch SET until = $2 WHERE kind = $1", params![kind, now]).await?;
    Ok(Some((until, now)))
}
