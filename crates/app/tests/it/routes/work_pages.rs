use super::{Place, Row, row};
use serde_json::json;

pub fn rows() -> Vec<Row> {
    [list(), bulk(), new(), request(), transitions()].concat()
}

fn list() -> Vec<Row> {
    const OWN: &str = "a view is its owner's";
    vec![
        row("GET /work-requests"),
        row("GET /work-requests/choices/{field}"),
        row("POST /work-requests/columns")
            .quiet("the browser keeps it")
            .form(|_| vec![("column", "building".into()), ("view", "state=open".into())]),
        row("GET /work-requests.csv"),
        row("GET /work-requests/views"),
        row("POST /work-requests/views")
            .quiet(OWN)
            .form(|w| vec![("name", w.fresh("View")), ("query", "state=open".into())]),
        row("POST /work-requests/views/{view_id}")
            .quiet(OWN)
            .on(Place::OwnView)
            .form(|w| vec![("name", w.fresh("View")), ("query", "state=open".into())]),
        row("POST /work-requests/views/{view_id}/deletion").quiet(OWN).on(Place::OwnView),
        row("GET /work-requests/deleted"),
    ]
}

/// The same to those that are picked.
fn bulk() -> Vec<Row> {
    let new = Place::Request("pending_assignment");
    vec![
        row("GET /work-requests/bulk")
            .query("action=delete&id=1")
            .needs("work.{module}.delete")
            .needs("work.{module}.bulk_delete"),
        row("POST /work-requests/bulk")
            .on(new)
            .needs("work.{module}.delete")
            .needs("work.{module}.bulk_delete")
            .form(|w| vec![("action", "delete".into()), ("id", w.made())]),
        row("POST /work-requests/bulk")
            .on(new)
            .needs("work.{module}.assign")
            .needs("work.{module}.bulk_assign")
            .form(|w| vec![("action", "assign".into()), ("id", w.made()), ("user_ids", w.walt.to_string())]),
        row("POST /work-requests/bulk")
            .on(Place::Request("pending_resolution"))
            .needs("work.{module}.resolve")
            .needs("work.{module}.bulk_resolve")
            .form(|w| vec![("action", "resolve".into()), ("id", w.made()), ("action_taken", "Mended".into())]),
        row("POST /work-requests/bulk")
            .on(Place::Request("pending_approval"))
            .needs("work.{module}.approve")
            .needs("work.{module}.bulk_approve")
            .form(|w| vec![("action", "approve".into()), ("id", w.made())]),
        row("POST /api/v1/work-requests/bulk")
            .on(new)
            .quiet("it says for each whether it was done")
            .json(|w| json!({"action": "delete", "ids": [w.made().parse::<i64>().unwrap()]})),
    ]
}

fn new() -> Vec<Row> {
    vec![
        row("GET /work-requests/new"),
        row("POST /work-requests/new").form(|w| {
            vec![
                ("module", "maintenance".into()),
                ("building_id", w.lincoln.to_string()),
                ("resource_id", w.room.to_string()),
                ("location", "By the door".into()),
                ("title", w.fresh("Leak")),
                ("description", "It drips.".into()),
                ("request_type_id", w.request_type.to_string()),
                ("requested_by", "".into()),
                ("due_at", "".into()),
            ]
        }),
        row("POST /work-requests/new").needs("work.{module}.access_due_date").form(|w| {
            vec![("building_id", w.lincoln.to_string()), ("title", w.fresh("Leak")), ("due_at", "2026-03-09".into())]
        }),
        row("POST /work-requests/new").needs("work.{module}.create_on_behalf").form(|w| {
            vec![
                ("building_id", w.lincoln.to_string()),
                ("title", w.fresh("Leak")),
                ("requested_by", w.walt.to_string()),
            ]
        }),
        row("GET /work-requests/new/buildings"),
        row("GET /work-requests/new/rooms"),
        row("GET /work-requests/new/people"),
    ]
}

fn request() -> Vec<Row> {
    let new = Place::Request("pending_assignment");
    vec![
        row("GET /work-requests/{id}").on(new),
        row("GET /work-requests/{id}/edit").on(new),
        row("POST /work-requests/{id}/edit").on(new).form(|w| {
            vec![
                ("title", w.fresh("Leak")),
                ("description", "It drips.".into()),
                ("location", "By the door".into()),
                ("building_id", w.lincoln.to_string()),
                ("version", "".into()),
            ]
        }),
        row("GET /work-requests/{id}/history").on(new),
        row("GET /work-requests/{id}/assignees").on(new),
        row("POST /work-requests/{id}/deletion").on(new).form(|_| vec![("version", "".into())]),
        row("POST /work-requests/{id}/restoration").on(Place::Deleted),
    ]
}

fn transitions() -> Vec<Row> {
    let new = Place::Request("pending_assignment");
    vec![
        row("POST /work-requests/{id}/approval")
            .on(Place::Request("pending_approval"))
            .form(|_| vec![("decision", "declined".into()), ("reason", "Not now".into())]),
        row("POST /work-requests/{id}/assignees").on(new).form(|w| vec![("user_ids", w.walt.to_string())]),
        row("POST /work-requests/{id}/responses").on(new).form(|_| vec![("text", "On the way".into())]),
        row("POST /work-requests/{id}/responses")
            .on(new)
            .needs("work.{module}.read_private_responses")
            .form(|_| vec![("text", "Between us".into()), ("private", "true".into())]),
        row("POST /work-requests/{id}/hold")
            .on(new)
            .form(|_| vec![("reason", "Parts".into()), ("until", "2026-03-20".into())]),
        row("POST /work-requests/{id}/release").on(Place::Request("on_hold")),
        row("POST /work-requests/{id}/resolution")
            .on(Place::Request("pending_resolution"))
            .form(|_| vec![("action_taken", "Mended".into())]),
        row("POST /work-requests/{id}/resolution")
            .on(Place::Request("pending_resolution"))
            .needs("work.{module}.costs")
            .needs("work.{module}.others_work.edit")
            .form(|w| {
                vec![
                    ("action_taken", "Mended".into()),
                    ("worker", w.walt.to_string()),
                    ("time", "1:10".into()),
                    ("cost_kind", "other".into()),
                    ("cost_note", "Pipe".into()),
                    ("cost_amount", "12.50".into()),
                ]
            }),
        row("POST /work-requests/{id}/finalization").on(Place::Request("pending_finalization")),
        row("POST /work-requests/{id}/reopening")
            .on(Place::Request("finalized"))
            .form(|_| vec![("reason", "Leaks again".into())]),
    ]
}
