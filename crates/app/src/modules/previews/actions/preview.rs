//! What a change would do.
use super::{
    approving,
    changed::{self, Changed},
    mails, numbers,
    trial::{self, Planned},
    unsighted,
};
use crate::{context::Ctx, modules::previews::model::Preview};
use kit::{Problem, paging};

/// What saving this change of the thing with this id would do, as far as the reader may know; one page of the people.
///
/// Errors: those of saving it.
pub(crate) async fn preview(
    ctx: &Ctx,
    id: i64,
    planned: Planned,
    after: Option<i64>,
    limit: usize,
) -> Result<Preview, Problem> {
    let tried = trial::tried(ctx, id, planned).await?;
    let changed = changed::of(ctx, tried);
    let keys = changed::totals(&changed);
    let asked = ctx.clone();
    let follow = ctx.read(move |tx| {
        Box::pin(async move {
            let tiers = approving::of(tx, &asked, &changed).await?;
            let (unsighted, unsighted_others) = unsighted::of(tx, &asked, &changed).await?;
            let mails = mails::of(tx, &asked, &changed).await?;
            let all = changed.len();
            let visible: Vec<Changed> = changed.into_iter().filter(|one| one.visible).collect();
            let people_total = visible.len();
            let (mut page, next) = page(visible, after, limit)?;
            numbers::add(tx, &asked, &mut page).await?;
            Ok(Preview {
                people: page.into_iter().map(|one| one.whom).collect(),
                next,
                people_total,
                others: all - people_total,
                keys,
                tiers,
                unsighted,
                unsighted_others,
                mails,
            })
        })
    });
    follow.await
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
