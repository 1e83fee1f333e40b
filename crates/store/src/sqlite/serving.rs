//! One process serves a file; others may still open it for a while (`import`, `backup`, `check`, …).

use std::{
    fs::{File, TryLockError},
    path::Path,
};

use crate::{Error, Result};

/// The right to serve, for as long as this lives. The system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct ServeLock {
    _file: File,
}

impl ServeLock {
    /// The lock lies beside the database, since SQLite locks bytes of the database itself.
    pub(crate) fn claim(database: &Path) -> Result<Self> {
        let mut name = database.as_os_str().to_owned();
        name.push(".serving");
        let file = File::create(&name).map_err(|error| Error::Unavailable(error.to_string()))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Locked(database.display().to_string())),
            Err(TryLockError::Error(error)) => Err(Error::Unavailable(error.to_string())),
        }
    }
}
