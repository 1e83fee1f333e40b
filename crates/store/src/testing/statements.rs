//! What was asked of SQLite, for who measures what everything around it costs.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use rusqlite::OpenFlags;

use crate::{Param, sqlite};

/// A statement as SQLite got it.
#[derive(Debug, Clone)]
pub struct Statement {
    sql: String,
    params: Vec<Param>,
}

static RECORD: Mutex<Option<Vec<Statement>>> = Mutex::new(None);

/// From now on, statements that read are written down.
pub fn record() {
    *record_of_all() = Some(Vec::new());
}

/// What was written down since [`record`]; nothing more is.
pub fn recorded() -> Vec<Statement> {
    record_of_all().take().unwrap_or_default()
}

pub(crate) fn note(sql: impl FnOnce() -> String, params: &[Param]) {
    if let Some(record) = record_of_all().as_mut() {
        record.push(Statement { sql: sql(), params: params.to_vec() });
    }
}

fn record_of_all() -> MutexGuard<'static, Option<Vec<Statement>>> {
    RECORD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How often a second these statements, one after another in one snapshot, can be read from a file on so many threads with
/// nothing around them.
pub fn replay(path: &Path, statements: &[Statement], threads: usize, time: Duration) -> rusqlite::Result<f64> {
    let started = Instant::now();
    let rounds = thread::scope(|scope| {
        let run = || scope.spawn(|| rounds(path, statements, time));
        let running: Vec<_> = (0..threads).map(|_| run()).collect();
        running.into_iter().map(|thread| thread.join().expect("reading does not panic")).sum::<rusqlite::Result<u64>>()
    })?;
    Ok(rounds as f64 / started.elapsed().as_secs_f64())
}

fn rounds(path: &Path, statements: &[Statement], time: Duration) -> rusqlite::Result<u64> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    rusqlite::vtab::array::load_module(&connection)?;
    connection.execute_batch("PRAGMA cache_size=-16384")?;
    connection.set_prepared_statement_cache_capacity(statements.len() + 2);
    let end = Instant::now() + time;
    let mut rounds = 0;
    while Instant::now() < end {
        connection.prepare_cached("BEGIN")?.raw_execute()?;
        for statement in statements {
            sqlite::replay(&connection, &statement.sql, &statement.params)?;
        }
        connection.prepare_cached("ROLLBACK")?.raw_execute()?;
        rounds += 1;
    }
    Ok(rounds)
}
