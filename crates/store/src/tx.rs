//! One transaction, whichever database it runs on.

use std::time::Duration;

use crate::{
    BoxFuture, Dialect, Error, FromRow, Param, Result,
    postgres::{self, Plan},
    spine::kept::Counts,
    sqlite,
};

/// A transaction in progress. A statement that failed dooms it: PostgreSQL does so anyway, and both behave alike. What
/// may collide is written with `ON CONFLICT`.
///
/// Its closure awaits nothing but its own statements: on SQLite it runs on the database's thread.
pub struct Tx {
    pub(crate) inner: Inner,
    doomed: Option<Error>,
    bumps_access: bool,
    /// What is still to be sent, before anything else is.
    waiting: Vec<Batch>,
    /// What it changed of the kept counts and has not written yet.
    pub(crate) counts: Counts,
}

/// So many runs of one statement may wait for what comes next.
const FEW: usize = 5;

/// A statement, and the values for each time that it runs.
pub(crate) type Batch = (String, Vec<Vec<Param>>);

pub(crate) enum Inner {
    Sqlite(sqlite::Connection),
    Postgres(postgres::Client),
}

impl Tx {
    pub(crate) fn new(inner: Inner) -> Self {
        Self { inner, doomed: None, bumps_access: false, waiting: vec![], counts: Counts::default() }
    }

    /// Which database this is. For messages; nobody outside this crate builds SQL by it.
    pub fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::Sqlite(_) => Dialect::Sqlite,
            Inner::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Every row of the answer.
    pub async fn rows<T: FromRow>(&mut self, sql: &str, params: Vec<Param>) -> Result<Vec<T>> {
        self.planned(sql, params, Plan::Once).await
    }

    /// As [`Tx::rows`], for a statement whose best plan is the same whatever its values: PostgreSQL makes it once per connection then,
    /// and making it takes as long as reading a page. Not for words, unless the statement leaves but one way to find them, and for lists
    /// of values (`= ANY`) only where one index answers every length of them.
    pub async fn rows_by_kept_plan<T: FromRow>(&mut self, sql: &str, params: Vec<Param>) -> Result<Vec<T>> {
        self.planned(sql, params, Plan::Kept).await
    }

    async fn planned<T: FromRow>(&mut self, sql: &str, params: Vec<Param>, plan: Plan) -> Result<Vec<T>> {
        self.ready().await?;
        let rows = match &mut self.inner {
            Inner::Sqlite(connection) => connection.rows(sql, &params),
            Inner::Postgres(client) => {
                untold(client.query(sql, &params, plan)).await.and_then(|rows| postgres::rows(&rows))
            }
        };
        self.dooming(rows)
    }

    /// The first row, if there is one.
    pub async fn optional<T: FromRow>(&mut self, sql: &str, params: Vec<Param>) -> Result<Option<T>> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }

    /// The first row; [`Error::NoRow`] without one.
    pub async fn one<T: FromRow>(&mut self, sql: &str, params: Vec<Param>) -> Result<T> {
        self.optional(sql, params).await?.ok_or(Error::NoRow)
    }

    /// Runs a statement that returns nothing; answers how many rows it touched.
    pub async fn exec(&mut self, sql: &str, params: Vec<Param>) -> Result<u64> {
        self.ready().await?;
        let touched = match &mut self.inner {
            Inner::Sqlite(connection) => connection.exec(sql, &params),
            Inner::Postgres(client) => untold(client.exec(sql, &params)).await,
        };
        self.dooming(touched)
    }

    /// The same statement once per entry of `each`, without waiting for one answer before the next is sent.
    pub async fn exec_many(&mut self, sql: &str, each: Vec<Vec<Param>>) -> Result<u64> {
        self.ready().await?;
        let touched = match &mut self.inner {
            Inner::Sqlite(connection) => connection.exec_many(sql, &each),
            Inner::Postgres(client) => untold(client.exec_many(sql, &each)).await,
        };
        self.dooming(touched)
    }

    /// The same for a statement whose outcome nobody asks for: PostgreSQL is sent it together with what comes next, at the latest with
    /// the end of the transaction. That is also where an error comes up, so not for what may collide. Its plan is kept.
    pub async fn exec_later(&mut self, sql: &str, each: Vec<Vec<Param>>) -> Result<()> {
        let waits = matches!(self.inner, Inner::Postgres(_)) && each.len() <= FEW;
        if !waits {
            self.exec_many(sql, each).await?;
        } else if !each.is_empty() {
            self.alive()?;
            self.waiting.push((sql.to_owned(), each));
        }
        Ok(())
    }

    /// Several statements, each once per entry of its list, in this order and without waiting for one answer before the next is sent.
    pub(crate) async fn exec_each(&mut self, statements: Vec<Batch>) -> Result<()> {
        self.alive()?;
        let done = match &mut self.inner {
            Inner::Sqlite(connection) => {
                statements.iter().try_for_each(|(sql, each)| connection.exec_many(sql, each).map(drop))
            }
            Inner::Postgres(client) => untold(client.exec_each(&statements)).await,
        };
        self.dooming(done)
    }

    /// The next number of the sequence `NAME_seq` that a migration created by `CREATE SEQUENCE NAME_seq;`. Numbers are
    /// unique and rising; a transaction that fails may leave a gap.
    pub async fn next(&mut self, name: &str) -> Result<i64> {
        Ok(self.next_many(name, 1).await?[0])
    }

    /// `count` numbers of that sequence, rising.
    pub async fn next_many(&mut self, name: &str, count: usize) -> Result<Vec<i64>> {
        self.ready().await?;
        let numbers = match &mut self.inner {
            Inner::Sqlite(connection) => connection.next_many(name, count),
            Inner::Postgres(client) => untold(client.next_many(name, count)).await,
        };
        self.dooming(numbers)
    }

    /// Creates the sequence `NAME_seq` at run time, for instance when a work module is added that numbers its own
    /// requests. `name` is lower case letters, digits and `_`.
    pub async fn create_sequence(&mut self, name: &str) -> Result<()> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if name.is_empty() || name.len() > 50 || !name.bytes().all(plain) {
            return Err(Error::Other(format!("{name:?} is no name for a sequence")));
        }
        self.script(&format!("CREATE SEQUENCE {name}_seq;")).await
    }

    /// Says that this transaction changes what somebody may do: once it commits, [`crate::Db::access_version`] differs on
    /// every node.
    pub fn bump_access(&mut self) {
        self.bumps_access = true;
    }

    /// From now on, a statement still running when `budget` has passed ends with [`Error::Interrupted`]; `None` lifts the
    /// limit.
    pub fn limit(&mut self, budget: Option<Duration>) {
        match &mut self.inner {
            Inner::Sqlite(connection) => connection.limit(budget),
            Inner::Postgres(client) => client.limit(budget),
        }
    }

    /// Several statements without parameters, in the spelling of migrations.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<()> {
        self.ready().await?;
        let done = match &mut self.inner {
            Inner::Sqlite(connection) => connection.script(sql),
            Inner::Postgres(client) => untold(client.script(sql)).await,
        };
        self.dooming(done)
    }

    /// Only one node migrates at a time; on SQLite there is one writer anyway.
    pub(crate) async fn lock_schema(&mut self) -> Result<()> {
        match &mut self.inner {
            Inner::Sqlite(_) => Ok(()),
            Inner::Postgres(client) => untold(client.lock_schema()).await,
        }
    }

    /// What has to happen inside the transaction after the caller's work. An error for one that failed: nothing has, then.
    pub(crate) fn conclusion(&mut self) -> Result<Vec<Batch>> {
        self.alive()?;
        let mut last = std::mem::take(&mut self.waiting);
        last.extend(std::mem::take(&mut self.counts).written());
        if std::mem::take(&mut self.bumps_access) {
            last.push(("UPDATE access_version SET version = version + 1".to_owned(), vec![vec![]]));
        }
        Ok(last)
    }

    /// Forgets the budget, every failure and all that was to be concluded, for the next transaction.
    pub(crate) fn reset(&mut self) {
        self.limit(None);
        self.doomed = None;
        self.bumps_access = false;
        self.waiting.clear();
        self.counts = Counts::default();
    }

    /// What doomed this transaction, if anything did.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.doomed.clone()
    }

    /// Sends what waits, unless the transaction failed.
    async fn ready(&mut self) -> Result<()> {
        self.alive()?;
        if self.waiting.is_empty() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        self.exec_each(waiting).await
    }

    fn alive(&self) -> Result<()> {
        self.failure().map_or(Ok(()), Err)
    }

    fn dooming<T>(&mut self, outcome: Result<T>) -> Result<T> {
        if let Err(error) = &outcome {
            self.doomed = Some(error.clone());
        }
        outcome
    }
}

/// Keeps the type of a driver's future here. Without it the compiler would prove again for every statement of the product that all that
/// the driver awaits can change threads, which took it most of its time.
fn untold<'a, T>(future: impl Future<Output = T> + Send + 'a) -> BoxFuture<'a, T> {
    Box::pin(future)
}
