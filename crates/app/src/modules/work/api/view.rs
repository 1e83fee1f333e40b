//! Work requests as the API shows them.
use crate::{
    context::Ctx,
    modules::work::{
        actions::read::Seen,
        model::State,
        queries::{conversation::ResponseRow, names::Named},
    },
    time::rfc3339,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A work request as this reader may know it: a field whose permission is missing is left out.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WorkRequest {
    id: i64,
    /// The number that people say; counts within its module.
    number: i64,
    /// The work module's key, such as `maintenance`.
    module: String,
    request_type_id: Option<i64>,
    request_type: Option<String>,
    building_id: Option<i64>,
    building: Option<String>,
    resource_id: Option<i64>,
    location: String,
    title: String,
    description: String,
    state: State,
    /// The user id of who wrote it.
    created_by: i64,
    /// The user id of whom it is for.
    requested_by: i64,
    /// The names of the people whose ids stand here.
    people: Vec<Named>,
    /// With `view_assignments`.
    #[serde(skip_serializing_if = "Option::is_none")]
    assignee_ids: Option<Vec<i64>>,
    /// With `access_due_date`; null: no due date.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Option<String>>,
    /// When its work is planned, with `access_scheduled_time`; null: it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    scheduled_from: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    scheduled_thru: Option<Option<String>>,
    #[schema(format = DateTime)]
    opened_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
    hold: Option<HoldView>,
    decline_reason: Option<String>,
    action_taken: Option<String>,
    #[schema(format = DateTime)]
    resolved_at: Option<String>,
    #[schema(format = DateTime)]
    finalized_at: Option<String>,
    /// Rises with every change; the `ETag`.
    pub(super) version: i64,
}

/// Why a request waits, and until when.
#[derive(Debug, Serialize, ToSchema)]
struct HoldView {
    reason: String,
    #[schema(format = DateTime)]
    until: Option<String>,
}

impl WorkRequest {
    pub(super) fn of(seen: Seen, module: &str) -> WorkRequest {
        let Seen { request: r, sight, names, .. } = seen;
        WorkRequest {
            id: r.id,
            number: r.number,
            module: module.to_owned(),
            request_type_id: r.type_id,
            request_type: names.request_type,
            building_id: r.building_id,
            building: names.building,
            resource_id: r.resource_id,
            location: r.location,
            title: r.title,
            description: r.description,
            state: r.state,
            created_by: r.creator_id,
            requested_by: r.requester_id,
            people: names.people,
            assignee_ids: sight.assignments.then_some(r.assignee_ids),
            due_at: sight.due_date.then(|| r.due_at.map(rfc3339)),
            scheduled_from: sight.scheduled_time.then(|| r.scheduled.map(|(from, _)| rfc3339(from))),
            scheduled_thru: sight.scheduled_time.then(|| r.scheduled.map(|(_, thru)| rfc3339(thru))),
            opened_at: rfc3339(r.opened_at),
            updated_at: rfc3339(r.updated_at),
            hold: r.hold_reason.map(|reason| HoldView { reason, until: r.hold_until.map(rfc3339) }),
            decline_reason: r.decline_reason,
            action_taken: r.action_taken,
            resolved_at: r.resolved_at.map(rfc3339),
            finalized_at: r.finalized_at.map(rfc3339),
            version: r.version,
        }
    }
}

/// What somebody said on a request.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Response {
    id: i64,
    user_id: i64,
    user_name: String,
    text: String,
    private: bool,
    #[schema(format = DateTime)]
    at: String,
}

impl Response {
    /// What the actor said just now.
    pub(super) fn of_oneself(ctx: &Ctx, id: i64, text: String, private: bool) -> Response {
        let user_name = ctx.actor.name.clone();
        Response { id, user_id: ctx.user_id(), user_name, text, private, at: rfc3339(ctx.micros()) }
    }
}

impl From<ResponseRow> for Response {
    fn from(row: ResponseRow) -> Self {
        let at = rfc3339(row.at);
        Response {
            id: row.id,
            user_id: row.user_id,
            user_name: row.user_name,
            text: row.text,
            private: row.private,
            at,
        }
    }
}
