use crate::named::{Conditions, Listing};
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

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

/// A user type with its grants in the stored form.
pub(crate) struct UserTypeRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) builtin: Option<String>,
    pub(crate) signs_in: bool,
    pub(crate) grants: String,
    pub(crate) version: i64,
}

impl FromRow for UserTypeRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(UserTypeRow {
            id: row.get(0)?,
            name: row.get(1)?,
            builtin: row.get(2)?,
            signs_in: row.get(3)?,
            grants: row.get(4)?,
            version: row.get(5)?,
        })
    }
}

const COLUMNS: &str = "id, name, builtin, signs_in, grants, version";

/// One more than a page, by name.
pub(crate) async fn list(tx: &mut Tx, listing: &Listing) -> Result<Vec<UserTypeRow>, Problem> {
    let (sql, values) = Conditions::new().and_asked(listing).page(COLUMNS, "user_type", listing);
    Ok(tx.rows(&sql, values).await?)
}

/// How many, counting no further than one above what is shown.
pub(crate) async fn count(tx: &mut Tx, listing: &Listing) -> Result<i64, Problem> {
    let (sql, values) = Conditions::new().and_asked(listing).count("user_type");
    let (count,): (i64,) = tx.one(&sql, values).await?;
    Ok(count)
}

pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<UserTypeRow>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM user_type WHERE id = $1"), params![id]).await?)
}

/// Whether somebody has this name, whatever its case.
pub(crate) async fn has_name(tx: &mut Tx, name: &str) -> Result<bool, Problem> {
    let row: Option<(i64,)> =
        tx.optional("SELECT id FROM user_type WHERE lower(name) = lower($1)", params![name]).await?;
    Ok(row.is_some())
}

pub(crate) async fn insert(tx: &mut Tx, name: &str, signs_in: bool, grants: &str) -> Result<i64, Error> {
    let sql = "INSERT INTO user_type (name, signs_in, grants) VALUES ($1, $2, $3) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![name, signs_in, grants]).await?;
    Ok(id)
}

/// One that was deleted, under the id that it had: no other one ever gets it.
pub(crate) async fn insert_again(tx: &mut Tx, id: i64, name: &str, signs_in: bool, grants: &str) -> Result<i64, Error> {
    let sql = "INSERT INTO user_type (id, name, signs_in, grants) VALUES ($1, $2, $3, $4)";
    tx.exec(sql, params![id, name, signs_in, grants]).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, row: &UserTypeRow) -> Result<(), Error> {
    let sql = "UPDATE user_type SET name = $2, signs_in = $3, grants = $4, version = $5 WHERE id = $1";
    tx.exec(sql, params![row.id, &row.name, row.signs_in, &row.grants, row.version]).await?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Error> {
    // who was deleted keeps a row that refers to their user type: it is nobody's any more
    let sql = "UPDATE app_user SET user_type_id = (SELECT min(id) FROM user_type WHERE id <> $1)
        WHERE user_type_id = $1 AND deleted_at IS NOT NULL";
    tx.exec(sql, params![id]).await?;
    tx.exec("DELETE FROM user_type WHERE id = $1", params![id]).await?;
    Ok(())
}

/// How many people, teams and approval processes have it.
pub(crate) async fn uses(tx: &mut Tx, id: i64) -> Result<(i64, i64, i64), Problem> {
    let sql = "SELECT (SELECT count(*) FROM app_user WHERE user_type_id = $1 AND deleted_at IS NULL),
          (SELECT count(*) FROM team_user_type WHERE user_type_id = $1),
          (SELECT count(DISTINCT process_id) FROM approval_tier_member WHERE user_type_id = $1)";
    Ok(tx.one(sql, params![id]).await?)
}

/// Everybody who has it, themselves or through a team.
pub(crate) async fn bearers(tx: &mut Tx, id: i64) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT id FROM app_user WHERE user_type_id = $1 AND deleted_at IS NULL
        UNION SELECT m.user_id FROM team_user_type t JOIN team_member m ON m.team_id = t.team_id WHERE t.user_type_id = $1";
    let rows: Vec<(i64,)> = tx.rows(sql, params![id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// How many people and how many teams have each user type.
pub(crate) async fn all_uses(tx: &mut Tx) -> Result<Vec<(i64, i64, i64)>, Problem> {
    let sql = "SELECT t.id, (SELECT count(*) FROM app_user u WHERE u.user_type_id = t.id AND u.deleted_at IS NULL),
          (SELECT count(*) FROM team_user_type x WHERE x.user_type_id = t.id) FROM user_type t";
    Ok(tx.rows(sql, params![]).await?)
}

/// Everybody whose own it is.
pub(crate) async fn people(tx: &mut Tx, id: i64) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT id FROM app_user WHERE user_type_id = $1 AND deleted_at IS NULL ORDER BY id";
    let rows: Vec<(i64,)> = tx.rows(sql, params![id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The teams that give it.
pub(crate) async fn teams(tx: &mut Tx, id: i64) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT team_id FROM team_user_type WHERE user_type_id = $1 ORDER BY team_id";
    let rows: Vec<(i64,)> = tx.rows(sql, params![id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Gives another user type to all whose own it is, and to its teams.
pub(crate) async fn succeed(tx: &mut Tx, id: i64, successor: i64, at: i64) -> Result<(), Error> {
    let sql = "UPDATE app_user SET user_type_id = $2, version = version + 1, updated_at = $3
        WHERE user_type_id = $1 AND deleted_at IS NULL";
    tx.exec(sql, params![id, successor, at]).await?;
    let sql = "UPDATE team SET version = version + 1
        WHERE id IN (SELECT team_id FROM team_user_type WHERE user_type_id = $1)";
    tx.exec(sql, params![id]).await?;
    let sql = "INSERT INTO team_user_type (team_id, user_type_id)
        SELECT team_id, $2::bigint FROM team_user_type WHERE user_type_id = $1 ON CONFLICT DO NOTHING";
    tx.exec(sql, params![id, successor]).await?;
    tx.exec("DELETE FROM team_user_type WHERE user_type_id = $1", params![id]).await?;
    Ok(())
}

/// Gives a worker profile to those of these people who have none.
pub(crate) async fn make_workers(tx: &mut Tx, ids: &[i64]) -> Result<(), Error> {
    let sql = "INSERT INTO worker (user_id) VALUES ($1) ON CONFLICT DO NOTHING";
    tx.exec_many(sql, ids.iter().map(|id| params![*id]).collect()).await?;
    Ok(())
}
