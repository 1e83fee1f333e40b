//! One pooled connection for the length of one transaction.

use std::time::{Duration, Instant};

use deadpool_postgres::Object;
use futures_util::{FutureExt, future::try_join_all};
use tokio_postgres::{Statement, types::ToSql};

use crate::{
    Error, FromRow, Param, Result, Row,
    postgres::{
        bind,
        copy_in::{self, Target},
        errors,
    },
    row::Source,
    tx::Batch,
};

/// Prepared statements per connection; beyond that the cache starts anew rather than grow with every filter anybody ever
/// combined.
const STATEMENTS: usize = 512;
/// So many statements are all sent when they are first looked at; of more, some might be sent behind what is to come after them.
const FEW: usize = 20;
/// Whoever migrates holds this; the number is arbitrary, and the same in every version.
const SCHEMA_LOCK: i64 = 0x6361_7265_7461_6b65;

const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// When there is a transaction.
#[derive(Clone, Copy)]
pub(super) enum Begin {
    Write,
    Read,
    /// For reading, and not before something needs it: each statement stands alone until then.
    Late,
}

/// How long a plan serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// It is made for the values of one call.
    Once,
    /// It is made for any values, and kept.
    Kept,
}

impl Plan {
    /// Rows that are put in need no plan; what looks up the rows that they refer to does, and follows theirs.
    fn of_change(sql: &str) -> Self {
        if sql.trim_start().starts_with("INSERT INTO") && sql.contains("VALUES") { Self::Kept } else { Self::Once }
    }
}

/// A connection whose transaction begins together with its first statement, in one round trip.
pub(crate) struct Client {
    object: Option<Object>,
    /// Sent ahead of the next statement, without waiting for its answer in between.
    prelude: Option<String>,
    begun: bool,
    /// Whether there is to be no transaction yet.
    loose: bool,
    committed: bool,
    plans: Plan,
    budget: Option<(Instant, Duration)>,
}

impl Client {
    pub(super) fn new(object: Object, begin: Begin) -> Self {
        if object.statement_cache.size() > STATEMENTS {
            object.statement_cache.clear();
        }
        let prelude = match begin {
            Begin::Write => Some("BEGIN".to_owned()),
            Begin::Read => Some(BEGIN_READ.to_owned()),
            Begin::Late => None,
        };
        let loose = prelude.is_none();
        Self { object: Some(object), prelude, begun: false, loose, committed: false, plans: Plan::Kept, budget: None }
    }

    /// From now on, statements end with [`Error::Interrupted`] once `budget` has passed. The server's clock starts anew
    /// with each statement, so that several may take up to twice as long.
    pub(crate) fn limit(&mut self, budget: Option<Duration>) {
        if budget.is_none() && self.budget.is_none() {
            return;
        }
        let milliseconds = budget.map_or(0, |budget| budget.as_millis().max(1));
        self.first(format!("SET LOCAL statement_timeout = {milliseconds}"));
        self.budget = budget.map(|budget| (Instant::now(), budget));
    }

    pub(crate) async fn query(&mut self, sql: &str, params: &[Param], plan: Plan) -> Result<Vec<tokio_postgres::Row>> {
        self.plan(plan);
        self.run(async |object| {
            let statement = object.prepare_cached(sql).await?;
            object.query(&statement, &bind::all(params)).await
        })
        .await
    }

    pub(crate) async fn exec(&mut self, sql: &str, params: &[Param]) -> Result<u64> {
        self.change(Plan::of_change(sql));
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
        let many = each.len() >= copy_in::MANY;
        // a plan from when there was hardly a row goes through all of them, and these are many before anybody counts them
        self.change(if many { Plan::Once } else { Plan::of_change(sql) });
        if let Some(target) = Target::of(sql).filter(|_| many) {
            return self.run(async |object| target.send(object, each).await).await;
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

    pub(crate) async fn exec_each(&mut self, batches: &[Batch]) -> Result<()> {
        if batches.iter().any(|(_, each)| each.len() >= copy_in::MANY) {
            for (sql, each) in batches {
                self.exec_many(sql, each).await?;
            }
            return Ok(());
        }
        if batches.is_empty() {
            return Ok(());
        }
        self.change(Plan::Kept);
        self.run(async |object| {
            let all = prepared(object, batches).await?;
            try_join_all(all.iter().map(async |(statement, params)| object.execute(statement, params).await)).await
        })
        .await?;
        Ok(())
    }

    pub(crate) async fn next_many(&mut self, name: &str, count: usize) -> Result<Vec<i64>> {
        let count = i64::try_from(count).map_err(|_| Error::Other("too many numbers at once".to_owned()))?;
        let sql = "SELECT nextval($1::text::regclass) FROM generate_series(1, $2::bigint)";
        self.begin();
        let found = self.query(sql, &crate::params![format!("{name}_seq"), count], Plan::Kept).await?;
        Ok(rows::<(i64,)>(&found)?.into_iter().map(|(number,)| number).collect())
    }

    pub(crate) async fn script(&mut self, sql: &str) -> Result<()> {
        self.begin();
        self.run(async |object| object.batch_execute(sql).await).await
    }

    pub(crate) async fn lock_schema(&mut self) -> Result<()> {
        self.exec("SELECT pg_advisory_xact_lock($1)", &crate::params![SCHEMA_LOCK]).await?;
        Ok(())
    }

    /// Keeps the transaction, with these statements as its last. After an error it is unknown whether it was kept, except for those
    /// that name a constraint.
    pub(super) async fn commit(&mut self, mut last: Vec<Batch>) -> Result<()> {
        if last.iter().map(|(_, each)| each.len()).sum::<usize>() > FEW {
            self.exec_each(&last).await?;
            last.clear();
        }
        if self.begun || !last.is_empty() {
            self.run(async |object| {
                let last = prepared(object, &last).await?;
                let last = last.iter().map(async |(statement, params)| object.execute(statement, params).await);
                // `biased`: they are sent first, and whom they hold up waits for nothing but the server. If one of them fails,
                // the server takes the command for a rollback
                tokio::try_join!(biased; try_join_all(last), object.batch_execute("COMMIT"))
            })
            .await?;
        }
        self.committed = true;
        Ok(())
    }

    /// Prepares for a change, which whoever only looks cannot make: a transaction of theirs refuses it.
    fn change(&mut self, plan: Plan) {
        self.begin();
        self.plan(plan);
    }

    fn plan(&mut self, plan: Plan) {
        if self.plans != plan {
            let mode = match plan {
                // one for any list takes hundreds of milliseconds (`= ANY($1)`) where one for the actual list takes half of one
                Plan::Once => "force_custom_plan",
                Plan::Kept => "force_generic_plan",
            };
            self.first(format!("SET LOCAL plan_cache_mode = {mode}"));
            self.plans = plan;
        }
    }

    /// From now on there is a transaction.
    fn begin(&mut self) {
        if std::mem::take(&mut self.loose) {
            self.prelude = Some(BEGIN_READ.to_owned());
        }
    }

    /// Runs this, too, before the next statement, for the rest of the transaction.
    fn first(&mut self, sql: String) {
        self.begin();
        self.prelude = Some(match self.prelude.take() {
            Some(prelude) => format!("{prelude}; {sql}"),
            None => sql,
        });
    }

    async fn run<T>(&mut self, statement: impl AsyncFnOnce(&Object) -> Result<T, tokio_postgres::Error>) -> Result<T> {
        let budget = self.budget.map(|(_, budget)| budget);
        if self.budget.is_some_and(|(since, budget)| since.elapsed() >= budget) {
            return Err(Error::Interrupted(budget.unwrap_or_default()));
        }
        let prelude = self.prelude.take();
        self.begun = !self.loose;
        let object = self.object()?;
        let outcome = match prelude {
            None => statement(object).await,
            // `biased`: the first is sent first
            Some(sql) => {
                tokio::try_join!(biased; object.batch_execute(&sql), statement(object)).map(|(_, outcome)| outcome)
            }
        };
        outcome.map_err(|error| errors::within(&error, budget))
    }

    fn object(&self) -> Result<&Object> {
        self.object.as_ref().ok_or_else(|| Error::Unavailable("the connection was given back".to_owned()))
    }
}

/// Ends what was not committed. The command is sent and not waited for: the connection's next user is served after it.
/// Is the connection broken, the pool notices.
impl Drop for Client {
    fn drop(&mut self) {
        let Some(object) = self.object.take() else { return };
        if self.begun && !self.committed {
            let sent = object.batch_execute("ROLLBACK").now_or_never();
            if let Some(Err(error)) = sent {
                tracing::debug!(%error, "a transaction could not be ended");
            }
        }
    }
}

/// The statements of these batches, once for each of their lists of values.
async fn prepared<'a>(
    object: &Object,
    batches: &'a [Batch],
) -> Result<Vec<(Statement, Vec<&'a (dyn ToSql + Sync)>)>, tokio_postgres::Error> {
    let mut all = vec![];
    for (sql, each) in batches {
        let statement = object.prepare_cached(sql).await?;
        all.extend(each.iter().map(|params| (statement.clone(), bind::all(params))));
    }
    Ok(all)
}

/// What the rows of an answer say.
pub(crate) fn rows<T: FromRow>(found: &[tokio_postgres::Row]) -> Result<Vec<T>> {
    found.iter().map(|row| T::from_row(&Row(Source::Postgres(row)))).collect()
}
