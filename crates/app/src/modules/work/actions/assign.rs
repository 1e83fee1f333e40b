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
use std::collections::{BTreeSet, HashMap};
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
            takes_assignees(&before)?;
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

/// 409 unless it waits for assignment or resolution.
pub(super) fn takes_assignees(request: &Request) -> Result<(), Problem> {
    match request.state {
        State::PendingAssignment | State::PendingResolution => Ok(()),
        _ => Err(wrong_state(request, "it cannot be assigned as it stands.")),
    }
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
            let fitting = fitting(tx, &asked, &workers, &request).await?;
            workers.retain(|colleague| fitting.contains(&colleague.id));
            Ok(workers)
        })
    });
    read.await
}

/// Everybody whom the actor could assign to at least one of these requests, by name, and to how many of them.
pub(super) async fn candidates_of_any(
    tx: &mut Tx,
    ctx: &Ctx,
    requests: &[&Request],
) -> Result<Vec<(Colleague, usize)>, Problem> {
    let workers = people::active_workers(tx, ctx).await?;
    let mut fits: HashMap<i64, usize> = HashMap::new();
    for request in requests {
        for id in fitting(tx, ctx, &workers, request).await? {
            *fits.entry(id).or_default() += 1;
        }
    }
    let counted = workers.into_iter().map(|worker| (fits.get(&worker.id).copied().unwrap_or(0), worker));
    Ok(counted.filter(|(count, _)| *count > 0).map(|(count, worker)| (worker, count)).collect())
}

/// Who of these could be assigned to the request.
async fn fitting(tx: &mut Tx, ctx: &Ctx, workers: &[Colleague], request: &Request) -> Result<BTreeSet<i64>, Problem> {
    let fitting = workers.iter().filter(|worker| fits(ctx, worker, request)).map(|worker| worker.id);
    let mut fitting: BTreeSet<i64> = fitting.collect();
    for clash in schedule::clashes(tx, request, workers, false).await? {
        fitting.remove(&clash.user_id);
    }
    Ok(fitting)
}
