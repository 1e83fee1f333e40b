//! Reading: one request with what its reader may know of it, and its history.
use super::{associate, change::SUBJECT, door};
use crate::{
    context::Ctx,
    items::{history, spine},
    modules::work::{
        model::{Request, State},
        queries::{
            conversation::{self, ResponseRow},
            effort::{self, CostRow, WorkEntryRow},
            names::{self, Names},
            request as queries,
        },
    },
};
use access::{Module, ModuleKey, Person, decide, keys::work};
use kit::{
    Problem,
    paging::{Count, Page},
};
use store::Tx;

/// Which fields of a request its reader may know (behaviour.md, "How a permission is decided", 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    pub due_date: bool,
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
}

/// One request; 404 unless `read` covers it.
pub async fn one(ctx: &Ctx, id: i64) -> Result<Seen, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            Ok(seen(tx, &asked, vec![request]).await?.remove(0))
        })
    })
    .await
}

pub(crate) async fn seen(tx: &mut Tx, ctx: &Ctx, requests: Vec<Request>) -> Result<Vec<Seen>, Problem> {
    let all = names::of(tx, &requests).await?;
    let with_names = |request: Request| {
        let sight = Sight::of(ctx.person(), &request);
        let names = all.for_request(&request, sight.assignments);
        Seen { request, sight, names }
    };
    Ok(requests.into_iter().map(with_names).collect())
}

/// What somebody asks of the list.
#[derive(Clone, Debug)]
pub struct Listing {
    pub module: Module,
    pub filter: spine::Filter,
    pub sort: spine::Sort,
    pub after: Option<spine::Position>,
    pub limit: usize,
    pub count: bool,
    /// The deleted ones that the actor may restore, instead of the others.
    pub deleted: bool,
}

/// A page of the list: what `read` covers, and nothing else.
pub async fn list(ctx: &Ctx, listing: Listing) -> Result<Page<Seen>, Problem> {
    filterable(ctx, &listing)?;
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let scope = if listing.deleted {
                door::delete_scope(&asked, listing.module)
            } else {
                door::read_scope(&asked, listing.module)
            };
            let spine_list = spine::List {
                scope: &scope,
                filter: &listing.filter,
                sort: listing.sort,
                after: listing.after,
                limit: listing.limit + 1,
                deleted: listing.deleted,
            };
            let rows = spine::list(tx, &spine_list).await?;
            let page = Page::from_rows(rows, listing.limit, |row| row.position);
            let ids: Vec<i64> = page.items.iter().map(|row| row.id).collect();
            let mut found = queries::find_many(tx, &ids).await?;
            found.sort_by_key(|request| ids.iter().position(|id| *id == request.id));
            // who may delete something need not be able to read it
            found.retain(|request| door::may(&asked, request, work::READ));
            let count = match listing.count {
                true => Some(Count::up_to(spine::count(tx, &scope, &listing.filter, listing.deleted).await?)),
                false => None,
            };
            Ok(Page { items: seen(tx, &asked, found).await?, next: page.next, count })
        })
    })
    .await
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
pub(crate) async fn counts(ctx: &Ctx, module: Module) -> Result<Counts, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let scope = door::read_scope(&asked, module);
            let by_state = spine::counts_by_state(tx, &scope, &spine::Filter::default()).await?;
            let overdue = match asked.person().has(work::ACCESS_DUE_DATE.of(module)) {
                true => {
                    let filter = spine::Filter { due: Some(spine::Due::Overdue(asked.micros())), ..Default::default() };
                    Some(Count::up_to(spine::count(tx, &scope, &filter, false).await?))
                }
                false => None,
            };
            Ok(Counts { by_state, overdue })
        })
    })
    .await
}

/// Filtering or sorting by a field that one may not see would reveal it: refused.
fn filterable(ctx: &Ctx, listing: &Listing) -> Result<(), Problem> {
    if listing.filter.uses_due_date() || listing.sort.uses_due_date() {
        ctx.require(work::ACCESS_DUE_DATE.of(listing.module))?;
    }
    if listing.filter.uses_assignees() {
        ctx.require(work::VIEW_ASSIGNMENTS.of(listing.module))?;
    }
    Ok(())
}

/// The conversation, oldest first, with the private responses only for who may read those.
pub(crate) async fn responses(ctx: &Ctx, id: i64, after: i64, limit: usize) -> Result<Page<ResponseRow>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            let private = Sight::of(asked.person(), &request).private_responses;
            let rows = conversation::responses(tx, id, private, after, limit + 1).await?;
            Ok(Page::from_rows(rows, limit, |row| row.id))
        })
    })
    .await
}

/// Time and money spent, as far as the reader may know of them.
pub(crate) struct Effort {
    pub(crate) module: Module,
    pub(crate) work_entries: Option<Vec<WorkEntryRow>>,
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
    Ok(Effort {
        module: request.module(),
        work_entries: if sight.work { Some(effort::work_entries(tx, request.id).await?) } else { None },
        costs: if sight.costs { Some(effort::costs(tx, request.id).await?) } else { None },
    })
}

/// What happened to a request, newest first, without what its reader may not know.
pub async fn history(
    ctx: &Ctx,
    id: i64,
    narrowed: history::Narrowed,
    limit: usize,
) -> Result<Page<history::Line>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            let sight = Sight::of(asked.person(), &request);
            let lines = history::narrowed(tx, (SUBJECT, id), &narrowed, limit + 1).await?;
            let mut page = shown_lines(sight, lines, limit);
            associate::hide_unreadable(tx, &asked, &mut page.items).await?;
            Ok(page)
        })
    })
    .await
}

/// A page of lines, without what a reader of this sight may not know.
pub(crate) fn shown_lines(sight: Sight, lines: Vec<history::Line>, limit: usize) -> Page<history::Line> {
    let mut page = Page::from_rows(lines, limit, |line| line.id);
    page.items.retain(|line| sight.private_responses || !line.action.ends_with("_privately"));
    page.items.retain(|line| sight.costs || line.action != "cost_added");
    page.items.retain(|line| sight.work || line.action != "time_added");
    for line in &mut page.items {
        line.changes.retain(|change| sight.shows(&change.field));
    }
    page.items.retain(|line| sight.assignments || line.action != "assigned" || !line.changes.is_empty());
    page
}

impl Sight {
    fn shows(self, field: &str) -> bool {
        match field {
            "due_at" => self.due_date,
            "assignee_ids" => self.assignments,
            "costs" => self.costs,
            _ => true,
        }
    }
}
