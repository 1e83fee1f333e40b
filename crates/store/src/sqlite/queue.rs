//! Work on its way to a database thread, and its answer on the way back.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::mpsc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::sync::oneshot;

use crate::{Error, Result, Tx, work::Work};

/// The near end of a thread's queue.
#[derive(Clone)]
pub(super) struct Sender(mpsc::Sender<Job>);

pub(super) type Receiver = mpsc::Receiver<Job>;

pub(super) fn channel() -> (Sender, Receiver) {
    let (sender, receiver) = mpsc::channel();
    (Sender(sender), receiver)
}

impl Sender {
    /// What became of the transaction; not whether the work refused by itself, which its own answer says.
    pub(super) async fn ask(&self, budget: Option<Duration>, work: Work) -> Result<()> {
        let (reply, answer) = oneshot::channel();
        let gone = || Error::Unavailable("its thread has ended".to_owned());
        self.0.send(Job { work: Some(work), outcome: None, budget, reply }).map_err(|_| gone())?;
        answer.await.unwrap_or_else(|_| Err(gone()))
    }
}

/// One transaction's worth of work. It runs once and is answered once; not run at all, its answer is the refusal.
pub(super) struct Job {
    work: Option<Work>,
    /// Whether what it did is to be kept.
    outcome: Option<Result<bool>>,
    budget: Option<Duration>,
    reply: oneshot::Sender<Result<()>>,
}

impl Job {
    /// How long it may take, if that is limited.
    pub(super) fn budget(&self) -> Option<Duration> {
        self.budget
    }

    /// Does the work; false when it must be rolled back.
    pub(super) fn run(&mut self, tx: &mut Tx) -> bool {
        let Some(work) = self.work.take() else { return false };
        // a panic in one job must not take the thread, and with it every later job, along
        let outcome = catch_unwind(AssertUnwindSafe(|| at_once(work(tx))))
            .unwrap_or_else(|_| Err(Error::Other("a transaction panicked".to_owned())));
        matches!(self.outcome.insert(outcome), Ok(true))
    }

    /// Replaces the work's success.
    pub(super) fn fail(&mut self, error: Error) {
        self.outcome = Some(Err(error));
    }

    /// Tells the caller what became of it.
    pub(super) fn answer(self, commit: Result<()>) {
        let outcome = match (self.outcome, commit) {
            (Some(Ok(true)) | None, Err(error)) | (Some(Err(error)), _) => Err(error),
            (Some(Ok(_)), _) => Ok(()),
            (None, Ok(())) => Err(Error::Other("a transaction was not run".to_owned())),
        };
        // whoever asked may have gone away meanwhile
        self.reply.send(outcome).ok();
    }
}

/// The value of a future all of whose awaits are ready, which those of a transaction on SQLite are.
pub(super) fn at_once<F: Future>(future: F) -> Result<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Ok(value),
        Poll::Pending => Err(Error::Other("a transaction awaited something other than its database".to_owned())),
    }
}
