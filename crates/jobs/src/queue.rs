//! The queue's SQL.

use store::{FromRow, Result, Row, Tx, params};

use crate::{Failure, Job, NewJob, backoff::pause};

/// Longer reasons are cut: they come from anywhere.
const LONGEST_REASON: usize = 2_000;
/// Rows per `DELETE`, so that pruning never holds up other writers for long.
const PRUNED_AT_ONCE: i64 = 1_000;

/// A job that will not be tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedJob {
    pub id: i64,
    pub queue: String,
    pub kind: String,
    /// JSON.
    pub payload: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub last_error: String,
    /// Microseconds since 1970 UTC.
    pub created_at: i64,
    /// Microseconds since 1970 UTC.
    pub failed_at: i64,
}

impl FromRow for FailedJob {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            queue: row.get(1)?,
            kind: row.get(2)?,
            payload: row.get(3)?,
            attempts: row.get(4)?,
            last_error: row.get(5)?,
            created_at: row.get(6)?,
            failed_at: row.get(7)?,
        })
    }
}

impl FromRow for Job {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            payload: row.get(2)?,
            attempt: row.get(3)?,
            max_attempts: row.get(4)?,
        })
    }
}

/// Puts a job into its queue, as part of the caller's transaction; answers its id. Call [`Wake::wake`](crate::Wake::wake) after the
/// commit, or a worker finds it within its polling time.
pub async fn enqueue(tx: &mut Tx, now: i64, job: &NewJob) -> Result<i64> {
    let sql = "INSERT INTO job (queue, kind, payload, run_at, max_attempts, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let NewJob { queue, kind, payload, run_at, max_attempts } = job;
    let (id,) = tx.one(sql, params![queue, kind, payload, run_at.unwrap_or(now), *max_attempts, now]).await?;
    Ok(id)
}

/// Puts several jobs into their queues at once; otherwise as [`enqueue`].
pub async fn enqueue_many(tx: &mut Tx, now: i64, jobs: &[NewJob]) -> Result<()> {
    let sql =
        "INSERT INTO job (queue, kind, payload, run_at, max_attempts, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let row = |job: &NewJob| {
        let NewJob { queue, kind, payload, run_at, max_attempts } = job;
        params![queue, kind, payload, run_at.unwrap_or(now), *max_attempts, now]
    };
    tx.exec_later(sql, jobs.iter().map(row).collect()).await
}

/// When the next of these kinds can begin; a time in the past for one that waits already, none where nothing waits.
pub(crate) async fn next_at(tx: &mut Tx, queue: &str, kinds: Vec<String>, now: i64) -> Result<Option<i64>> {
    let sql = "SELECT run_at FROM job
        WHERE queue = $1 AND kind = ANY($2::text[]) AND done_at IS NULL AND failed_at IS NULL
          AND (lease_until IS NULL OR lease_until <= $3)
        ORDER BY run_at, id LIMIT 1";
    let next = tx.optional::<(i64,)>(sql, params![queue, kinds, now]).await?;
    Ok(next.map(|(run_at,)| run_at))
}

/// Who leases, and for how long.
pub(crate) struct Lease {
    pub(crate) owner: String,
    pub(crate) now: i64,
    pub(crate) until: i64,
}

/// Leases up to `count` jobs. Two nodes that ask at once get different ones.
pub(crate) async fn lease(
    tx: &mut Tx,
    queue: &str,
    kinds: Vec<String>,
    count: usize,
    lease: &Lease,
) -> Result<Vec<Job>> {
    let sql = "SELECT id, kind, payload, attempts + 1, max_attempts FROM job
        WHERE queue = $1 AND kind = ANY($2::text[]) AND done_at IS NULL AND failed_at IS NULL
          AND run_at <= $3 AND (lease_until IS NULL OR lease_until <= $3)
        ORDER BY run_at, id LIMIT $4 FOR UPDATE SKIP LOCKED";
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let due: Vec<Job> = tx.rows(sql, params![queue, kinds, lease.now, count]).await?;
    // whoever had the last attempt of these died with it
    let (jobs, dead): (Vec<Job>, Vec<Job>) = due.into_iter().partition(|job| job.attempt <= job.max_attempts);
    let bury = "UPDATE job SET failed_at = $2, lease_until = NULL, lease_owner = NULL,
          last_error = 'the process ended during the last attempt' WHERE id = ANY($1::bigint[])";
    if !dead.is_empty() {
        tx.exec(bury, params![ids(&dead), lease.now]).await?;
    }
    let take =
        "UPDATE job SET attempts = attempts + 1, lease_owner = $2, lease_until = $3 WHERE id = ANY($1::bigint[])";
    if !jobs.is_empty() {
        tx.exec(take, params![ids(&jobs), &lease.owner, lease.until]).await?;
    }
    Ok(jobs)
}

fn ids(jobs: &[Job]) -> Vec<i64> {
    jobs.iter().map(|job| job.id).collect()
}

/// Extends our lease; false when it is no longer ours.
pub(crate) async fn renew(tx: &mut Tx, job: &Job, until: i64) -> Result<bool> {
    let sql = "UPDATE job SET lease_until = $3
        WHERE id = $1 AND attempts = $2 AND lease_until IS NOT NULL AND done_at IS NULL AND failed_at IS NULL";
    Ok(tx.exec(sql, params![job.id, job.attempt, until]).await? == 1)
}

/// Marks a job done; false when our lease was lost, or it is marked already.
pub(crate) async fn finish(tx: &mut Tx, job: &Job, now: i64) -> Result<bool> {
    let sql = "UPDATE job SET done_at = $3, lease_until = NULL, lease_owner = NULL, last_error = NULL
        WHERE id = $1 AND attempts = $2 AND lease_until IS NOT NULL AND done_at IS NULL AND failed_at IS NULL";
    Ok(tx.exec(sql, params![job.id, job.attempt, now]).await? == 1)
}

pub(crate) async fn is_done(tx: &mut Tx, id: i64) -> Result<bool> {
    let sql = "SELECT id FROM job WHERE id = $1 AND done_at IS NOT NULL";
    Ok(tx.optional::<(i64,)>(sql, params![id]).await?.is_some())
}

/// Notes a failed attempt: the job waits for its next one or, after the last, stays as failed.
pub(crate) async fn fail(tx: &mut Tx, job: &Job, failure: &Failure, now: i64) -> Result<()> {
    let is_over = failure.for_good || job.attempt >= job.max_attempts;
    let failed_at = is_over.then_some(now);
    let run_at = now + pause(job.id, job.attempt);
    let reason: String = failure.reason.chars().filter(|c| *c != '\0').take(LONGEST_REASON).collect();
    let sql = "UPDATE job SET last_error = $3, failed_at = $4, run_at = $5, lease_until = NULL, lease_owner = NULL
        WHERE id = $1 AND attempts = $2 AND lease_until IS NOT NULL AND done_at IS NULL AND failed_at IS NULL";
    tx.exec(sql, params![job.id, job.attempt, reason, failed_at, run_at]).await?;
    Ok(())
}

/// Enqueues a periodic job unless some node has done so in this period, or the last one still waits.
pub(crate) async fn enqueue_periodic(tx: &mut Tx, now: i64, period: i64, job: &NewJob) -> Result<()> {
    let known = "INSERT INTO job_period (kind, period) VALUES ($1, $2) ON CONFLICT (kind) DO NOTHING";
    let is_first = tx.exec(known, params![&job.kind, period]).await? == 1;
    let later = "UPDATE job_period SET period = $2 WHERE kind = $1 AND period < $2";
    if !is_first && tx.exec(later, params![&job.kind, period]).await? == 0 {
        return Ok(());
    }
    let waiting = "SELECT 1::bigint FROM job WHERE kind = $1 AND done_at IS NULL AND failed_at IS NULL LIMIT 1";
    if tx.optional::<(i64,)>(waiting, params![&job.kind]).await?.is_none() {
        enqueue(tx, now, job).await?;
    }
    Ok(())
}

/// The periods for which periodic jobs were enqueued last.
pub(crate) async fn periods(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    tx.rows("SELECT kind, period FROM job_period", params![]).await
}

/// How many jobs are neither done nor failed, those in somebody's hands included.
pub async fn waiting(tx: &mut Tx) -> Result<i64> {
    let sql = "SELECT count(*) FROM job WHERE done_at IS NULL AND failed_at IS NULL";
    let (count,) = tx.one(sql, params![]).await?;
    Ok(count)
}

/// Whether this job is neither done nor failed.
pub async fn is_waiting(tx: &mut Tx, id: i64) -> Result<bool> {
    let sql = "SELECT id FROM job WHERE id = $1 AND done_at IS NULL AND failed_at IS NULL";
    Ok(tx.optional::<(i64,)>(sql, params![id]).await?.is_some())
}

/// The failed jobs, newest first, `limit` of those with an id below `before`.
pub async fn failed(tx: &mut Tx, before: Option<i64>, limit: i64) -> Result<Vec<FailedJob>> {
    let sql = "SELECT id, queue, kind, payload, attempts, coalesce(last_error, ''), created_at, failed_at FROM job
        WHERE failed_at IS NOT NULL AND id < $1 ORDER BY id DESC LIMIT $2";
    tx.rows(sql, params![before.unwrap_or(i64::MAX), limit]).await
}

/// Gives a failed job as many further attempts as it was allowed so far, from now on; false when there is no such failed job.
pub async fn retry(tx: &mut Tx, id: i64, now: i64) -> Result<bool> {
    // attempts goes on counting, because with the id it names a lease: the limit moves up instead
    let sql = "UPDATE job SET failed_at = NULL, run_at = $2, max_attempts = attempts + max_attempts
        WHERE id = $1 AND failed_at IS NOT NULL";
    Ok(tx.exec(sql, params![id, now]).await? == 1)
}

/// Forgets jobs that were done before that time, up to a thousand per call; answers how many. Failed ones stay.
pub async fn prune(tx: &mut Tx, done_before: i64) -> Result<u64> {
    let sql = "DELETE FROM job WHERE id IN
        (SELECT id FROM job WHERE done_at IS NOT NULL AND done_at < $1 ORDER BY done_at LIMIT $2)";
    tx.exec(sql, params![done_before, PRUNED_AT_ONCE]).await
}
