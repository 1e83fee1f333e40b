//! One connection with its prepared statements.

use std::{
    collections::HashMap,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use rusqlite::{CachedStatement, OpenFlags, config::DbConfig, vtab};

use crate::{
    Error, FromRow, Param, Result, Row,
    row::Source,
    sqlite::{bind::Bound, errors, rewrite},
};

/// Statements kept prepared. A list page has a few hundred at most: filters × sorts × shapes of scope.
const STATEMENTS: usize = 256;
/// Rewritten texts kept; beyond that the map starts anew rather than grow with every filter anybody ever combined.
const TEXTS: usize = 1024;
/// Instructions of SQLite's virtual machine between two looks at the clock: some ten microseconds.
const LOOK: i32 = 1_000;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Read,
    Write,
}

pub(crate) struct Connection {
    raw: rusqlite::Connection,
    rewritten: HashMap<Box<str>, Arc<str>>,
    budget: Option<Duration>,
}

impl Connection {
    pub(super) fn open(path: &Path, mode: Mode, cache_bytes: usize, patience: Duration) -> Result<Self> {
        let flags = match mode {
            Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let raw = rusqlite::Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|error| Error::Unavailable(format!("{}: {error}", path.display())))?;
        raw.set_prepared_statement_cache_capacity(STATEMENTS);
        vtab::array::load_module(&raw).map_err(errors::from)?;
        // plans do not hang on values: a statement with a LIMIT would otherwise be parsed again whenever it is asked
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(errors::from)?;
        raw.busy_timeout(patience).map_err(errors::from)?;
        if mode == Mode::Write {
            if raw.is_readonly("main").map_err(errors::from)? {
                return Err(Error::ReadOnly);
            }
            // pages never used again are given back in steps, a log that grew in a rush is cut back
            raw.execute_batch("PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864;").map_err(errors::from)?;
        }
        raw.execute_batch(&format!(
            "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-{};",
            (cache_bytes / 1024).max(256)
        ))
        .map_err(errors::from)?;
        Ok(Self { raw, rewritten: HashMap::new(), budget: None })
    }

    pub(crate) fn rows<T: FromRow>(&mut self, sql: &str, params: &[Param]) -> Result<Vec<T>> {
        let budget = self.budget;
        let mut statement = self.prepared(sql)?;
        bind(&mut statement, params)?;
        #[cfg(feature = "testing")]
        crate::testing::statements::note(|| rewrite::statement(sql), params);
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(|error| errors::within(error, budget))? {
            found.push(T::from_row(&Row(Source::Sqlite(row)))?);
        }
        Ok(found)
    }

    pub(crate) fn exec(&mut self, sql: &str, params: &[Param]) -> Result<u64> {
        let budget = self.budget;
        let mut statement = self.prepared(sql)?;
        bind(&mut statement, params)?;
        touched(&mut statement, budget)
    }

    pub(crate) fn exec_many(&mut self, sql: &str, each: &[Vec<Param>]) -> Result<u64> {
        let budget = self.budget;
        let mut statement = self.prepared(sql)?;
        each.iter().try_fold(0, |sum, params| {
            bind(&mut statement, params)?;
            Ok(sum + touched(&mut statement, budget)?)
        })
    }

    pub(crate) fn next_many(&mut self, name: &str, count: usize) -> Result<Vec<i64>> {
        let count = i64::try_from(count).map_err(|_| Error::Other("too many numbers at once".to_owned()))?;
        let sql = "UPDATE sequence SET value = value + $2 WHERE name = $1 RETURNING value";
        let last = self.rows::<(i64,)>(sql, &crate::params![name, count])?.pop();
        let (last,) = last.ok_or_else(|| Error::Other(format!("there is no sequence {name}_seq")))?;
        Ok((last - count + 1..=last).collect())
    }

    /// A migration's text.
    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        self.raw.execute_batch(&rewrite::script(sql)).map_err(errors::from)
    }

    /// One of the few statements that steer a transaction.
    pub(super) fn command(&mut self, sql: &'static str) -> Result<()> {
        self.raw.prepare_cached(sql).and_then(|mut statement| statement.raw_execute()).map_err(errors::from)?;
        Ok(())
    }

    /// No transaction is open.
    pub(super) fn is_idle(&self) -> bool {
        self.raw.is_autocommit()
    }

    /// From now on, statements end with [`Error::Interrupted`] once `budget` has passed.
    pub(crate) fn limit(&mut self, budget: Option<Duration>) {
        if budget.is_none() && self.budget.is_none() {
            return;
        }
        let watch =
            budget.and_then(|budget| Instant::now().checked_add(budget)).map(|end| move || Instant::now() > end);
        if let Err(error) = self.raw.progress_handler(LOOK, watch) {
            tracing::error!(%error, "limiting a statement failed");
        }
        self.budget = budget;
    }

    fn prepared(&mut self, sql: &str) -> Result<CachedStatement<'_>> {
        if !self.rewritten.contains_key(sql) {
            if self.rewritten.len() >= TEXTS {
                self.rewritten.clear();
            }
            self.rewritten.insert(sql.into(), rewrite::statement(sql).into());
        }
        self.raw.prepare_cached(&self.rewritten[sql]).map_err(errors::from)
    }
}

fn bind(statement: &mut CachedStatement<'_>, params: &[Param]) -> Result<()> {
    if statement.parameter_count() != params.len() {
        let (wanted, given) = (statement.parameter_count(), params.len());
        return Err(Error::Other(format!("the statement has {wanted} parameters, {given} were given")));
    }
    for (index, param) in params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, Bound(param)).map_err(errors::from)?;
    }
    Ok(())
}

/// Reads all that a statement finds, on a connection that is nobody's.
#[cfg(feature = "testing")]
pub(crate) fn replay(raw: &rusqlite::Connection, sql: &str, params: &[Param]) -> rusqlite::Result<()> {
    let mut statement = raw.prepare_cached(sql)?;
    for (index, param) in params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, Bound(param))?;
    }
    let columns = statement.column_count();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            std::hint::black_box(row.get_ref(column)?);
        }
    }
    Ok(())
}

/// Runs a bound statement to its end, also one with `RETURNING` whose rows nobody wants.
fn touched(statement: &mut CachedStatement<'_>, budget: Option<Duration>) -> Result<u64> {
    if statement.column_count() == 0 {
        return statement.raw_execute().map(|count| count as u64).map_err(|error| errors::within(error, budget));
    }
    let mut rows = statement.raw_query();
    let mut count = 0;
    while rows.next().map_err(|error| errors::within(error, budget))?.is_some() {
        count += 1;
    }
    Ok(count)
}
