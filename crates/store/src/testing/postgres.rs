//! A database per test, copied from a template.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::{Client, NoTls};

use crate::{Config, Db, Dialect, Url, migrate, testing::POSTGRES};

/// Held while the template is made: tests run in processes of their own and start together.
const TEMPLATE_LOCK: i64 = 0x7465_6d70_6c61_7465;

static CREATED: AtomicU32 = AtomicU32::new(0);

/// The address of a new database with the schema of this program.
pub(super) async fn create() -> Url {
    let server = server();
    let admin = connect(&server).await;
    let template = template(&admin, &server).await;
    let name = format!("test_{}_{}", std::process::id(), CREATED.fetch_add(1, Ordering::Relaxed));
    // left behind by a killed process that had the same number
    execute(&admin, &format!("DROP DATABASE IF EXISTS {name}")).await;
    execute(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    Url::Postgres(in_database(&server, &name))
}

pub(super) async fn drop(address: &str) {
    let name = address.rsplit('/').next().expect("rsplit yields at least one part");
    execute(&connect(&server()).await, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

fn server() -> String {
    std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!("{POSTGRES} is not set: run the tests by `cargo xtask with-postgres -- cargo nextest run`")
    })
}

/// The database that has the schema and nothing else, one per version of the schema.
async fn template(admin: &Client, server: &str) -> String {
    let migrations = migrate::all(Dialect::Postgres).expect("migrations are named properly");
    let text: String = migrations.iter().map(|migration| format!("{}{}", migration.version, migration.sql)).collect();
    let name = format!("template_{}", &migrate::checksum(&text)[..16]);
    execute(admin, &format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
    let exists = admin.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).await.expect("a query");
    if exists.is_empty() {
        // under a name of its own until it is complete, in case this process is killed meanwhile
        execute(admin, &format!("DROP DATABASE IF EXISTS {name}_part WITH (FORCE)")).await;
        execute(admin, &format!("CREATE DATABASE {name}_part")).await;
        let db = Db::open(&Config::new(Url::Postgres(in_database(server, &format!("{name}_part"))))).await;
        db.expect("a database that was just created")
            .migrate()
            .await
            .expect("the migrations apply to an empty database");
        execute(
            admin,
            &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}_part'"),
        )
        .await;
        execute(admin, &format!("ALTER DATABASE {name}_part RENAME TO {name}")).await;
    }
    execute(admin, &format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await;
    name
}

/// The same server's address with another database at its end.
fn in_database(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').expect("postgres://HOST:PORT/DATABASE");
    format!("{base}/{name}")
}

async fn connect(server: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await.expect("the server for tests runs");
    tokio::spawn(connection);
    client
}

async fn execute(client: &Client, sql: &str) {
    client.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
}
