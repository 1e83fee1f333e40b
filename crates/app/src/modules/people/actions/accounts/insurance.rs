//! Insurances that run out: told before they do, and of who needs one also when it has happened.
use crate::{
    context::{App, Ctx},
    items::watch,
    modules::{
        organization,
        people::{
            model::insurance::{self, Lack},
            notices::{self, Event, Topic},
            queries::insurance as queries,
        },
    },
};
use jiff::{Timestamp, ToSpan, civil::Date};
use kit::Problem;
use std::collections::BTreeMap;

const WATCH: &str = "insurance";

/// How many days before the end it is told.
const AHEAD: [i32; 2] = [30, 7];

/// Tells of every insurance that came so near to its end, or ended, since this was done last; says how many. The worker calls it every
/// hour, and the first hour of a day has something to tell.
pub(crate) async fn tell(app: &App) -> Result<usize, Problem> {
    let now = app.now().as_microsecond();
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            let Some(settings) = organization::actions::settings(tx).await? else { return Ok(0) };
            let Some((from, to)) = watch::go_on(tx, WATCH, now).await? else { return Ok(0) };
            let day = |micros| Timestamp::from_microsecond(micros).map(|at| at.to_zoned(settings.zone.clone()).date());
            let (Ok(last), Ok(today)) = (day(from), day(to)) else { return Err(Problem::Internal) };
            // each once, also where several of these days passed unseen
            let mut ending = BTreeMap::new();
            for days in AHEAD.into_iter().chain([-1]) {
                ending.extend(queries::ending(tx, &later(last, days), &later(today, days)).await?);
            }
            let event = |(user_id, on)| Event { user_id, actor_id: None, at: now, topic: Topic::InsuranceEnds { on } };
            let events: Vec<Event> = ending.into_iter().map(event).collect();
            notices::emit(tx, now, &events).await?;
            Ok::<_, Problem>(events.len())
        })
    });
    write.await
}

fn later(day: Date, days: i32) -> String {
    day.saturating_add(days.days()).to_string()
}

/// What the actor's own insurance lacks.
pub(crate) async fn own_lack(ctx: &Ctx) -> Result<Option<Lack>, Problem> {
    if !insurance::is_needed(ctx.person()) {
        return Ok(None);
    }
    let id = ctx.user_id();
    let last = ctx.read(move |tx| Box::pin(queries::of(tx, id))).await?;
    Ok(insurance::lack(ctx.person(), last.as_deref(), ctx.today()))
}
