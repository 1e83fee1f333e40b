//! One's own timers, for the frame of every page.
use super::{super::door, timer::may_time};
use crate::{
    context::Ctx,
    items::timers::Mine,
    modules::work::queries::{request, timer as queries},
};
use access::keys::work;
use kit::Problem;

/// Those that run on requests that the actor can read. One short range of an index, and only for who starts and stops timers.
pub(crate) async fn own(ctx: &Ctx) -> Result<Vec<Mine>, Problem> {
    if !ctx.holds_in_some_module(work::OWN_WORK_START_STOP) {
        return Ok(vec![]);
    }
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let me = asked.user_id();
            let running = queries::of_worker(tx, me).await?;
            if running.is_empty() {
                return Ok(vec![]);
            }
            let ids: Vec<i64> = running.iter().map(|timer| timer.item_id).collect();
            let requests = request::find_many(tx, &ids).await?;
            let mine = running.into_iter().filter_map(|timer| {
                let request = requests.iter().find(|request| request.id == timer.item_id)?;
                (request.deleted_at.is_none() && door::may(&asked, request, work::READ)).then(|| Mine {
                    item_id: request.id,
                    number: request.number,
                    title: request.title.clone(),
                    started_at: timer.started_at,
                    may_stop: may_time(&asked, request, me),
                })
            });
            Ok(mine.collect())
        })
    })
    .await
}
