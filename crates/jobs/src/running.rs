//! A worker at work.

use std::time::Duration;

use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
    time::sleep,
};

use crate::Worker;

/// Between two looks into a queue that holds something due which we did not get.
const SHORTEST_REST: Duration = Duration::from_millis(20);

/// A worker at work, in a task of its own. Dropped without [`Running::stop`], it goes on until the process ends.
#[derive(Debug)]
pub struct Running {
    stopping: watch::Sender<bool>,
    working: JoinHandle<()>,
}

impl Running {
    pub(crate) fn start(worker: Worker) -> Self {
        let (stopping, stop) = watch::channel(false);
        Self { stopping, working: tokio::spawn(work(worker, stop)) }
    }

    /// Takes no further jobs, and returns when those in its hands are finished.
    pub async fn stop(self) {
        self.stopping.send_replace(true);
        if let Err(error) = self.working.await {
            tracing::error!(%error, "the worker ended badly");
        }
    }
}

async fn work(worker: Worker, mut stop: watch::Receiver<bool>) {
    let mut working: JoinSet<()> = JoinSet::new();
    while !*stop.borrow() {
        let rest = take(&worker, &mut working).await;
        tokio::select! {
            // closed: the handle was dropped, and nobody will ever say stop
            Ok(()) = stop.changed() => {}
            Some(_) = working.join_next() => {}
            () = worker.wake.0.notified() => {}
            () = sleep(rest) => {}
        }
    }
    while working.join_next().await.is_some() {}
}

/// Begins as many jobs as there is room for; answers how long to rest.
async fn take(worker: &Worker, working: &mut JoinSet<()>) -> Duration {
    while working.try_join_next().is_some() {}
    let room = worker.settings.parallel.saturating_sub(working.len());
    if room == 0 {
        return worker.settings.poll; // whoever finishes ends the rest
    }
    match begin(worker, working, room).await {
        Ok(rest) => rest,
        Err(error) => {
            tracing::warn!(%error, "the queue cannot be read");
            worker.settings.poll
        }
    }
}

async fn begin(worker: &Worker, working: &mut JoinSet<()>, room: usize) -> store::Result<Duration> {
    worker.enqueue_periodic().await?;
    for job in worker.lease(room).await? {
        working.spawn(worker.clone().attempt(job));
    }
    if working.len() >= worker.settings.parallel {
        return Ok(worker.settings.poll);
    }
    // a job may become due between two looks; one that is due already and was not ours is in the hands of another node
    let until_next = worker.next_at().await?.map_or(i64::MAX, |next| next.saturating_sub(worker.clock.now()));
    let until_next = Duration::from_micros(until_next.max(0).unsigned_abs());
    Ok(until_next.max(SHORTEST_REST).min(worker.settings.poll))
}
