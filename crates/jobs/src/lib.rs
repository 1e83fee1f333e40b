//! Work that is done later, from a queue in the same database.
//!
//! [`enqueue`] is part of the transaction that wants the work: both are kept, or neither. Any number of nodes run a [`Worker`]; each
//! job is *leased* to one of them. A node that dies while it has a job loses the lease in time, and another begins anew: **a job runs
//! at least once**, so its handler must bear being run again. A handler that changes the database makes that exact by calling
//! [`Job::done`] in the transaction that does the work.
//!
//! A job that fails is tried again, later each time; one that fails too often, or for good, is kept and listed by [`failed`].

mod backoff;
mod clock;
mod job;
mod queue;
mod running;
mod worker;

pub use clock::Clock;
pub use job::{Failure, Job, NewJob};
pub use queue::{FailedJob, enqueue, enqueue_many, failed, is_waiting, prune, retry, waiting};
pub use running::Running;
pub use worker::{Settings, Wake, Worker};
