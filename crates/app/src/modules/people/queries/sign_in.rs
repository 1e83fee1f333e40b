use kit::Problem;
use store::{Tx, params};

/// What sign-in compares with: user id, password hash, active, whether the type signs in.
pub(crate) async fn credentials(
    tx: &mut Tx,
    user_name: &str,
) -> Result<Option<(i64, Option<String>, bool, bool)>, Problem> {
    let sql =
        "SELECT u.id, u.password_hash, u.active, t.signs_in FROM app_user u JOIN user_type t ON t.id = u.user_type_id
        WHERE lower(u.user_name) = lower($1) AND u.user_name IS NOT NULL AND u.deleted_at IS NULL";
    Ok(tx.optional(sql, params![user_name]).await?)
}

pub(crate) async fn failures(tx: &mut Tx, subject: &str) -> Result<Option<(i64, i64)>, Problem> {
    Ok(tx.optional("SELECT failures, last_at FROM sign_in_failure WHERE subject = $1", params![subject]).await?)
}

/// Counts one more failure; what was long ago is forgotten.
pub(crate) async fn count_failure(tx: &mut Tx, subject: &str, now: i64, forgotten_before: i64) -> Result<(), Problem> {
    let sql = "INSERT INTO sign_in_failure (subject, failures, last_at) VALUES ($1, 1, $2)
        ON CONFLICT (subject) DO UPDATE SET last_at = $2,
          failures = CASE WHEN sign_in_failure.last_at < $3 THEN 1 ELSE sign_in_failure.failures + 1 END";
    tx.exec(sql, params![subject, now, forgotten_before]).await?;
    Ok(())
}

pub(crate) async fn forget_failures(tx: &mut Tx, subject: &str) -> Result<(), Problem> {
    tx.exec("DELETE FROM sign_in_failure WHERE subject = $1", params![subject]).await?;
    Ok(())
}

pub(crate) async fn forget_old_failures(tx: &mut Tx, before: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM sign_in_failure WHERE last_at < $1", params![before]).await?;
    Ok(())
}

pub(crate) async fn password_hash(tx: &mut Tx, user_id: i64) -> Result<Option<String>, Problem> {
    let row: Option<(Option<String>,)> = tx
        .optional("SELECT password_hash FROM app_user WHERE id = $1 AND deleted_at IS NULL", params![user_id])
        .await?;
    Ok(row.and_then(|(hash,)| hash))
}

pub(crate) async fn set_password(
    tx: &mut Tx,
    user_id: i64,
    hash: &str,
    must_change: bool,
    now: i64,
) -> Result<(), Problem> {
    let sql = "UPDATE app_user SET password_hash = $2, must_change_password = $3, updated_at = $4, version = version + 1 WHERE id = $1";
    tx.exec(sql, params![user_id, hash, must_change, now]).await?;
    Ok(())
}

/// Of somebody who has no user name any more.
pub(crate) async fn forget_password(tx: &mut Tx, user_id: i64) -> Result<(), Problem> {
    tx.exec("UPDATE app_user SET password_hash = NULL WHERE id = $1", params![user_id]).await?;
    Ok(())
}

/// User name, name, and whether the password must be changed.
pub(crate) async fn who(tx: &mut Tx, user_id: i64) -> Result<(String, String, bool), Problem> {
    let sql = "SELECT coalesce(user_name, ''), name, must_change_password FROM app_user WHERE id = $1";
    Ok(tx.one(sql, params![user_id]).await?)
}
