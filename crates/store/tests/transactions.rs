//! Reading and writing, on both databases.
#![allow(clippy::unwrap_used, reason = "tests")]

use store::{Error, Param, for_each_database, params, testing::TestDb};

const TABLE: &str = "
    CREATE TABLE thing (id BIGSERIAL PRIMARY KEY, name TEXT NOT NULL, size SMALLINT NOT NULL CONSTRAINT thing_size_check CHECK (size > 0));
    CREATE UNIQUE INDEX thing_name_size_key ON thing (name, size);
    CREATE UNIQUE INDEX thing_lower_key ON thing (lower(name)) WHERE size > 100;
    CREATE TABLE part (thing_id BIGINT NOT NULL REFERENCES thing (id), no SMALLINT NOT NULL, PRIMARY KEY (thing_id, no));";

const INSERT: &str = "INSERT INTO thing (name, size) VALUES ($1, $2)";

/// One statement in a transaction of its own.
async fn exec(db: &TestDb, sql: &'static str, params: Vec<Param>) -> Result<u64, Error> {
    db.write(move |tx| Box::pin(async move { tx.exec(sql, params).await })).await
}

async fn rows<T: store::FromRow + Send + 'static>(db: &TestDb, sql: &'static str, params: Vec<Param>) -> Vec<T> {
    db.read(move |tx| Box::pin(async move { tx.rows::<T>(sql, params).await })).await.unwrap()
}

for_each_database! {
    async fn what_was_written_is_read(db: TestDb) {
        db.script(TABLE).await.unwrap();
        let inserted: (i64,) = db
            .write(|tx| Box::pin(async move { tx.one("INSERT INTO thing (name, size) VALUES ($1, $2) RETURNING id", params!["bolt", 3]).await }))
            .await
            .unwrap();
        assert_eq!(inserted, (1,));
        let found: Vec<(i64, String, i32)> = rows(db, "SELECT id, name, size FROM thing", params![]).await;
        assert_eq!(found, [(1, "bolt".to_owned(), 3)]);
    }

    async fn every_kind_of_value_comes_back(db: TestDb) {
        db.script("CREATE TABLE kinds (a BIGINT, b SMALLINT, c BOOLEAN, d TEXT, e BYTEA, f BIGINT)").await.unwrap();
        let params = params![i64::MIN, -7_i16, true, "O'Brien $1 \u{1F6B0}", vec![0_u8, 255], None::<i64>];
        exec(db, "INSERT INTO kinds VALUES ($1, $2, $3, $4, $5, $6)", params).await.unwrap();
        type Kinds = (i64, i16, bool, String, Vec<u8>, Option<i64>);
        let found: Vec<Kinds> = rows(db, "SELECT a, b, c, d, e, f FROM kinds", params![]).await;
        assert_eq!(found, [(i64::MIN, -7, true, "O'Brien $1 \u{1F6B0}".to_owned(), vec![0, 255], None)]);
    }

    async fn what_may_wait_comes_before_what_follows_it(db: TestDb) {
        db.script(TABLE).await.unwrap();
        let part = "INSERT INTO part (thing_id, no) SELECT id, $2 FROM thing WHERE name = $1";
        let seen = db.write::<_, Error, _>(move |tx| Box::pin(async move {
            tx.exec_later(INSERT, vec![params!["bolt", 3], params!["nut", 4]]).await?;
            tx.exec_later(part, vec![params!["bolt", 1]]).await?;
            let seen = tx.rows::<(String,)>("SELECT t.name FROM part p JOIN thing t ON t.id = p.thing_id", params![]).await?;
            tx.exec_later(part, (1..=9).map(|no| params!["nut", no]).collect()).await?;
            tx.exec_later(part, vec![params!["bolt", 2]]).await?;
            Ok(seen)
        })).await.unwrap();
        assert_eq!(seen, [("bolt".to_owned(),)]);
        let parts: Vec<(String, i64)> = rows(db, "SELECT t.name, count(*) FROM part p JOIN thing t ON t.id = p.thing_id GROUP BY t.name ORDER BY t.name", params![]).await;
        assert_eq!(parts, [("bolt".to_owned(), 2), ("nut".to_owned(), 9)]);
    }

    async fn what_waits_is_not_kept_when_anything_fails(db: TestDb) {
        db.script(TABLE).await.unwrap();
        let refused = db.write::<(), Error, _>(|tx| Box::pin(async move {
            tx.exec_later(INSERT, vec![params!["bolt", 3]]).await?;
            Err(Error::NoRow)
        })).await;
        assert_eq!(refused, Err(Error::NoRow));
        let wrong = db.write::<(), Error, _>(|tx| Box::pin(async move {
            tx.exec(INSERT, params!["nut", 3]).await?;
            tx.exec_later(INSERT, vec![params!["screw", 0]]).await?;
            tx.exec_later(INSERT, vec![params!["washer", 3]]).await
        })).await;
        assert!(matches!(&wrong, Err(Error::Check { .. })), "{wrong:?}");
        exec(db, INSERT, params!["anchor", 3]).await.unwrap();
        assert_eq!(rows::<(String,)>(db, "SELECT name FROM thing", params![]).await, [("anchor".to_owned(),)]);
    }

    async fn one_statement_serves_lists_of_every_length(db: TestDb) {
        db.script(TABLE).await.unwrap();
        db.write(|tx| Box::pin(async move {
            tx.exec_many(INSERT, (1..=9).map(|size| params![format!("t{size}"), size]).collect()).await
        })).await.unwrap();
        let any = "SELECT size FROM thing WHERE size = ANY($1::bigint[]) ORDER BY size";
        assert_eq!(rows::<(i64,)>(db, any, params![vec![3_i64, 5, 77]]).await, [(3,), (5,)]);
        assert_eq!(rows::<(i64,)>(db, any, params![Vec::<i64>::new()]).await, []);
        let none = "SELECT size FROM thing WHERE size <> ALL($1::bigint[]) ORDER BY size LIMIT $2";
        assert_eq!(rows::<(i64,)>(db, none, params![vec![1_i64, 2], 1]).await, [(3,)]);
        let listed = "SELECT wanted, t.name FROM unnest($1::bigint[]) AS wanted LEFT JOIN thing t ON t.size = wanted ORDER BY 1";
        let found = rows::<(i64, Option<String>)>(db, listed, params![vec![8_i64, 100]]).await;
        assert_eq!(found, [(8, Some("t8".to_owned())), (100, None)]);
        let texts = "SELECT count(*) FROM thing WHERE name = ANY($1::text[])";
        assert_eq!(rows::<(i64,)>(db, texts, params![vec!["t1".to_owned(), "t\"2".to_owned()]]).await, [(1,)]);
    }

    async fn violations_have_the_same_names(db: TestDb) {
        db.script(TABLE).await.unwrap();
        exec(db, INSERT, params!["bolt", 3]).await.unwrap();
        exec(db, INSERT, params!["Nut", 101]).await.unwrap();
        exec(db, "INSERT INTO part VALUES ($1, $2)", params![1, 1]).await.unwrap();
        let unique = |name: &str| Err(Error::Unique { constraint: name.to_owned() });
        assert_eq!(exec(db, INSERT, params!["bolt", 3]).await, unique("thing_name_size_key"));
        assert_eq!(exec(db, INSERT, params!["NUT", 102]).await, unique("thing_lower_key"));
        assert_eq!(exec(db, "INSERT INTO thing (id, name, size) VALUES ($1, 'x', 1)", params![1]).await, unique("thing_pkey"));
        assert_eq!(exec(db, "INSERT INTO part VALUES ($1, $2)", params![1, 1]).await, unique("part_pkey"));
        assert_eq!(exec(db, "INSERT INTO part VALUES ($1, $2)", params![99, 1]).await, Err(Error::ForeignKey));
        assert_eq!(exec(db, "DELETE FROM thing WHERE id = $1", params![1]).await, Err(Error::ForeignKey));
        let check = Error::Check { constraint: "thing_size_check".to_owned() };
        assert_eq!(exec(db, INSERT, params!["bolt", -1]).await, Err(check));
        let missing = Error::NotNull { column: "thing.name".to_owned() };
        assert_eq!(exec(db, INSERT, params![None::<i64>, 1]).await, Err(missing));
    }

    async fn very_many_rows_are_written_and_refused_like_one(db: TestDb) {
        db.script("CREATE TABLE kinds (a BIGINT NOT NULL UNIQUE, b SMALLINT, c BOOLEAN, d TEXT, e BYTEA, f BIGINT)").await.unwrap();
        const KINDS: &str = "INSERT INTO kinds (a, b, c, d, e, f)
            VALUES ($1, $2, $3, $4, $5, $6)";
        let row = |n: i64| params![n, n % 100, n % 2 == 0, format!("O'Brien\t\\N {n}\n"), vec![0_u8, 255], (n % 3 > 0).then_some(n)];
        let all: Vec<_> = (1..=1_000).map(row).collect();
        let written = db.write(|tx| Box::pin(async move { tx.exec_many(KINDS, all).await })).await;
        assert_eq!(written, Ok::<_, Error>(1_000));
        type Kinds = (i64, i16, bool, String, Vec<u8>, Option<i64>);
        let found: Vec<Kinds> = rows(db, "SELECT a, b, c, d, e, f FROM kinds ORDER BY a", params![]).await;
        let expected = |n: i64| (n, (n % 100) as i16, n % 2 == 0, format!("O'Brien\t\\N {n}\n"), vec![0, 255], (n % 3 > 0).then_some(n));
        assert_eq!(found, (1..=1_000).map(expected).collect::<Vec<_>>());

        let refused: [(Vec<Param>, Error); 2] = [
            (row(500), Error::Unique { constraint: "kinds_a_key".to_owned() }),
            (params![None::<i64>, 1, true, "", vec![0_u8], 1], Error::NotNull { column: "kinds.a".to_owned() }),
        ];
        for (bad, error) in refused {
            let mut some: Vec<_> = (2_001..=2_200).map(row).collect();
            some.insert(150, bad);
            let written: Result<u64, Error> = db.write(|tx| Box::pin(async move { tx.exec_many(KINDS, some).await })).await;
            assert_eq!(written, Err(error));
            assert_eq!(rows::<(i64,)>(db, "SELECT count(*) FROM kinds", params![]).await, [(1_000,)]);
        }
    }

    async fn an_error_leaves_nothing_behind(db: TestDb) {
        db.script(TABLE).await.unwrap();
        let failed: Result<(), Error> = db.write(|tx| Box::pin(async move {
            tx.exec(INSERT, params!["bolt", 3]).await?;
            Err(Error::Other("changed my mind".to_owned()))
        })).await;
        assert_eq!(failed, Err(Error::Other("changed my mind".to_owned())));
        let swallowed: Result<(), Error> = db.write(|tx| Box::pin(async move {
            tx.exec(INSERT, params!["bolt", 3]).await?;
            // a failed statement dooms the transaction even if its error is ignored
            assert!(tx.exec(INSERT, params!["bolt", 3]).await.is_err());
            assert!(tx.exec(INSERT, params!["nut", 3]).await.is_err());
            Ok(())
        })).await;
        assert_eq!(swallowed, Err(Error::Unique { constraint: "thing_name_size_key".to_owned() }));
        assert_eq!(rows::<(i64,)>(db, "SELECT count(*) FROM thing", params![]).await, [(0,)]);
    }

    async fn a_panic_becomes_an_error_and_leaves_nothing_behind(db: TestDb) {
        db.script(TABLE).await.unwrap();
        for _ in 0..3 {
            let failed: Result<(), Error> = db.write(|tx| Box::pin(async move {
                tx.exec(INSERT, params!["bolt", 3]).await?;
                panic!("a bug in an action");
            })).await;
            assert_eq!(failed, Err(Error::Other("a transaction panicked".to_owned())));
            let failed: Result<(), Error> = db.read(|_| Box::pin(async move { panic!("a bug in a query") })).await;
            assert_eq!(failed, Err(Error::Other("a transaction panicked".to_owned())));
        }
        exec(db, INSERT, params!["bolt", 3]).await.unwrap();
        assert_eq!(rows::<(i64,)>(db, "SELECT count(*) FROM thing", params![]).await, [(1,)]);
    }

    async fn a_failing_job_takes_none_of_its_batch_along(db: TestDb) {
        db.script(TABLE).await.unwrap();
        let jobs = (0..200_i64).map(|n| {
            let write = db.write(move |tx| Box::pin(async move {
                tx.exec(INSERT, params![format!("t{n}"), 1]).await?;
                // every seventh collides with itself, every eleventh panics
                if n % 7 == 0 {
                    tx.exec(INSERT, params![format!("t{n}"), 1]).await?;
                }
                assert!(n % 11 != 0, "a bug in an action");
                Ok::<_, Error>(n)
            }));
            async move { (n, write.await) }
        });
        let outcomes = futures_util::future::join_all(jobs).await;
        let kept: Vec<i64> = outcomes.into_iter().filter_map(|(_, outcome)| outcome.ok()).collect();
        assert_eq!(kept, (0..200).filter(|n| n % 7 != 0 && n % 11 != 0).collect::<Vec<_>>());
        let mut found: Vec<i64> = rows::<(String,)>(db, "SELECT name FROM thing", params![]).await.into_iter()
            .map(|(name,)| name[1..].parse().unwrap()).collect();
        found.sort_unstable();
        assert_eq!(found, kept);
    }

    async fn a_reader_sees_one_moment(db: TestDb) {
        db.script(TABLE).await.unwrap();
        let (begun, wait) = std::sync::mpsc::channel::<()>();
        let (go, gone) = std::sync::mpsc::channel::<()>();
        let other = db.another().await;
        let reading = tokio::spawn(async move {
            other.read(move |tx| Box::pin(async move {
                let before: (i64,) = tx.one("SELECT count(*) FROM thing", params![]).await?;
                begun.send(()).unwrap();
                gone.recv().unwrap();
                let after: (i64,) = tx.one("SELECT count(*) FROM thing", params![]).await?;
                Ok::<_, Error>((before.0, after.0))
            })).await
        });
        tokio::task::spawn_blocking(move || wait.recv().unwrap()).await.unwrap();
        exec(db, INSERT, params!["bolt", 3]).await.unwrap();
        go.send(()).unwrap();
        assert_eq!(reading.await.unwrap().unwrap(), (0, 0));
    }

    async fn a_reader_cannot_write(db: TestDb) {
        db.script(TABLE).await.unwrap();
        let written: Result<u64, Error> = db.read(|tx| Box::pin(async move { tx.exec(INSERT, params!["bolt", 3]).await })).await;
        assert_eq!(written, Err(Error::ReadOnly));
    }

    async fn a_look_sees_what_is_there_and_cannot_write(db: TestDb) {
        db.script(TABLE).await.unwrap();
        exec(db, INSERT, params!["bolt", 3]).await.unwrap();
        let seen = db.look::<_, Error, _>(move |tx| Box::pin(async move {
            let count = "SELECT count(*) FROM thing";
            let before: (i64,) = tx.rows_by_kept_plan(count, params![]).await?[0];
            // from here on it is in a transaction
            let asked: (i64,) = tx.one("SELECT count(*) FROM thing WHERE name = $1", params!["bolt"]).await?;
            let after: (i64,) = tx.rows_by_kept_plan(count, params![]).await?[0];
            Ok([before.0, asked.0, after.0])
        })).await.unwrap();
        assert_eq!(seen, [1, 1, 1]);
        for looked_before in [false, true] {
            let written: Result<u64, Error> = db.look(move |tx| Box::pin(async move {
                if looked_before {
                    tx.rows_by_kept_plan::<(i64,)>("SELECT count(*) FROM thing", params![]).await?;
                }
                tx.exec(INSERT, params!["nut", 4]).await
            })).await;
            assert!(written.is_err());
        }
        let names: Vec<(String,)> = rows(db, "SELECT name FROM thing", params![]).await;
        assert_eq!(names, [("bolt".to_owned(),)]);
    }

    async fn sequences_count_without_repeating(db: TestDb) {
        db.script("CREATE SEQUENCE thing_seq;").await.unwrap();
        let next = || db.write(|tx| Box::pin(async move { tx.next("thing").await }));
        let mut numbers: Vec<i64> = futures_util::future::join_all((0..50).map(|_| next())).await.into_iter().map(Result::unwrap).collect();
        numbers.extend(db.write::<_, Error, _>(|tx| Box::pin(async move { tx.next_many("thing", 10).await })).await.unwrap());
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=60).collect::<Vec<i64>>());
        let missing = db.write(|tx| Box::pin(async move { tx.next("nothing").await })).await;
        assert!(matches!(missing, Err(Error::Other(_))), "{missing:?}");
        db.write::<_, Error, _>(|tx| Box::pin(async move {
            tx.create_sequence("request_7").await?;
            assert_eq!(tx.next("request_7").await?, 1);
            assert!(tx.create_sequence("x'; DROP TABLE").await.is_err());
            Ok(())
        })).await.unwrap();
    }

    async fn a_slow_reading_is_cut_off(db: TestDb) {
        let budget = std::time::Duration::from_millis(30);
        let slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT count(*) FROM n";
        let read: Result<(i64,), Error> = db.read_within(budget, move |tx| Box::pin(async move { tx.one(slow, params![]).await })).await;
        assert_eq!(read, Err(Error::Interrupted(budget)));
        // and the next one on the same connections has all the time it wants
        for _ in 0..8 {
            assert_eq!(rows::<(i64,)>(db, "SELECT count(*) FROM building", params![]).await, [(0,)]);
        }
    }

    async fn a_wrong_statement_or_value_is_an_error(db: TestDb) {
        db.script(TABLE).await.unwrap();
        for (sql, params) in [
            ("SELECT nothing FROM nowhere", params![]),
            ("SELECT name FROM thing WHERE size = $1", params![]),
            ("SELECT name FROM thing WHERE size = $1", params![1, 2]),
        ] {
            let read = db.read(move |tx| Box::pin(async move { tx.rows::<(String,)>(sql, params).await })).await;
            assert!(matches!(read, Err(Error::Other(_))), "{sql}: {read:?}");
        }
        exec(db, INSERT, params!["bolt", 3]).await.unwrap();
        let read = db.read(move |tx| Box::pin(async move { tx.rows::<(i64,)>("SELECT name FROM thing", params![]).await })).await;
        assert!(matches!(read, Err(Error::Other(_))), "{read:?}");
    }

    async fn changed_rights_are_noticed_everywhere(db: TestDb) {
        let other = db.another().await;
        let before = db.access_version().await.unwrap();
        assert_eq!(other.access_version().await.unwrap(), before);
        let bump = |fail: bool| db.write(move |tx| Box::pin(async move {
            tx.bump_access();
            if fail { Err(Error::Other("no".to_owned())) } else { Ok(()) }
        }));
        bump(true).await.unwrap_err();
        assert_eq!(db.access_version().await.unwrap(), before, "a transaction that failed changes nothing");
        bump(false).await.unwrap();
        let after = db.access_version().await.unwrap();
        assert_ne!(after, before);
        assert_eq!(other.access_version().await.unwrap(), after, "another node notices at once, too");
    }

    async fn migrating_again_changes_nothing(db: TestDb) {
        assert!(db.schema().await.unwrap().is_current());
        db.migrate().await.unwrap();
        let all: Vec<_> = (0..4).map(|_| db.migrate()).collect();
        assert!(futures_util::future::join_all(all).await.into_iter().all(|outcome| outcome.is_ok()));
    }

    async fn a_newer_schema_is_refused(db: TestDb) {
        exec(db, "INSERT INTO schema_migration (version, name, checksum) VALUES (9999, 'later', '')", params![]).await.unwrap();
        let refused = db.migrate().await;
        assert!(matches!(refused, Err(Error::TooNew { found: 9999, .. })), "{refused:?}");
        assert!(!db.schema().await.unwrap().is_current());
    }

    async fn a_changed_migration_is_refused(db: TestDb) {
        exec(db, "UPDATE schema_migration SET checksum = 'x' WHERE version = 1", params![]).await.unwrap();
        let refused = db.migrate().await;
        assert!(matches!(refused, Err(Error::Other(_))), "{refused:?}");
    }
}
