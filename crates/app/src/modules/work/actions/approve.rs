use super::{
    change::{Deed, save_by, state_change, wrong_state},
    door,
};
use crate::{
    context::Ctx,
    items::{events::Topic, history::Change},
    modules::work::{
        model::{Request, State, approval::Step},
        queries::approval as queries,
    },
};
use access::keys::work;
use kit::Problem;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

/// Approve or decline. A decline needs a reason, which the requester reads.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    pub decision: Decision,
    #[serde(default)]
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Approved,
    Declined,
}

const LONGEST_REASON: usize = 2_000;

/// Decides a request that waits for approval (behaviour.md: neither creator nor requester decides; being named in a tier is no
/// grant; where a process matches, only its tiers approve).
pub async fn decide(ctx: &Ctx, id: i64, approval: Approval) -> Result<(), Problem> {
    let reason = super::text::optional("reason", &approval.reason, LONGEST_REASON)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let ctx = asked;
            let before = door::for_change(tx, &ctx, id, work::APPROVE).await?;
            not_ones_own(&ctx, &before)?;
            let step = step(tx, &ctx, &before).await?;
            if approval.decision == Decision::Declined && reason.is_empty() {
                return Err(Problem::field("reason", "is missing: the requester reads why"));
            }
            waits(&before)?;
            let (after, word) = outcome(&before, approval.decision, step, &reason);
            queries::record(tx, id, before.approval_tier + 1, ctx.user_id(), word, &reason, ctx.micros()).await?;
            let mut changes = state_change(&before, &after);
            changes.extend((!reason.is_empty()).then(|| Change::new("reason", (), &reason)));
            // a tier that is followed by another concerns nobody yet but those of the next
            let topic = (before.state != after.state).then_some(match approval.decision {
                Decision::Approved => Topic::Approved,
                Decision::Declined => Topic::Declined,
            });
            let mut after = after;
            save_by(tx, &ctx, &before, &mut after, Deed { action: word, changes, topic }).await
        })
    });
    write.await
}

/// What an approval by this actor would do.
async fn step(tx: &mut Tx, ctx: &Ctx, request: &Request) -> Result<Step, Problem> {
    match step_of(tx, request, ctx.user_id(), &ctx.user_type_ids()).await? {
        Step::NotNamed => {
            let permission = ctx.settings().catalogue.name(work::APPROVE.of(request.module()));
            Err(Problem::refused(permission, "The approval process asks others at this step."))
        }
        step => Ok(step),
    }
}

/// What an approval by this person would do. Without a process everybody who may approve it is the one tier.
async fn step_of(tx: &mut Tx, request: &Request, user_id: i64, type_ids: &[i64]) -> Result<Step, Problem> {
    let Some(process_id) = request.approval_process_id else { return Ok(Step::Approved) };
    let Some(process) = queries::find(tx, process_id).await?.filter(|process| !process.tiers.is_empty()) else {
        return Ok(Step::Approved);
    };
    Ok(process.approve(request.approval_tier, user_id, type_ids))
}

/// Whether the approval process asks this person at this step.
pub(crate) async fn asks(tx: &mut Tx, request: &Request, user_id: i64, type_ids: &[i64]) -> Result<bool, Problem> {
    Ok(!matches!(step_of(tx, request, user_id, type_ids).await?, Step::NotNamed))
}

/// Whether they created it, or it is on their behalf.
pub(crate) fn is_own(user_id: i64, request: &Request) -> bool {
    request.creator_id == user_id || request.requester_id == user_id
}

fn not_ones_own(ctx: &Ctx, request: &Request) -> Result<(), Problem> {
    if !is_own(ctx.user_id(), request) {
        return Ok(());
    }
    let permission = ctx.settings().catalogue.name(work::APPROVE.of(request.module()));
    Err(Problem::refused(permission, "Nobody decides their own request."))
}

/// 409 unless it waits for approval.
fn waits(request: &Request) -> Result<(), Problem> {
    match request.state {
        State::PendingApproval => Ok(()),
        _ => Err(wrong_state(request, "only what waits for approval can be decided.")),
    }
}

/// Why this actor, whose `approve` covers it, cannot decide the request now; what deciding it answers.
pub(super) async fn may_decide(tx: &mut Tx, ctx: &Ctx, request: &Request) -> Result<(), Problem> {
    not_ones_own(ctx, request)?;
    step(tx, ctx, request).await?;
    waits(request)
}

fn outcome(before: &Request, decision: Decision, step: Step, reason: &str) -> (Request, &'static str) {
    let mut after = before.clone();
    match (decision, step) {
        (Decision::Declined, _) => {
            after.state = State::Declined;
            after.decline_reason = Some(reason.to_owned());
            (after, "declined")
        }
        (Decision::Approved, Step::Next(satisfied)) => {
            after.approval_tier = satisfied;
            (after, "approved")
        }
        (Decision::Approved, _) => {
            after.state = after.state_by_assignees();
            (after, "approved")
        }
    }
}

/// Whether the actor could decide this request now: for the page, and for "who is next".
pub(crate) async fn can_decide(tx: &mut Tx, ctx: &Ctx, request: &Request) -> Result<bool, Problem> {
    if request.state != State::PendingApproval || !door::may(ctx, request, work::APPROVE) {
        return Ok(false);
    }
    match may_decide(tx, ctx, request).await {
        Ok(()) => Ok(true),
        Err(Problem::Refused { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}
