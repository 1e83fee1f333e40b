//! A worker in the background.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use jobs::{Clock, Failure, Settings, Worker};
use store::{Db, for_each_database};
use tokio::sync::{Notify, mpsc};

use crate::house::{Hands, note, put, settings, waiting};

const HOUR: Duration = Duration::from_secs(3_600);

/// A worker that tells of each `note` job, and then waits for `go`.
fn telling(
    db: &Db,
    clock: Clock,
    settings: Settings,
    go: Option<Arc<Notify>>,
) -> (Worker, mpsc::UnboundedReceiver<String>) {
    let (tell, told) = mpsc::unbounded_channel();
    let worker = Worker::new(db.clone(), clock, settings).on("note", move |job| {
        let (tell, go) = (tell.clone(), go.clone());
        async move {
            tell.send(job.payload::<String>()?).map_err(Failure::for_now)?;
            if let Some(go) = go {
                go.notified().await;
            }
            Ok(())
        }
    });
    (worker, told)
}

for_each_database! {
    async fn a_worker_that_is_woken_need_not_poll(db: TestDb) {
        let hands = Hands::new();
        let (worker, mut told) = telling(db, hands.clock(), Settings { poll: HOUR, ..settings("sleeper") }, None);
        let wake = worker.wake();
        let running = worker.start();
        for text in ["one", "two"] {
            put(db, &hands, note(text)).await;
            wake.wake();
            assert_eq!(told.recv().await.unwrap(), text);
        }
        running.stop().await;
        assert_eq!(waiting(db).await, 0);
    }

    async fn a_job_of_another_process_is_found_by_polling(db: TestDb) {
        let hands = Hands::new();
        let poll = Duration::from_millis(5);
        let (worker, mut told) = telling(&db.another().await, hands.clock(), Settings { poll, ..settings("poller") }, None);
        let running = worker.start();
        put(db, &hands, note("from elsewhere")).await;
        assert_eq!(told.recv().await.unwrap(), "from elsewhere");
        running.stop().await;
    }

    async fn a_job_that_becomes_due_between_two_looks_is_not_late(db: TestDb) {
        let clock = Clock::system();
        let due = clock.now() + 100_000;
        db.write::<_, store::Error, _>(move |tx| Box::pin(async move { jobs::enqueue(tx, due, &note("soon")).await })).await.unwrap();
        let (worker, mut told) = telling(db, clock, Settings { poll: HOUR, ..settings("sleeper") }, None);
        let running = worker.start();
        assert_eq!(told.recv().await.unwrap(), "soon");
        running.stop().await;
    }

    async fn long_jobs_leave_the_last_place_to_others(db: TestDb) {
        let (hands, go) = (Hands::new(), Arc::new(Notify::new()));
        let four_at_a_time = Settings { parallel: 4, poll: Duration::from_millis(5), ..settings("busy") };
        let (worker, mut told) = telling(db, hands.clock(), four_at_a_time, Some(go.clone()));
        let running = worker.start();
        for long in ["one", "two", "three", "and a short one"] {
            put(db, &hands, note(long)).await;
            let begun = tokio::time::timeout(Duration::from_secs(60), told.recv()).await;
            assert_eq!(begun.expect("it is begun").unwrap(), long);
        }
        (0..4).for_each(|_| go.notify_one());
        running.stop().await;
        assert_eq!(waiting(db).await, 0);
    }

    async fn stopping_finishes_what_is_in_flight_and_begins_nothing(db: TestDb) {
        let (hands, go) = (Hands::new(), Arc::new(Notify::new()));
        let one_at_a_time = Settings { parallel: 1, ..settings("stopping") };
        let (worker, mut told) = telling(db, hands.clock(), one_at_a_time, Some(go.clone()));
        put(db, &hands, note("in flight")).await;
        put(db, &hands, note("not begun")).await;
        let running = worker.start();
        assert_eq!(told.recv().await.unwrap(), "in flight");
        let mut stopping = Box::pin(running.stop());
        tokio::select! {
            biased;
            () = &mut stopping => panic!("a job is in flight"),
            () = async {} => {} // it has been told to stop now
        }
        go.notify_one();
        stopping.await;
        assert_eq!(waiting(db).await, 1);
        assert!(told.try_recv().is_err());
    }

    async fn an_idle_worker_sleeps(db: TestDb) {
        let (hands, looks) = (Hands::new(), Arc::new(AtomicUsize::new(0)));
        let (counter, inner) = (looks.clone(), hands.clock());
        let clock = Clock::new(move || {
            counter.fetch_add(1, Ordering::SeqCst);
            inner.now()
        });
        // nothing is due, though something waits for a time that never comes
        put(db, &hands, note("some day").at(hands.now() + 10_000_000_000)).await;
        let (worker, _told) = telling(db, clock, Settings { poll: HOUR, ..settings("sleeper") }, None);
        let running = worker.start();
        tokio::time::sleep(Duration::from_millis(200)).await;
        let looks = looks.load(Ordering::SeqCst);
        assert!(looks <= 10, "it asked {looks} times for the time");
        running.stop().await;
    }
}
