use super::{
    change::{Deed, save_by, wrong_state},
    create::{LONGEST_DESCRIPTION, LONGEST_LOCATION, LONGEST_TITLE},
    door,
    references::{self, References},
    resolve::resolution_time,
    schedule, text,
};
use crate::{
    context::Ctx,
    items::{events::Topic, history::Change},
    modules::work::{
        model::{Request, State, state::Editing},
        queries::approval,
    },
    time,
};
use access::keys::work;
use jiff::Timestamp;
use kit::{Problem, patch::Patch, version};
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

/// What changes of a request; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = RequestEdit)]
pub struct Edit {
    pub title: Option<String>,
    pub description: Option<String>,
    pub location: Option<String>,
    #[schema(value_type = Option<i64>)]
    pub building_id: Patch<i64>,
    #[schema(value_type = Option<i64>)]
    pub resource_id: Patch<i64>,
    #[schema(value_type = Option<i64>)]
    pub request_type_id: Patch<i64>,
    pub requested_by: Option<i64>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Patch<Timestamp>,
    /// When its work is planned, both times or neither; needs `access_scheduled_time`.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub scheduled_from: Patch<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub scheduled_thru: Patch<Timestamp>,
    /// When it was resolved, of what is; needs `edit_resolution_time`.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub resolved_at: Option<Timestamp>,
}

/// Changes a request under the rules of its state (behaviour.md, "How a permission is decided", 9 and 13).
pub async fn edit(ctx: &Ctx, id: i64, edit: Edit, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let ctx = asked;
            let before = door::for_change(tx, &ctx, id, work::UPDATE).await?;
            permitted_in_state(&ctx, &before)?;
            let wanted = edit;
            let mut after = applied(&before, &wanted)?;
            refer_anew(tx, &ctx, &before, &after).await?;
            if after.due_at != before.due_at {
                door::covered(&ctx, &after, work::ACCESS_DUE_DATE, &[])?;
            }
            plan(&ctx, &before, &mut after, &wanted)?;
            correct_resolution(&ctx, &before, &mut after, wanted.resolved_at)?;
            check_texts(&mut after)?;
            if before.scheduled != after.scheduled
                && let Some(clash) = schedule::refused(tx, &ctx, &after).await?
            {
                return Err(Problem::field("scheduled_from", clash));
            }
            version::check(expected, before.version)?;
            if before.state == State::Declined {
                return Err(wrong_state(&before, "it can only be responded to and reopened."));
            }
            if wanted.resolved_at.is_some() && before.resolved_at.is_none() {
                return Err(wrong_state(&before, "it is not resolved."));
            }
            approve_anew(tx, &ctx, &before, &mut after).await?;
            let changes = differences(&before, &after);
            if changes.is_empty() {
                return Ok(());
            }
            save_by(tx, &ctx, &before, &mut after, Deed { action: "updated", changes, topic: Some(Topic::Updated) })
                .await
        })
    });
    write.await
}

pub(super) fn permitted_in_state(ctx: &Ctx, request: &Request) -> Result<(), Problem> {
    match request.state.editing() {
        Editing::Free | Editing::Never => Ok(()),
        Editing::NeedsEditOnHold => door::covered(ctx, request, work::UPDATE, &[work::EDIT_ON_HOLD]),
        Editing::NeedsEditAfterResolution => door::covered(ctx, request, work::UPDATE, &[work::EDIT_AFTER_RESOLUTION]),
    }
}

fn applied(before: &Request, edit: &Edit) -> Result<Request, Problem> {
    let edit = edit.clone();
    let mut after = before.clone();
    after.title = edit.title.unwrap_or(after.title);
    after.description = edit.description.unwrap_or(after.description);
    after.location = edit.location.unwrap_or(after.location);
    after.building_id = edit.building_id.or(after.building_id);
    after.type_id = edit.request_type_id.or(after.type_id);
    after.requester_id = edit.requested_by.unwrap_or(after.requester_id);
    // a room stays behind when its request moves to another building
    let room = if after.building_id == before.building_id { after.resource_id } else { None };
    after.resource_id = edit.resource_id.or(room);
    after.due_at = match edit.due_at {
        Patch::Absent => after.due_at,
        Patch::Null => None,
        Patch::Value(due) => Some(time::sensible("due_at", due)?),
    };
    Ok(after)
}

/// When its work is planned: both times or neither.
fn plan(ctx: &Ctx, before: &Request, after: &mut Request, edit: &Edit) -> Result<(), Problem> {
    if edit.scheduled_from.is_absent() && edit.scheduled_thru.is_absent() {
        return Ok(());
    }
    let (from, thru) = before.scheduled.unzip();
    let known = |at: Option<i64>| at.and_then(|at| Timestamp::from_microsecond(at).ok());
    let (from, thru) = (edit.scheduled_from.clone().or(known(from)), edit.scheduled_thru.clone().or(known(thru)));
    door::covered(ctx, before, work::ACCESS_SCHEDULED_TIME, &[])?;
    after.scheduled = schedule::planned(from, thru)?;
    Ok(())
}

/// Another time of the resolution. Where it was finalized along with it, that moves too.
fn correct_resolution(
    ctx: &Ctx,
    before: &Request,
    after: &mut Request,
    resolved_at: Option<Timestamp>,
) -> Result<(), Problem> {
    let Some(resolved_at) = resolved_at else { return Ok(()) };
    door::covered(ctx, before, work::RESOLVE, &[work::EDIT_RESOLUTION_TIME])?;
    let at = resolution_time(ctx, before, resolved_at)?;
    if before.finalized_at == before.resolved_at {
        after.finalized_at = before.finalized_at.map(|_| at);
    } else if before.finalized_at.is_some_and(|finalized_at| finalized_at < at) {
        return Err(Problem::field("resolved_at", "must not be after it was finalized"));
    }
    after.resolved_at = before.resolved_at.map(|_| at);
    Ok(())
}

/// Moving a request is like creating it there: references must be visible, and `create`, `allowed_types` and
/// `create_on_behalf` must cover the result.
async fn refer_anew(tx: &mut Tx, ctx: &Ctx, before: &Request, after: &Request) -> Result<(), Problem> {
    let changed = |before: Option<i64>, after: Option<i64>| if before == after { None } else { after };
    let wanted = References {
        module_id: after.module_id,
        building_id: after
            .building_id
            .filter(|_| before.building_id != after.building_id || before.resource_id != after.resource_id),
        resource_id: changed(before.resource_id, after.resource_id),
        type_id: changed(before.type_id, after.type_id),
        requester_id: changed(Some(before.requester_id), Some(after.requester_id)),
    };
    references::check(tx, ctx, &wanted).await?;
    if before.requester_id != after.requester_id {
        door::covered(ctx, after, work::CREATE, &[work::CREATE_ON_BEHALF])?;
    }
    if before.building_id != after.building_id || before.type_id != after.type_id {
        door::covered(ctx, after, work::CREATE, &[])?;
    }
    Ok(())
}

fn check_texts(after: &mut Request) -> Result<(), Problem> {
    after.title = text::line("title", &after.title, LONGEST_TITLE)?;
    after.description = text::optional("description", &after.description, LONGEST_DESCRIPTION)?;
    after.location = text::optional("location", &after.location, LONGEST_LOCATION)?;
    Ok(())
}

/// If another approval process matches now, the request goes back to approval, unless the actor may approve it.
async fn approve_anew(tx: &mut Tx, ctx: &Ctx, before: &Request, after: &mut Request) -> Result<(), Problem> {
    if !before.state.can_be_held() || (before.building_id == after.building_id && before.type_id == after.type_id) {
        return Ok(());
    }
    let old = approval::matching(tx, before.module_id, before.building_id, before.type_id).await?;
    let new = approval::matching(tx, after.module_id, after.building_id, after.type_id).await?;
    if new == old {
        return Ok(());
    }
    let types = ctx.user_type_ids();
    let named = new.as_ref().is_none_or(|process| process.tiers.iter().any(|tier| tier.names(ctx.user_id(), &types)));
    let may_approve = named && door::may(ctx, after, work::APPROVE);
    if before.state == State::PendingApproval || (new.is_some() && !may_approve) {
        after.state = State::PendingApproval;
        after.approval_process_id = new.map(|process| process.id);
        after.approval_tier = 0;
    }
    Ok(())
}

fn differences(before: &Request, after: &Request) -> Vec<Change> {
    let from = |request: &Request| request.scheduled.map(|(from, _)| from);
    let thru = |request: &Request| request.scheduled.map(|(_, thru)| thru);
    [
        Change::if_different("state", before.state, after.state),
        Change::if_different("title", &before.title, &after.title),
        Change::if_different("description", &before.description, &after.description),
        Change::if_different("location", &before.location, &after.location),
        Change::if_different("building_id", before.building_id, after.building_id),
        Change::if_different("resource_id", before.resource_id, after.resource_id),
        Change::if_different("request_type_id", before.type_id, after.type_id),
        Change::if_different("requested_by", before.requester_id, after.requester_id),
        Change::if_different("due_at", before.due_at, after.due_at),
        Change::if_different("scheduled_from", from(before), from(after)),
        Change::if_different("scheduled_thru", thru(before), thru(after)),
        Change::if_different("resolved_at", before.resolved_at, after.resolved_at),
    ]
    .into_iter()
    .flatten()
    .collect()
}
