//! One pooled connection for the length of one transaction.

use std::time::{Duration, Instant};

use deadpool_postgres::Object;
use futures_util::{FutureExt, future::try_join_all};

use crate::{
    Error, FromRow, Param, Result, Row,
    postgres::{bind, errors},
    row::Source,
};

/// Prepared statements per connection; beyond that the cache starts anew rather than grow with every filter anybody ever
/// combined.
const STATEMENTS: usize = 512;
/// Whoever migrates holds this; the number is arbitrary, and the same in every version.
const SCHEMA_LOCK: i64 = 0x6361_7265_7461_6b65;

#[derive(Clone, Copy)]
pub(super) enum Begin {
    Write,
    Read(Option<Duration>),
}

/// A connection whose transaction begins together with its first statement, in one round trip.
pub(crate) struct Client {
    object: Option<Object>,
    begin: Begin,
    begun: Option<Instant>,
    committed: bool,
}

impl Client {
    pub(super) fn new(object: Object, begin: Begin) -> Self {
        if object.statement_cache.size() > STATEMENTS {
            object.statement_cache.clear();
        }
        Self { object: Some(object), begin, begun: None, committed: false }
    }

    pub(crate) async fn rows<T: FromRow>(&mut self, sql: &str, params: &[Param]) -> Result<Vec<T>> {
        let rows = self
            .run(async |object| {
                let statement = object.prepare_cached(sql).await?;
                object.query(&statement, &bind::all(params)).await
            })
            .await?;
        rows.iter().map(|row| T::from_row(&Row(Source::Postgres(row)))).collect()
    }

    pub(crate) async fn exec(&mut self, sql: &str, params: &[Param]) -> Result<u64> {
        self.run(async |object| {
            let statement = object.prepare_cached(sql).await?;
            object.execute(&statement, &bind::all(params)).await
        })
        .await
    }

    pub(crate) async fn exec_many(&mut self, sql: &str, each: &[Vec<Param>]) -> Result<u64> {
        if each.is_empty() {
            return Ok(0);
        }
        let touched = self
            .run(async |object| {
                let statement = &object.prepare_cached(sql).await?;
                let execute = async |params: &Vec<Param>| object.execute(statement, &bind::all(params)).await;
                try_join_all(each.iter().map(execute)).await
            })
            .await?;
        Ok(touched.into_iter().sum())
    }

    pub(crate) async fn next_many(&mut self, name: &str, count: usize) -> Result<Vec<i64>> {
        let count = i64::try_from(count).map_err(|_| Error::Other("too many numbers at once".to_owned()))?;
        let sql = "SELECT nextval($1::text::regclass) FROM generate_series(1, $2::bigint)";
        let rows = self.rows::<(i64,)>(sql, &crate::params![format!("{name}_seq"), count]).await?;
        Ok(rows.into_iter().map(|(number,)| number).collect())
    }

    pub(crate) async fn script(&mut self, sql: &str) -> Result<()> {
        self.run(async |object| object.batch_execute(sql).await).await
    }

    pub(crate) async fn lock_schema(&mut self) -> Result<()> {
        self.exec("SELECT pg_advisory_xact_lock($1)", &crate::params![SCHEMA_LOCK]).await?;
        Ok(())
    }

    /// Keeps the transaction. After an error it is unknown whether it was kept, except for those that name a constraint.
    pub(super) async fn commit(&mut self) -> Result<()> {
        if self.begun.is_some() {
            self.object()?.batch_execute("COMMIT").await.map_err(errors::from)?;
        }
        self.committed = true;
        Ok(())
    }

    async fn run<T>(&mut self, statement: impl AsyncFnOnce(&Object) -> Result<T, tokio_postgres::Error>) -> Result<T> {
        let budget = match self.begin {
            Begin::Read(budget) => budget,
            Begin::Write => None,
        };
        let outcome = match self.begun {
            Some(begun) if budget.is_some_and(|budget| begun.elapsed() >= budget) => {
                return Err(Error::Interrupted(budget.unwrap_or_default()));
            }
            Some(_) => statement(self.object()?).await,
            None => {
                let begin = self.begin.sql();
                self.begun = Some(Instant::now());
                let object = self.object()?;
                // `biased`: the first is sent first
                tokio::try_join!(biased; object.batch_execute(&begin), statement(object)).map(|(_, outcome)| outcome)
            }
        };
        outcome.map_err(|error| errors::within(&error, budget))
    }

    fn object(&self) -> Result<&Object> {
        self.object.as_ref().ok_or_else(|| Error::Unavailable("the connection was given back".to_owned()))
    }
}

impl Begin {
    fn sql(self) -> String {
        match self {
            Self::Write => "BEGIN".to_owned(),
            Self::Read(None) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
            Self::Read(Some(budget)) => format!(
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = {}",
                budget.as_millis().max(1)
            ),
        }
    }
}

/// Ends what was not committed. The command is sent and not waited for: the connection's next user is served after it.
/// Is the connection broken, the pool notices.
impl Drop for Client {
    fn drop(&mut self) {
        let Some(object) = self.object.take() else { return };
        if self.begun.is_some() && !self.committed {
            let sent = object.batch_execute("ROLLBACK").now_or_never();
            if let Some(Err(error)) = sent {
                tracing::debug!(%error, "a transaction could not be ended");
            }
        }
    }
}
