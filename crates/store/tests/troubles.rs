//! Disks that are full, files that cannot be written, servers that go away.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{fs, os::unix::fs::PermissionsExt};

use store::{Config, Db, Dialect, Error, Result, Url, for_each_database, params, testing};

async fn count(db: &Db, table: &'static str) -> Result<i64> {
    let sql = format!("SELECT count(*) FROM {table}");
    let (count,) =
        db.read::<_, Error, _>(move |tx| Box::pin(async move { tx.one::<(i64,)>(&sql, params![]).await })).await?;
    Ok(count)
}

async fn insert(db: &Db, bytes: usize) -> Result<u64> {
    let sql = "INSERT INTO page (body) VALUES ($1)";
    db.write(move |tx| Box::pin(async move { tx.exec(sql, params![vec![7_u8; bytes]]).await })).await
}

#[test]
fn the_writer_recovers_from_a_full_disk() {
    testing::run(Dialect::Sqlite, async |db| {
        db.script("CREATE TABLE page (body BYTEA NOT NULL);").await.unwrap();
        // SQLite then finds the file as full as it finds a full disk
        let limit = |pages: i64| {
            let sql = format!("PRAGMA max_page_count = {pages}");
            db.write(move |tx| Box::pin(async move { tx.one::<(i64,)>(&sql, params![]).await }))
        };
        let (pages,) = limit(1).await.unwrap();
        limit(pages + 20).await.unwrap();
        insert(db, 1_000).await.unwrap();
        assert_eq!(insert(db, 1_000_000).await, Err(Error::Full));
        let together = futures_util::future::join_all((0..10).map(|_| insert(db, 1_000_000))).await;
        assert!(together.iter().all(|outcome| *outcome == Err(Error::Full)), "{together:?}");
        insert(db, 1_000).await.unwrap();
        limit(1_000_000).await.unwrap();
        insert(db, 1_000_000).await.unwrap();
        assert_eq!(count(db, "page").await, Ok(3));
    });
}

#[test]
fn one_change_may_be_of_very_much() {
    testing::run(Dialect::Sqlite, async |db| {
        db.script("CREATE TABLE page (body BYTEA NOT NULL);").await.unwrap();
        let write = |sql: &'static str| db.write(move |tx| Box::pin(tx.exec(sql, params![])));
        // more than 64 MiB to be put back, should it fail
        let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO page (body) SELECT zeroblob(3900) FROM n";
        assert_eq!(write(many).await, Ok(20_000));
        assert_eq!(write("UPDATE page SET body = zeroblob(3901)").await, Ok(20_000));
    });
}

#[test]
fn a_file_is_served_once() {
    testing::run(Dialect::Sqlite, async |db| {
        let other = db.another().await;
        let serving = db.claim_serving().unwrap();
        assert!(matches!(other.claim_serving(), Err(Error::Locked(_))));
        assert_eq!(count(&other, "building").await, Ok(0), "others may read and write meanwhile");
        drop(serving);
        other.claim_serving().unwrap();
    });
}

#[test]
fn any_number_of_nodes_serve_one_server() {
    testing::run(Dialect::Postgres, async |db| {
        let _here = db.claim_serving().unwrap();
        let _there = db.another().await.claim_serving().unwrap();
    });
}

#[test]
fn a_backup_is_one_moment_while_others_write() {
    testing::run(Dialect::Sqlite, async |db| {
        db.script("CREATE TABLE page (body BYTEA NOT NULL); CREATE TABLE shadow (body BYTEA NOT NULL);").await.unwrap();
        let both = || {
            db.write::<_, Error, _>(|tx| {
                Box::pin(async move {
                    tx.exec("INSERT INTO page (body) VALUES ($1)", params![vec![1_u8; 5_000]]).await?;
                    tx.exec("INSERT INTO shadow (body) VALUES ($1)", params![vec![1_u8; 5_000]]).await
                })
            })
        };
        futures_util::future::join_all((0..100).map(|_| both())).await;
        let target = db.folder().join("copy.db");
        let writing = futures_util::future::join_all((0..200).map(|_| both()));
        let (copied, _) = tokio::join!(db.backup_to(&target), writing);
        copied.unwrap();
        let copy = Db::open(&Config::new(Url::Sqlite(target.clone()))).await.unwrap();
        let pages = count(&copy, "page").await.unwrap();
        assert!((100..=300).contains(&pages), "{pages}");
        assert_eq!(count(&copy, "shadow").await, Ok(pages));
        assert!(copy.schema().await.unwrap().is_current());
        let again = db.backup_to(&target).await;
        assert!(matches!(again, Err(Error::Unavailable(_))), "a backup overwrites nothing: {again:?}");
    });
}

#[test]
fn what_cannot_be_opened_is_said() {
    testing::run(Dialect::Sqlite, async |db| {
        let open = async |url: Url| Db::open(&Config::new(url)).await.err().unwrap();
        let nowhere = open(Url::Sqlite(db.folder().join("no/such/folder.db"))).await;
        assert!(matches!(nowhere, Error::Unavailable(_)), "{nowhere:?}");
        let text = db.folder().join("text.db");
        fs::write(&text, "this is no database, although it is quite long ".repeat(100)).unwrap();
        let nothing = open(Url::Sqlite(text)).await;
        assert!(matches!(nothing, Error::Unavailable(_)), "{nothing:?}");
        // a port that nobody listens on any more
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let gone = open(Url::Postgres(format!("postgres://me:secret@127.0.0.1:{port}/x"))).await;
        assert!(matches!(&gone, Error::Unavailable(words) if !words.contains("secret")), "{gone:?}");
        let wrong = open(Url::Postgres("postgres://me:secret@:x:/".to_owned())).await;
        assert!(matches!(&wrong, Error::Unavailable(words) if !words.contains("secret")), "{wrong:?}");
    });
}

#[test]
fn a_read_only_file_is_not_opened_for_writing() {
    testing::run(Dialect::Sqlite, async |db| {
        let target = db.folder().join("copy.db");
        db.backup_to(&target).await.unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o444)).unwrap();
        let opened = Db::open(&Config::new(Url::Sqlite(target))).await.map(|_| ());
        // permissions do not hold for who runs this as root
        let root = fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
        assert_eq!(opened, if root { Ok(()) } else { Err(Error::ReadOnly) });
    });
}

#[test]
fn connections_that_the_server_ends_are_replaced() {
    testing::run(Dialect::Postgres, async |db| {
        assert_eq!(count(db, "building").await, Ok(0));
        let other = db.another().await;
        let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        other
            .read::<_, Error, _>(move |tx| Box::pin(async move { tx.one::<(i64,)>(end, params![]).await }))
            .await
            .unwrap();
        for attempt in 0.. {
            match count(db, "building").await {
                Ok(_) => break,
                Err(error) => assert!(attempt < 20 && matches!(error, Error::Unavailable(_)), "{error:?}"),
            }
        }
    });
}

#[test]
fn a_deadlock_is_busy() {
    testing::run(Dialect::Postgres, async |db| {
        db.script(
            "CREATE TABLE pair (id BIGINT PRIMARY KEY, n BIGINT NOT NULL); INSERT INTO pair VALUES (1, 0), (2, 0);",
        )
        .await
        .unwrap();
        let both = std::sync::Arc::new(tokio::sync::Barrier::new(2));
        let cross = |first: i64, second: i64| {
            let both = std::sync::Arc::clone(&both);
            db.write(move |tx| {
                Box::pin(async move {
                    tx.exec("UPDATE pair SET n = 1 WHERE id = $1", params![first]).await?;
                    both.wait().await;
                    tx.exec("UPDATE pair SET n = 1 WHERE id = $1", params![second]).await
                })
            })
        };
        let (one, other): (Result<u64>, Result<u64>) = tokio::join!(cross(1, 2), cross(2, 1));
        assert!(matches!((&one, &other), (Ok(1), Err(Error::Busy)) | (Err(Error::Busy), Ok(1))), "{one:?} {other:?}");
    });
}

for_each_database! {
    async fn a_write_is_finished_though_nobody_waits(db: TestDb) {
        db.script("CREATE TABLE page (body BYTEA NOT NULL);").await.unwrap();
        let begun = insert(db, 10);
        // dropped after it was begun
        drop(tokio::time::timeout(std::time::Duration::from_micros(1), begun).await);
        for _ in 0..10 {
            insert(db, 10).await.unwrap();
        }
        let found = count(db, "page").await.unwrap();
        assert!((10..=11).contains(&found), "{found}");
    }
}

#[test]
fn addresses_are_read_and_never_shown_whole() {
    let parsed = |text: &str| text.parse::<Url>();
    assert_eq!(parsed("postgres://me:secret@db/x").map(|url| format!("{url:?}")), Ok("postgres://…@db/x".to_owned()));
    assert_eq!(parsed("sqlite:data/caretaker.db"), Ok(Url::Sqlite("data/caretaker.db".into())));
    assert_eq!(parsed("data/caretaker.db"), Ok(Url::Sqlite("data/caretaker.db".into())));
    assert!(parsed("mysql://db/x").is_err());
    assert!(parsed("").is_err());
}
