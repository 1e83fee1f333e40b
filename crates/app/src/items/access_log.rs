//! The part of the history that tells what people may do: every change of people, user types, teams, buildings and their groups, as
//! one list.
use super::history::Line;
use kit::Problem;
use store::{Error, FromRow, Param, Row, Tx, params};

/// A line of the log.
#[derive(Clone, Debug)]
pub struct Logged {
    pub line: Line,
    pub kind: String,
    pub subject_id: i64,
    /// The line that this one takes back.
    pub reverts: Option<i64>,
    /// The last line that takes this one back.
    pub reverted_by: Option<i64>,
}

impl FromRow for Logged {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Logged {
            line: Line::from_row(row)?,
            kind: row.get(6)?,
            subject_id: row.get(7)?,
            reverts: row.get(8)?,
            reverted_by: row.get(9)?,
        })
    }
}

/// What is asked of the log.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only of things of one kind.
    pub kind: Option<String>,
    pub subject_id: Option<i64>,
    pub action: Option<String>,
    pub actor_id: Option<i64>,
    /// From this moment on, and before that one.
    pub from: Option<i64>,
    pub before: Option<i64>,
    /// Time and id of the line after which to go on.
    pub after: Option<(i64, i64)>,
}

/// The kinds of things whose changes are in it.
pub const KINDS: [&str; 5] = ["user", "user_type", "team", "building_group", "building"];

/// What takes a line back is found by that line, with no statistics either: never by running down all the ids.
const COLUMNS: &str = "h.id, h.at, h.actor_id, u.name, h.action, h.changes, h.subject_kind, h.subject_id, h.reverts,
    (SELECT max(r.id + 0) FROM history r WHERE r.reverts = h.id)";
/// The first two word for word as in the index; the kinds hidden from the others, which are longer.
const LOGGED: &str = "h.subject_kind <> 'work_request' AND h.action IN ('created', 'updated', 'deleted', 'reset')
    AND h.subject_kind || '' IN ('user', 'user_type', 'team', 'building_group', 'building')";

/// So many lines, newest first.
pub async fn list(tx: &mut Tx, wanted: &Wanted, limit: usize) -> Result<Vec<Logged>, Problem> {
    let (narrowed, mut values) = narrowed(wanted);
    values.push((limit as i64).into());
    // one thing's lines are few, and found by the thing
    let time = if wanted.subject_id.is_some() { "h.at + 0" } else { "h.at" };
    let sql = format!(
        "SELECT {COLUMNS} FROM history h LEFT JOIN app_user u ON u.id = h.actor_id WHERE {LOGGED}{narrowed}
        ORDER BY {time} DESC, h.id DESC LIMIT ${}",
        values.len()
    );
    Ok(tx.rows(&sql, values).await?)
}

/// Of everybody who made one that is wanted the newest line, of so many people at most. It takes two looks into the index for each
/// person who is in the log at all, however long the log is.
pub async fn newest_of_each(tx: &mut Tx, wanted: &Wanted, most: usize) -> Result<Vec<Logged>, Problem> {
    let (narrowed, mut values) = narrowed(wanted);
    values.push((most as i64).into());
    let sql = format!(
        "WITH RECURSIVE actor (id) AS (
          SELECT CAST(0 AS BIGINT)
          UNION ALL
          SELECT (SELECT h.actor_id FROM history h WHERE {LOGGED} AND h.actor_id > a.id
              ORDER BY h.actor_id, h.at, h.id LIMIT 1)
            FROM actor a WHERE a.id IS NOT NULL)
        SELECT {COLUMNS} FROM (
            SELECT (SELECT h.id FROM history h WHERE {LOGGED} AND h.actor_id = a.id{narrowed}
                ORDER BY h.at DESC, h.id DESC LIMIT 1) AS id
              FROM actor a WHERE a.id > 0) newest
          JOIN history h ON h.id = newest.id LEFT JOIN app_user u ON u.id = h.actor_id
        LIMIT ${}",
        values.len()
    );
    Ok(tx.rows(&sql, values).await?)
}

/// What is wanted as conditions, with their values.
fn narrowed(wanted: &Wanted) -> (String, Vec<Param>) {
    let (mut sql, mut values) = (String::new(), vec![]);
    let mut and = |condition: &str, value: Option<Param>| {
        if let Some(value) = value {
            values.push(value);
            sql.push_str(&format!(" AND {condition} ${}", values.len()));
        }
    };
    and("h.subject_kind =", wanted.kind.clone().map(Param::from));
    and("h.subject_id =", wanted.subject_id.map(Param::from));
    and("h.action =", wanted.action.clone().map(Param::from));
    and("h.actor_id =", wanted.actor_id.map(Param::from));
    and("h.at >=", wanted.from.map(Param::from));
    and("h.at <", wanted.before.map(Param::from));
    if let Some((at, id)) = wanted.after {
        values.extend(params![at, id]);
        sql.push_str(&format!(" AND (h.at, h.id) < (${}, ${})", values.len() - 1, values.len()));
    }
    (sql, values)
}

/// One line.
pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<Logged>, Problem> {
    let sql = format!(
        "SELECT {COLUMNS} FROM history h LEFT JOIN app_user u ON u.id = h.actor_id WHERE {LOGGED} AND h.id = $1"
    );
    Ok(tx.optional(&sql, params![id]).await?)
}

/// The newest line about something, where there is one behind this id.
pub async fn newest(tx: &mut Tx, (kind, id): (&str, i64), behind: i64) -> Result<Option<Logged>, Problem> {
    let sql = format!(
        "SELECT {COLUMNS} FROM history h LEFT JOIN app_user u ON u.id = h.actor_id
        WHERE {LOGGED} AND h.subject_kind = $1 AND h.subject_id = $2 AND h.id > $3 ORDER BY h.id DESC LIMIT 1"
    );
    Ok(tx.optional(&sql, params![kind, id, behind]).await?)
}

/// Says of a line that this transaction wrote that it takes another one back.
pub async fn link(tx: &mut Tx, id: i64, reverts: i64) -> Result<(), Problem> {
    tx.exec("UPDATE history SET reverts = $2 WHERE id = $1", params![id, reverts]).await?;
    Ok(())
}
