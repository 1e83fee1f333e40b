//! Reading: the list of people, one of them with what its reader may know, and their history.
use crate::{
    context::Ctx,
    items::history,
    modules::people::{
        actions::{
            accounts::{edit::SUBJECT, references},
            authority::{door, sight::Sight, whom},
            person,
        },
        model::{
            Account,
            insurance::{self, Lack},
        },
        queries::{
            account as accounts,
            directory::{self, Narrowed, Place},
        },
    },
};
use kit::{
    Problem,
    paging::{Count, Page},
};
use std::collections::HashMap;
use store::Tx;

/// An account as its reader may know it.
pub struct Seen {
    pub account: Account,
    pub sight: Sight,
    pub user_type: String,
    /// What is wrong with their liability insurance, if they need one.
    pub insurance_lack: Option<Lack>,
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    pub narrowed: Narrowed,
    pub after: Option<Place>,
    pub limit: usize,
    pub count: bool,
}

/// A page of the people whom `users.read` covers, by name.
pub async fn list(ctx: &Ctx, listing: Listing) -> Result<Page<Seen>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            filterable(tx, &asked, &listing.narrowed).await?;
            let whom = whom::may_be_read(tx, &asked).await?;
            let scope = (&whom.scope, whom.administrators.as_slice());
            let rows = directory::list(tx, scope, &listing.narrowed, listing.after.as_ref(), listing.limit).await?;
            let page = Page::from_rows(rows, listing.limit, |entry| (entry.folded.clone(), entry.id));
            let ids: Vec<i64> = page.items.iter().map(|entry| entry.id).collect();
            let count = match listing.count {
                true => Some(Count::up_to(directory::count(tx, scope, &listing.narrowed).await?)),
                false => None,
            };
            Ok(Page { items: seen(tx, &asked, &ids).await?, next: page.next, count })
        })
    })
    .await
}

/// How many there are.
pub(crate) async fn count(ctx: &Ctx, narrowed: Narrowed) -> Result<Count, Problem> {
    let listing = Listing { narrowed, limit: 1, count: true, ..Listing::default() };
    Ok(list(ctx, listing).await?.count.unwrap_or(Count::up_to(0)))
}

/// One person; 404 unless the reader may know of them.
pub async fn one(ctx: &Ctx, id: i64) -> Result<Seen, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            door::visible(tx, &asked, id).await?;
            seen(tx, &asked, &[id]).await?.pop().ok_or(Problem::NotFound)
        })
    })
    .await
}

/// What happened to somebody, newest first, without what its reader may not know.
pub async fn history(ctx: &Ctx, id: i64, narrowed: history::Narrowed) -> Result<Page<history::Line>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let found = door::visible(tx, &asked, id).await?;
            let sight = Sight::of(&asked, &found.person);
            let found = lines(tx, &asked, (id, sight), &narrowed).await?;
            let mut page = Page::from_rows(found, narrowed.limit, |line| line.id);
            if narrowed.count {
                let all = lines(tx, &asked, (id, sight), &narrowed.to_count()).await?;
                page.count = Some(Count::up_to(all.len() as i64));
            }
            Ok(page)
        })
    })
    .await
}

/// The lines of which a reader of this sight may know, and one more than is asked for: what is hidden leaves no gap.
async fn lines(
    tx: &mut Tx,
    ctx: &Ctx,
    (id, sight): (i64, Sight),
    narrowed: &history::Narrowed,
) -> Result<Vec<history::Line>, Problem> {
    let mut asked = history::Narrowed { limit: narrowed.limit.max(AT_ONCE), ..narrowed.clone() };
    let mut found = vec![];
    loop {
        let mut some = history::narrowed(tx, (SUBJECT, id), &asked).await?;
        let is_all = some.len() <= asked.limit;
        asked.after = some.last().map(|line| line.id);
        sight.lines(ctx, id, &mut some);
        found.append(&mut some);
        if is_all || found.len() > narrowed.limit {
            return Ok(found);
        }
    }
}

/// Lines that are read at once.
const AT_ONCE: usize = 50;

/// These people in the order of their names, as their reader may know them.
pub(crate) async fn seen(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<Vec<Seen>, Problem> {
    let people = person::load_many(tx, ids, ctx.settings(), ctx.today()).await?;
    let mut people: HashMap<i64, _> =
        people.into_iter().map(|(row, person)| (row.id, (row.user_type.name, person))).collect();
    let accounts = accounts::find(tx, ids).await?;
    let with_sight = |mut account: Account| {
        let (user_type, person) = people.remove(&account.id)?;
        Sight::narrow(ctx, &mut account);
        let insurance_lack = insurance::lack(&person, account.insurance_expires_on.as_deref(), ctx.today());
        Some(Seen { account, sight: Sight::of(ctx, &person), user_type, insurance_lack })
    };
    Ok(accounts.into_iter().filter_map(with_sight).collect())
}

/// Filtering by a building that one cannot see would tell who is in it.
async fn filterable(tx: &mut Tx, ctx: &Ctx, narrowed: &Narrowed) -> Result<(), Problem> {
    match narrowed.building_id {
        Some(id) if !references::is_readable(tx, ctx, 0, id).await? => {
            Err(Problem::field("building_id", "is no building that you can see"))
        }
        _ => Ok(()),
    }
}
