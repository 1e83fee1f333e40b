use super::{
    change::{Deed, save_by, state_change, wrong_state},
    door,
    effort::{self, NewCost},
    text,
    time::{self, NewTime},
};
use crate::{
    context::Ctx,
    items::{events::Topic, history::Change},
    modules::work::model::{Request, State},
};
use access::keys::work;
use jiff::Timestamp;
use kit::Problem;
use serde::Deserialize;
use utoipa::ToSchema;

const LONGEST: usize = 10_000;
const MOST_LINES: usize = 100;

/// What was done, and what it took.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    pub action_taken: String,
    /// When, if not now; needs `edit_resolution_time`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub resolved_at: Option<Timestamp>,
    #[serde(default)]
    pub costs: Vec<NewCost>,
    #[serde(default)]
    pub work_entries: Vec<NewTime>,
}

/// Resolves a request, and stops the timers that run on it: it then waits for review, or is finalized where its module needs none.
pub async fn resolve(ctx: &Ctx, id: i64, resolution: Resolution) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let ctx = asked;
            let before = door::for_change(tx, &ctx, id, work::RESOLVE).await?;
            let action_taken = text::required("action_taken", &resolution.action_taken, LONGEST)?;
            if resolution.costs.len() + resolution.work_entries.len() > MOST_LINES {
                return Err(Problem::field("costs", format!("are more than {MOST_LINES} lines")));
            }
            let resolved_at = match resolution.resolved_at {
                None => ctx.micros(),
                Some(at) => {
                    door::covered(&ctx, &before, work::RESOLVE, &[work::EDIT_RESOLUTION_TIME])?;
                    resolution_time(&ctx, &before, at)?
                }
            };
            is_in_hand(&before)?;
            for (index, cost) in resolution.costs.iter().enumerate() {
                effort::add_cost(tx, &ctx, &before, cost, &format!("costs[{index}]"), effort::When::Resolving).await?;
            }
            for (index, entry) in resolution.work_entries.iter().enumerate() {
                time::add(tx, &ctx, &before, entry, &format!("work_entries[{index}]")).await?;
            }
            let mut after = before.clone();
            let needs_review = ctx.settings().module(before.module_id).is_none_or(|module| module.needs_review);
            after.state = if needs_review { State::PendingFinalization } else { State::Finalized };
            after.action_taken = Some(action_taken.clone());
            after.resolved_at = Some(resolved_at);
            after.finalized_at = (!needs_review).then_some(resolved_at);
            let mut changes = state_change(&before, &after);
            changes.push(Change::new("action_taken", &before.action_taken, action_taken));
            save_by(tx, &ctx, &before, &mut after, Deed { action: "resolved", changes, topic: Some(Topic::Resolved) })
                .await
        })
    });
    write.await
}

/// 409 unless it waits for resolution.
pub(super) fn is_in_hand(request: &Request) -> Result<(), Problem> {
    match request.state {
        State::PendingResolution => Ok(()),
        _ => Err(wrong_state(request, "only what is assigned and in hand can be resolved.")),
    }
}

/// A time at which it can have been resolved: since it was reported, and not to come.
pub(super) fn resolution_time(ctx: &Ctx, request: &Request, at: Timestamp) -> Result<i64, Problem> {
    let at = at.as_microsecond();
    if at > ctx.micros() {
        return Err(Problem::field("resolved_at", "must not be in the future"));
    }
    if at < request.opened_at {
        return Err(Problem::field("resolved_at", "must not be before it was reported"));
    }
    Ok(at)
}
