use super::{
    change::{Deed, save_by, wrong_state},
    door, schedule,
};
use crate::{
    context::Ctx,
    items::{events::Topic, history::Change},
    modules::{
        people::{self, Colleague},
        work::{
            model::{Request, State},
            queries::time,
        },
    },
};
use access::{keys::work, may_assign};
use kit::Problem;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

/// Everybody who is to do the work; nobody puts the request back among the unassigned.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignees {
    pub user_ids: Vec<i64>,
}

const MOST: usize = 50;

/// Says who does the work.
///
/// Errors: 422 when somebody is not assignable to this request (in the same words when they do not exist), 409 unless the request
/// waits for assignment or resolution.
pub async fn assign(ctx: &Ctx, id: i64, assignees: Assignees) -> Result<(), Problem> {
    let mut wanted = assignees.user_ids;
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.len() > MOST {
        return Err(Problem::field("user_ids", format!("must be at most {MOST} people")));
    }
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = door::for_change(tx, &asked, id, work::ASSIGN).await?;
            let added: Vec<i64> = wanted.iter().copied().filter(|id| !before.assignee_ids.contains(id)).collect();
            refuse_unassignable(tx, &asked, &before, &added).await?;
            if !matches!(before.state, State::PendingAssignment | State::PendingResolution) {
                return Err(wrong_state(&before, "it cannot be assigned as it stands."));
            }
            if added.is_empty() && wanted.len() == before.assignee_ids.len() {
                return Ok(());
            }
            let mut after = before.clone();
            after.assignee_ids.retain(|id| wanted.contains(id));
            after.assignee_ids.extend(&added);
            after.state = after.state_by_assignees();
            let mut changes = super::change::state_change(&before, &after);
            changes.extend(Change::if_different("assignee_ids", &before.assignee_ids, &after.assignee_ids));
            let topic = Some(Topic::Assigned { user_ids: added });
            save_by(tx, &asked, &before, &mut after, Deed { action: "assigned", changes, topic }).await
        })
    });
    write.await
}

async fn refuse_unassignable(tx: &mut Tx, ctx: &Ctx, request: &Request, added: &[i64]) -> Result<(), Problem> {
    let colleagues = people::colleagues(tx, ctx, added).await?;
    for id in added {
        let is_worker = time::rates(tx, *id).await?.is_some();
        let found = colleagues.iter().find(|colleague| colleague.id == *id && colleague.active && is_worker);
        if !found.is_some_and(|colleague| fits(ctx, colleague, request)) {
            return Err(Problem::field("user_ids", format!("{id} is nobody who can be assigned to this request")));
        }
    }
    match schedule::clashes(tx, request, &colleagues, true).await?.first() {
        Some(clash) => Err(schedule::cannot_be_assigned(tx, ctx, request, clash).await?),
        None => Ok(()),
    }
}

/// behaviour.md, "How a permission is decided", 8.
fn fits(ctx: &Ctx, colleague: &Colleague, request: &Request) -> bool {
    may_assign(ctx.person(), &colleague.person, request.module(), &request.facts())
}

/// Everybody whom the actor could assign to this request, by name.
pub async fn candidates(ctx: &Ctx, id: i64) -> Result<Vec<Colleague>, Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            door::covered(&asked, &request, work::ASSIGN, &[])?;
            let mut workers = people::active_workers(tx, &asked).await?;
            workers.retain(|colleague| fits(&asked, colleague, &request));
            let busy = schedule::clashes(tx, &request, &workers, false).await?;
            workers.retain(|colleague| busy.iter().all(|clash| clash.user_id != colleague.id));
            Ok(workers)
        })
    });
    read.await
}
