//! Requests that come in from elsewhere, many at once. Each needs what it would need to be made by hand and brought to where it stands.
use super::{
    change::SUBJECT,
    create,
    door::covered,
    effort::{self, When},
    references::References,
};
use crate::{
    context::Ctx,
    items::{
        history::{self, Change},
        spine,
    },
    many::Refusal,
    modules::work::{
        model::{Request, State},
        queries::{
            approval, bring_in as queries,
            request_type::{self as types, RequestTypeRow},
        },
    },
};
use access::{ModuleKey, keys::work};
use kit::Problem;
use std::collections::HashMap;
use store::Tx;

/// All that permissions look at. Rows that agree in it are judged once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Terms {
    pub(crate) module_id: i64,
    pub(crate) building_id: Option<i64>,
    /// Negative for a type that will be created along with the requests.
    pub(crate) type_id: Option<i64>,
    pub(crate) requester_id: i64,
    /// As created by hand without one.
    pub(crate) state: Option<State>,
    pub(crate) has_due_date: bool,
    pub(crate) has_cost: bool,
}

/// A request as it comes in. Times are microseconds UTC.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    pub(crate) terms: Terms,
    pub(crate) resource_id: Option<i64>,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) location: String,
    pub(crate) opened_at: i64,
    pub(crate) due_at: Option<i64>,
    pub(crate) resolved_at: Option<i64>,
    /// Minor units, their currency, and what they are called.
    pub(crate) cost: Option<(i64, String, String)>,
}

/// What of a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    Request,
    Requester,
    DueDate,
    State,
    Cost,
}

/// The state in which such a request comes in, or everything that is refused, in words.
pub(crate) fn judge(ctx: &Ctx, terms: &Terms) -> Result<State, Vec<(Aspect, Refusal)>> {
    let mut request = blank(ctx, terms);
    let mut refused: Vec<(Aspect, Refusal)> = vec![];
    let mut need = |aspect: Aspect, key: ModuleKey, with: &[ModuleKey], request: &Request| {
        if let Err(problem) = covered(ctx, request, key, with) {
            refused.push((aspect, problem.into()));
        }
    };
    need(Aspect::Request, work::CREATE, &[work::BULK_IMPORT], &request);
    if terms.requester_id != ctx.user_id() {
        need(Aspect::Requester, work::CREATE, &[work::BULK_IMPORT, work::CREATE_ON_BEHALF], &request);
    }
    if terms.has_due_date {
        need(Aspect::DueDate, work::ACCESS_DUE_DATE, &[], &request);
    }
    let needs_review = ctx.settings().module(terms.module_id).is_none_or(|module| module.needs_review);
    let needs_approval = ctx.person().requires_approval(request.module(), &request.facts());
    let by_hand = if needs_approval { State::PendingApproval } else { State::PendingAssignment };
    request.state = terms.state.unwrap_or(by_hand);
    match request.state {
        State::PendingFinalization => need(Aspect::State, work::RESOLVE, &[], &request),
        State::Finalized => {
            need(Aspect::State, work::RESOLVE, &[], &request);
            if needs_review {
                need(Aspect::State, work::FINALIZE, &[], &request);
            }
        }
        State::Declined => need(Aspect::State, work::APPROVE, &[], &request),
        State::OnHold => need(Aspect::State, work::HOLD, &[], &request),
        State::PendingApproval | State::PendingAssignment | State::PendingResolution => {}
    }
    if needs_approval && request.state != State::PendingApproval {
        refused.push((Aspect::State, "what you report needs approval first: use pending_approval".into()));
    }
    if request.state == State::PendingFinalization && !needs_review {
        refused.push((Aspect::State, "is none in this module, which needs no review: use finalized".into()));
    }
    let resolved = matches!(request.state, State::PendingFinalization | State::Finalized);
    let when = if resolved { When::Resolving } else { When::AnyTime };
    if terms.has_cost && !effort::may_enter_costs(ctx, &request, when) {
        refused.push((Aspect::Cost, ctx.refusal(work::COSTS.of(request.module())).into()));
    }
    if refused.is_empty() { Ok(request.state) } else { Err(refused) }
}

/// Id and name of each request type of a module that is offered.
pub(crate) async fn offered_types(tx: &mut Tx, module_id: i64) -> Result<Vec<(i64, String)>, Problem> {
    queries::offered_types(tx, module_id).await
}

/// Adds a request type of this name. The caller has made sure that the actor administers the organization.
pub(crate) async fn create_type(tx: &mut Tx, ctx: &Ctx, module_id: i64, name: &str) -> Result<i64, Problem> {
    let row = RequestTypeRow { id: 0, module_id, name: name.to_owned(), due_days: None, active: true, version: 1 };
    let id = types::insert(tx, &row).await?;
    history::record(tx, ctx, ("request_type", id), "created", &[Change::new("name", (), name)]).await?;
    Ok(id)
}

/// How many are written between two reports of progress.
const AT_ONCE: usize = 2_000;

/// Writes them all, judged anew with what the actor may do now; nobody is mailed about old requests. `written` hears of progress.
pub(crate) async fn insert_all(
    tx: &mut Tx,
    ctx: &Ctx,
    incoming: &[Incoming],
    import_id: i64,
    written: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), Problem> {
    let mut judged: HashMap<&Terms, Request> = HashMap::new();
    for (count, chunk) in incoming.chunks(AT_ONCE).enumerate() {
        let mut requests = Vec::with_capacity(chunk.len());
        for new in chunk {
            if !judged.contains_key(&new.terms) {
                judged.insert(&new.terms, begun(tx, ctx, &new.terms).await?);
            }
            requests.push(filled(&judged[&new.terms], new));
        }
        let ids = spine::new_ids(tx, requests[0].module_id, requests.len()).await?;
        for (request, (id, number)) in requests.iter_mut().zip(ids) {
            (request.id, request.number) = (id, number);
        }
        let items: Vec<spine::Item> = requests.iter().map(Request::on_spine).collect();
        spine::insert_many(tx, &items).await?;
        queries::insert_requests(tx, &requests).await?;
        queries::insert_costs(tx, &costs(ctx, &requests, chunk)).await?;
        history::record_many(tx, ctx, SUBJECT, "imported", &lines(&requests, import_id)).await?;
        written(count * AT_ONCE + chunk.len());
    }
    Ok(())
}

/// The part that all requests of the same terms share.
async fn begun(tx: &mut Tx, ctx: &Ctx, terms: &Terms) -> Result<Request, Problem> {
    let mut request = blank(ctx, terms);
    request.state = judge(ctx, terms).map_err(|_| {
        Problem::Conflict("What you may do has changed since the rows were checked; they are checked again.".into())
    })?;
    if request.state == State::PendingApproval {
        let process = approval::matching(tx, request.module_id, request.building_id, request.type_id).await?;
        if let Some(process) = process {
            request.approval_tier = process.satisfied_by_creator(ctx.user_id(), &ctx.user_type_ids());
            request.approval_process_id = Some(process.id);
        }
    }
    request.state_before_hold = (request.state == State::OnHold).then_some(State::PendingAssignment);
    Ok(request)
}

fn filled(begun: &Request, new: &Incoming) -> Request {
    let mut request = begun.clone();
    request.resource_id = new.resource_id;
    request.title.clone_from(&new.title);
    request.description.clone_from(&new.description);
    request.location.clone_from(&new.location);
    request.opened_at = new.opened_at;
    request.due_at = new.due_at;
    let resolved = matches!(request.state, State::PendingFinalization | State::Finalized);
    request.resolved_at = new.resolved_at.filter(|_| resolved);
    request.finalized_at = new.resolved_at.filter(|_| request.state == State::Finalized);
    request
}

fn costs(ctx: &Ctx, requests: &[Request], incoming: &[Incoming]) -> Vec<queries::Cost> {
    let pairs = requests.iter().zip(incoming);
    let cost = pairs.filter_map(|(request, new)| new.cost.as_ref().map(|cost| (request.id, cost)));
    cost.map(|(item_id, (amount, currency, note))| queries::Cost {
        item_id,
        note: note.clone(),
        amount: *amount,
        currency: currency.clone(),
        entered_by: ctx.user_id(),
        at: ctx.micros(),
    })
    .collect()
}

fn lines(requests: &[Request], import_id: i64) -> Vec<(i64, Vec<Change>)> {
    let changes =
        |request: &Request| vec![Change::new("state", (), request.state), Change::new("import_id", (), import_id)];
    requests.iter().map(|request| (request.id, changes(request))).collect()
}

fn blank(ctx: &Ctx, terms: &Terms) -> Request {
    let references = References {
        module_id: terms.module_id,
        building_id: terms.building_id,
        resource_id: None,
        type_id: terms.type_id,
        requester_id: Some(terms.requester_id),
    };
    create::blank(ctx, &references)
}

/// Whether the actor may bring requests into this module at all: 403 otherwise.
pub(crate) fn admit(ctx: &Ctx, module: access::Module) -> Result<(), Problem> {
    ctx.require(work::BULK_IMPORT.of(module))?;
    ctx.require_level(work::CREATE.of(module))
}
