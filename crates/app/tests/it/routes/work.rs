use super::{Place, Row, row};
use serde_json::json;

const READ: &str = "work.{module}.read";

pub fn rows() -> Vec<Row> {
    [requests(), transitions(), effort(), carried()].concat()
}

/// What any request can carry.
fn carried() -> Vec<Row> {
    let new = Place::Request("pending_assignment");
    vec![
        row("GET /api/v1/work-requests/{id}/followers").on(new),
        row("POST /api/v1/work-requests/{id}/followers").on(new).json(|_| json!({})),
        row("DELETE /api/v1/work-requests/{id}/followers/{user_id}").on(Place::Followed),
        row("GET /work-requests/{id}/followers/new").on(new),
        row("GET /work-requests/{id}/followers/people").on(new),
        row("POST /work-requests/{id}/followers").on(new).form(|_| vec![("user_id", "".into())]),
        row("POST /work-requests/{id}/followers/{user_id}/removal").on(Place::Followed),
        row("GET /api/v1/work-requests/{id}/associations").on(new),
        row("POST /api/v1/work-requests/{id}/associations")
            .on(new)
            .json(|w| json!({"item": format!("work-requests/{}", w.other)})),
        row("DELETE /api/v1/work-requests/{id}/associations/{association_id}").on(Place::Linked),
        row("GET /work-requests/{id}/associations/new").on(new),
        row("GET /work-requests/{id}/associations/requests").on(new),
        row("POST /work-requests/{id}/associations")
            .on(new)
            .form(|w| vec![("item", w.other.to_string()), ("kind", "".into())]),
        row("POST /work-requests/{id}/associations/{association_id}/removal").on(Place::Linked),
        row("GET /api/v1/work-requests/{id}/attachments").on(new),
        row("POST /api/v1/work-requests/{id}/attachments").on(new).file(|_| json!(null)),
        row("GET /api/v1/work-requests/{id}/attachments/{attachment_id}").on(Place::Attached),
        row("DELETE /api/v1/work-requests/{id}/attachments/{attachment_id}")
            .on(Place::Attached)
            .needs("work.{module}.update"),
        row("POST /work-requests/{id}/attachments").on(new).file(|_| json!(null)),
        row("GET /work-requests/{id}/attachments/{attachment_id}").on(Place::Attached),
        row("POST /work-requests/{id}/attachments/{attachment_id}/removal")
            .on(Place::Attached)
            .needs("work.{module}.update"),
    ]
}

fn requests() -> Vec<Row> {
    let new = Place::Request("pending_assignment");
    vec![
        row("GET /api/v1/work-requests"),
        row("POST /api/v1/work-requests").json(|w| json!({"title": w.fresh("Leak"), "building_id": w.lincoln})),
        row("POST /api/v1/work-requests")
            .needs("work.{module}.create_on_behalf")
            .json(|w| json!({"title": w.fresh("Leak"), "building_id": w.lincoln, "requested_by": w.walt})),
        row("POST /api/v1/work-requests")
            .needs("work.{module}.access_due_date")
            .json(|w| json!({"title": w.fresh("Leak"), "building_id": w.lincoln, "due_at": "2026-03-09T17:00:00Z"})),
        row("GET /api/v1/work-requests/{id}").on(new),
        row("PATCH /api/v1/work-requests/{id}").on(new).json(|w| json!({"title": w.fresh("Leak")})),
        row("PATCH /api/v1/work-requests/{id}")
            .on(new)
            .needs("work.{module}.access_due_date")
            .json(|_| json!({"due_at": "2026-03-09T17:00:00Z"})),
        row("PATCH /api/v1/work-requests/{id}")
            .on(new)
            .needs("work.{module}.create")
            .json(|w| json!({"building_id": w.washington})),
        row("PATCH /api/v1/work-requests/{id}")
            .on(new)
            .needs("work.{module}.create_on_behalf")
            .json(|w| json!({"requested_by": w.walt})),
        row("PATCH /api/v1/work-requests/{id}")
            .on(Place::Request("on_hold"))
            .needs("work.{module}.edit_on_hold")
            .json(|w| json!({"title": w.fresh("Leak")})),
        row("PATCH /api/v1/work-requests/{id}")
            .on(Place::Request("finalized"))
            .needs("work.{module}.edit_after_resolution")
            .json(|w| json!({"title": w.fresh("Leak")})),
        row("DELETE /api/v1/work-requests/{id}").on(new),
        row("DELETE /api/v1/work-requests/{id}/deletion").on(Place::Deleted),
        row("GET /api/v1/work-requests/{id}/history").on(new),
    ]
}

fn transitions() -> Vec<Row> {
    let (new, waiting) = (Place::Request("pending_assignment"), Place::Request("pending_approval"));
    vec![
        row("POST /api/v1/work-requests/{id}/approval").on(waiting).json(|_| json!({"decision": "approved"})),
        row("PUT /api/v1/work-requests/{id}/assignees").on(new).json(|w| json!({"user_ids": [w.walt]})),
        row("GET /api/v1/work-requests/{id}/assignable-users").on(new),
        row("GET /api/v1/work-requests/{id}/responses").on(new),
        row("POST /api/v1/work-requests/{id}/responses").on(new).json(|_| json!({"text": "On the way"})),
        row("POST /api/v1/work-requests/{id}/responses")
            .on(new)
            .needs("work.{module}.read_private_responses")
            .json(|_| json!({"text": "Between us", "private": true})),
        row("POST /api/v1/work-requests/{id}/hold")
            .on(new)
            .json(|_| json!({"reason": "Parts", "until": "2026-03-20T12:00:00Z"})),
        row("DELETE /api/v1/work-requests/{id}/hold").on(Place::Request("on_hold")),
        row("POST /api/v1/work-requests/{id}/resolution")
            .on(Place::Request("pending_resolution"))
            .json(|_| json!({"action_taken": "Mended"})),
        row("POST /api/v1/work-requests/{id}/resolution")
            .on(Place::Request("pending_resolution"))
            .needs("work.{module}.costs")
            .json(|_| {
                let cost = json!({"kind": "other", "note": "Pipe", "cost": {"amount": "12.50", "currency": "USD"}});
                json!({"action_taken": "Mended", "costs": [cost]})
            }),
        row("POST /api/v1/work-requests/{id}/resolution")
            .on(Place::Request("pending_resolution"))
            .needs("work.{module}.others_work.edit")
            .json(|w| json!({"action_taken": "Mended", "work_entries": [{"user_id": w.walt, "minutes": 30}]})),
        row("POST /api/v1/work-requests/{id}/finalization")
            .on(Place::Request("pending_finalization"))
            .json(|_| json!({})),
        row("POST /api/v1/work-requests/{id}/reopening")
            .on(Place::Request("finalized"))
            .json(|_| json!({"reason": "Leaks again"})),
        row("POST /api/v1/work-requests/{id}/reopening")
            .on(Place::Request("declined"))
            .json(|_| json!({"reason": "Think again"})),
    ]
}

fn effort() -> Vec<Row> {
    let new = Place::Request("pending_assignment");
    vec![
        row("GET /api/v1/work-requests/{id}/costs").on(new).needs("work.{module}.costs"),
        row("POST /api/v1/work-requests/{id}/costs")
            .on(new)
            .json(|_| json!({"kind": "contractor", "note": "Crane", "cost": {"amount": "90.00", "currency": "USD"}})),
        row("GET /api/v1/work-requests/{id}/work-entries").on(new).needs("work.{module}.view_worker_time"),
        row("POST /api/v1/work-requests/{id}/work-entries")
            .on(new)
            .needs(READ)
            .needs("work.{module}.own_work.edit")
            .json(|_| json!({"minutes": 25})),
        row("POST /api/v1/work-requests/{id}/work-entries")
            .on(new)
            .needs("work.{module}.others_work.edit")
            .json(|w| json!({"user_id": w.walt, "minutes": 25})),
    ]
}
