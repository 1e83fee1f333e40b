use super::{Place, Row, row};
use serde_json::json;

pub fn rows() -> Vec<Row> {
    [timers(), entries(), costs(), elsewhere()].concat()
}

const OWN_TIMER: &str = "work.{module}.own_work.start_stop";
const OWN_EDIT: &str = "work.{module}.own_work.edit";
const OWN_DELETE: &str = "work.{module}.own_work.delete";
const OTHERS_TIMER: &str = "work.{module}.others_work.start_stop";
const OTHERS_EDIT: &str = "work.{module}.others_work.edit";
const OTHERS_DELETE: &str = "work.{module}.others_work.delete";

fn timers() -> Vec<Row> {
    vec![
        row("GET /api/v1/work-requests/{id}/timer").on(Place::Idle),
        row("POST /api/v1/work-requests/{id}/timer").on(Place::Idle).needs(OWN_TIMER).json(|_| json!({})),
        row("POST /api/v1/work-requests/{id}/timer")
            .on(Place::Idle)
            .needs(OTHERS_TIMER)
            .json(|w| json!({"user_id": w.walt})),
        row("DELETE /api/v1/work-requests/{id}/timer").on(Place::Timed).needs(OWN_TIMER),
        row("POST /work-requests/{id}/timer").on(Place::Idle).needs(OWN_TIMER).form(|_| vec![("user_id", "".into())]),
        row("POST /work-requests/{id}/timer/stop")
            .on(Place::Timed)
            .needs(OWN_TIMER)
            .form(|_| vec![("user_id", "".into())]),
    ]
}

fn entries() -> Vec<Row> {
    vec![
        row("GET /api/v1/work-requests/{id}/work-entries/{entry_id}").on(Place::OwnEntry),
        row("PATCH /api/v1/work-requests/{id}/work-entries/{entry_id}")
            .on(Place::OwnEntry)
            .needs(OWN_EDIT)
            .json(|_| json!({"minutes": 35})),
        row("PATCH /api/v1/work-requests/{id}/work-entries/{entry_id}")
            .on(Place::Entry)
            .needs(OTHERS_EDIT)
            .json(|_| json!({"minutes": 35})),
        row("PATCH /api/v1/work-requests/{id}/work-entries/{entry_id}")
            .on(Place::OwnEntry)
            .needs(OWN_EDIT)
            .needs("work.{module}.set_work_times")
            .json(|_| json!({"worked_on": "2026-03-01"})),
        row("DELETE /api/v1/work-requests/{id}/work-entries/{entry_id}").on(Place::OwnEntry).needs(OWN_DELETE),
        row("DELETE /api/v1/work-requests/{id}/work-entries/{entry_id}").on(Place::Entry).needs(OTHERS_DELETE),
        row("GET /work-requests/{id}/time/new").on(Place::Idle),
        row("POST /work-requests/{id}/time/new")
            .on(Place::Idle)
            .needs(OWN_EDIT)
            .form(|_| vec![("user_id", "".into()), ("time", "0:25".into()), ("worked_on", "".into())]),
        row("GET /work-requests/{id}/time/{entry_id}").on(Place::OwnEntry),
        row("POST /work-requests/{id}/time/{entry_id}")
            .on(Place::OwnEntry)
            .needs(OWN_EDIT)
            .form(|_| vec![("time", "0:35".into()), ("version", "".into())]),
        row("POST /work-requests/{id}/time/{entry_id}/deletion")
            .on(Place::OwnEntry)
            .needs(OWN_DELETE)
            .form(|_| vec![("version", "".into())]),
        row("POST /work-requests/{id}/time/{entry_id}/deletion")
            .on(Place::Entry)
            .needs(OTHERS_DELETE)
            .form(|_| vec![("version", "".into())]),
    ]
}

fn costs() -> Vec<Row> {
    vec![
        row("GET /api/v1/work-requests/{id}/costs/{cost_id}").on(Place::Cost).needs("work.{module}.costs"),
        row("PATCH /api/v1/work-requests/{id}/costs/{cost_id}").on(Place::Cost).json(|_| json!({"note": "Two cranes"})),
        row("DELETE /api/v1/work-requests/{id}/costs/{cost_id}").on(Place::Cost),
        row("GET /work-requests/{id}/costs/new").on(Place::Idle),
        row("POST /work-requests/{id}/costs/new")
            .on(Place::Idle)
            .form(|_| vec![("kind", "other".into()), ("note", "Pipe".into()), ("amount", "12.50".into())]),
        row("GET /work-requests/{id}/costs/{cost_id}").on(Place::Cost),
        row("POST /work-requests/{id}/costs/{cost_id}")
            .on(Place::Cost)
            .form(|_| vec![("kind", "other".into()), ("note", "Pipe".into()), ("amount", "13.50".into())]),
        row("POST /work-requests/{id}/costs/{cost_id}/deletion").on(Place::Cost).form(|_| vec![("version", "".into())]),
    ]
}

/// Moving to another module, and what waits for oneself.
fn elsewhere() -> Vec<Row> {
    const CREATE: &str = "work.{module}.create";
    let new = Place::Request("pending_assignment");
    vec![
        row("PUT /api/v1/work-requests/{id}/module").on(new).needs(CREATE).json(|_| json!({"module": "annex"})),
        row("GET /work-requests/{id}/module").on(new),
        row("POST /work-requests/{id}/module")
            .on(new)
            .needs(CREATE)
            .form(|_| vec![("module", "annex".into()), ("request_type_id", "".into())]),
        row("GET /api/v1/todo"),
        row("GET /to-do"),
    ]
}
