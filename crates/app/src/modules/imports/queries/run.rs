use crate::{
    many::Refusal,
    modules::imports::model::{Kind, Run, RunState},
};
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

const COLUMNS: &str =
    "id, user_id, file_name, settings, state, dry_run, job_id, problem, rows_total, rows_done, rows_good, rows_bad,
  created_at, finished_at, opened_from, opened_to, permission";

impl FromRow for Run {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (state, problem): (String, Option<String>) = (row.get(4)?, row.get(7)?);
        let permission = row.get(16)?;
        Ok(Run {
            id: row.get(0)?,
            user_id: row.get(1)?,
            file_name: row.get(2)?,
            settings: row.get(3)?,
            state: RunState::parse(&state)
                .ok_or_else(|| Error::Other(format!("{state:?} is no state of an import")))?,
            dry_run: row.get(5)?,
            job_id: row.get(6)?,
            problem: problem.map(|reason| Refusal { permission, reason }),
            rows_total: row.get(8)?,
            rows_done: row.get(9)?,
            rows_good: row.get(10)?,
            rows_bad: row.get(11)?,
            created_at: row.get(12)?,
            finished_at: row.get(13)?,
            opened: row.get::<Option<i64>>(14)?.zip(row.get::<Option<i64>>(15)?),
        })
    }
}

pub(crate) struct NewRun<'a> {
    pub(crate) kind: Kind,
    pub(crate) user_id: i64,
    pub(crate) file_name: &'a str,
    pub(crate) hash: [u8; 32],
    /// Kept until the import is over.
    pub(crate) file: Option<&'a [u8]>,
    pub(crate) settings: &'a str,
    pub(crate) state: RunState,
    pub(crate) dry_run: bool,
    pub(crate) rows_total: i64,
    pub(crate) at: i64,
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewRun<'_>) -> Result<i64, Problem> {
    let sql = "INSERT INTO import_run (kind, user_id, file_name, file_hash, file, settings, state, dry_run, rows_total, rows_done, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10) RETURNING id";
    let values = params![
        new.kind.word(),
        new.user_id,
        new.file_name,
        new.hash,
        new.file,
        new.settings,
        new.state.word(),
        new.dry_run,
        new.rows_total,
        new.at
    ];
    let (id,): (i64,) = tx.one(sql, values).await?;
    Ok(id)
}

pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<Run>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM import_run WHERE id = $1"), params![id]).await?)
}

/// The same, held against other transactions until this one ends.
pub(crate) async fn lock(tx: &mut Tx, id: i64) -> Result<Option<Run>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM import_run WHERE id = $1 FOR UPDATE"), params![id]).await?)
}

/// Somebody's, newest first.
pub(crate) async fn of(tx: &mut Tx, user_id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Run>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM import_run WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    Ok(tx.rows(&sql, params![user_id, before.unwrap_or(i64::MAX), limit]).await?)
}

/// How many there are of somebody's, counting no further than one above what is shown.
pub(crate) async fn count_of(tx: &mut Tx, user_id: i64) -> Result<i64, Problem> {
    let most = kit::paging::COUNTED + 1;
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM import_run WHERE user_id = $1 LIMIT {most}) AS counted");
    let (count,): (i64,) = tx.one(&sql, params![user_id]).await?;
    Ok(count)
}

/// The file, as long as it is kept.
pub(crate) async fn file(tx: &mut Tx, id: i64) -> Result<Option<Vec<u8>>, Problem> {
    let row: Option<(Option<Vec<u8>>,)> = tx.optional("SELECT file FROM import_run WHERE id = $1", params![id]).await?;
    Ok(row.and_then(|(file,)| file))
}

/// When and by whom this file was imported.
pub(crate) async fn imported(tx: &mut Tx, kind: Kind, hash: [u8; 32]) -> Result<Option<(i64, i64)>, Problem> {
    let sql = "SELECT coalesce(finished_at, created_at), user_id FROM import_run
        WHERE kind = $1 AND file_hash = $2 AND state = 'done'";
    Ok(tx.optional(sql, params![kind.word(), hash]).await?)
}

/// Hands a run to its job, with settings that may be new.
pub(crate) async fn queue(
    tx: &mut Tx,
    id: i64,
    job_id: i64,
    settings: &str,
    dry_run: bool,
    rows_total: i64,
) -> Result<(), Problem> {
    let sql = "UPDATE import_run SET state = 'queued', job_id = $2, settings = $3, dry_run = $4, rows_total = $5, rows_done = 0,
          problem = NULL, permission = NULL, finished_at = NULL WHERE id = $1";
    tx.exec(sql, params![id, job_id, settings, dry_run, rows_total]).await?;
    Ok(())
}

pub(crate) async fn begin(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("UPDATE import_run SET state = 'running', rows_done = 0 WHERE id = $1", params![id]).await?;
    Ok(())
}

/// Only of a run that goes on: what is late changes nothing.
pub(crate) async fn progress(tx: &mut Tx, id: i64, rows: i64) -> Result<(), Problem> {
    tx.exec("UPDATE import_run SET rows_done = $2 WHERE id = $1 AND state = 'running'", params![id, rows]).await?;
    Ok(())
}

/// How a run ended.
pub(crate) struct End<'a> {
    pub(crate) state: RunState,
    pub(crate) problem: Option<&'a Refusal>,
    pub(crate) good: i64,
    pub(crate) bad: i64,
    pub(crate) opened: Option<(i64, i64)>,
    pub(crate) at: i64,
}

/// The file goes once it is in.
pub(crate) async fn end(tx: &mut Tx, id: i64, end: &End<'_>) -> Result<(), Error> {
    let sql = "UPDATE import_run SET state = $2, problem = $3, rows_good = $4, rows_bad = $5, opened_from = $6, opened_to = $7,
          finished_at = $8, rows_done = CASE WHEN $2 = 'failed' THEN rows_done ELSE rows_total END,
          file = CASE WHEN $2 = 'done' THEN NULL ELSE file END, permission = $9
        WHERE id = $1";
    let (from, to) = end.opened.unzip();
    let reason = end.problem.map(|problem| problem.reason.as_str());
    let permission = end.problem.and_then(|problem| problem.permission.as_deref());
    tx.exec(sql, params![id, end.state.word(), reason, end.good, end.bad, from, to, end.at, permission]).await?;
    Ok(())
}

/// Files that nobody came back for. Those of people, who may have passwords in them, have another time.
pub(crate) async fn forget_files(tx: &mut Tx, before: i64, before_of_people: i64) -> Result<(), Problem> {
    let old = "created_at < CASE kind WHEN 'users' THEN $2::bigint ELSE $1::bigint END";
    let sql = format!("DELETE FROM import_run WHERE state = 'draft' AND {old}");
    tx.exec(&sql, params![before, before_of_people]).await?;
    let sql = format!(
        "UPDATE import_run SET file = NULL WHERE file IS NOT NULL AND {old} AND state IN ('checked', 'failed')"
    );
    tx.exec(&sql, params![before, before_of_people]).await?;
    Ok(())
}
