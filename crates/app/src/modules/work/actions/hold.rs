use super::{
    change::{Deed, save, save_by, state_change, wrong_state},
    door, text,
};
use crate::{
    context::{App, Ctx},
    items::{events::Topic, history::Change},
    modules::work::{
        model::{Request, State},
        queries::request as queries,
    },
};
use access::keys::work;
use jiff::Timestamp;
use jobs::NewJob;
use kit::Problem;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

/// The kind of the jobs that release when the time has come.
pub(crate) const RELEASE: &str = "release_holds";
const LONGEST_REASON: usize = 2_000;

/// Why a request has to wait, and the time at which it goes on by itself.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    pub reason: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
}

/// Puts an open request on hold.
pub async fn hold(ctx: &Ctx, id: i64, hold: Hold) -> Result<(), Problem> {
    let reason = text::required("reason", &hold.reason, LONGEST_REASON)?;
    let until = hold.until.map(Timestamp::as_microsecond);
    if until.is_some_and(|until| until <= ctx.micros()) {
        return Err(Problem::field("until", "must be in the future"));
    }
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = door::for_change(tx, &asked, id, work::HOLD).await?;
            if !before.state.can_be_held() {
                return Err(wrong_state(&before, "only an open request can be put on hold."));
            }
            let mut after = before.clone();
            after.state = State::OnHold;
            after.state_before_hold = Some(before.state);
            after.hold_reason = Some(reason.clone());
            after.hold_until = until;
            let mut changes = state_change(&before, &after);
            changes.push(Change::new("hold_reason", (), reason));
            save_by(tx, &asked, &before, &mut after, Deed { action: "held", changes, topic: Some(Topic::Held) })
                .await?;
            release_at(tx, &asked, until).await
        })
    });
    write.await
}

/// Has the worker look when the time has come.
async fn release_at(tx: &mut Tx, ctx: &Ctx, until: Option<i64>) -> Result<(), Problem> {
    let Some(until) = until else { return Ok(()) };
    let job = NewJob::new(RELEASE, &()).map_err(|_| Problem::Internal)?.at(until);
    jobs::enqueue(tx, ctx.micros(), &job).await?;
    Ok(())
}

/// Lets a request go on from where it was.
pub async fn release(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = door::for_change(tx, &asked, id, work::HOLD).await?;
            if before.state != State::OnHold {
                return Err(wrong_state(&before, "it is not on hold."));
            }
            let mut after = released(&before);
            let changes = state_change(&before, &after);
            save_by(tx, &asked, &before, &mut after, Deed { action: "released", changes, topic: Some(Topic::Released) })
                .await
        })
    });
    write.await
}

fn released(before: &Request) -> Request {
    let mut after = before.clone();
    after.state = before.state_before_hold.unwrap_or_else(|| before.state_by_assignees());
    after.state_before_hold = None;
    after.hold_reason = None;
    after.hold_until = None;
    after
}

/// Releases what was to be released by now; says how many. The worker calls it when the time of one has come, and every minute.
pub async fn release_due(app: &App) -> Result<usize, Problem> {
    let at = app.now().as_microsecond();
    let due = app.db().read(move |tx| Box::pin(queries::held_until(tx, at))).await?;
    let mut count = 0;
    for id in due {
        let write = app.db().write(move |tx| {
            Box::pin(async move {
                let found = queries::lock(tx, id).await?;
                // somebody may have released it, or held it for longer, since it was looked for
                let is_due = |r: &Request| r.state == State::OnHold && r.hold_until.is_some_and(|until| until <= at);
                let Some(before) = found.filter(is_due) else { return Ok::<_, Problem>(false) };
                let mut after = released(&before);
                let deed =
                    Deed { action: "released", changes: state_change(&before, &after), topic: Some(Topic::Released) };
                save(tx, (None, at), &before, &mut after, deed).await?;
                Ok(true)
            })
        });
        count += usize::from(write.await?);
    }
    Ok(count)
}
