use kit::Problem;
use store::{Tx, params};

/// Adds a built-in user type unless it is there.
pub(crate) async fn insert_builtin(
    tx: &mut Tx,
    word: &str,
    name: &str,
    signs_in: bool,
    grants: &str,
) -> Result<(), Problem> {
    let sql = "INSERT INTO user_type (name, builtin, signs_in, grants) VALUES ($1, $2, $3, $4) ON CONFLICT (builtin) DO NOTHING";
    tx.exec(sql, params![name, word, signs_in, grants]).await?;
    Ok(())
}
