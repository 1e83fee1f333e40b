//! A null where there is no value to take away says something else than was meant, and is refused at its field.
use crate::{
    app::TestApp,
    routes::{self, Body, World},
};
use axum::http::Method;
use serde_json::{Map, Value, json};

/// What may be without a value, by the last part of the path.
const NULLABLE: &[(&str, &[&str])] = &[
    ("/users/{id}", &["user_name", "email", "default_building_id", "insurance_expires_on", "worker"]),
    ("/me", &["default_building_id"]),
    ("/teams/{id}", &["lead_id"]),
    ("/teams", &["lead_id"]),
    ("/request-types/{id}", &["due_days"]),
    ("/approval-processes/{id}", &["building_id", "request_type_id"]),
    (
        "/work-requests/{id}",
        &["building_id", "resource_id", "request_type_id", "due_at", "scheduled_from", "scheduled_thru"],
    ),
];

store::for_each_database! {
    async fn a_null_is_refused_where_there_must_be_a_value(db: TestDb) {
        let app = TestApp::new(db).await;
        let world = World::new(&app).await;
        let ada = app.sign_in(world.ada.id, "Ada").await;
        let document = ada.get("/openapi.json").await.expect(200).body;
        let (mut tried, mut wrong) = (0, vec![]);
        let state = crate::every_key::State::of_tables(db).await;
        // what goes is previewed without a body
        let changes = |row: &routes::Row| row.method() == Method::PATCH || (row.route.ends_with("/preview") && !matches!(row.body, Body::Nothing));
        for (entry, row) in routes::lines().into_iter().filter(|(entry, row)| entry.api && changes(row)) {
            let body = &document["paths"][&entry.path][entry.method.as_str().to_lowercase()]["requestBody"]["content"]["application/json"]["schema"];
            let schema = body["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            let fields: Map<String, Value> = document["components"]["schemas"][schema]["properties"].as_object().unwrap().clone();
            let of = entry.path.strip_prefix("/api/v1").unwrap().trim_end_matches("/preview");
            let nullable = NULLABLE.iter().find(|(known, _)| *known == of).map_or(&[] as &[&str], |(_, fields)| *fields);
            assert!(!matches!(row.body, Body::Form(_)));
            let ids = world.make(row.place, &ada).await;
            let before = state.now(db).await;
            for field in fields.keys() {
                let sent = routes::Sent { kind: "application/json", bytes: json!({field: null}).to_string().into_bytes() };
                if nullable.contains(&field.as_str()) {
                    continue;
                }
                let answer = routes::send(&app, &ada, row.method(), &row.path(&ids), Some(sent)).await;
                let named = answer.body["errors"].as_array().is_some_and(|errors| errors.iter().any(|error| error["field"] == *field));
                if answer.status != 422 || !named {
                    wrong.push(format!("{} {field}: {} {}", row.route, answer.status, answer.text));
                }
                tried += 1;
            }
            assert!(state.now(db).await == before, "{} left something behind", row.route);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(tried > 60, "{tried}");
        // what may be empty is emptied
        let team = ada.post("/teams", json!({"name": "Crew", "lead_id": ada.id})).await.expect(201).id();
        let emptied = ada.patch(&format!("/teams/{team}"), json!({"lead_id": null})).await.expect(200);
        assert_eq!(emptied.body["lead_id"], Value::Null);
    }
}
