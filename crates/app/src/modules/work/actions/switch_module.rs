//! Moving a request to another work module: type, approval and assignees are evaluated anew; history, files, costs and work stay.
use super::{
    change::{Deed, SUBJECT, save_by, state_change, wrong_state},
    door,
    references::{self, References},
    stopping,
};
use crate::{
    context::Ctx,
    items::{events::Topic, history::Change, spine},
    modules::{
        people::{self, Colleague},
        work::{
            model::{Request, State, approval::Process},
            queries::{approval, time},
        },
    },
};
use access::{assignable, keys::work};
use kit::Problem;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

/// Where a request belongs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// The work module's key.
    pub module: String,
    /// A request type of that module.
    pub request_type_id: Option<i64>,
}

/// Moves a request; answers who is not assigned any more, since they cannot be in that module.
///
/// Errors: 403 unless `switch_module` covers it where it is and `create` covers what it becomes; 409 while it is declined.
pub async fn switch(ctx: &Ctx, id: i64, wanted: Switch) -> Result<Vec<i64>, Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let ctx = asked;
            let before = door::for_change(tx, &ctx, id, work::SWITCH_MODULE).await?;
            let mut after = referring_anew(tx, &ctx, &before, &wanted).await?;
            door::covered(&ctx, &after, work::CREATE, &[])?;
            if before.state == State::Declined {
                return Err(wrong_state(&before, "it can only be responded to and reopened."));
            }
            after.assignee_ids = still_assignable(tx, &ctx, &after).await?;
            let dropped = before.assignee_ids.iter().copied().filter(|id| !after.assignee_ids.contains(id)).collect();
            stand_anew(tx, &ctx, &mut after).await?;
            after.number = spine::new_number(tx, after.module_id).await?;
            // who times their work there is decided there
            stopping::end_all(tx, &ctx, (SUBJECT, id), None).await?;
            let changes = differences(&ctx, &before, &after);
            let deed = Deed { action: "switched_module", changes, topic: Some(Topic::Updated) };
            save_by(tx, &ctx, &before, &mut after, deed).await?;
            Ok(dropped)
        })
    })
    .await
}

/// The request in the other module, without a type unless one is named.
async fn referring_anew(tx: &mut Tx, ctx: &Ctx, before: &Request, wanted: &Switch) -> Result<Request, Problem> {
    let found = ctx.settings().module_by_key(&wanted.module);
    let module = found.ok_or_else(|| Problem::field("module", "is no work module of this organization"))?;
    if module.id == before.module_id {
        return Err(Problem::field("module", "is where this request is already"));
    }
    let references = References {
        module_id: module.id,
        building_id: None,
        resource_id: None,
        type_id: wanted.request_type_id,
        requester_id: None,
    };
    references::check(tx, ctx, &references).await?;
    Ok(Request { module_id: module.id, type_id: wanted.request_type_id, ..before.clone() })
}

/// Those of its assignees who could be assigned to it where it is now.
async fn still_assignable(tx: &mut Tx, ctx: &Ctx, after: &Request) -> Result<Vec<i64>, Problem> {
    let mut kept = vec![];
    for Colleague { id, active, person, .. } in people::colleagues(tx, ctx, &after.assignee_ids).await? {
        if active && assignable(&person, after.module(), &after.facts()) && time::rates(tx, id).await?.is_some() {
            kept.push(id);
        }
    }
    Ok(after.assignee_ids.iter().copied().filter(|id| kept.contains(id)).collect())
}

/// Where it stands in its new module: an open request waits for approval if it had to when reported there, and goes on to its
/// assignees otherwise. What is done stays done, and is finalized where nothing is reviewed.
async fn stand_anew(tx: &mut Tx, ctx: &Ctx, after: &mut Request) -> Result<(), Problem> {
    let state = match after.state {
        State::PendingApproval | State::PendingAssignment | State::PendingResolution | State::OnHold => {
            let process = approval::matching(tx, after.module_id, after.building_id, after.type_id).await?;
            let waits = needs_approval(tx, ctx, after, process.as_ref()).await?;
            after.approval_process_id = process.filter(|_| waits).map(|process| process.id);
            after.approval_tier = 0;
            if waits { State::PendingApproval } else { after.state_by_assignees() }
        }
        State::PendingFinalization => {
            let needs_review = ctx.settings().module(after.module_id).is_none_or(|module| module.needs_review);
            if !needs_review {
                after.finalized_at = Some(ctx.micros());
            }
            if needs_review { State::PendingFinalization } else { State::Finalized }
        }
        closed @ (State::Finalized | State::Declined) => closed,
    };
    match after.state {
        State::OnHold => after.state_before_hold = Some(state),
        _ => after.state = state,
    }
    Ok(())
}

/// As if it were reported there by who reported it, or by who moves it; not if the one who moves it may approve it.
async fn needs_approval(tx: &mut Tx, ctx: &Ctx, after: &Request, process: Option<&Process>) -> Result<bool, Problem> {
    let (module, facts, me) = (after.module(), after.facts(), ctx.user_id());
    let creator = people::colleagues(tx, ctx, &[after.creator_id]).await?.pop();
    let creator_requires = creator.is_some_and(|creator| creator.person.requires_approval(module, &facts));
    if !creator_requires && !ctx.person().requires_approval(module, &facts) {
        return Ok(false);
    }
    let types = ctx.user_type_ids();
    let named = process.is_none_or(|process| process.tiers.iter().any(|tier| tier.names(me, &types)));
    let own = after.creator_id == me || after.requester_id == me;
    Ok(own || !named || !door::may(ctx, after, work::APPROVE))
}

fn differences(ctx: &Ctx, before: &Request, after: &Request) -> Vec<Change> {
    let key = |request: &Request| ctx.settings().module(request.module_id).map(|module| module.key.clone());
    let mut changes = state_change(before, after);
    changes
        .extend([Change::new("module", key(before), key(after)), Change::new("number", before.number, after.number)]);
    changes.extend(Change::if_different("request_type_id", before.type_id, after.type_id));
    changes.extend(Change::if_different("assignee_ids", &before.assignee_ids, &after.assignee_ids));
    changes
}
