//! Whether anybody's rights have changed, asked before every request.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::{
    Result,
    sqlite::connection::{Connection, Mode},
};

/// A connection that does nothing but notice commits, by this process or another.
pub(super) struct AccessProbe(Mutex<Probe>);

struct Probe {
    connection: Connection,
    commits: i64,
    version: i64,
}

impl AccessProbe {
    pub(super) fn open(path: &Path, patience: Duration) -> Result<Self> {
        let connection = Connection::open(path, Mode::Read, 0, patience)?;
        Ok(Self(Mutex::new(Probe { connection, commits: -1, version: 0 })))
    }

    pub(super) fn version(&self) -> Result<i64> {
        let mut probe = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let commits = first(&mut probe.connection, "PRAGMA data_version")?;
        if commits != probe.commits {
            probe.version = first(&mut probe.connection, "SELECT version FROM access_version")?;
            probe.commits = commits;
        }
        Ok(probe.version)
    }
}

fn first(connection: &mut Connection, sql: &str) -> Result<i64> {
    let found = connection.rows::<(i64,)>(sql, &[])?;
    Ok(found.first().map_or(0, |row| row.0))
}
