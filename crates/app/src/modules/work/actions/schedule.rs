//! When the work on a request is planned; and that nobody is planned for two at once, but who may work on several.
use super::{door, read::Sight};
use crate::{
    context::Ctx,
    modules::{
        people::{self, Colleague},
        work::{
            model::Request,
            queries::{request as requests, schedule as queries},
        },
    },
};
use access::keys::{work, workers};
use jiff::Timestamp;
use kit::Problem;
use store::Tx;

/// From when to when, checked: both or neither.
pub(super) fn planned(from: Option<Timestamp>, thru: Option<Timestamp>) -> Result<Option<(i64, i64)>, Problem> {
    match (from, thru) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(Problem::field("scheduled_thru", "is missing: give both, or neither")),
        (None, Some(_)) => Err(Problem::field("scheduled_from", "is missing: give both, or neither")),
        (Some(from), Some(thru)) if thru <= from => {
            Err(Problem::field("scheduled_thru", "must be after scheduled_from"))
        }
        (Some(from), Some(thru)) => Ok(Some((from.as_microsecond(), thru.as_microsecond()))),
    }
}

/// Somebody who is planned elsewhere at the time of a request.
pub(super) struct Clash {
    pub(super) user_id: i64,
    item_id: i64,
}

/// Who of these workers cannot be planned for this request, since they are for another. For a change: they are held against other
/// changes until it is done.
pub(super) async fn clashes(
    tx: &mut Tx,
    request: &Request,
    workers: &[Colleague],
    is_change: bool,
) -> Result<Vec<Clash>, Problem> {
    let Some(time) = request.scheduled.filter(|_| request.state.is_open()) else { return Ok(vec![]) };
    let one_at_a_time = workers.iter().filter(|worker| !worker.person.has(workers::CONCURRENT));
    let ids: Vec<i64> = one_at_a_time.map(|worker| worker.id).collect();
    if ids.is_empty() {
        return Ok(vec![]);
    }
    if is_change {
        queries::lock(tx, &ids).await?;
    }
    let planned = queries::planned(tx, &ids, time, request.id).await?;
    Ok(planned.into_iter().map(|(user_id, item_id)| Clash { user_id, item_id }).collect())
}

/// The same for who is assigned to a request that changes to this, and what to say about it.
pub(super) async fn refused(tx: &mut Tx, ctx: &Ctx, request: &Request) -> Result<Option<String>, Problem> {
    let assigned = people::colleagues(tx, ctx, &request.assignee_ids).await?;
    match clashes(tx, request, &assigned, true).await?.first() {
        None => Ok(None),
        Some(clash) if Sight::of(ctx.person(), request).assignments => {
            let name = assigned.iter().find(|colleague| colleague.id == clash.user_id).map(|found| found.name.as_str());
            Ok(Some(format!("{} is planned for {} then", name.unwrap_or("somebody"), elsewhere(tx, ctx, clash).await?)))
        }
        Some(_) => Ok(Some("this time is taken".to_owned())),
    }
}

/// 422 on who cannot be assigned, in words that say no more than the actor may know.
pub(super) async fn cannot_be_assigned(
    tx: &mut Tx,
    ctx: &Ctx,
    request: &Request,
    clash: &Clash,
) -> Result<Problem, Problem> {
    let id = clash.user_id;
    let message = match Sight::of(ctx.person(), request).scheduled_time {
        true => format!("{id} is planned for {} when this one is to be done", elsewhere(tx, ctx, clash).await?),
        false => format!("{id} is nobody who can be assigned to this request"),
    };
    Ok(Problem::field("user_ids", message))
}

/// The other request, for who may know of it, when it is planned and who is assigned.
async fn elsewhere(tx: &mut Tx, ctx: &Ctx, clash: &Clash) -> Result<String, Problem> {
    let found = requests::find(tx, clash.item_id).await?.filter(|request| {
        let sight = Sight::of(ctx.person(), request);
        door::may(ctx, request, work::READ) && sight.scheduled_time && sight.assignments
    });
    Ok(found.map_or_else(|| "another request".to_owned(), |request| format!("request {}", request.number)))
}
