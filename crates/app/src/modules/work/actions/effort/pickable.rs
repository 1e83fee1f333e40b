//! Whose time can be entered on a request, for the form that asks.
use super::super::{door, overview::Worker};
use crate::{
    context::Ctx,
    modules::{people, work::queries::time},
};
use access::keys::work;
use kit::Problem;

/// How many others are offered beside those who are assigned.
const MOST: usize = 100;

/// The actor, who is assigned, and other workers whom the actor may know of, as far as the actor may enter their time. Who has no
/// rates yet is among them, and cannot be picked.
pub(crate) async fn workers(ctx: &Ctx, id: i64) -> Result<Vec<Worker>, Problem> {
    let known = people::known(ctx, "", true, MOST).await?;
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let ctx = asked;
            let request = door::visible(tx, &ctx, id).await?;
            let may = |key| door::may_with(&ctx, &request, work::VIEW_WORK, &[key]);
            let mut people: Vec<(i64, String)> = vec![];
            if may(work::OWN_WORK_EDIT) {
                people.push((ctx.user_id(), ctx.actor.name.clone()));
            }
            if may(work::OTHERS_WORK_EDIT) {
                let sees_assigned = door::may(&ctx, &request, work::VIEW_ASSIGNMENTS);
                let assigned: &[i64] = if sees_assigned { &request.assignee_ids } else { &[] };
                let others = people::colleagues(tx, &ctx, assigned).await?;
                people.extend(others.into_iter().map(|colleague| (colleague.id, colleague.name)));
                people.extend(known);
            }
            let mut workers: Vec<Worker> = vec![];
            for (id, name) in people {
                if workers.iter().any(|worker| worker.id == id) {
                    continue;
                }
                if let Some(rates) = time::rates(tx, id).await? {
                    workers.push(Worker { id, name, has_rate: rates.regular.is_some() });
                }
            }
            Ok(workers)
        })
    })
    .await
}
