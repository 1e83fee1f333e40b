use super::{
    attach,
    change::SUBJECT,
    door,
    references::{self, References},
    schedule, text,
};
use crate::{
    context::Ctx,
    idempotency::Form,
    items::{
        events::{self, Topic},
        history::{self, Change},
        spine,
    },
    modules::work::{
        model::{Request, State},
        queries::{approval, request as queries},
    },
    time,
};
use access::keys::work;
use jiff::Timestamp;
use kit::Problem;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

pub(crate) const LONGEST_TITLE: usize = 200;
pub(crate) const LONGEST_DESCRIPTION: usize = 20_000;
pub(crate) const LONGEST_LOCATION: usize = 200;

/// A new work request.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    /// The work module's key; Maintenance without one.
    pub module: Option<String>,
    pub request_type_id: Option<i64>,
    pub building_id: Option<i64>,
    /// A room or another resource of the building.
    pub resource_id: Option<i64>,
    #[serde(default)]
    pub location: String,
    pub title: String,
    #[serde(default)]
    pub description: String,
    /// For whom; the actor without one. Another person needs `create_on_behalf`.
    pub requested_by: Option<i64>,
    /// Needs `access_due_date`; from the request type without one.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    /// When its work is planned, both times or neither; needs `access_scheduled_time`.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub scheduled_from: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub scheduled_thru: Option<Timestamp>,
}

/// Reports something; answers the new request's id.
pub async fn create(ctx: &Ctx, new: NewRequest) -> Result<i64, Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| Box::pin(async move { Ok(create_in(tx, &asked, &new).await?.id) })).await
}

/// The same from a form, with the files that were received with it. One that was sent before answers what it came to then.
pub(crate) async fn create_once(
    ctx: &Ctx,
    new: NewRequest,
    received: Vec<i64>,
    form: Option<Form>,
) -> Result<i64, Problem> {
    let asked = ctx.clone();
    let write = ctx.write_once(form, move |tx| {
        Box::pin(async move {
            let request = create_in(tx, &asked, &new).await?;
            attach::take(tx, &asked, &request, (None, false), &received).await?;
            Ok(request.id)
        })
    });
    write.await
}

/// The same inside a transaction of the caller's.
pub(crate) async fn create_in(tx: &mut Tx, ctx: &Ctx, new: &NewRequest) -> Result<Request, Problem> {
    let module = match new.module.as_deref() {
        None => ctx.settings().modules.first(),
        Some(key) => ctx.settings().module_by_key(key),
    };
    let module = module.ok_or_else(|| Problem::field("module", "is no work module of this organization"))?;
    let wanted = References {
        module_id: module.id,
        building_id: new.building_id,
        resource_id: new.resource_id,
        type_id: new.request_type_id,
        requester_id: new.requested_by,
    };
    let request_type = references::check(tx, ctx, &wanted).await?;
    let mut request = blank(ctx, &wanted);
    door::covered(ctx, &request, work::CREATE, &[])?;
    if request.requester_id != ctx.user_id() {
        door::covered(ctx, &request, work::CREATE, &[work::CREATE_ON_BEHALF])?;
    }
    if new.due_at.is_some() {
        door::covered(ctx, &request, work::ACCESS_DUE_DATE, &[])?;
    }
    if new.scheduled_from.is_some() || new.scheduled_thru.is_some() {
        door::covered(ctx, &request, work::ACCESS_SCHEDULED_TIME, &[])?;
    }
    request.scheduled = schedule::planned(new.scheduled_from, new.scheduled_thru)?;
    request.title = text::line("title", &new.title, LONGEST_TITLE)?;
    request.description = text::optional("description", &new.description, LONGEST_DESCRIPTION)?;
    request.location = text::optional("location", &new.location, LONGEST_LOCATION)?;
    request.due_at = match new.due_at {
        Some(due) => Some(time::sensible("due_at", due)?),
        None => request_type.and_then(|found| found.due_days).map(|days| references::due_after(ctx, days)),
    };
    route(tx, ctx, &mut request).await?;
    let (id, number) = spine::new_id(tx, request.module_id).await?;
    (request.id, request.number) = (id, number);
    spine::insert(tx, &request.on_spine()).await?;
    queries::insert(tx, &request).await?;
    history::record(tx, ctx, (SUBJECT, id), "created", &[Change::new("state", (), request.state)]).await?;
    events::emit(tx, Some(ctx.user_id()), ctx.micros(), id, Topic::Created).await?;
    Ok(request)
}

/// Pending approval for a creator who requires it, under the process that matches; otherwise on to assignment.
async fn route(tx: &mut Tx, ctx: &Ctx, request: &mut Request) -> Result<(), Problem> {
    if !ctx.person().requires_approval(request.module(), &request.facts()) {
        return Ok(());
    }
    request.state = State::PendingApproval;
    let process = approval::matching(tx, request.module_id, request.building_id, request.type_id).await?;
    if let Some(process) = process {
        request.approval_tier = process.satisfied_by_creator(ctx.user_id(), &ctx.user_type_ids());
        request.approval_process_id = Some(process.id);
    }
    Ok(())
}

/// A request with nothing in it but what it refers to.
pub(super) fn blank(ctx: &Ctx, wanted: &References) -> Request {
    Request {
        id: 0,
        number: 0,
        module_id: wanted.module_id,
        type_id: wanted.type_id,
        building_id: wanted.building_id,
        title: String::new(),
        description: String::new(),
        location: String::new(),
        resource_id: wanted.resource_id,
        state: State::PendingAssignment,
        creator_id: ctx.user_id(),
        requester_id: wanted.requester_id.unwrap_or(ctx.user_id()),
        due_at: None,
        opened_at: ctx.micros(),
        updated_at: ctx.micros(),
        version: 1,
        scheduled: None,
        hold_reason: None,
        hold_until: None,
        state_before_hold: None,
        action_taken: None,
        resolved_at: None,
        finalized_at: None,
        approval_process_id: None,
        approval_tier: 0,
        decline_reason: None,
        deleted_at: None,
        assignee_ids: vec![],
    }
}
