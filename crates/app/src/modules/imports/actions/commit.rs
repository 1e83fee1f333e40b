//! The one transaction in which an import happens, or does not.
use super::{check::Checked, progress::Progress, start::SUBJECT};
use crate::{
    context::{App, Ctx},
    items::history::{self, Change},
    modules::{
        imports::{
            model::RunState,
            queries::run::{self as queries, End},
        },
        people,
        work::actions::bring_in::{self, Incoming},
    },
};
use jobs::Job;
use kit::Problem;
use store::{Error, Tx};

/// What comes in as one run.
pub(crate) struct Delivery {
    pub(crate) run_id: i64,
    pub(crate) user_id: i64,
    pub(crate) module: access::Module,
    pub(crate) checked: Checked,
}

/// Between which times they were opened.
pub(crate) fn opened(ready: &[Incoming]) -> Option<(i64, i64)> {
    let times = ready.iter().map(|incoming| incoming.opened_at);
    times.clone().min().zip(times.max())
}

/// Writes everything in the caller's transaction: the run is done, the types are there, the requests are there, and the job
/// is done. The actor is looked at anew: what they may do now counts.
pub(crate) async fn commit(
    tx: &mut Tx,
    app: &App,
    delivery: Delivery,
    job: Option<&Job>,
    progress: &Progress,
) -> Result<(), Problem> {
    let Delivery { run_id, user_id, module, mut checked } = delivery;
    let ctx = people::acting_in(tx, app, user_id).await?.ok_or(Problem::NotFound)?;
    bring_in::admit(&ctx, module)?;
    let end = End {
        state: RunState::Done,
        problem: None,
        good: checked.ready.len() as i64,
        bad: 0,
        opened: opened(&checked.ready),
        at: ctx.micros(),
    };
    // first of all, so that of two that bring the same file the second fails before it writes
    queries::end(tx, run_id, &end).await.map_err(known)?;
    create_types(tx, &ctx, module, &mut checked).await?;
    let written = |rows| progress.set(rows);
    bring_in::insert_all(tx, &ctx, &checked.ready, run_id, &written).await?;
    let changes = [Change::new("work_requests", (), checked.ready.len())];
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

/// The missing request types get their ids, and the requests that are of them.
async fn create_types(tx: &mut Tx, ctx: &Ctx, module: access::Module, checked: &mut Checked) -> Result<(), Problem> {
    let mut ids = Vec::with_capacity(checked.new_types.len());
    for name in &checked.new_types {
        ids.push(bring_in::create_type(tx, ctx, i64::from(module.0), name).await?);
    }
    for incoming in &mut checked.ready {
        if let Some(place) = incoming.terms.type_id.filter(|id| *id < 0) {
            incoming.terms.type_id = usize::try_from(-1 - place).ok().and_then(|at| ids.get(at).copied());
        }
    }
    Ok(())
}
