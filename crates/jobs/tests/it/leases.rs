//! One winner among many nodes, and what happens when it dies.

use std::{collections::HashSet, sync::Arc, time::Duration};

use jobs::{Failure, Job, NewJob, Worker};
use store::{Db, for_each_database, params};
use tokio::sync::{Notify, mpsc};

use crate::house::{Hands, Notes, failed, note, noting, number, put, settings, waiting, worker};

/// A worker whose `note` jobs begin and never end by themselves; the receiver hears of each beginning.
fn stuck(db: &Db, hands: &Hands, go: Arc<Notify>) -> (Worker, mpsc::UnboundedReceiver<Job>) {
    let (begun, beginnings) = mpsc::unbounded_channel();
    let worker = worker(db, hands).on("note", move |job| {
        let (begun, go) = (begun.clone(), go.clone());
        async move {
            begun.send(job).map_err(Failure::for_now)?;
            go.notified().await;
            Ok(())
        }
    });
    (worker, beginnings)
}

for_each_database! {
    async fn a_job_whose_node_died_is_done_once_more(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        put(db, &hands, note("fix the roof")).await;
        let (dying, mut beginnings) = stuck(&db.another().await, &hands, Arc::default());
        let node = tokio::spawn(async move { dying.run_due().await });
        assert_eq!(beginnings.recv().await.unwrap().attempt, 1);
        node.abort();
        assert!(node.await.unwrap_err().is_cancelled());

        let worker = noting(db, &hands, &notes);
        assert_eq!(worker.run_due().await.unwrap(), 0, "the dead node's lease holds");
        hands.turn(61);
        assert_eq!(worker.run_due().await.unwrap(), 1);
        assert_eq!(notes.all(), ["fix the roof"]);
        assert_eq!(number(db, "SELECT attempts FROM job").await, 2);
        assert_eq!(waiting(db).await, 0);
    }

    async fn a_job_that_kills_its_node_is_given_up_after_its_attempts(db: TestDb) {
        let hands = Hands::new();
        put(db, &hands, note("poison").attempts(2)).await;
        for attempt in 1..=2 {
            let (dying, mut beginnings) = stuck(db, &hands, Arc::default());
            let node = tokio::spawn(async move { dying.run_due().await });
            assert_eq!(beginnings.recv().await.unwrap().attempt, attempt);
            node.abort();
            hands.turn(61);
        }
        assert_eq!(noting(db, &hands, &Notes::default()).run_due().await.unwrap(), 0);
        let dead = failed(db).await;
        assert_eq!((dead.len(), dead[0].attempts), (1, 2));
        assert_eq!(dead[0].last_error, "the process ended during the last attempt");
    }

    async fn nodes_that_work_together_do_each_job_once(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        for number in 0..120 {
            put(db, &hands, note(&number.to_string())).await;
        }
        let nodes = [noting(db, &hands, &notes), noting(&db.another().await, &hands, &notes), noting(&db.another().await, &hands, &notes)];
        let working = nodes.map(|node| tokio::spawn(async move { node.run_due().await.unwrap() }));
        let mut attempts = 0;
        for node in working {
            attempts += node.await.unwrap();
        }
        assert_eq!(attempts, 120);
        let done = notes.all();
        assert_eq!((done.len(), done.iter().collect::<HashSet<_>>().len()), (120, 120));
        assert_eq!(waiting(db).await, 0);
    }

    async fn the_lease_of_a_long_job_is_renewed(db: TestDb) {
        let (hands, notes, go) = (Hands::new(), Notes::default(), Arc::new(Notify::new()));
        put(db, &hands, note("a long one")).await;
        let mut renewing = settings("patient");
        renewing.renew = Duration::from_millis(5);
        let (begun, mut beginnings) = mpsc::unbounded_channel();
        let done = go.clone();
        let long = Worker::new(db.another().await, hands.clock(), renewing).on("note", move |_| {
            let (begun, done) = (begun.clone(), done.clone());
            async move {
                begun.send(()).map_err(Failure::for_now)?;
                done.notified().await;
                Ok(())
            }
        });
        let node = tokio::spawn(async move { long.run_due().await });
        beginnings.recv().await.unwrap();
        let other = noting(db, &hands, &notes);
        for _ in 0..4 {
            hands.turn(40);
            let now = hands.now();
            // until the lease reaches beyond the turned clock, as a whole minute from now does
            while number(db, "SELECT lease_until FROM job").await < now + 60_000_000 {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            assert_eq!(other.run_due().await.unwrap(), 0);
        }
        go.notify_one();
        assert_eq!(node.await.unwrap().unwrap(), 1);
        assert_eq!((notes.all().len(), waiting(db).await, number(db, "SELECT attempts FROM job").await), (0, 0, 1));
    }

    async fn who_lost_the_lease_changes_nothing(db: TestDb) {
        let (hands, notes, go) = (Hands::new(), Notes::default(), Arc::new(Notify::new()));
        put(db, &hands, note("twice begun")).await;
        let (slow, mut beginnings) = stuck(&db.another().await, &hands, go.clone());
        let node = tokio::spawn(async move { slow.run_due().await });
        let lost = beginnings.recv().await.unwrap();
        hands.turn(61);
        assert_eq!(noting(db, &hands, &notes).run_due().await.unwrap(), 1);
        hands.turn(5);
        go.notify_one();
        node.await.unwrap().unwrap();
        assert_eq!(number(db, "SELECT done_at FROM job").await, hands.now() - 5_000_000, "the winner's time stands");
        let now = hands.now();
        let late = db.write(move |tx| Box::pin(async move { lost.done(tx, now).await })).await;
        assert_eq!(late, Err(store::Error::Busy));
    }

    async fn a_handler_marks_the_job_in_the_transaction_of_its_work(db: TestDb) {
        db.script("CREATE TABLE effect (job_id BIGINT NOT NULL);").await.unwrap();
        let (hands, inner) = (Hands::new(), db.another().await);
        let now = hands.now();
        let worker = worker(db, &hands).on("effect", move |job| {
            let db = inner.clone();
            async move {
                db.write(move |tx| Box::pin(async move {
                    tx.exec("INSERT INTO effect (job_id) VALUES ($1)", params![job.id]).await?;
                    job.done(tx, now).await
                })).await?;
                Err(Failure::for_now("too late to fail"))
            }
        });
        put(db, &hands, NewJob::new("effect", &()).unwrap()).await;
        assert_eq!(worker.run_due().await.unwrap(), 1);
        hands.turn(10_000);
        assert_eq!(worker.run_due().await.unwrap(), 0);
        assert_eq!(number(db, "SELECT count(*) FROM effect").await, 1);
        assert_eq!((waiting(db).await, failed(db).await), (0, vec![]));
    }
}
