//! How a changed request is written: once, on the spine and beside it, with its history and its events, in the caller's transaction.
use super::stopping;
use crate::{
    context::Ctx,
    items::{
        events::{self, Topic},
        history::{self, Change},
        spine,
    },
    modules::work::{model::Request, queries::request as queries},
};
use kit::{Problem, T};
use store::Tx;

/// The trade's word for the subject of history lines.
pub(crate) const SUBJECT: &str = "work_request";

/// Something done to a request: what it is called in the history, what changed, and whom it concerns.
pub(crate) struct Deed<'a> {
    pub(crate) action: &'a str,
    pub(crate) changes: Vec<Change>,
    pub(crate) topic: Option<Topic>,
}

/// Writes the request as it is now. `at` and `actor` are the request's, or the clock's and nobody's when it happens by itself.
pub(crate) async fn save(
    tx: &mut Tx,
    (actor, at): (Option<i64>, i64),
    before: &Request,
    after: &mut Request,
    deed: Deed<'_>,
) -> Result<(), Problem> {
    after.version = before.version + 1;
    after.updated_at = at;
    spine::update(tx, &before.on_spine(), &after.on_spine()).await?;
    queries::update(tx, after).await?;
    if before.assignee_ids != after.assignee_ids {
        queries::set_assignees(tx, after.id, &after.assignee_ids, at).await?;
    }
    history::record_by(tx, actor, at, (SUBJECT, after.id), deed.action, &deed.changes).await?;
    match deed.topic {
        Some(topic) => events::emit(tx, actor, at, after.id, topic).await,
        None => Ok(()),
    }
}

/// The same for what the actor of a request did. Timers end on a request that takes none any more, and
/// those of who was taken off.
pub(crate) async fn save_by(
    tx: &mut Tx,
    ctx: &Ctx,
    before: &Request,
    after: &mut Request,
    deed: Deed<'_>,
) -> Result<(), Problem> {
    let off: Vec<i64> = before.assignee_ids.iter().copied().filter(|id| !after.assignee_ids.contains(id)).collect();
    if before.takes_timers() && (!after.takes_timers() || !off.is_empty()) {
        let whose = after.takes_timers().then_some(off.as_slice());
        stopping::end_all(tx, ctx, (SUBJECT, before.id), whose).await?;
    }
    save(tx, (Some(ctx.user_id()), ctx.micros()), before, after, deed).await
}

/// 409 that tells what happened meanwhile, to programs and to people each in their words for states.
pub(crate) fn wrong_state(request: &Request, needed: &str) -> Problem {
    let (t, state) = (T::default(), request.state);
    Problem::WrongState {
        detail: format!("This request is {} now; {needed}", state.word().replace('_', " ")),
        on_page: t.work_wrong_state(state.label(t), needed),
    }
}

/// The line that every change of state leaves.
pub(crate) fn state_change(before: &Request, after: &Request) -> Vec<Change> {
    Change::if_different("state", before.state, after.state).into_iter().collect()
}
