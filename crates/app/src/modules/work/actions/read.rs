//! Reading: one request with what its reader may know of it, and its history.
use super::{
    door,
    planned::{self, Planned},
    spent,
};
use crate::{
    context::Ctx,
    items::spine,
    modules::{
        people,
        work::{
            model::{Request, State},
            queries::{
                conversation::{self, ResponseRow},
                effort::{self, CostRow},
                names::{self, Names},
                request as queries,
                time::{self, WorkEntryRow},
            },
        },
    },
};
use access::{Footing, Module, ModuleKey, Person, Scope, decide, keys::work};
use kit::{
    Problem,
    paging::{COUNTED, Count, Page},
};
use store::Tx;

/// Which fields of a request its reader may know (behaviour.md, "How a permission is decided", 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    pub due_date: bool,
    pub scheduled_time: bool,
    pub assignments: bool,
    pub private_responses: bool,
    pub work: bool,
    pub costs: bool,
}

impl Sight {
    /// What this reader sees of this request.
    pub fn of(reader: &Person, request: &Request) -> Sight {
        let covers = |key: ModuleKey| decide(reader, key.of(request.module()), &request.facts()).allowed;
        Sight {
            due_date: covers(work::ACCESS_DUE_DATE),
            scheduled_time: covers(work::ACCESS_SCHEDULED_TIME),
            assignments: covers(work::VIEW_ASSIGNMENTS),
            private_responses: covers(work::READ_PRIVATE_RESPONSES),
            work: covers(work::VIEW_WORKER_TIME) && covers(work::VIEW_WORK),
            costs: reader.choice(work::COSTS.of(request.module())) != "none",
        }
    }
}

/// A request with the names that go with its ids.
pub struct Seen {
    pub request: Request,
    pub sight: Sight,
    pub names: Names,
    /// What it cost in all, in minor units; only where a list was asked for it, and the reader may know all of it.
    pub cost: Option<i64>,
}

/// Answers that were given already, for requests that stand to the reader as others do: most of a list stand alike.
struct Alike<A>(Vec<(Footing, A)>);

impl<A> Default for Alike<A> {
    fn default() -> Self {
        Alike(vec![])
    }
}

impl<A: Copy> Alike<A> {
    fn of(&mut self, reader: &Person, request: &Request, judge: impl FnOnce() -> A) -> A {
        let footing = Footing::of(reader, &request.facts());
        if let Some((_, answer)) = self.0.iter().find(|(other, _)| *other == footing) {
            return *answer;
        }
        let answer = judge();
        self.0.push((footing, answer));
        answer
    }
}

/// One request; 404 unless `read` covers it.
pub async fn one(ctx: &Ctx, id: i64) -> Result<Seen, Problem> {
    let asked = ctx.clone();
    // one statement finds the request with its assignees; the names of people may be those of a moment later
    ctx.look(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            Ok(seen(tx, &asked, vec![request]).await?.remove(0))
        })
    })
    .await
}

pub(crate) async fn seen(tx: &mut Tx, ctx: &Ctx, requests: Vec<Request>) -> Result<Vec<Seen>, Problem> {
    let all = names::of(tx, ctx.kept_names(), &requests).await?;
    let mut alike = Alike::default();
    let with_names = |request: Request| {
        let sight = alike.of(ctx.person(), &request, || Sight::of(ctx.person(), &request));
        let names = all.for_request(&request, sight.assignments);
        Seen { request, sight, names, cost: None }
    };
    Ok(requests.into_iter().map(with_names).collect())
}

/// What somebody asks of the list.
#[derive(Clone, Debug)]
pub struct Listing {
    pub module: Module,
    pub filter: spine::Filter,
    pub planned: Option<Planned>,
    pub sort: spine::Sort,
    pub after: Option<spine::Position>,
    pub limit: usize,
    pub count: bool,
    /// The deleted ones that the actor may restore, instead of the others.
    pub deleted: bool,
    /// With what each of them cost.
    pub costs: bool,
}

/// The modules in which the actor may read something, or delete and so restore; the first one where there is none.
pub(crate) fn modules(ctx: &Ctx, deleted: bool) -> Vec<Module> {
    let key = if deleted { work::DELETE } else { work::READ };
    let all = ctx.settings().modules.iter().map(|module| module.module());
    let held: Vec<Module> = all.clone().filter(|module| !ctx.person().level(key.of(*module)).is_none()).collect();
    if held.is_empty() { all.take(1).collect() } else { held }
}

/// A page of the list: what `read` covers, and nothing else.
pub async fn list(ctx: &Ctx, listing: Listing) -> Result<Page<Seen>, Problem> {
    list_in(ctx, vec![listing.module], listing).await
}

/// The same of several work modules together.
pub(crate) async fn list_in(ctx: &Ctx, modules: Vec<Module>, listing: Listing) -> Result<Page<Seen>, Problem> {
    let told = told(ctx, &modules, &listing)?;
    let asked = ctx.clone();
    ctx.read(move |tx| Box::pin(async move { listed(tx, &asked, (&modules, &told), &listing).await })).await
}

/// The same beside how many there are for the tabs above it, both of one moment.
pub(crate) async fn list_and_counts(ctx: &Ctx, listing: Listing) -> Result<(Found, Counts), Problem> {
    let told = told(ctx, &[listing.module], &listing)?;
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let found = match listed(tx, &asked, (&[listing.module], &told), &listing).await {
                Ok(page) => Found::Page(page),
                Err(Problem::Invalid(errors)) if errors.iter().any(|error| error.field == "filter") => Found::TooSlow,
                Err(problem) => return Err(problem),
            };
            Ok((found, counts(tx, &asked, listing.module).await?))
        })
    })
    .await
}

/// What became of asking for a page of the list.
pub(crate) enum Found {
    Page(Page<Seen>),
    /// No index bounds this combination of filters, and it took longer than it may.
    TooSlow,
}

async fn listed(
    tx: &mut Tx,
    ctx: &Ctx,
    (modules, told): (&[Module], &[ModuleKey]),
    listing: &Listing,
) -> Result<Page<Seen>, Problem> {
    let scope = |module: &Module| match listing.deleted {
        true => door::delete_scope(ctx, *module),
        false => door::read_scope_with(ctx, *module, told),
    };
    let scopes: Vec<Scope> = modules.iter().map(scope).collect();
    let filter = planned::on_spine(tx, modules, listing.filter.clone(), listing.planned).await?;
    let listing = &Listing { filter, ..listing.clone() };
    let page = Page::from_rows(merged(tx, &scopes, listing).await?, listing.limit, |position| *position);
    let positions: Vec<i64> = page.items.iter().map(|position| position.1).collect();
    let mut found = queries::find_at(tx, &positions).await?;
    // who may delete something need not be able to read it
    let mut alike = Alike::default();
    found.retain(|request| alike.of(ctx.person(), request, || shows(ctx, request, told)));
    let count = match (listing.count, listing.deleted) {
        (false, _) => None,
        (true, false) => Some(counted(tx, &scopes, listing).await?),
        (true, true) => Some(restorable(tx, ctx, &scopes, listing, told).await?),
    };
    let mut items = seen(tx, ctx, found).await?;
    if listing.costs {
        spent::add(tx, ctx, &mut items).await?;
    }
    Ok(Page { items, next: page.next, count })
}

/// Whether the actor reads the request, and may know what the list is narrowed or sorted by.
fn shows(ctx: &Ctx, request: &Request, told: &[ModuleKey]) -> bool {
    [work::READ].iter().chain(told).all(|key| door::may(ctx, request, *key))
}

/// How many deleted ones are shown of those that the actor may delete.
async fn restorable(
    tx: &mut Tx,
    ctx: &Ctx,
    scopes: &[Scope],
    listing: &Listing,
    told: &[ModuleKey],
) -> Result<Count, Problem> {
    let whole = Listing { after: None, limit: COUNTED as usize, ..listing.clone() };
    let positions: Vec<i64> = merged(tx, scopes, &whole).await?.iter().map(|position| position.1).collect();
    let found = queries::find_at(tx, &positions).await?;
    Ok(Count::up_to(found.iter().filter(|request| shows(ctx, request, told)).count() as i64))
}

/// The first places of all scopes, in order.
async fn merged(tx: &mut Tx, scopes: &[Scope], listing: &Listing) -> Result<Vec<spine::Position>, Problem> {
    let limit = listing.limit + 1;
    let mut places = vec![];
    for scope in scopes {
        let Listing { filter, sort, after, deleted, .. } = listing;
        let of_scope = spine::List { scope, filter, sort: *sort, after: *after, limit, deleted: *deleted };
        places.extend(spine::list(tx, &of_scope).await?);
    }
    if scopes.len() > 1 {
        places.sort_by(|one, other| listing.sort.compare(*one, *other));
        places.truncate(limit);
    }
    Ok(places)
}

async fn counted(tx: &mut Tx, scopes: &[Scope], listing: &Listing) -> Result<Count, Problem> {
    let mut all = 0;
    for scope in scopes {
        all += spine::count(tx, scope, &listing.filter, listing.deleted).await?;
    }
    Ok(Count::up_to(all))
}

/// How many requests there are for the tabs above the list.
pub(crate) struct Counts {
    by_state: Vec<(i16, i64)>,
    /// Counted up to a little more than a thousand; `None` for who may not know due dates.
    pub(crate) overdue: Option<Count>,
}

impl Counts {
    /// How many are in any of these states.
    pub(crate) fn of(&self, states: &[State]) -> i64 {
        let wanted = |code: i16| states.iter().any(|state| state.code() == code);
        self.by_state.iter().filter(|(code, _)| wanted(*code)).map(|(_, count)| count).sum()
    }
}

/// Counts by state over all that the reader may see, from kept counters.
async fn counts(tx: &mut Tx, ctx: &Ctx, module: Module) -> Result<Counts, Problem> {
    let scope = door::read_scope(ctx, module);
    let by_state = spine::counts_by_state(tx, &scope, &spine::Filter::default()).await?;
    let overdue = match ctx.person().has(work::ACCESS_DUE_DATE.of(module)) {
        true => {
            let scope = door::read_scope_with(ctx, module, &[work::ACCESS_DUE_DATE]);
            let filter = spine::Filter { due: Some(spine::Due::Overdue(ctx.micros())), ..Default::default() };
            Some(Count::up_to(spine::count(tx, &scope, &filter, false).await?))
        }
        false => None,
    };
    Ok(Counts { by_state, overdue })
}

/// The abilities without which what the list is narrowed or sorted by would be told: refused to who has them nowhere, and asked of each
/// request of the list.
fn told(ctx: &Ctx, modules: &[Module], listing: &Listing) -> Result<Vec<ModuleKey>, Problem> {
    let mut told = vec![];
    if listing.filter.uses_due_date() || listing.sort.uses_due_date() {
        told.push(work::ACCESS_DUE_DATE);
    }
    if listing.filter.uses_assignees() {
        told.push(work::VIEW_ASSIGNMENTS);
    }
    if listing.planned.is_some() {
        told.push(work::ACCESS_SCHEDULED_TIME);
    }
    for module in modules {
        told.iter().try_for_each(|key| ctx.require(key.of(*module)))?;
    }
    Ok(told)
}

/// The conversation, oldest first, with the private responses only for who may read those.
pub(crate) async fn responses(
    ctx: &Ctx,
    id: i64,
    after: i64,
    limit: usize,
    count: bool,
) -> Result<Page<ResponseRow>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            let private = Sight::of(asked.person(), &request).private_responses;
            let rows = conversation::responses(tx, id, private, after, limit + 1).await?;
            let page = Page::from_rows(rows, limit, |row| row.id);
            let count = match count {
                true => Some(Count::up_to(conversation::count(tx, id, private).await?)),
                false => None,
            };
            Ok(Page { count, ..page })
        })
    })
    .await
}

/// Time and money spent, as far as the reader may know of them.
pub(crate) struct Effort {
    pub(crate) module: Module,
    /// Without the rates that the reader may not know.
    pub(crate) work_entries: Option<Vec<WorkEntryRow>>,
    /// The reader's own, where they may not see everybody's.
    pub(crate) own_entries: Vec<WorkEntryRow>,
    /// Whether these have all rates.
    pub(crate) knows_rates: bool,
    pub(crate) costs: Option<Vec<CostRow>>,
}

pub(crate) async fn effort(ctx: &Ctx, id: i64) -> Result<Effort, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            effort_of(tx, &asked, &request).await
        })
    })
    .await
}

pub(crate) async fn effort_of(tx: &mut Tx, ctx: &Ctx, request: &Request) -> Result<Effort, Problem> {
    let sight = Sight::of(ctx.person(), request);
    let sees_own = door::may(ctx, request, work::VIEW_WORK);
    let mut entries = if sight.work || sees_own { time::entries(tx, request.id).await? } else { vec![] };
    entries.retain(|entry| sight.work || entry.user_id == ctx.user_id());
    let knows_rates = hide_rates(tx, ctx, &mut entries).await?;
    let (work_entries, own_entries) = if sight.work { (Some(entries), vec![]) } else { (None, entries) };
    Ok(Effort {
        module: request.module(),
        work_entries,
        own_entries,
        knows_rates,
        costs: if sight.costs { Some(effort::costs(tx, request.id).await?) } else { None },
    })
}

/// Takes off the rates that the reader may not know: what an hour of somebody's costs is told by what their hours cost. Answers whether
/// all are left.
pub(crate) async fn hide_rates(tx: &mut Tx, ctx: &Ctx, entries: &mut [WorkEntryRow]) -> Result<bool, Problem> {
    let workers: Vec<i64> = entries.iter().map(|entry| entry.user_id).collect();
    let known = people::with_known_rates(tx, ctx, &workers).await?;
    let mut all = true;
    for entry in entries.iter_mut().filter(|entry| !known.contains(&entry.user_id)) {
        (entry.rate, all) = (None, false);
    }
    Ok(all)
}
