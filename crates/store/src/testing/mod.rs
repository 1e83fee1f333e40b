//! Databases for tests: every test of the house runs on both.
//!
//! The PostgreSQL server is started once for the whole run, outside the tests: `cargo xtask with-postgres -- cargo nextest
//! run`. Each test gets a database of its own, copied from a template that already has the schema, and dropped at the end.

mod postgres;
pub mod statements;

use std::{ops::Deref, panic::AssertUnwindSafe, path::Path};

use futures_util::FutureExt;
use tempfile::TempDir;

use crate::{Config, Db, Dialect, Result, Url};

/// Names the server that tests may use; `cargo xtask with-postgres` sets it.
pub const POSTGRES: &str = "CARETAKER_TEST_POSTGRES";

/// A migrated database that one test has for itself.
pub struct TestDb {
    db: Db,
    url: Url,
    folder: TempDir,
}

impl TestDb {
    /// How another process, or a second [`Db`] in this one, reaches the same database.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// A folder of this test's own.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A second, independent connection to the same database: another node, on PostgreSQL.
    pub async fn another(&self) -> Db {
        Db::open(&config(self.url.clone())).await.expect("what could be opened once can be opened again")
    }

    /// Runs statements in the spelling of migrations, for tables of the test's own.
    pub async fn script(&self, sql: &str) -> Result<()> {
        let sql = sql.to_owned();
        self.db.write(|tx| Box::pin(async move { tx.script(&sql).await })).await
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// Defines each test twice, in a module of its name: `NAME::sqlite` and `NAME::postgres`.
///
/// ```ignore
/// store::for_each_database! {
///     async fn a_building_can_be_named(db: TestDb) {
///         db.write(|tx| Box::pin(async move { … })).await.unwrap();
///     }
/// }
/// ```
#[macro_export]
macro_rules! for_each_database {
    ($($(#[$meta:meta])* async fn $name:ident($db:ident: TestDb) $body:block)*) => {
        $($(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn test($db: &$crate::testing::TestDb) $body

            #[test]
            fn sqlite() {
                $crate::testing::run($crate::Dialect::Sqlite, async |db| test(db).await);
            }

            #[test]
            fn postgres() {
                $crate::testing::run($crate::Dialect::Postgres, async |db| test(db).await);
            }
        })*
    };
}

/// Runs one test on a database of its own, on a runtime as the product has it, and cleans up whatever happens.
pub fn run(dialect: Dialect, test: impl AsyncFnOnce(&TestDb)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let db = create(dialect).await;
        let outcome = AssertUnwindSafe(test(&db)).catch_unwind().await;
        drop_database(db).await;
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    });
}

async fn create(dialect: Dialect) -> TestDb {
    let folder = tempfile::Builder::new().prefix("caretaker-test-").tempdir().expect("a temporary folder");
    let url = match dialect {
        Dialect::Sqlite => Url::Sqlite(folder.path().join("caretaker.db")),
        Dialect::Postgres => postgres::create().await,
    };
    let db = Db::open(&config(url.clone())).await.expect("a fresh database opens");
    // PostgreSQL's comes migrated, by its template
    if dialect == Dialect::Sqlite {
        db.migrate().await.expect("the migrations apply to an empty database");
    }
    TestDb { db, url, folder }
}

async fn drop_database(test: TestDb) {
    let TestDb { db, url, .. } = test;
    drop(db);
    if let Url::Postgres(address) = url {
        postgres::drop(&address).await;
    }
}

fn config(url: Url) -> Config {
    // many tests run at once and share the server's connections
    Config { connections: 4, readers: 2, ..Config::new(url) }
}
