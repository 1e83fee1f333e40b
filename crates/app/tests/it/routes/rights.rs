use super::{Place, Row, row};
use serde_json::json;

pub fn rows() -> Vec<Row> {
    [log(), previews(), user_types(), teams(), exceptions(), views()].concat()
}

/// Why a preview leaves nothing.
const NOTHING: &str = "it changes nothing";

/// What happened, and what of it is taken back.
fn log() -> Vec<Row> {
    vec![
        row("GET /access/changes"),
        row("GET /access/changes.csv"),
        row("GET /api/v1/access/changes"),
        row("GET /api/v1/access/changes/{id}").on(Place::Change).needs("users.read"),
        row("POST /api/v1/access/changes/{id}/reversion")
            .on(Place::Change)
            .needs("users.read")
            .needs("users.administer"),
        row("POST /access/changes/{id}/reversion").on(Place::Change).needs("users.read").needs("users.administer"),
        row("GET /api/v1/user-types/{id}/history").on(Place::UserType),
        row("GET /api/v1/teams/{id}/history").on(Place::Team),
        row("GET /api/v1/building-groups/{id}/history").on(Place::Group).needs("buildings.read"),
        row("GET /api/v1/buildings/{id}/history").on(Place::Building),
        row("GET /access/explanation"),
        row("GET /access/explanation/people"),
        row("GET /access/lint"),
        row("GET /access/review.csv"),
        row("GET /access/review.xlsx"),
        row("GET /access/who-could"),
        // at the first building that there is
        row("GET /api/v1/access/holders")
            .query("key=work.maintenance.update&building_id=1")
            .needs("buildings.read")
            .refers(),
        row("GET /api/v1/access/review.csv"),
        row("GET /api/v1/access/review.xlsx"),
    ]
}

fn previews() -> Vec<Row> {
    vec![
        row("POST /api/v1/user-types/{id}/reset/preview").on(Place::ShippedType).quiet(NOTHING),
        row("POST /api/v1/user-types/{id}/deletion/preview")
            .on(Place::UserType)
            .quiet(NOTHING)
            .json(|w| json!({"move_to": w.bare})),
        row("POST /api/v1/teams/{id}/deletion/preview").on(Place::Team).quiet(NOTHING),
        row("POST /api/v1/building-groups/{id}/deletion/preview")
            .on(Place::Group)
            .needs("buildings.read")
            .needs("buildings.update")
            .quiet(NOTHING),
        row("POST /building-groups/{id}/deletion/preview").on(Place::Group).needs("buildings.read").quiet(NOTHING),
        row("POST /api/v1/user-types/{id}/preview")
            .on(Place::UserType)
            .quiet(NOTHING)
            .json(|w| json!({"name": w.fresh("Crew")})),
        row("POST /api/v1/teams/{id}/preview")
            .on(Place::Team)
            .needs_one_of(&["users.administer", "organization.administer"])
            .quiet(NOTHING)
            .json(|w| json!({"member_ids": [w.walt]})),
        row("POST /api/v1/teams/preview").quiet(NOTHING).json(|w| json!({"name": w.fresh("Crew"), "building_ids": []})),
        row("POST /api/v1/users/{id}/preview")
            .on(Place::Person)
            .quiet(NOTHING)
            .json(|w| json!({"name": w.fresh("Pat")})),
        row("POST /api/v1/building-groups/{id}/preview")
            .on(Place::Group)
            .needs("buildings.read")
            .needs("buildings.update")
            .quiet(NOTHING)
            .json(|w| json!({"building_ids": [w.lincoln]})),
        row("POST /people/{id}/preview").on(Place::Person).quiet(NOTHING).form(|w| {
            let name = w.fresh("Pat");
            vec![
                ("user_name", name.to_lowercase().replace(' ', ".")),
                ("name", name),
                ("color", "3".into()),
                ("user_type_id", w.bare.to_string()),
                ("version", "".into()),
            ]
        }),
        row("POST /building-groups/{id}/preview")
            .on(Place::Group)
            .needs("buildings.read")
            .quiet(NOTHING)
            .form(|w| vec![("name", w.fresh("North")), ("building_ids", w.lincoln.to_string())]),
    ]
}

fn user_types() -> Vec<Row> {
    vec![
        row("GET /user-types"),
        row("GET /user-types/compare"),
        row("GET /user-types/new"),
        row("POST /user-types").form(|w| vec![("name", w.fresh("Crew")), ("signs_in", "true".into())]),
        row("GET /user-types/{id}").on(Place::UserType),
        row("POST /user-types/{id}")
            .on(Place::UserType)
            .form(|w| vec![("name", w.fresh("Crew")), ("signs_in", "true".into())]),
        row("POST /user-types/{id}/copies").on(Place::UserType),
        row("GET /user-types/{id}/reset").on(Place::ShippedType),
        row("POST /user-types/{id}/reset").on(Place::ShippedType),
        row("POST /user-types/{id}/reset/preview").on(Place::ShippedType).quiet(NOTHING),
        row("POST /user-types/{id}/deletion/preview")
            .on(Place::UserType)
            .quiet(NOTHING)
            .form(|_| vec![("move_to", "".into())]),
        row("GET /user-types/{id}/deletion").on(Place::UserType),
        row("POST /user-types/{id}/deletion").on(Place::UserType).form(|_| vec![("move_to", "".into())]),
    ]
}

fn teams() -> Vec<Row> {
    const KEEPERS: [&str; 2] = ["users.administer", "organization.administer"];
    vec![
        row("GET /teams"),
        row("GET /teams/new"),
        row("POST /teams").form(|w| vec![("name", w.fresh("Crew"))]),
        row("GET /teams/{id}").on(Place::Team),
        row("GET /teams/{id}/edit").on(Place::Team).needs_one_of(&KEEPERS),
        row("POST /teams/{id}")
            .on(Place::Team)
            .needs_one_of(&KEEPERS)
            .form(|w| vec![("name", w.fresh("Crew")), ("member_ids", w.walt.to_string())]),
        row("POST /teams/{id}/deletion").on(Place::Team),
        row("POST /teams/{id}/deletion/preview").on(Place::Team).quiet(NOTHING),
    ]
}

fn exceptions() -> Vec<Row> {
    vec![
        row("GET /overrides"),
        row("GET /overrides.csv"),
        row("GET /people/{id}/overrides").on(Place::Person),
        row("GET /people/{id}/overrides/new").on(Place::Person).query("key=users.read"),
        row("POST /people/{id}/overrides").on(Place::Person).form(|_| {
            vec![("key", "users.read".into()), ("grants.users.read", "buildings".into()), ("until", "".into())]
        }),
        row("POST /people/{id}/overrides/deletion").on(Place::Excepted).form(|_| vec![("key", "todo.view".into())]),
    ]
}

/// Looking as somebody else does.
fn views() -> Vec<Row> {
    vec![
        row("POST /people/{id}/view").on(Place::Person).alone(),
        row("POST /view/end").quiet("there is nothing to come back from"),
    ]
}
