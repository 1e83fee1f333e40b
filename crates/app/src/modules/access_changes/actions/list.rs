//! The log, newest first, as far as its reader may know of it.
use super::sight;
use crate::{
    context::Ctx,
    items::{
        access_log::{self as log, Wanted},
        history,
    },
    modules::access_changes::model::Entry,
};
use kit::{
    Problem,
    paging::{self, COUNTED, Count, Page},
};
use store::Tx;

/// Lines that are judged at once, and in all for one page: who sees little of a long log is sent on by a cursor.
const AT_ONCE: usize = 200;
const MOST_JUDGED: usize = 4_000;
/// More than this is no drop-down any more.
const MOST_ACTORS: usize = 1_000;

/// A page of the log.
pub(crate) async fn list(ctx: &Ctx, wanted: Wanted, limit: usize) -> Result<Page<Entry>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| Box::pin(async move { page(tx, &asked, wanted, limit).await })).await
}

async fn page(tx: &mut Tx, ctx: &Ctx, mut wanted: Wanted, limit: usize) -> Result<Page<Entry>, Problem> {
    let (items, is_all) = judged(tx, ctx, &mut wanted, limit).await?;
    if items.len() > limit {
        return Ok(Page::from_rows(items, limit, |entry: &Entry| (entry.logged.line.at_micros, entry.logged.line.id)));
    }
    let next = wanted.after.filter(|_| !is_all).map(|position| paging::cursor(&position));
    Ok(Page { items, next, count: None })
}

/// The reader's lines until there are more than this, and whether the log ended before; it goes on after what was judged.
async fn judged(tx: &mut Tx, ctx: &Ctx, wanted: &mut Wanted, enough: usize) -> Result<(Vec<Entry>, bool), Problem> {
    let (mut items, mut judged) = (vec![], 0);
    loop {
        let lines = log::list(tx, wanted, AT_ONCE).await?;
        judged += lines.len();
        let is_all = lines.len() < AT_ONCE;
        wanted.after = lines.last().map(|logged| (logged.line.at_micros, logged.line.id)).or(wanted.after);
        items.extend(sight::visible(tx, ctx, lines).await?);
        if is_all || items.len() > enough || judged >= MOST_JUDGED {
            return Ok((items, is_all));
        }
    }
}

/// Who made the changes that are wanted, whomever else they are narrowed to: by name. Who does not see all of them hears of who made
/// the newest ones.
pub(crate) async fn actors(ctx: &Ctx, wanted: Wanted) -> Result<Vec<(i64, String)>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let mut wanted = Wanted { actor_id: None, after: None, ..wanted };
            let items = match wanted.subject_id {
                // one thing's lines are few
                Some(_) => judged(tx, &asked, &mut wanted, MOST_JUDGED).await?.0,
                None => of_each(tx, &asked, wanted).await?,
            };
            Ok(history::actors(items.iter().map(|entry| &entry.logged.line)))
        })
    })
    .await
}

/// A line of everybody of whom the reader may know that they made one.
async fn of_each(tx: &mut Tx, ctx: &Ctx, mut wanted: Wanted) -> Result<Vec<Entry>, Problem> {
    let newest = log::newest_of_each(tx, &wanted, MOST_ACTORS).await?;
    let people = newest.len();
    let mut items = sight::visible(tx, ctx, newest).await?;
    if items.len() < people {
        items.extend(judged(tx, ctx, &mut wanted, MOST_JUDGED).await?.0);
    }
    Ok(items)
}

/// How many there are, as far as they are counted.
pub(crate) async fn count(ctx: &Ctx, wanted: Wanted) -> Result<Count, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let mut wanted = Wanted { after: None, ..wanted };
            let (items, is_all) = judged(tx, &asked, &mut wanted, COUNTED as usize).await?;
            let value = (items.len() as i64).min(COUNTED);
            Ok(Count { value, exact: is_all && items.len() as i64 <= COUNTED })
        })
    })
    .await
}

/// One line; 404 unless the reader may know of it.
pub(crate) async fn one(ctx: &Ctx, id: i64) -> Result<Entry, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| Box::pin(async move { found(tx, &asked, id).await })).await
}

pub(super) async fn found(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Entry, Problem> {
    let logged = log::find(tx, id).await?.ok_or(Problem::NotFound)?;
    sight::visible(tx, ctx, vec![logged]).await?.pop().ok_or(Problem::NotFound)
}
