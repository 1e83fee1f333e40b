//! Reminders: assigned work that is due today, and for which its assignee entered no time yet.
use super::super::{
    door,
    read::{self, Seen},
};
use crate::{
    context::Ctx,
    modules::work::{
        model::Request,
        queries::{reminder as queries, request as requests},
    },
};
use access::{Module, keys::work};
use jiff::ToSpan;
use kit::Problem;
use store::Tx;

/// So many are shown: who has more due on one day needs no further reminder.
const MOST: i64 = 20;

/// Whether to remind the actor of this request. Costs a read only where it is theirs and due today.
pub(in crate::modules::work::actions) async fn of(tx: &mut Tx, ctx: &Ctx, request: &Request) -> Result<bool, Problem> {
    if !is_for(ctx, request) {
        return Ok(false);
    }
    Ok(queries::with_time(tx, ctx.user_id(), &[request.id]).await?.is_empty())
}

/// All that the actor is to be reminded of, the most urgent first.
pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<Seen>, Problem> {
    let modules = ctx.settings().modules.iter().map(|module| module.module());
    let modules: Vec<Module> = modules.filter(|module| reminds(ctx, *module)).collect();
    if modules.is_empty() {
        return Ok(vec![]);
    }
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let mut found = vec![];
            for module in modules {
                let positions = queries::due(tx, asked.user_id(), module.0.into(), today(&asked), MOST).await?;
                found.extend(requests::find_at(tx, &positions).await?);
            }
            let ids: Vec<i64> = found.iter().map(|request| request.id).collect();
            let with_time = queries::with_time(tx, asked.user_id(), &ids).await?;
            found.retain(|request| is_for(&asked, request) && !with_time.contains(&request.id));
            read::seen(tx, &asked, found).await
        })
    })
    .await
}

/// Whether the actor's user type asks for reminders, and lets them know when something is due.
fn reminds(ctx: &Ctx, module: Module) -> bool {
    [work::SHOW_WORK_REMINDER, work::ACCESS_DUE_DATE].iter().all(|key| ctx.person().has(key.of(module)))
}

/// Whether it is the actor's to do today, and they may be told so.
fn is_for(ctx: &Ctx, request: &Request) -> bool {
    let (from, before) = today(ctx);
    let is_due = request.due_at.is_some_and(|due| (from..before).contains(&due));
    let may = |key| door::may(ctx, request, key);
    is_due
        && request.takes_timers()
        && request.assignee_ids.contains(&ctx.user_id())
        && may(work::READ)
        && may(work::SHOW_WORK_REMINDER)
        && may(work::ACCESS_DUE_DATE)
}

/// Today here, its end not included.
fn today(ctx: &Ctx) -> (i64, i64) {
    let start = |days: i64| {
        let day = ctx.today().saturating_add(days.days()).to_zoned(ctx.zone().clone());
        day.map_or(ctx.micros(), |day| day.timestamp().as_microsecond())
    };
    (start(0), start(1))
}
