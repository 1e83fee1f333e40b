//! What the tests share: a clock to turn, a note of what was done, short ways to the queue.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jobs::{Clock, FailedJob, NewJob, Settings, Worker, enqueue};
use store::{Db, Error, testing::TestDb};

pub(crate) const SECOND: i64 = 1_000_000;

/// A clock that stands still until it is turned.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_790_000_000 * SECOND)))
    }

    pub(crate) fn turn(&self, seconds: i64) {
        self.0.fetch_add(seconds * SECOND, Ordering::SeqCst);
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    pub(crate) fn clock(&self) -> Clock {
        let hands = self.clone();
        Clock::new(move || hands.now())
    }
}

/// What was done, in order.
#[derive(Clone, Default)]
pub(crate) struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    pub(crate) fn add(&self, note: impl Into<String>) {
        self.0.lock().unwrap().push(note.into());
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

pub(crate) fn settings(owner: &str) -> Settings {
    Settings { lease: Duration::from_secs(60), ..Settings::new(owner) }
}

/// A worker without handlers.
pub(crate) fn worker(db: &Db, hands: &Hands) -> Worker {
    Worker::new(db.clone(), hands.clock(), settings("worker"))
}

/// A worker that notes the payloads of `note` jobs.
pub(crate) fn noting(db: &Db, hands: &Hands, notes: &Notes) -> Worker {
    let notes = notes.clone();
    worker(db, hands).on("note", move |job| {
        let notes = notes.clone();
        async move {
            notes.add(job.payload::<String>()?);
            Ok(())
        }
    })
}

pub(crate) fn note(text: &str) -> NewJob {
    NewJob::new("note", &text).unwrap()
}

pub(crate) async fn put(db: &Db, hands: &Hands, job: NewJob) -> i64 {
    let now = hands.now();
    db.write::<_, Error, _>(move |tx| Box::pin(async move { enqueue(tx, now, &job).await })).await.unwrap()
}

pub(crate) async fn waiting(db: &Db) -> i64 {
    db.read::<_, Error, _>(|tx| Box::pin(jobs::waiting(tx))).await.unwrap()
}

pub(crate) async fn failed(db: &Db) -> Vec<FailedJob> {
    db.read::<_, Error, _>(|tx| Box::pin(jobs::failed(tx, None, 100))).await.unwrap()
}

/// One number that a statement answers.
pub(crate) async fn number(db: &TestDb, sql: &'static str) -> i64 {
    let (number,) =
        db.read::<(i64,), Error, _>(move |tx| Box::pin(async move { tx.one(sql, vec![]).await })).await.unwrap();
    number
}
