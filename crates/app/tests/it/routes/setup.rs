use super::{Place, Row, World, row};
use serde_json::json;

pub fn rows() -> Vec<Row> {
    [program(), api(), pages(), links(), imports(), processes_on_pages()].concat()
}

fn program() -> Vec<Row> {
    vec![
        row("GET /api/v1/openapi.json"),
        row("GET /healthz"),
        row("GET /readyz"),
        row("GET /assets/{*path}"),
        row("GET /"),
        row("GET /api"),
    ]
}

fn api() -> Vec<Row> {
    vec![
        row("GET /api/v1/organization"),
        row("PATCH /api/v1/organization").json(|w| json!({"name": w.fresh("District")})),
        row("GET /api/v1/work-modules"),
        row("POST /api/v1/work-modules").json(|w| {
            let key = w.fresh("module").replace(' ', "_");
            json!({"key": key, "name": key})
        }),
        row("GET /api/v1/work-modules/{id}").on(Place::Module),
        row("PATCH /api/v1/work-modules/{id}").on(Place::Module).json(|w| json!({"name": w.fresh("Module")})),
        row("DELETE /api/v1/work-modules/{id}").on(Place::Module),
        row("GET /api/v1/views"),
        row("POST /api/v1/views")
            .quiet("a view is its owner's")
            .json(|w| json!({"page": "work-requests", "name": w.fresh("View"), "query": "state=open"})),
        row("GET /api/v1/views/{id}").on(Place::OwnView),
        row("PATCH /api/v1/views/{id}").quiet("a view is its owner's").on(Place::OwnView).json(|w| json!({"name": w.fresh("View")})),
        row("DELETE /api/v1/views/{id}").quiet("a view is its owner's").on(Place::OwnView),
        row("GET /api/v1/request-types"),
        row("POST /api/v1/request-types").json(|w| json!({"name": w.fresh("Painting"), "due_days": 3})),
        row("GET /api/v1/request-types/{id}").on(Place::RequestType).needs_one_of(&["work.{module}.read", "work.{module}.create", "organization.administer"]),
        row("PATCH /api/v1/request-types/{id}").on(Place::RequestType).json(|w| json!({"name": w.fresh("Painting")})),
        row("DELETE /api/v1/request-types/{id}").on(Place::RequestType),
        row("GET /api/v1/approval-processes"),
        row("POST /api/v1/approval-processes").json(|w| {
            json!({"request_type_id": w.quiet_types[0], "enforce_order": true, "tiers": [{"user_type_ids": [w.bare], "user_ids": []}]})
        }),
        row("GET /api/v1/approval-processes/{id}").on(Place::Process),
        row("PATCH /api/v1/approval-processes/{id}").on(Place::Process).json(|_| json!({"enforce_order": true})),
        row("DELETE /api/v1/approval-processes/{id}").on(Place::Process),
        row("GET /api/v1/imports"),
        row("POST /api/v1/imports").quiet("it only guesses what the columns are").file(|_| json!({"kind": "work-requests"})),
        row("POST /api/v1/imports")
            .quiet("it only guesses what the columns are")
            .needs("users.bulk_import")
            .needs("users.administer")
            .file(|_| json!({"kind": "users"})),
        row("POST /api/v1/imports")
            .quiet("it only guesses what the columns are")
            .needs("buildings.bulk_import")
            .needs("buildings.create")
            .file(|_| json!({"kind": "buildings"})),
        row("GET /api/v1/imports/{id}").on(Place::Import),
    ]
}

fn pages() -> Vec<Row> {
    vec![
        row("GET /organization"),
        row("POST /organization").form(|w| {
            vec![("name", w.fresh("District")), ("time_zone", "America/Chicago".into()), ("currency", "USD".into())]
        }),
        row("GET /work-modules/new"),
        row("POST /work-modules").form(|w| {
            let key = w.fresh("module").replace(' ', "_");
            vec![("key", key.clone()), ("name", key), ("needs_review", "true".into())]
        }),
        row("GET /work-modules/{id}").on(Place::Module),
        row("POST /work-modules/{id}")
            .on(Place::Module)
            .form(|w| vec![("name", w.fresh("Module")), ("needs_review", "true".into())]),
        row("POST /work-modules/{id}/deletion").on(Place::Module),
        row("GET /request-types"),
        row("GET /request-types/new"),
        row("POST /request-types").form(|w| {
            vec![
                ("module", "maintenance".into()),
                ("name", w.fresh("Painting")),
                ("due_days", "5".into()),
                ("active", "true".into()),
            ]
        }),
        row("GET /request-types/{id}").on(Place::RequestType),
        row("POST /request-types/{id}")
            .on(Place::RequestType)
            .form(|w| vec![("name", w.fresh("Painting")), ("due_days", "6".into()), ("active", "true".into())]),
        row("POST /request-types/{id}/deletion").on(Place::RequestType),
    ]
}

/// Links of the organization's own.
fn links() -> Vec<Row> {
    fn typed(w: &World) -> Vec<(&'static str, String)> {
        vec![("name", w.fresh("Link")), ("address", "https://example.org/".into())]
    }
    vec![
        row("GET /api/v1/navigation-links"),
        row("POST /api/v1/navigation-links")
            .json(|w| json!({"name": w.fresh("Link"), "address": "https://example.org/"})),
        row("GET /api/v1/navigation-links/{id}").on(Place::Link),
        row("PATCH /api/v1/navigation-links/{id}").on(Place::Link).json(|w| json!({"name": w.fresh("Link")})),
        row("DELETE /api/v1/navigation-links/{id}").on(Place::Link),
        row("GET /navigation-links/new"),
        row("POST /navigation-links").form(typed),
        row("GET /navigation-links/{id}").on(Place::Link),
        row("POST /navigation-links/{id}").on(Place::Link).form(typed),
        row("POST /navigation-links/{id}/deletion").on(Place::Link),
    ]
}

fn imports() -> Vec<Row> {
    const ONLY_KEPT: &str = "it only keeps the file until its columns are known";
    let mut rows = vec![
        row("GET /imports"),
        row("GET /imports/new"),
        row("GET /imports/new").query("kind=users").needs("users.bulk_import"),
        row("GET /imports/new").query("kind=buildings").needs("buildings.bulk_import"),
        row("POST /imports/new").quiet(ONLY_KEPT).file(|_| json!(null)),
        row("POST /imports/new").query("kind=users").quiet(ONLY_KEPT).needs("users.bulk_import").file(|_| json!(null)),
        row("GET /imports/{id}").on(Place::Import),
    ];
    for (kind, key) in [
        ("work-requests", "work.{module}.bulk_import"),
        ("users", "users.bulk_import"),
        ("buildings", "buildings.bulk_import"),
    ] {
        rows.push(row("GET /imports/{id}/columns").on(Place::Draft(kind)).needs(key));
        rows.push(row("POST /imports/{id}").on(Place::Draft(kind)).needs(key).form(|_| vec![("do", "check".into())]));
    }
    let columns =
        |kind: &'static str, key: &'static str| row("POST /imports/{id}/columns").on(Place::Draft(kind)).needs(key);
    rows.push(
        columns("work-requests", "work.{module}.bulk_import")
            .form(|_| vec![("column.0", "title".into()), ("do", "check".into())]),
    );
    rows.push(columns("users", "users.bulk_import").form(|w| {
        vec![("column.0", "name".into()), ("constant.user_type", w.bare.to_string()), ("do", "check".into())]
    }));
    rows.push(
        columns("buildings", "buildings.bulk_import")
            .form(|_| vec![("column.0", "name".into()), ("do", "check".into())]),
    );
    rows
}

fn processes_on_pages() -> Vec<Row> {
    vec![
        row("GET /approval-processes"),
        row("GET /approval-processes/new"),
        row("POST /approval-processes").form(|w| {
            vec![
                ("module", "maintenance".into()),
                ("scope", format!("t{}", w.quiet_types[1])),
                ("enforce_order", "true".into()),
                ("tier.0.user_types", w.bare.to_string()),
                ("tier.0.search", "".into()),
                ("do", "save".into()),
            ]
        }),
        row("GET /approval-processes/{id}").on(Place::Process),
        row("POST /approval-processes/{id}").on(Place::Process).form(|w| {
            vec![
                ("scope", format!("t{}", w.quiet_types[2])),
                ("tier.0.user_types", w.bare.to_string()),
                ("do", "save".into()),
            ]
        }),
        row("POST /approval-processes/{id}/deletion").on(Place::Process),
    ]
}
