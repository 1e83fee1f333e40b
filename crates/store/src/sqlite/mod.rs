//! SQLite: one thread that writes, a few that read. A slow statement stalls none of the runtime's threads.

mod access;
mod backup;
mod bind;
mod connection;
pub(crate) mod copy;
mod errors;
mod queue;
mod readers;
mod rewrite;
mod serving;
pub(crate) mod spine;
mod writer;

use std::{sync::Arc, time::Duration};

pub(crate) use backup::remove;
pub(crate) use bind::column;
pub(crate) use connection::Connection;
#[cfg(feature = "testing")]
pub(crate) use connection::replay;
pub(crate) use serving::ServeLock;

use crate::{Config, Error, Result, work::Work};

/// An open file. Its threads end when the last clone is dropped.
#[derive(Clone)]
pub(crate) struct Sqlite {
    path: Arc<std::path::Path>,
    writer: queue::Sender,
    readers: queue::Sender,
    access: Arc<access::AccessProbe>,
}

impl Sqlite {
    /// Opens the file, or creates it, on a thread of its own: opening may wait for recovery after a crash.
    pub(crate) async fn open(config: &Config, path: &std::path::Path) -> Result<Self> {
        let (config, path) = (config.clone(), Arc::from(path));
        tokio::task::spawn_blocking(move || Self::open_blocking(&config, path))
            .await
            .map_err(|error| Error::Unavailable(error.to_string()))?
    }

    fn open_blocking(config: &Config, path: Arc<std::path::Path>) -> Result<Self> {
        let connections = config.readers.max(1) + 1;
        let cache = config.cache_bytes / connections;
        let writer = Connection::open(&path, connection::Mode::Write, cache, config.patience)?;
        let readers = (1..connections)
            .map(|_| Connection::open(&path, connection::Mode::Read, cache, config.patience))
            .collect::<Result<Vec<_>>>()?;
        let access = access::AccessProbe::open(&path, config.patience)?;
        Ok(Self { writer: writer::start(writer)?, readers: readers::start(readers)?, access: Arc::new(access), path })
    }

    pub(crate) async fn write(&self, work: Work) -> Result<()> {
        self.writer.ask(None, work).await
    }

    pub(crate) async fn read(&self, budget: Option<Duration>, work: Work) -> Result<()> {
        self.readers.ask(budget, work).await
    }

    /// Looked up at each call, in about two microseconds and without a thread switch: `PRAGMA data_version` tells of
    /// every commit on the file, by whichever process, and the row is only read again when it does.
    pub(crate) fn access_version(&self) -> Result<i64> {
        self.access.version()
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        &self.path
    }

    pub(crate) async fn backup_to(&self, target: &std::path::Path) -> Result<()> {
        copy_file(&self.path, target).await
    }
}

/// Copies a file that others may be using.
pub(crate) async fn copy_file(source: &std::path::Path, target: &std::path::Path) -> Result<()> {
    let (source, target) = (source.to_owned(), target.to_owned());
    tokio::task::spawn_blocking(move || backup::copy(&source, &target))
        .await
        .map_err(|error| Error::Other(error.to_string()))?
}
