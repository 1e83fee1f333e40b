//! The database as the rest of the program holds it.

use std::{path::Path, time::Duration};

use crate::{
    BoxFuture, Config, Dialect, Error, Result, Tx, Url, copy,
    migrate::{self, Schema},
    postgres::Postgres,
    sqlite::{ServeLock, Sqlite},
    work::{Work, untyped},
};

/// An open database. Cloning it is cheap.
#[derive(Clone)]
pub struct Db(Kind);

#[derive(Clone)]
enum Kind {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// The right to serve this database, until it is dropped.
#[derive(Debug)]
pub struct Serving {
    _lock: Option<ServeLock>,
}

impl Db {
    /// Opens the file or connects to the server; does not touch the schema.
    pub async fn open(config: &Config) -> Result<Self> {
        Ok(Self(match &config.url {
            Url::Sqlite(path) => Kind::Sqlite(Sqlite::open(config, path).await?),
            Url::Postgres(address) => Kind::Postgres(Postgres::open(config, address).await?),
        }))
    }

    /// The same for work that nobody waits for. On PostgreSQL it has a single connection of its own, so that much of it neither takes
    /// the connections of who waits nor most of the server's time; SQLite does one thing after the other anyway.
    pub fn aside(&self) -> Self {
        Self(match &self.0 {
            Kind::Sqlite(sqlite) => Kind::Sqlite(sqlite.clone()),
            Kind::Postgres(postgres) => Kind::Postgres(postgres.aside()),
        })
    }

    /// Which database this is, for messages.
    pub fn dialect(&self) -> Dialect {
        match self.0 {
            Kind::Sqlite(_) => Dialect::Sqlite,
            Kind::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Brings the schema up to date: all pending migrations or, on an error, none. Nodes that start together wait for one
    /// another. [`Error::TooNew`] when a newer version of the program was here before.
    pub async fn migrate(&self) -> Result<()> {
        migrate::run(self).await
    }

    /// Which schema the database has, and which this program wants.
    pub async fn schema(&self) -> Result<Schema> {
        migrate::schema(self).await
    }

    /// One process serves an SQLite file; a second is refused with [`Error::Locked`]. Any number of nodes serve one
    /// PostgreSQL database.
    pub fn claim_serving(&self) -> Result<Serving> {
        let lock = match &self.0 {
            Kind::Sqlite(sqlite) => Some(ServeLock::claim(sqlite.path())?),
            Kind::Postgres(_) => None,
        };
        Ok(Serving { _lock: lock })
    }

    /// Runs `work` in a transaction. Its `Ok` is kept, durably, before this returns; its error, or a panic in it, leaves
    /// nothing behind. Once begun it is finished even when the caller stops waiting.
    ///
    /// `work` awaits nothing but its transaction, and does nothing slow: on SQLite all other writers wait for it.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        let (work, answer) = untyped(work);
        answer.after(self.run_write(work).await)
    }

    /// Runs `work` on one consistent snapshot, in which nothing can be written.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        let (work, answer) = untyped(work);
        answer.after(self.run_read(None, work).await)
    }

    /// As [`Db::read`], for work whose statements need not be of one moment: on PostgreSQL one statement is then one round trip, without a
    /// transaction around it.
    pub async fn look<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        let (work, answer) = untyped(work);
        let looked: BoxFuture<'_, Result<()>> = match &self.0 {
            Kind::Sqlite(sqlite) => Box::pin(sqlite.read(None, work)),
            Kind::Postgres(postgres) => Box::pin(postgres.look(work)),
        };
        answer.after(looked.await)
    }

    /// As [`Db::read`], but a statement still running when `budget` has passed ends with [`Error::Interrupted`]. The
    /// budget starts when the work does, not while it waits for its turn.
    pub async fn read_within<T, E, F>(&self, budget: Duration, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        let (work, answer) = untyped(work);
        answer.after(self.run_read(Some(budget), work).await)
    }

    fn run_write(&self, work: Work) -> BoxFuture<'_, Result<()>> {
        match &self.0 {
            Kind::Sqlite(sqlite) => Box::pin(sqlite.write(work)),
            Kind::Postgres(postgres) => Box::pin(postgres.write(work)),
        }
    }

    fn run_read(&self, budget: Option<Duration>, work: Work) -> BoxFuture<'_, Result<()>> {
        match &self.0 {
            Kind::Sqlite(sqlite) => Box::pin(sqlite.read(budget, work)),
            Kind::Postgres(postgres) => Box::pin(postgres.read(budget, work)),
        }
    }

    /// A number that changes whenever a transaction that called [`Tx::bump_access`] commits. What is cached under an equal
    /// number is current, whichever process or node wrote.
    pub async fn access_version(&self) -> Result<i64> {
        match &self.0 {
            Kind::Sqlite(sqlite) => sqlite.access_version(),
            Kind::Postgres(postgres) => {
                let asked: BoxFuture<'_, Result<i64>> = Box::pin(postgres.access_version());
                asked.await
            }
        }
    }

    /// Gathers what the planner goes by. After very many rows came in at once, and never needed otherwise.
    pub async fn analyze(&self) -> Result<()> {
        match &self.0 {
            Kind::Sqlite(_) => self.write(|tx| Box::pin(tx.script("ANALYZE"))).await,
            Kind::Postgres(postgres) => postgres.analyze().await,
        }
    }

    /// Copies everything into a new SQLite file, whichever database it is, consistent while everybody reads and writes.
    /// `target` must not exist, and appears whole or not at all. From PostgreSQL, the items in it are not yet findable by
    /// their words ([`crate::spine::unindexed`]).
    pub async fn backup_to(&self, target: &Path) -> Result<()> {
        match &self.0 {
            Kind::Sqlite(sqlite) => sqlite.backup_to(target).await,
            Kind::Postgres(postgres) => copy::to_file(postgres, target).await,
        }
    }

    /// Replaces everything in this PostgreSQL database by what is in an SQLite file of the same schema: all of it, or
    /// nothing. Items are not findable by their words afterwards, as above. (To bring an SQLite file to another place,
    /// [`Db::backup_to`] copies it there.)
    pub async fn replace_by(&self, file: &Self) -> Result<()> {
        match &self.0 {
            Kind::Sqlite(_) => Err(Error::Other("a file is replaced as a file".to_owned())),
            Kind::Postgres(postgres) => copy::from_file(file, postgres).await,
        }
    }
}
