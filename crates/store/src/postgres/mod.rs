//! PostgreSQL: a pool of connections, each with its own prepared statements.

mod access;
mod bind;
pub(crate) mod by_age;
mod client;
pub(crate) mod copy;
mod copy_in;
mod errors;
pub(crate) mod search;
pub(crate) mod spine;
mod stretches;

use std::{sync::Arc, time::Duration};

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime, Timeouts};
use tokio_postgres::NoTls;

pub(crate) use bind::column;
use client::Begin;
pub(crate) use client::{Client, Plan, rows};

use crate::{
    Config, Error, Result, Tx,
    tx::Inner,
    work::{Work, untyped},
};

/// The oldest server that is tested, as `server_version_num`.
const OLDEST: i64 = 15_00_00;

/// A pool of connections to one database.
#[derive(Clone)]
pub(crate) struct Postgres {
    pool: Pool,
    /// For work that nobody waits for.
    aside: Pool,
    access: Arc<access::Looks>,
}

impl Postgres {
    /// Connects once, so that a wrong address is refused at the start.
    pub(crate) async fn open(config: &Config, address: &str) -> Result<Self> {
        let (pool, aside) = (pool(config, address, config.connections)?, pool(config, address, 1)?);
        let postgres = Self { pool, aside, access: Arc::default() };
        let version = postgres.number("SELECT current_setting('server_version_num')::bigint").await?;
        if version < OLDEST {
            return Err(Error::Unavailable(format!("PostgreSQL 15 or later is needed, this is {}", version / 10_000)));
        }
        Ok(postgres)
    }

    pub(crate) fn aside(&self) -> Self {
        Self { pool: self.aside.clone(), ..self.clone() }
    }

    pub(crate) async fn write(&self, work: Work) -> Result<()> {
        let client = self.client(Begin::Write).await?;
        finished(async move {
            let mut tx = Tx::new(Inner::Postgres(client));
            if !work(&mut tx).await {
                return Ok(());
            }
            let last = tx.conclusion()?;
            let Inner::Postgres(mut client) = tx.inner else { unreachable!("made with a PostgreSQL connection") };
            client.commit(last).await
        })
        .await
    }

    pub(crate) async fn read(&self, budget: Option<Duration>, work: Work) -> Result<()> {
        let mut client = self.client(Begin::Read).await?;
        client.limit(budget);
        Self::worked(client, work).await
    }

    pub(crate) async fn look(&self, work: Work) -> Result<()> {
        Self::worked(self.client(Begin::Late).await?, work).await
    }

    async fn worked(client: Client, work: Work) -> Result<()> {
        finished(async move {
            work(&mut Tx::new(Inner::Postgres(client))).await;
            Ok(())
        })
        .await
    }

    /// One number that a statement finds.
    async fn number(&self, sql: &'static str) -> Result<i64> {
        let (work, answer) = untyped(move |tx: &mut Tx| Box::pin(async move { tx.one::<(i64,)>(sql, vec![]).await }));
        answer.after(self.read(None, work).await).map(|(number,)| number)
    }

    pub(crate) async fn access_version(&self) -> Result<i64> {
        self.access
            .version(async || {
                let connection = self.pool.get().await.map_err(errors::from_pool)?;
                // by itself it needs no transaction around it
                let looked = async {
                    let statement = connection.prepare_cached("SELECT version FROM access_version").await?;
                    connection.query_one(&statement, &[]).await?.try_get(0)
                };
                looked.await.map_err(errors::from)
            })
            .await
    }

    /// Gathers what the planner goes by, and notes which pages everybody sees all of: those an index answers for alone.
    pub(crate) async fn analyze(&self) -> Result<()> {
        let connection = self.pool.get().await.map_err(errors::from_pool)?;
        // no transaction may do it
        connection.batch_execute("VACUUM (ANALYZE)").await.map_err(errors::from)
    }

    async fn client(&self, begin: Begin) -> Result<Client> {
        Ok(Client::new(self.pool.get().await.map_err(errors::from_pool)?, begin))
    }
}

fn pool(config: &Config, address: &str, most: usize) -> Result<Pool> {
    let wrong = || Error::Unavailable("the address of the PostgreSQL database is not valid".to_owned());
    let mut server: tokio_postgres::Config = address.parse().map_err(|_| wrong())?;
    // a second process for one page of a list takes longer to start than the page. Each transaction says for itself whose plans are not
    // to be kept
    let ours =
        "-c jit=off -c plan_cache_mode=force_generic_plan -c statement_timeout=0 -c max_parallel_workers_per_gather=0";
    let options = server.get_options().map_or_else(|| ours.to_owned(), |given| format!("{ours} {given}"));
    server.options(options).application_name("caretaker").connect_timeout(config.patience);
    let manager = Manager::from_config(server, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
    let patience = Some(config.patience);
    Pool::builder(manager)
        .max_size(most.max(1))
        .runtime(Runtime::Tokio1)
        .timeouts(Timeouts { wait: patience, create: patience, recycle: patience })
        .build()
        .map_err(|error| Error::Unavailable(error.to_string()))
}

/// Runs a transaction to its end on a task of its own: one whose caller went away is neither cut in two nor left open on a
/// pooled connection, and a panic in it stays there.
async fn finished(work: impl Future<Output = Result<()>> + Send + 'static) -> Result<()> {
    match tokio::spawn(work).await {
        Ok(outcome) => outcome,
        Err(error) if error.is_panic() => Err(Error::Other("a transaction panicked".to_owned())),
        Err(_) => Err(Error::Unavailable("the program is ending".to_owned())),
    }
}
