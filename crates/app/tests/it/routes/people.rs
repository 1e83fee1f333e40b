use super::{Place, Row, row};
use serde_json::json;

/// Why what concerns only oneself is not written down.
const OWN: &str = "nobody else sees it";
/// Why a preview is not.
pub const TRIED: &str = "it is tried out and taken back";

pub fn rows() -> Vec<Row> {
    [oneself(), people(), types_and_teams(), oneself_on_pages(), people_on_pages(), previews()].concat()
}

fn oneself() -> Vec<Row> {
    vec![
        row("POST /api/v1/sessions").json(|_| json!({"user_name": "olga", "password": crate::app::PASSWORD})),
        row("GET /api/v1/sessions"),
        row("DELETE /api/v1/sessions/{id}").on(Place::OwnSession),
        row("DELETE /api/v1/sessions/current").alone(),
        row("GET /api/v1/me"),
        row("PATCH /api/v1/me").json(|_| json!({"phones": ["+1 555 0100"]})),
        row("PUT /api/v1/me/password")
            .alone()
            .json(|_| json!({"current_password": crate::app::PASSWORD, "password": "battery horse correct"})),
        row("GET /api/v1/permissions"),
        row("GET /api/v1/access/explanation").query("key=users.read"),
    ]
}

fn people() -> Vec<Row> {
    vec![
        row("GET /api/v1/users"),
        row("POST /api/v1/users").json(|w| json!({"name": w.fresh("Pat"), "user_type_id": w.bare, "user_name": null})),
        row("POST /api/v1/users/bulk")
            .on(Place::Person)
            .quiet("it says for each whether it was done")
            .json(|w| json!({"action": "deactivate", "ids": [w.made().parse::<i64>().unwrap()]})),
        row("GET /api/v1/users/{id}").on(Place::Person),
        row("PATCH /api/v1/users/{id}").on(Place::Person).json(|w| json!({"name": w.fresh("Pat")})),
        row("PATCH /api/v1/users/{id}")
            .on(Place::Person)
            .needs("users.set_labor_rate")
            .json(|_| json!({"worker": {"hourly_rate": {"amount": "30.00", "currency": "USD"}}})),
        row("DELETE /api/v1/users/{id}").on(Place::Person),
        row("GET /api/v1/users/{id}/history").on(Place::Person),
        row("POST /api/v1/users/{id}/invitation").on(Place::Invited),
    ]
}

fn types_and_teams() -> Vec<Row> {
    vec![
        row("GET /api/v1/user-types"),
        row("POST /api/v1/user-types").json(|w| json!({"name": w.fresh("Crew"), "signs_in": true, "grants": {}})),
        row("GET /api/v1/user-types/{id}").on(Place::UserType).needs("users.read"),
        row("PATCH /api/v1/user-types/{id}").on(Place::UserType).json(|w| json!({"name": w.fresh("Crew")})),
        row("DELETE /api/v1/user-types/{id}").on(Place::UserType),
        row("POST /api/v1/user-types/{id}/copies").on(Place::UserType).json(|_| json!({})),
        row("POST /api/v1/user-types/{id}/reset").on(Place::ShippedType),
        row("GET /api/v1/teams"),
        row("POST /api/v1/teams").json(|w| json!({"name": w.fresh("Crew"), "user_type_ids": [w.bare]})),
        row("GET /api/v1/teams/{id}").on(Place::Team).needs("users.read"),
        row("PATCH /api/v1/teams/{id}")
            .on(Place::Team)
            .needs("users.read")
            .needs("organization.administer")
            .json(|w| json!({"name": w.fresh("Crew")})),
        row("PATCH /api/v1/teams/{id}")
            .on(Place::Team)
            .needs("users.read")
            .needs_one_of(&["users.administer", "organization.administer"])
            .json(|w| json!({"member_ids": [w.walt]})),
        row("DELETE /api/v1/teams/{id}").on(Place::Team),
    ]
}

fn oneself_on_pages() -> Vec<Row> {
    vec![
        row("GET /sign-in"),
        row("POST /sign-in").form(|_| vec![("user_name", "olga".into()), ("password", crate::app::PASSWORD.into())]),
        row("GET /invitation/{token}"),
        row("POST /invitation/{token}").form(|_| vec![("password", "correct horse battery".into())]),
        row("POST /sign-out").alone(),
        row("GET /password"),
        row("POST /password").alone().form(|_| {
            vec![("current_password", crate::app::PASSWORD.into()), ("password", "battery horse correct".into())]
        }),
        row("GET /me"),
        row("POST /me").form(|_| {
            vec![("phones", "+1 555 0101".into()), ("color", "4".into()), ("default_building_id", "".into())]
        }),
        row("POST /me/mails").quiet(OWN).form(|_| vec![("topics", "created".into())]),
        row("POST /me/sessions/{id}/end").on(Place::OwnSession),
        row("POST /me/sessions/end").quiet("there is no other session"),
    ]
}

fn people_on_pages() -> Vec<Row> {
    vec![
        row("GET /people/bulk").query("action=deactivate&id=1").needs("users.administer"),
        row("POST /people/bulk")
            .on(Place::Person)
            .needs("users.administer")
            .form(|w| vec![("action", "deactivate".into()), ("id", w.made())]),
        row("GET /people"),
        row("GET /people/new"),
        row("POST /people/new").form(|w| {
            let name = w.fresh("Pat");
            vec![
                ("user_name", name.to_lowercase().replace(' ', ".")),
                ("name", name),
                ("email", "".into()),
                ("phones", "+1 555 0102".into()),
                ("color", "3".into()),
                ("user_type_id", w.bare.to_string()),
                ("default_building_id", "".into()),
                ("insurance_expires_on", "2027-01-01".into()),
                ("hourly_rate", "".into()),
                ("overtime_rate", "".into()),
                ("other_rate", "".into()),
                ("how", "password".into()),
                ("password", "correct horse battery".into()),
            ]
        }),
        row("GET /people/{id}").on(Place::Person),
        row("GET /people/{id}/edit").on(Place::Person),
        row("POST /people/{id}/edit").on(Place::Person).form(|w| {
            let name = w.fresh("Pat");
            vec![
                ("user_name", name.to_lowercase().replace(' ', ".")),
                ("name", name),
                ("color", "3".into()),
                ("user_type_id", w.bare.to_string()),
                ("version", "".into()),
            ]
        }),
        row("POST /people/{id}/password")
            .on(Place::Person)
            .form(|_| vec![("password", "battery horse correct".into())]),
        row("POST /people/{id}/invitation").on(Place::Invited),
        row("POST /people/{id}/activity").on(Place::Person).form(|_| vec![("active", "false".into())]),
        row("POST /people/{id}/deletion").on(Place::Person),
    ]
}

fn previews() -> Vec<Row> {
    vec![
        row("POST /api/v1/user-types/{id}/preview").quiet(TRIED).on(Place::UserType).json(|_| json!({"grants": {}})),
        row("POST /api/v1/teams/{id}/preview")
            .quiet(TRIED)
            .on(Place::Team)
            .needs_one_of(&["users.administer", "organization.administer"])
            .json(|w| json!({"member_ids": [w.walt]})),
        row("POST /api/v1/users/{id}/preview").quiet(TRIED).on(Place::Person).json(|_| json!({"phones": ["1"]})),
        row("POST /user-types/{id}/preview")
            .quiet(TRIED)
            .on(Place::UserType)
            .form(|w| vec![("name", w.fresh("Crew")), ("signs_in", "true".into())]),
        row("POST /teams/{id}/preview")
            .quiet(TRIED)
            .on(Place::Team)
            .needs_one_of(&["users.administer", "organization.administer"])
            .form(|w| vec![("member_ids", w.walt.to_string())]),
        row("POST /teams/new/preview").quiet(TRIED).form(|w| vec![("name", w.fresh("Crew"))]),
        row("POST /people/{id}/preview").quiet(TRIED).on(Place::Person).form(|w| {
            let name = w.fresh("Pat");
            vec![
                ("user_name", name.to_lowercase().replace(' ', ".")),
                ("name", name),
                ("color", "3".into()),
                ("user_type_id", w.bare.to_string()),
            ]
        }),
        row("POST /people/{id}/overrides/preview")
            .quiet(TRIED)
            .on(Place::Person)
            .form(|_| vec![("key", "todo.view".into()), ("grants.todo.view", "false".into()), ("until", "".into())]),
        row("POST /people/{id}/overrides/deletion/preview")
            .quiet(TRIED)
            .on(Place::Person)
            .form(|_| vec![("key", "todo.view".into())]),
    ]
}
