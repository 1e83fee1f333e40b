//! What others have to hear of. An event is written with the change that caused it and handed to the worker when that is safe.
use jobs::NewJob;
use kit::Problem;
use serde::{Deserialize, Serialize};
use store::Tx;

/// What happened to an item, as far as somebody may want to know by mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "topic", rename_all = "snake_case")]
pub enum Topic {
    Created,
    Updated,
    Assigned {
        user_ids: Vec<i64>,
    },
    Responded {
        response_id: i64,
    },
    Approved,
    Declined,
    Held,
    Released,
    Resolved,
    Reopened,
    TimerStarted {
        worker_id: i64,
    },
    TimerStopped {
        worker_id: i64,
        minutes: i64,
    },
    /// This due date passed while it was open.
    Overdue {
        due_at: i64,
    },
}

/// The words of every topic that a person may switch off, in the order of the page.
pub(crate) const TOPICS: [&str; 10] = [
    "created",
    "assigned",
    "responded",
    "approved_or_declined",
    "resolved",
    "reopened",
    "held_or_released",
    "work_started_or_stopped",
    "overdue",
    "updated",
];

/// An event as the worker gets it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Event {
    pub item_id: i64,
    /// Who did it; nobody when it happened by itself.
    pub actor_id: Option<i64>,
    pub at: i64,
    #[serde(flatten)]
    pub topic: Topic,
}

/// The kind of the job that turns an event into mails.
pub const NOTIFY: &str = "notify";

/// Hands an event to the worker, in the transaction of the change.
pub async fn emit(tx: &mut Tx, actor_id: Option<i64>, at: i64, item_id: i64, topic: Topic) -> Result<(), Problem> {
    emit_many(tx, at, &[Event { item_id, actor_id, at, topic }]).await
}

/// Hands over many events at once.
pub(crate) async fn emit_many(tx: &mut Tx, at: i64, events: &[Event]) -> Result<(), Problem> {
    let jobs = events.iter().map(job).collect::<Result<Vec<_>, _>>()?;
    jobs::enqueue_many(tx, at, &jobs).await?;
    Ok(())
}

fn job(event: &Event) -> Result<NewJob, Problem> {
    NewJob::new(NOTIFY, event).map_err(|_| Problem::Internal)
}
