//! Everything that the page of one request shows, read in one go and as far as its reader may know.
use super::{
    approve,
    carried::{self, Carried},
    door,
    past::lines,
    read::{self, Effort, Seen},
    reminder,
    timer::{self, Running},
};
use crate::{
    context::Ctx,
    items::history::{Line, Narrowed},
    modules::{
        people, places,
        work::{
            model::{State, approval::Process},
            queries::{
                approval as approvals,
                conversation::{self, ResponseRow},
                names::{self, Lookup},
                time,
            },
        },
    },
};
use access::keys::{buildings, work};
use kit::{Problem, paging::Page};
use serde_json::Value;
use std::collections::HashMap;
use store::Tx;

/// How much of a long story a page tells at first.
const RESPONSES: usize = 200;
pub(crate) const LINES: usize = 30;

/// One request with its story, for one reader.
pub(crate) struct Overview {
    pub(crate) seen: Seen,
    pub(crate) responses: Page<ResponseRow>,
    pub(crate) effort: Effort,
    pub(crate) past: Past,
    pub(crate) approval: Option<Approval>,
    /// Whether this reader could approve or decline it now.
    pub(crate) can_decide: bool,
    /// Who is assigned and whether an hour of theirs has a price; for entering time.
    pub(crate) workers: Vec<Worker>,
    pub(crate) carried: Carried,
    /// Whether an hour of the reader's own has a price: nobody is timed before.
    pub(crate) has_rates: bool,
    /// Who is at work on it now, as far as this reader may know.
    pub(crate) running: Vec<Running>,
    /// It is this reader's to do today, and they have entered no time yet.
    pub(crate) reminds: bool,
}

/// Lines of history, with what their ids are called.
pub(crate) struct Past {
    pub(crate) lines: Page<Line>,
    pub(crate) names: Lookup,
    /// What other requests that lines are about are called.
    pub(crate) requests: HashMap<i64, String>,
}

/// Where a request stands in its approval process.
pub(crate) struct Approval {
    /// Of how many tiers.
    pub(crate) tiers: usize,
    /// How many of them are satisfied.
    pub(crate) satisfied: usize,
    /// Who belongs to those that can decide now: user types, and people whom the reader may know of.
    pub(crate) deciders: Vec<String>,
}

/// Somebody whose time can be entered; nobody's can before their rates were (roles.md, "Facilitron Works").
#[derive(Clone)]
pub(crate) struct Worker {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) has_rate: bool,
}

/// One request; 404 unless `read` covers it.
pub(crate) async fn overview(ctx: &Ctx, id: i64) -> Result<Overview, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            let seen = read::seen(tx, &asked, vec![request]).await?.remove(0);
            let request = &seen.request;
            let rows = conversation::responses(tx, id, seen.sight.private_responses, 0, RESPONSES + 1).await?;
            let approval = match (request.state, request.approval_process_id) {
                (State::PendingApproval, Some(process)) => approval(tx, &asked, process, request.approval_tier).await?,
                _ => None,
            };
            Ok(Overview {
                responses: Page::from_rows(rows, RESPONSES, |row| row.id),
                effort: read::effort_of(tx, &asked, &seen.request).await?,
                past: past_in(tx, &asked, &seen, &newest()).await?,
                approval,
                can_decide: approve::can_decide(tx, &asked, request).await?,
                workers: workers(tx, &asked, &seen).await?,
                carried: carried::of(tx, &asked, &seen).await?,
                has_rates: time::rates(tx, asked.user_id()).await?.is_some_and(|rates| rates.regular.is_some()),
                running: timer::running_in(tx, &asked, &seen.request).await?,
                reminds: reminder::of(tx, &asked, &seen.request).await?,
                seen,
            })
        })
    })
    .await
}

/// As much of a history as a page tells at first.
pub(crate) fn newest() -> Narrowed {
    Narrowed { limit: LINES, ..Narrowed::default() }
}

/// The lines of history that are asked for.
pub(crate) async fn past(ctx: &Ctx, id: i64, narrowed: Narrowed) -> Result<Past, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            let seen = read::seen(tx, &asked, vec![request]).await?.remove(0);
            past_in(tx, &asked, &seen, &narrowed).await
        })
    })
    .await
}

async fn past_in(tx: &mut Tx, ctx: &Ctx, seen: &Seen, narrowed: &Narrowed) -> Result<Past, Problem> {
    let (found, requests) = lines(tx, ctx, (seen.request.id, seen.sight), narrowed).await?;
    let lines = Page::from_rows(found, narrowed.limit, |line| line.id);
    let ids = |fields: &[&str]| ids(&lines.items, fields);
    let mut people = ids(&["assignee_ids", "requested_by", "worker", "follower"]);
    people.extend(lines.items.iter().filter_map(|line| line.actor_id));
    // where it once was is told only to who may know of that building
    let may_know =
        |id: i64| Some(id) == seen.request.building_id || places::actions::door::covers(ctx, buildings::READ, id);
    let places = ids(&["building_id"]).into_iter().filter(|id| may_know(*id));
    let (places, types) = (places.collect(), ids(&["request_type_id"]));
    let mut rooms = vec![];
    for id in ids(&["resource_id"]) {
        let building = places::actions::building_of_resource(tx, id).await?;
        if building.is_some_and(may_know) {
            rooms.push(id);
        }
    }
    let names = names::lookup(tx, people, places, types, rooms).await?;
    Ok(Past { lines, names, requests })
}

/// All ids that these fields changed from or to.
fn ids(lines: &[Line], fields: &[&str]) -> Vec<i64> {
    let changes = lines.iter().flat_map(|line| &line.changes).filter(|change| fields.contains(&change.field.as_str()));
    let values = changes.flat_map(|change| [&change.from, &change.to]);
    let listed = values.flat_map(|value| match value {
        Value::Array(ids) => ids.clone(),
        one => vec![one.clone()],
    });
    listed.filter_map(|id| id.as_i64()).collect()
}

async fn approval(tx: &mut Tx, ctx: &Ctx, process_id: i64, satisfied: i64) -> Result<Option<Approval>, Problem> {
    let Some(process) = approvals::find(tx, process_id).await?.filter(|process| !process.tiers.is_empty()) else {
        return Ok(None);
    };
    let satisfied = usize::try_from(satisfied).unwrap_or(0).min(process.tiers.len() - 1);
    let (types, ids) = open_members(&process, satisfied);
    let mut deciders = people::names_of_types(tx, &types).await?;
    for colleague in people::colleagues(tx, ctx, &ids).await? {
        if people::is_readable(tx, ctx, colleague.id).await? {
            deciders.push(colleague.name);
        }
    }
    Ok(Some(Approval { tiers: process.tiers.len(), satisfied, deciders }))
}

/// The user types and people of the tiers that could decide now.
fn open_members(process: &Process, satisfied: usize) -> (Vec<i64>, Vec<i64>) {
    let open = process.tiers.iter().skip(satisfied).take(if process.enforce_order { 1 } else { usize::MAX });
    let (mut types, mut people) = (vec![], vec![]);
    for tier in open {
        types.extend(&tier.user_type_ids);
        people.extend(&tier.user_ids);
    }
    (types, people)
}

/// Those whose time this reader could enter: their own, and that of the others who are assigned.
async fn workers(tx: &mut Tx, ctx: &Ctx, seen: &Seen) -> Result<Vec<Worker>, Problem> {
    let request = &seen.request;
    let may = |key| door::may_with(ctx, request, work::VIEW_WORK, &[key]);
    let mut ids = vec![];
    if may(work::OWN_WORK_EDIT) && request.assignee_ids.contains(&ctx.user_id()) {
        ids.push(ctx.user_id());
    }
    if may(work::OTHERS_WORK_EDIT) && seen.sight.assignments {
        ids.extend(request.assignee_ids.iter().filter(|id| **id != ctx.user_id()));
    }
    let mut workers = vec![];
    for id in ids {
        if let Some(rates) = time::rates(tx, id).await? {
            let name = seen.names.person(id).map_or_else(|| ctx.actor.name.clone(), |named| named.name.clone());
            workers.push(Worker { id, name, has_rate: rates.regular.is_some() });
        }
    }
    Ok(workers)
}
