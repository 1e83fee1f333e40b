//! What a change would do.
use super::{
    approving,
    changed::{self, Changed},
    mails, numbers,
    sight::Sight,
    trial::{self, Plan},
    unsighted,
};
use crate::{
    context::Ctx,
    modules::previews::model::{Preview, Whom},
};
use kit::{Problem, paging};
use std::sync::Arc;

/// What saving this change would do, as far as the reader may know; one page of the people.
///
/// Errors: those of saving it.
pub(crate) async fn preview(ctx: &Ctx, plan: Plan, after: Option<i64>, limit: usize) -> Result<Preview, Problem> {
    let tried = trial::tried(ctx, plan).await?;
    let changed = changed::of(ctx, tried);
    let keys = changed::totals(&changed);
    let asked = ctx.clone();
    let follow = ctx.read(move |tx| {
        Box::pin(async move {
            let tiers = approving::of(tx, &asked, &changed).await?;
            let sight = Sight::of(&asked);
            let (unsighted, unsighted_others) = unsighted::of(tx, &asked, &sight, &changed).await?;
            let mails = mails::of(tx, &asked, &sight, &changed).await?;
            let all = changed.len();
            let visible: Vec<Changed> = changed.into_iter().filter(|one| one.visible).collect();
            let people_total = visible.len();
            let (mut page, next) = page(visible, after, limit)?;
            numbers::add(tx, &asked, &sight, &mut page).await?;
            Ok(Preview {
                people: page.into_iter().map(told).collect(),
                next,
                people_total,
                others: all - people_total,
                keys,
                tiers,
                unsighted,
                unsighted_others,
                mails,
                counts_all: sight.is_of_all(),
            })
        })
    });
    follow.await
}

/// What is said of somebody.
fn told(one: Changed) -> Whom {
    if one.known { one.whom } else { Whom { compared: Arc::default(), ..one.whom } }
}

/// The people behind the one with whom the last page ended.
fn page(visible: Vec<Changed>, after: Option<i64>, limit: usize) -> Result<(Vec<Changed>, Option<String>), Problem> {
    let start = match after {
        None => 0,
        Some(id) => visible
            .iter()
            .position(|one| one.whom.id == id)
            .map(|at| at + 1)
            .ok_or_else(|| Problem::field("after", "is not a cursor of this list"))?,
    };
    let more = visible.len() > start + limit;
    let page: Vec<Changed> = visible.into_iter().skip(start).take(limit).collect();
    let next = page.last().filter(|_| more).map(|last| paging::cursor(&last.whom.id));
    Ok((page, next))
}
