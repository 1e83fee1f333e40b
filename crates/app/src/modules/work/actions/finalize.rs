use super::{
    change::{Deed, save_by, state_change, wrong_state},
    door, schedule, text,
};
use crate::{
    context::Ctx,
    items::{events::Topic, history::Change},
    modules::work::{
        model::{Request, State},
        queries::approval as approvals,
    },
};
use access::keys::work;
use kit::Problem;
use serde::Deserialize;
use utoipa::ToSchema;

const LONGEST_REASON: usize = 2_000;

/// Why a request is taken up again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    pub reason: String,
}

/// Reviews and closes a resolved request for good.
pub async fn finalize(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = door::for_change(tx, &asked, id, work::FINALIZE).await?;
            if before.state != State::PendingFinalization {
                return Err(wrong_state(&before, "only what is resolved can be finalized."));
            }
            let mut after = before.clone();
            after.state = State::Finalized;
            after.finalized_at = Some(asked.micros());
            let changes = state_change(&before, &after);
            save_by(tx, &asked, &before, &mut after, Deed { action: "finalized", changes, topic: None }).await
        })
    });
    write.await
}

/// Takes a closed request up again: a resolved one goes back to its assignees, a declined one to the first tier.
pub async fn reopen(ctx: &Ctx, id: i64, reopening: Reopening) -> Result<(), Problem> {
    let reason = text::required("reason", &reopening.reason, LONGEST_REASON)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = door::for_change(tx, &asked, id, work::REOPEN).await?;
            let mut after = before.clone();
            match before.state {
                State::PendingFinalization | State::Finalized => after.state = after.state_by_assignees(),
                State::Declined => {
                    after.state = State::PendingApproval;
                    let process = approvals::matching(tx, before.module_id, before.building_id, before.type_id).await?;
                    after.approval_process_id = process.map(|process| process.id);
                    after.approval_tier = 0;
                    after.decline_reason = None;
                }
                _ => return Err(wrong_state(&before, "only what is closed can be reopened.")),
            }
            clear_resolution(&mut after);
            if let Some(clash) = schedule::refused(tx, &asked, &after).await? {
                return Err(Problem::Conflict(format!("It cannot be taken up again as it is planned: {clash}.")));
            }
            let mut changes = state_change(&before, &after);
            changes.push(Change::new("reason", (), reason));
            save_by(tx, &asked, &before, &mut after, Deed { action: "reopened", changes, topic: Some(Topic::Reopened) })
                .await
        })
    });
    write.await
}

/// What was done stays readable in the history; the request itself is unresolved again.
fn clear_resolution(request: &mut Request) {
    request.resolved_at = None;
    request.finalized_at = None;
}
