//! A copy of the whole file, taken while others read and write.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, backup};

use crate::{Error, Result, sqlite::errors};

/// Copies to `target`, which must not exist. It appears there whole or not at all.
pub(super) fn copy(source: &Path, target: &Path) -> Result<()> {
    let io = |error: std::io::Error| Error::Unavailable(format!("{}: {error}", target.display()));
    if target.try_exists().map_err(io)? {
        return Err(Error::Unavailable(format!("{} exists already", target.display())));
    }
    let mut name = target.as_os_str().to_owned();
    name.push(".part");
    let part = Path::new(&name);
    let copied = copy_to(source, part);
    if copied.is_err() {
        std::fs::remove_file(part).ok();
        return copied;
    }
    std::fs::rename(part, target).map_err(io)
}

fn copy_to(source: &Path, part: &Path) -> Result<()> {
    let from = Connection::open_with_flags(source, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(errors::from)?;
    let mut to = Connection::open(part).map_err(errors::from)?;
    // all pages in one step: one snapshot, whatever is committed meanwhile
    backup::Backup::new(&from, &mut to).and_then(|all| all.step(-1)).map_err(errors::from)?;
    // one complete file, without a log beside it
    to.execute_batch("PRAGMA journal_mode=DELETE;").map_err(errors::from)?;
    to.close().map_err(|(_, error)| errors::from(error))?;
    let file = std::fs::File::open(part).and_then(|file| file.sync_all());
    file.map_err(|error| Error::Unavailable(error.to_string()))
}

/// Removes a file, if it is there, and what SQLite keeps beside it.
pub(crate) fn remove(file: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::Unavailable(format!("{}: {error}", Path::new(&name).display())));
            }
            _ => {}
        }
    }
    Ok(())
}
