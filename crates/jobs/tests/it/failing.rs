//! Jobs that do not succeed.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use jobs::{Failure, NewJob, Worker};
use store::{Db, Error, for_each_database};

use crate::house::{Hands, Notes, failed, note, noting, put, waiting, worker};

/// A worker whose mail server is down for the first `failures` attempts.
fn mailing(db: &Db, hands: &Hands, failures: usize) -> (Worker, Arc<AtomicUsize>) {
    let attempts = Arc::new(AtomicUsize::new(0));
    let counter = attempts.clone();
    let worker = worker(db, hands).on("mail", move |_| {
        let attempt = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            if attempt < failures { Err(Failure::for_now(format!("attempt {attempt}: server down"))) } else { Ok(()) }
        }
    });
    (worker, attempts)
}

fn mail() -> NewJob {
    NewJob::new("mail", &"hello").unwrap()
}

for_each_database! {
    async fn a_job_that_fails_comes_back_later_and_later(db: TestDb) {
        let hands = Hands::new();
        let (worker, attempts) = mailing(db, &hands, 2);
        put(db, &hands, mail()).await;
        // the first pause is 10 s, the second 20 s, each give or take a quarter
        for (turn, expected) in [(0, 1), (7, 1), (6, 2), (14, 2), (12, 3), (10_000, 3)] {
            hands.turn(turn);
            worker.run_due().await.unwrap();
            assert_eq!(attempts.load(Ordering::SeqCst), expected, "after {turn} s more");
        }
        assert_eq!((waiting(db).await, failed(db).await), (0, vec![]));
    }

    async fn a_job_that_fails_too_often_is_kept_and_listed(db: TestDb) {
        let hands = Hands::new();
        let (worker, attempts) = mailing(db, &hands, 3);
        let id = put(db, &hands, mail().attempts(2)).await;
        for _ in 0..5 {
            worker.run_due().await.unwrap();
            hands.turn(4_000);
        }
        assert_eq!(attempts.load(Ordering::SeqCst), 2);
        let dead = failed(db).await;
        assert_eq!(dead.len(), 1);
        assert_eq!((dead[0].id, dead[0].kind.as_str(), dead[0].payload.as_str()), (id, "mail", "\"hello\""));
        assert_eq!((dead[0].attempts, dead[0].last_error.as_str()), (2, "attempt 1: server down"));
        assert_eq!(waiting(db).await, 0);

        let now = hands.now();
        let retry = |id| db.write::<_, Error, _>(move |tx| Box::pin(jobs::retry(tx, id, now)));
        assert_eq!(retry(id).await, Ok(true));
        assert_eq!(retry(id).await, Ok(false), "it is not failed any more");
        assert_eq!(retry(id + 1).await, Ok(false), "there is none");
        worker.run_due().await.unwrap();
        assert_eq!(failed(db).await, [], "two further attempts");
        hands.turn(4_000);
        worker.run_due().await.unwrap();
        assert_eq!((attempts.load(Ordering::SeqCst), waiting(db).await), (4, 0));
    }

    async fn the_failed_are_listed_newest_first_in_pages(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        let mut ids = vec![];
        for number in 0..5 {
            ids.push(put(db, &hands, NewJob::new("note", &number).unwrap()).await);
        }
        noting(db, &hands, &notes).run_due().await.unwrap();
        let page = |before| db.read::<_, Error, _>(move |tx| Box::pin(jobs::failed(tx, before, 2)));
        let listed: Vec<i64> = page(None).await.unwrap().iter().map(|job| job.id).collect();
        assert_eq!(listed, [ids[4], ids[3]]);
        let listed: Vec<i64> = page(Some(ids[3])).await.unwrap().iter().map(|job| job.id).collect();
        assert_eq!(listed, [ids[2], ids[1]]);
    }

    async fn a_payload_that_cannot_be_read_is_not_tried_again(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        put(db, &hands, NewJob::new("note", &7).unwrap()).await;
        noting(db, &hands, &notes).run_due().await.unwrap();
        let dead = failed(db).await;
        assert!(dead[0].last_error.starts_with("unreadable payload: invalid type"), "{dead:?}");
        assert_eq!(dead[0].attempts, 1);
    }

    async fn a_panic_is_a_failure_like_others(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        put(db, &hands, NewJob::new("panic", &()).unwrap().attempts(1)).await;
        put(db, &hands, note("after")).await;
        let worker = noting(db, &hands, &notes).on("panic", async |_| panic!("as this test wants"));
        assert_eq!(worker.run_due().await.unwrap(), 2);
        assert_eq!(failed(db).await[0].last_error, "the handler panicked");
        assert_eq!(notes.all(), ["after"]);
    }

    async fn a_long_or_broken_reason_is_kept_in_part(db: TestDb) {
        let hands = Hands::new();
        put(db, &hands, NewJob::new("long", &()).unwrap()).await;
        let worker = worker(db, &hands).on("long", async |_| Err(Failure::for_good(format!("a\0b{}", "é".repeat(10_000)))));
        worker.run_due().await.unwrap();
        let reason = failed(db).await.remove(0).last_error;
        assert!(reason.starts_with("abé") && reason.chars().count() == 2_000, "{reason}");
    }
}
