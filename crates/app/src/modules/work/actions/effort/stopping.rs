//! How a timer ends: as an entry of the time that it ran.
use crate::{
    context::Ctx,
    items::{
        events::{self, Topic},
        history::{self, Change, Subject},
    },
    modules::work::{
        model::time::{TimeKind, minutes_between},
        queries::{
            time::{self, NewEntry},
            timer::{self as queries, TimerRow},
        },
    },
};
use jiff::Timestamp;
use kit::Problem;
use store::Tx;

/// Ends a timer now; answers the id of the entry. The hour costs what it cost when the timer was started.
pub(in crate::modules::work::actions) async fn end(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    timer: &TimerRow,
) -> Result<i64, Problem> {
    queries::end(tx, timer.item_id, timer.user_id).await?;
    let rates = time::rates_at(tx, timer.user_id, timer.started_at).await?;
    let started = Timestamp::from_microsecond(timer.started_at).map_err(|_| Problem::Internal)?;
    // a clock that was set back must not leave time that ends before it began
    let ended_at = ctx.micros().max(timer.started_at);
    let entry = NewEntry {
        item_id: timer.item_id,
        user_id: timer.user_id,
        entered_by: ctx.user_id(),
        kind: TimeKind::Regular.word(),
        minutes: minutes_between(timer.started_at, ended_at),
        times: Some((timer.started_at, ended_at)),
        rate: rates.and_then(|rates| rates.regular),
        worked_on: started.to_zoned(ctx.zone().clone()).date().to_string(),
        at: ctx.micros(),
    };
    let id = time::insert(tx, &entry).await?;
    let changes = [Change::new("worker", (), timer.user_id), Change::new("minutes", (), entry.minutes)];
    history::record(tx, ctx, subject, "timer_stopped", &changes).await?;
    let topic = Topic::TimerStopped { worker_id: timer.user_id, minutes: entry.minutes };
    events::emit(tx, Some(ctx.user_id()), ctx.micros(), timer.item_id, topic).await?;
    Ok(id)
}

/// Ends the timers of a request: those of these workers, or all.
pub(in crate::modules::work::actions) async fn end_all(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    whose: Option<&[i64]>,
) -> Result<(), Problem> {
    let running = queries::of_request(tx, subject.1).await?;
    for timer in running.into_iter().filter(|timer| whose.is_none_or(|ids| ids.contains(&timer.user_id))) {
        end(tx, ctx, subject, &timer).await?;
    }
    Ok(())
}
