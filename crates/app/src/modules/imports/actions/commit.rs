//! The one transaction in which an import happens, or does not.
use super::{kinds::Ready, progress::Progress, start::SUBJECT};
use crate::{
    context::{App, Ctx},
    items::history::{self, Change},
    modules::{
        imports::{
            model::RunState,
            queries::run::{self as queries, End},
        },
        people,
    },
    security::Notes,
};
use jobs::Job;
use kit::Problem;
use store::{Error, Tx};

/// What comes in as one run.
pub(crate) struct Delivery {
    pub(crate) run_id: i64,
    pub(crate) user_id: i64,
    pub(crate) ready: Ready,
    /// What the writer of the transaction tells of it once it is kept.
    pub(crate) notes: Notes,
}

/// Writes everything in the caller's transaction: the run is done, what was in the file is there, and the job is done. The actor is
/// looked at anew: what they may do now counts.
pub(crate) async fn commit(
    tx: &mut Tx,
    app: &App,
    delivery: Delivery,
    job: Option<&Job>,
    progress: &Progress,
) -> Result<(), Problem> {
    let Delivery { run_id, user_id, ready, notes } = delivery;
    let now = people::acting_in(tx, app, user_id).await?.ok_or(Problem::NotFound)?;
    let ctx = Ctx { notes, ..now };
    let count = ready.count();
    let end = End {
        state: RunState::Done,
        problem: None,
        good: count as i64,
        bad: 0,
        opened: ready.opened(),
        at: ctx.micros(),
    };
    // first of all, so that of two that bring the same file the second fails before it writes
    queries::end(tx, run_id, &end).await.map_err(known)?;
    let changes = [Change::new(ready.subject(), (), count)];
    let written = |rows| progress.set(rows);
    ready.write(tx, &ctx, run_id, &written).await?;
    history::record(tx, &ctx, (SUBJECT, run_id), "imported", &changes).await?;
    match job {
        Some(job) => Ok(job.done(tx, ctx.micros()).await?),
        None => Ok(()),
    }
}

fn known(error: Error) -> Problem {
    match error {
        Error::Unique { .. } => Problem::field("file", "was imported by somebody else a moment ago"),
        other => other.into(),
    }
}
