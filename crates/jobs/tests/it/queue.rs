//! Enqueueing, and doing what is due.

use jobs::{NewJob, enqueue};
use store::{Error, for_each_database};

use crate::house::{Hands, Notes, SECOND, failed, note, noting, number, put, waiting, worker};

for_each_database! {
    async fn a_job_is_done_once(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        put(db, &hands, note("paint the fence")).await;
        assert_eq!(waiting(db).await, 1);
        let worker = noting(db, &hands, &notes);
        assert_eq!(worker.run_due().await.unwrap(), 1);
        assert_eq!(worker.run_due().await.unwrap(), 0);
        assert_eq!(notes.all(), ["paint the fence"]);
        assert_eq!(waiting(db).await, 0);
    }

    async fn a_job_of_a_transaction_that_fails_never_was(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        let now = hands.now();
        let undone = db.write::<(), Error, _>(move |tx| Box::pin(async move {
            enqueue(tx, now, &note("never")).await?;
            Err(Error::NoRow)
        })).await;
        assert_eq!(undone, Err(Error::NoRow));
        assert_eq!(noting(db, &hands, &notes).run_due().await.unwrap(), 0);
        assert_eq!(waiting(db).await, 0);
    }

    async fn a_job_waits_for_its_time_and_earlier_ones_go_first(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        put(db, &hands, note("later").at(hands.now() + 20 * SECOND)).await;
        put(db, &hands, note("soon").at(hands.now() + 10 * SECOND)).await;
        let worker = noting(db, &hands, &notes);
        hands.turn(9);
        assert_eq!(worker.run_due().await.unwrap(), 0);
        hands.turn(1);
        assert_eq!(worker.run_due().await.unwrap(), 1);
        assert_eq!(notes.all(), ["soon"]);
        hands.turn(10);
        assert_eq!(worker.run_due().await.unwrap(), 1);
        assert_eq!(notes.all(), ["soon", "later"]);
    }

    async fn jobs_of_other_queues_and_unknown_kinds_are_left_to_others(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        put(db, &hands, note("other queue").queue("imports")).await;
        put(db, &hands, NewJob::new("from_a_newer_version", &()).unwrap()).await;
        assert_eq!(noting(db, &hands, &notes).run_due().await.unwrap(), 0);
        assert_eq!(worker(db, &hands).run_due().await.unwrap(), 0);
        assert_eq!(waiting(db).await, 2);
        assert_eq!(failed(db).await, []);
    }

    async fn what_a_job_enqueues_for_now_is_done_in_the_same_go(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        let (inner, now) = (db.another().await, hands.now());
        let worker = noting(db, &hands, &notes).on("first", move |_| {
            let db = inner.clone();
            async move {
                db.write(move |tx| Box::pin(async move { enqueue(tx, now, &note("second")).await })).await?;
                Ok(())
            }
        });
        put(db, &hands, NewJob::new("first", &()).unwrap()).await;
        assert_eq!(worker.run_due().await.unwrap(), 2);
        assert_eq!(notes.all(), ["second"]);
    }

    async fn done_jobs_are_pruned_and_failed_ones_stay(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        put(db, &hands, note("done")).await;
        put(db, &hands, NewJob::new("note", &7).unwrap()).await;
        noting(db, &hands, &notes).run_due().await.unwrap();
        let now = hands.now();
        let prune = |before: i64| db.write::<_, Error, _>(move |tx| Box::pin(jobs::prune(tx, before)));
        assert_eq!(prune(now).await, Ok(0));
        assert_eq!(prune(now + 1).await, Ok(1));
        assert_eq!(failed(db).await.len(), 1);
        assert_eq!(number(db, "SELECT count(*) FROM job").await, 1);
    }
}
