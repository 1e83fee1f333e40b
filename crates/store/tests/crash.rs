//! A process that is killed while it writes: what it was told is kept is kept, and nothing is there by half.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use store::{Config, Db, Dialect, Error, Url, params, testing};

/// Set for the process that will be killed: its database.
const VICTIM: &str = "CARETAKER_TEST_VICTIM";
/// So many transactions are acknowledged before it is.
const ENOUGH: usize = 300;

#[test]
fn sqlite() {
    kill(Dialect::Sqlite, "sqlite");
}

#[test]
fn postgres() {
    kill(Dialect::Postgres, "postgres");
}

/// The test starts itself once more, as the victim.
fn kill(dialect: Dialect, test: &str) {
    if let Ok(url) = std::env::var(VICTIM) {
        return write_until_killed(&url);
    }
    testing::run(dialect, async |db| {
        db.script("CREATE TABLE pair (n BIGINT NOT NULL, half SMALLINT NOT NULL, PRIMARY KEY (n, half));")
            .await
            .unwrap();
        let url = match db.url() {
            Url::Sqlite(path) => path.display().to_string(),
            Url::Postgres(address) => address.clone(),
        };
        let acknowledged = tokio::task::block_in_place(|| kill_under_load(test, &url));
        assert!(acknowledged.len() >= ENOUGH, "it wrote for a while");
        let read = "SELECT n, count(*) FROM pair GROUP BY n";
        let survivor = db.another().await;
        let found: Vec<(i64, i64)> = survivor
            .read(move |tx| Box::pin(async move { tx.rows(read, params![]).await }))
            .await
            .unwrap_or_else(|e: Error| panic!("{e}"));
        assert!(found.iter().all(|(_, halves)| *halves == 2), "no transaction is there by half");
        let lost: Vec<_> = acknowledged.iter().filter(|n| !found.iter().any(|(found, _)| found == *n)).collect();
        assert_eq!(lost, Vec::<&i64>::new());
    });
}

/// What the victim says was kept, up to the moment when it dies.
fn kill_under_load(test: &str, url: &str) -> Vec<i64> {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(VICTIM, url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = Vec::new();
    for line in BufReader::new(victim.stdout.take().unwrap()).lines() {
        acknowledged.extend(line.unwrap().strip_prefix("kept ").and_then(|n| n.parse::<i64>().ok()));
        if acknowledged.len() == ENOUGH {
            victim.kill().unwrap();
        }
    }
    victim.wait().unwrap();
    acknowledged
}

fn write_until_killed(url: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(&Config::new(url.parse().unwrap())).await.unwrap();
        let writers = (0..8).map(|writer| tokio::spawn(write(db.clone(), writer)));
        futures_util::future::join_all(writers).await;
    });
}

async fn write(db: Db, writer: i64) {
    for n in (writer..).step_by(8) {
        let insert = "INSERT INTO pair (n, half) VALUES ($1, $2)";
        let kept: Result<(), Error> = db
            .write(move |tx| {
                Box::pin(async move {
                    tx.exec(insert, params![n, 1]).await?;
                    tx.exec(insert, params![n, 2]).await?;
                    Ok(())
                })
            })
            .await;
        kept.unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "kept {n}").unwrap();
        out.flush().unwrap();
    }
}
