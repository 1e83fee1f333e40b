//! Who does the jobs.

use std::{collections::HashMap, sync::Arc, time::Duration};

use serde_json::Value;
use store::{BoxFuture, Db, Result};
use tokio::{sync::Notify, task::JoinSet, time::sleep};

use crate::{
    Clock, Failure, Job, NewJob, Running,
    queue::{self, Lease},
};

/// A periodic job that fails comes again with its next period anyway.
const PERIODIC_ATTEMPTS: u32 = 3;

type Handler = Arc<dyn Fn(Job) -> BoxFuture<'static, Result<(), Failure>> + Send + Sync>;

/// How a worker works.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which queue it serves.
    pub queue: String,
    /// Its name, which tells an administrator who has a job.
    pub owner: String,
    /// Jobs at a time.
    pub parallel: usize,
    /// How long a job is another's if we vanish; renewed while we work on it.
    pub lease: Duration,
    /// How often a lease is renewed; several times within `lease`.
    pub renew: Duration,
    /// How long a job of another process may go unnoticed.
    pub poll: Duration,
}

impl Settings {
    /// The usual queue, four jobs at a time, leases of a minute, a look into the queue every two seconds.
    pub fn new(owner: impl Into<String>) -> Self {
        Self {
            queue: "default".to_owned(),
            owner: owner.into(),
            parallel: 4,
            lease: Duration::from_secs(60),
            renew: Duration::from_secs(20),
            poll: Duration::from_secs(2),
        }
    }
}

/// Tells the worker of this process that there is something to do. Clones wake the same worker.
#[derive(Debug, Clone, Default)]
pub struct Wake(pub(crate) Arc<Notify>);

impl Wake {
    /// To be called after the commit that enqueued; called once too often, it costs one look into the queue.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

/// Does the jobs for which it has handlers; leaves others, which a newer version may have enqueued, to nodes that know them.
#[derive(Clone)]
pub struct Worker {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) settings: Settings,
    pub(crate) wake: Wake,
    handlers: HashMap<String, Handler>,
    /// Kinds, and their period in microseconds.
    periodic: Vec<(String, i64)>,
}

impl Worker {
    /// A worker that can do nothing yet.
    pub fn new(db: Db, clock: Clock, settings: Settings) -> Self {
        Self { db, clock, settings, wake: Wake::default(), handlers: HashMap::new(), periodic: Vec::new() }
    }

    /// Does jobs of that kind by this handler.
    pub fn on<F, Work>(mut self, kind: &str, handler: F) -> Self
    where
        F: Fn(Job) -> Work + Send + Sync + 'static,
        Work: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        self.handlers.insert(kind.to_owned(), Arc::new(move |job| Box::pin(handler(job))));
        self
    }

    /// Does this once per period, over all nodes. Periods are counted from 1970 UTC: `every` a day means soon after midnight UTC. A
    /// period in which no node ran is left out.
    pub fn every<F, Work>(mut self, every: Duration, kind: &str, handler: F) -> Self
    where
        F: Fn(Job) -> Work + Send + Sync + 'static,
        Work: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        self.periodic.push((kind.to_owned(), micros(every).max(1)));
        self.on(kind, handler)
    }

    /// What wakes it.
    pub fn wake(&self) -> Wake {
        self.wake.clone()
    }

    /// Works until it is told to stop.
    pub fn start(self) -> Running {
        Running::start(self)
    }

    /// Does everything that can be done now, and what that enqueues for now; answers how many attempts that took.
    pub async fn run_due(&self) -> Result<usize> {
        let mut attempts = 0;
        loop {
            self.enqueue_periodic().await?;
            let jobs = self.lease(self.settings.parallel).await?;
            if jobs.is_empty() {
                return Ok(attempts);
            }
            attempts += jobs.len();
            let mut working: JoinSet<()> = jobs.into_iter().map(|job| self.clone().attempt(job)).collect();
            while working.join_next().await.is_some() {}
        }
    }

    /// Enqueues the periodic jobs whose period has begun.
    pub(crate) async fn enqueue_periodic(&self) -> Result<()> {
        let now = self.clock.now();
        let wanted = self.periodic.iter().map(|(kind, every)| (kind.clone(), now.div_euclid(*every)));
        let wanted: Vec<(String, i64)> = wanted.collect();
        if wanted.is_empty() {
            return Ok(());
        }
        // mostly there is nothing to write, and a look costs nobody else anything
        let known = self.db.read(|tx| Box::pin(queue::periods(tx))).await?;
        for (kind, period) in wanted {
            if known.iter().any(|(name, last)| *name == kind && *last >= period) {
                continue;
            }
            let job = NewJob { queue: self.settings.queue.clone(), ..periodic_job(kind) };
            self.db
                .write(move |tx| Box::pin(async move { queue::enqueue_periodic(tx, now, period, &job).await }))
                .await?;
        }
        Ok(())
    }

    /// When the next job can begin, if one waits at all.
    pub(crate) async fn next_at(&self) -> Result<Option<i64>> {
        let (queue, kinds, now) = (self.settings.queue.clone(), self.kinds(), self.clock.now());
        self.db.read(move |tx| Box::pin(async move { queue::next_at(tx, &queue, kinds, now).await })).await
    }

    /// Up to `count` jobs, now ours.
    pub(crate) async fn lease(&self, count: usize) -> Result<Vec<Job>> {
        let now = self.clock.now();
        if self.next_at().await?.is_none_or(|next| next > now) {
            return Ok(vec![]);
        }
        let lease = Lease { owner: self.settings.owner.clone(), now, until: now + micros(self.settings.lease) };
        let (queue, kinds) = (self.settings.queue.clone(), self.kinds());
        self.db.write(move |tx| Box::pin(async move { queue::lease(tx, &queue, kinds, count, &lease).await })).await
    }

    /// One attempt at a job that we have leased, and its outcome noted.
    pub(crate) async fn attempt(self, job: Job) {
        let Some(outcome) = self.attend(&job).await else {
            tracing::warn!(job = job.id, kind = job.kind, "lost the lease; another node does the job");
            return;
        };
        if let Err(error) = self.note(&job, outcome).await {
            // the lease runs out and the job is tried again
            tracing::error!(job = job.id, kind = job.kind, %error, "the outcome could not be noted");
        }
    }

    /// Runs the handler and renews the lease meanwhile; none when the lease was lost.
    async fn attend(&self, job: &Job) -> Option<Result<(), Failure>> {
        let Some(handler) = self.handlers.get(&job.kind) else {
            return Some(Err(Failure::for_now("no handler for this kind")));
        };
        // in a task of its own, which catches a panic and goes on while a lease is renewed
        let mut working = JoinSet::new();
        working.spawn(handler(job.clone()));
        loop {
            tokio::select! {
                Some(outcome) = working.join_next() => {
                    return Some(outcome.unwrap_or_else(|_| Err(Failure::for_now("the handler panicked"))));
                }
                () = sleep(self.settings.renew) => match self.renew(job).await {
                    Ok(true) => {}
                    Ok(false) if self.is_done(job).await => {}
                    Ok(false) => return None,
                    Err(error) => tracing::warn!(job = job.id, %error, "the lease could not be renewed"),
                },
            }
        }
    }

    async fn renew(&self, job: &Job) -> Result<bool> {
        let (job, until) = (job.clone(), self.clock.now() + micros(self.settings.lease));
        self.db.write(move |tx| Box::pin(async move { queue::renew(tx, &job, until).await })).await
    }

    /// Whether the handler has marked the job itself; it may still have something to clear up.
    async fn is_done(&self, job: &Job) -> bool {
        let id = job.id;
        let done = self.db.read(move |tx| Box::pin(queue::is_done(tx, id))).await;
        done.unwrap_or(false)
    }

    async fn note(&self, job: &Job, outcome: Result<(), Failure>) -> Result<()> {
        let (job, now) = (job.clone(), self.clock.now());
        if let Err(Failure { reason, for_good }) = &outcome {
            let (id, kind, attempt) = (job.id, &job.kind, job.attempt);
            tracing::warn!(job = id, kind, attempt, for_good, reason, "a job failed");
        }
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    match outcome {
                        Ok(()) => queue::finish(tx, &job, now).await.map(|_| ()),
                        Err(failure) => queue::fail(tx, &job, &failure, now).await,
                    }
                })
            })
            .await
    }

    fn kinds(&self) -> Vec<String> {
        self.handlers.keys().cloned().collect()
    }
}

fn periodic_job(kind: String) -> NewJob {
    let job = NewJob { queue: String::new(), kind, payload: Value::Null.to_string(), run_at: None, max_attempts: 1 };
    job.attempts(PERIODIC_ATTEMPTS)
}

pub(crate) fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
