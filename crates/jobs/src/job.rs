//! A job, before and while it is done.

use serde::{Serialize, de::DeserializeOwned};
use store::{Error, Tx};

use crate::queue;

/// The queue of jobs that name none.
const USUAL_QUEUE: &str = "default";
/// With the pauses of `backoff.rs` about five hours.
const USUAL_ATTEMPTS: i64 = 12;

/// Something to be done later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    pub(crate) queue: String,
    pub(crate) kind: String,
    pub(crate) payload: String,
    pub(crate) run_at: Option<i64>,
    pub(crate) max_attempts: i64,
}

impl NewJob {
    /// A job for the handler of this kind, as soon as possible. The payload must be something that JSON can say.
    pub fn new(kind: &str, payload: &impl Serialize) -> Result<Self, serde_json::Error> {
        Ok(Self {
            queue: USUAL_QUEUE.to_owned(),
            kind: kind.to_owned(),
            payload: serde_json::to_string(payload)?,
            run_at: None,
            max_attempts: USUAL_ATTEMPTS,
        })
    }

    /// Not before that time, in microseconds since 1970 UTC.
    pub fn at(self, run_at: i64) -> Self {
        Self { run_at: Some(run_at), ..self }
    }

    /// Tried that often at most, at least once.
    pub fn attempts(self, max_attempts: u32) -> Self {
        Self { max_attempts: i64::from(max_attempts.max(1)), ..self }
    }

    /// In a queue of its own, which other workers serve.
    pub fn queue(self, queue: &str) -> Self {
        Self { queue: queue.to_owned(), ..self }
    }
}

/// A job in our hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Unique over all jobs, ever rising.
    pub id: i64,
    /// Which handler does it.
    pub kind: String,
    /// JSON.
    pub payload: String,
    /// The how-manieth attempt this is, from 1. With the id it names our lease.
    pub attempt: i64,
    /// After how many failures it is given up.
    pub max_attempts: i64,
}

impl Job {
    /// What it was enqueued with. A payload that cannot be read fails for good: no further attempt will read it.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_str(&self.payload).map_err(|error| Failure::for_good(format!("unreadable payload: {error}")))
    }

    /// Marks the job done in the transaction that does its work, so that both happen, once. Without this call it is marked when its
    /// handler has returned. An error when the lease was lost meanwhile: then nothing of the transaction must be kept.
    pub async fn done(&self, tx: &mut Tx, now: i64) -> Result<(), Error> {
        if queue::finish(tx, self, now).await? { Ok(()) } else { Err(Error::Busy) }
    }
}

/// Why a job was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub(crate) reason: String,
    pub(crate) for_good: bool,
}

impl Failure {
    /// May succeed another time.
    pub fn for_now(reason: impl ToString) -> Self {
        Self { reason: reason.to_string(), for_good: false }
    }

    /// Will never succeed.
    pub fn for_good(reason: impl ToString) -> Self {
        Self { reason: reason.to_string(), for_good: true }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::for_now(error)
    }
}
