//! Work on its way to a database thread, and its answer on the way back.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::mpsc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::sync::oneshot;

use crate::{BoxFuture, Error, Result, Tx};

/// The near end of a thread's queue.
#[derive(Clone)]
pub(super) struct Sender(mpsc::Sender<Box<dyn Job>>);

pub(super) type Receiver = mpsc::Receiver<Box<dyn Job>>;

pub(super) fn channel() -> (Sender, Receiver) {
    let (sender, receiver) = mpsc::channel();
    (Sender(sender), receiver)
}

/// One transaction's worth of work. It runs once and is answered once; not run at all, its answer is the refusal.
pub(super) trait Job: Send {
    /// How long it may take, if that is limited.
    fn budget(&self) -> Option<Duration>;
    /// Does the work; false when it must be rolled back.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Replaces the work's success.
    fn fail(&mut self, error: Error);
    /// Tells the caller: the work's own failure, else the fate of what it was committed with.
    fn answer(self: Box<Self>, commit: Result<()>);
}

impl Sender {
    pub(super) async fn ask<T, E, F>(&self, budget: Option<Duration>, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let gone = || Error::Unavailable("its thread has ended".to_owned());
        self.0.send(Box::new(Work { work: Some(work), outcome: None, budget, reply })).map_err(|_| gone())?;
        answer.await.unwrap_or_else(|_| Err(gone().into()))
    }
}

struct Work<T, E, F> {
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    budget: Option<Duration>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Work<T, E, F>
where
    T: Send,
    E: From<Error> + Send,
    F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send,
{
    fn budget(&self) -> Option<Duration> {
        self.budget
    }

    fn run(&mut self, tx: &mut Tx) -> bool {
        let Some(work) = self.work.take() else { return false };
        // a panic in one job must not take the thread, and with it every later job, along
        let outcome = catch_unwind(AssertUnwindSafe(|| at_once(work(tx))?))
            .unwrap_or_else(|_| Err(Error::Other("a transaction panicked".to_owned()).into()));
        self.outcome.insert(outcome).is_ok()
    }

    fn fail(&mut self, error: Error) {
        self.outcome = Some(Err(error.into()));
    }

    fn answer(self: Box<Self>, commit: Result<()>) {
        let outcome = match (self.outcome, commit) {
            (Some(Ok(_)) | None, Err(error)) => Err(error.into()),
            (Some(outcome), _) => outcome,
            (None, Ok(())) => Err(Error::Other("a transaction was not run".to_owned()).into()),
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
