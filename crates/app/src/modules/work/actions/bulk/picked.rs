//! Requests that somebody picked, before anything is done to them: to which of them it could be done now, and why not to the others.
use super::super::{
    approve, assign,
    bulk::{BulkAction, MISSING},
    door,
    read::{self, Seen},
    resolve,
};
use crate::{
    context::Ctx,
    many::words,
    modules::{
        people::Colleague,
        work::{model::Request, queries::request as queries},
    },
};
use access::keys::work;
use kit::Problem;
use store::Tx;

/// What was picked.
pub(crate) struct Picked {
    /// Those that the actor reads, in the order in which they were picked, each with why it is left out, if it is.
    pub(crate) requests: Vec<(Seen, Option<String>)>,
    /// How many others there are not, as far as the actor knows.
    pub(crate) missing: usize,
    /// Of `assign`: who could be assigned to how many of those that are not left out.
    pub(crate) candidates: Vec<(Colleague, usize)>,
}

/// Looks over what was picked for this. The step itself decides anew.
pub(crate) async fn look_over(ctx: &Ctx, action: BulkAction, ids: Vec<i64>) -> Result<Picked, Problem> {
    let asked = ctx.in_bulk();
    ctx.read(move |tx| {
        Box::pin(async move {
            let found = readable(tx, &asked, &ids).await?;
            let mut refusals = vec![];
            for request in &found {
                refusals.push(refusal(tx, &asked, action, request).await?);
            }
            let able: Vec<&Request> = found
                .iter()
                .zip(&refusals)
                .filter(|(_, refused)| refused.is_none())
                .map(|(request, _)| request)
                .collect();
            let candidates = match action {
                BulkAction::Assign => assign::candidates_of_any(tx, &asked, &able).await?,
                _ => vec![],
            };
            let missing = ids.len() - found.len();
            let requests = read::seen(tx, &asked, found).await?.into_iter().zip(refusals).collect();
            Ok(Picked { requests, missing, candidates })
        })
    })
    .await
}

/// Those of these that the actor reads, in this order.
async fn readable(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<Vec<Request>, Problem> {
    let mut found = queries::find_many(tx, ids).await?;
    found.retain(|request| request.deleted_at.is_none() && door::may(ctx, request, work::READ));
    found.sort_by_key(|request| ids.iter().position(|id| *id == request.id));
    Ok(found)
}

/// Why it cannot be done to this one now, in the words that doing it answers.
async fn refusal(tx: &mut Tx, ctx: &Ctx, action: BulkAction, request: &Request) -> Result<Option<String>, Problem> {
    let stands = match door::may_change(ctx, request, action.key()) {
        Ok(()) => match action {
            BulkAction::Approve => approve::may_decide(tx, ctx, request).await,
            BulkAction::Assign => assign::takes_assignees(request),
            BulkAction::Resolve => resolve::is_in_hand(request),
            BulkAction::Delete => Ok(()),
        },
        refused => refused,
    };
    match stands {
        Ok(()) => Ok(None),
        Err(problem @ (Problem::Refused { .. } | Problem::Conflict(_) | Problem::WrongState { .. })) => {
            Ok(Some(words(&problem, MISSING)))
        }
        Err(other) => Err(other),
    }
}
