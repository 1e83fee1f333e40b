//! Timers: somebody is at work on a request, from starting to stopping, which leaves an entry of their time.
use super::{
    super::{
        change::{SUBJECT, wrong_state},
        door,
    },
    stopping,
    time::{no_rates, nobody, sees_time_of, worker},
};
use crate::{
    context::Ctx,
    items::{
        events::{self, Topic},
        history::{self, Change},
    },
    modules::{
        people,
        work::{
            model::Request,
            queries::{
                request as requests,
                time::{self, WorkEntryRow},
                timer::{self as queries, TimerRow},
            },
        },
    },
};
use access::{
    ModuleKey,
    keys::{work, workers},
};
use kit::Problem;
use serde::Deserialize;
use store::Tx;
use utoipa::{IntoParams, ToSchema};

/// Whose timer; the actor's own without one.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Whose {
    pub user_id: Option<i64>,
}

const START_STOP: (ModuleKey, ModuleKey) = (work::OWN_WORK_START_STOP, work::OTHERS_WORK_START_STOP);

/// Who is at work on a request. Since when is for who may know how long they worked.
pub(crate) struct Running {
    pub(crate) timer: TimerRow,
    pub(crate) since: Option<i64>,
    /// Whether the actor may stop it.
    pub(crate) may_stop: bool,
}

/// Starts the timer of a worker.
///
/// Errors: 422 when the person is nobody who works, or has no rates yet; 409 unless the request is open, or while a timer of theirs
/// runs and they work on one request at a time.
pub async fn start(ctx: &Ctx, id: i64, whose: Whose) -> Result<i64, Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let ctx = asked;
            let request = door::for_change(tx, &ctx, id, work::READ).await?;
            let user_id = worker(tx, &ctx, &request, whose.user_id, START_STOP, "user_id").await?;
            let colleague = people::colleagues(tx, &ctx, &[user_id]).await?.pop();
            let colleague = colleague.filter(|colleague| colleague.active).ok_or_else(|| nobody("user_id"))?;
            let rates = time::lock_rates(tx, user_id).await?.ok_or_else(|| nobody("user_id"))?;
            if rates.regular.is_none() {
                return Err(no_rates("user_id"));
            }
            if !request.takes_timers() {
                return Err(wrong_state(&request, "only an open request is worked on."));
            }
            let running = queries::of_worker(tx, user_id).await?;
            if running.iter().any(|timer| timer.item_id == id) {
                return Err(Problem::Conflict("This timer runs already.".to_owned()));
            }
            if let Some(other) = running.first()
                && !colleague.person.has(workers::CONCURRENT)
            {
                return Err(runs_elsewhere(tx, &ctx, other).await?);
            }
            queries::start(tx, id, user_id, ctx.user_id(), ctx.micros()).await?;
            history::record(tx, &ctx, (SUBJECT, id), "timer_started", &[Change::new("worker", (), user_id)]).await?;
            let topic = Topic::TimerStarted { worker_id: user_id };
            events::emit(tx, Some(ctx.user_id()), ctx.micros(), id, topic).await?;
            Ok(user_id)
        })
    })
    .await
}

/// Where the other timer runs is told to who may see that work, and to nobody else.
async fn runs_elsewhere(tx: &mut Tx, ctx: &Ctx, other: &TimerRow) -> Result<Problem, Problem> {
    let found = requests::find(tx, other.item_id).await?.filter(|request| {
        let may = |key| door::may(ctx, request, key);
        request.deleted_at.is_none() && may(work::READ) && may(work::VIEW_WORK)
    });
    let at = match found {
        Some(request) => format!("request {} ({})", request.number, request.title),
        None => "another request".to_owned(),
    };
    Ok(Problem::Conflict(format!("A timer runs on {at} already: stop it first.")))
}

/// Stops the timer of a worker; answers the entry that it leaves.
pub(crate) async fn stop(ctx: &Ctx, id: i64, whose: Whose) -> Result<WorkEntryRow, Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let request = door::for_change(tx, &asked, id, work::READ).await?;
            let user_id = worker(tx, &asked, &request, whose.user_id, START_STOP, "user_id").await?;
            let running = queries::of_request(tx, id).await?.into_iter().find(|timer| timer.user_id == user_id);
            let timer = running.ok_or_else(|| Problem::Conflict("No such timer runs on this request.".to_owned()))?;
            let entry_id = stopping::end(tx, &asked, (SUBJECT, id), &timer).await?;
            time::entry(tx, id, entry_id).await?.ok_or(Problem::Internal)
        })
    })
    .await
}

/// The timers that run on a request; 403 without `view_work`.
pub(crate) async fn running(ctx: &Ctx, id: i64) -> Result<Vec<Running>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            door::covered(&asked, &request, work::VIEW_WORK, &[])?;
            running_in(tx, &asked, &request).await
        })
    })
    .await
}

/// The same inside a transaction; none for who may not see the work.
pub(crate) async fn running_in(tx: &mut Tx, ctx: &Ctx, request: &Request) -> Result<Vec<Running>, Problem> {
    if !request.takes_timers() || !door::may(ctx, request, work::VIEW_WORK) {
        return Ok(vec![]);
    }
    let seen = |timer: TimerRow| Running {
        since: Some(timer.started_at).filter(|_| sees_time_of(ctx, request, timer.user_id)),
        may_stop: may_time(ctx, request, timer.user_id),
        timer,
    };
    Ok(queries::of_request(tx, request.id).await?.into_iter().map(seen).collect())
}

/// Whether the actor may start and stop the timer of this worker on it.
pub(crate) fn may_time(ctx: &Ctx, request: &Request, user_id: i64) -> bool {
    let key = if user_id == ctx.user_id() { START_STOP.0 } else { START_STOP.1 };
    door::may_with(ctx, request, work::VIEW_WORK, &[key])
}
