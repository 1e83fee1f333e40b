//! Every route of the product is visited by people who must not get in, from the registry itself: none can be forgotten.
use crate::{
    app::{Answer, TestApp},
    multipart::Part,
};
use access::keys::work;
use axum::http::Method;
use kit::registry::{Access, Entry};
use serde_json::json;
use store::{Db, params};

/// A route's path with an id in each place.
fn path(entry: &Entry, id: i64) -> String {
    let fill = |part: &str| match part {
        "{id}" => id.to_string(),
        part if part.starts_with('{') => "1".to_owned(),
        part => part.to_owned(),
    };
    entry.path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// How much there is of everything that a visitor could have changed.
async fn state(db: &Db) -> Vec<i64> {
    db.read(|tx| {
        Box::pin(async move {
            let mut counts = vec![];
            for table in [
                "item",
                "app_user",
                "building",
                "resource",
                "building_group",
                "team",
                "user_type",
                "response",
                "follower",
                "attachment",
                "association",
                "history",
            ] {
                let (count,): (i64,) = tx.one(&format!("SELECT count(*) FROM {table}"), params![]).await?;
                counts.push(count);
            }
            let (versions,): (i64,) = tx.one("SELECT coalesce(sum(version), 0)::bigint FROM item", params![]).await?;
            counts.push(versions);
            Ok::<_, store::Error>(counts)
        })
    })
    .await
    .unwrap()
}

/// A refusal that tells nothing: sign in first, or it does not exist, or it is not allowed.
fn refused(entry: &Entry, answer: &Answer) -> bool {
    match answer.status.as_u16() {
        401 | 403 | 404 => true,
        303 => !entry.api && answer.headers["location"].to_str().unwrap().starts_with("/sign-in"),
        _ => false,
    }
}

store::for_each_database! {
    async fn nobody_gets_past_the_gate_without_a_session(db: TestDb) {
        let app = TestApp::new(db).await;
        let before = state(db).await;
        for entry in app::routes::all().entries().iter().filter(|entry| !matches!(entry.access, Access::Public(_))) {
            let answer = app.anonymous(entry.method.clone(), &path(entry, 1), None).await;
            assert!(refused(entry, &answer), "{} {}: {}", entry.method, entry.path, answer.status);
            let answer = app.with_token("no-such-token", entry.method.clone(), &path(entry, 1)).await;
            assert!(refused(entry, &answer), "{} {} with a bad session: {}", entry.method, entry.path, answer.status);
        }
        assert_eq!(state(db).await, before);
    }

    async fn who_holds_nothing_reaches_nothing(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let request = ada.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let nobody = app.as_nobody("Nemo").await;
        let before = state(db).await;
        for entry in app::routes::all().entries() {
            let (id, expected): (i64, &[u16]) = match entry.access {
                Access::Public(_) | Access::SignedIn => continue,
                Access::Ability(_) | Access::Level(_) | Access::AnyModule(_) | Access::AnyModuleOr(..) => (1, &[403]),
                Access::WorkRequest(_) | Access::WorkRequestItself | Access::WorkRequestEither(..) | Access::WorkRequestCosts | Access::WorkRequestFollow | Access::WorkRequestAttachments | Access::WorkRequestAbility(_) | Access::DeletedWorkRequest => (request, &[404]),
                Access::Building(_) => (lincoln, &[404]),
                Access::Person(_) => (ada.id, &[404]),
            };
            let answer = nobody.visit(entry, &path(entry, id)).await;
            assert!(expected.contains(&answer.status.as_u16()), "{} {}: {}", entry.method, entry.path, answer.status);
        }
        assert_eq!(state(db).await, before);
    }

    async fn who_may_only_read_changes_nothing(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let request = ada.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        // what paths call 1 is there
        ada.send_form(&format!("/work-requests/{request}/attachments"), &[Part::file("leak.jpg", b"leak")]).await.expect(201);
        ada.post(&format!("/work-requests/{request}/followers"), json!({})).await.expect(201);
        let other = ada.post("/work-requests", json!({"title": "Wet floor", "building_id": lincoln})).await.expect(201).id();
        let link = json!({"item": format!("work-requests/{other}")});
        ada.post(&format!("/work-requests/{request}/associations"), link).await.expect(201);
        let reader = app.as_role("facilitron.read_only_all_sites", "Rita", &[]).await;
        let before = state(db).await;
        for entry in app::routes::all().entries() {
            let looks = match entry.access {
                Access::WorkRequest(key) => [work::READ, work::VIEW_WORK].contains(&key),
                Access::WorkRequestEither(..) | Access::WorkRequestCosts | Access::WorkRequestFollow | Access::WorkRequestAttachments | Access::WorkRequestAbility(_) => false,
                _ => continue,
            };
            let answer = reader.visit(entry, &path(entry, request)).await;
            if looks {
                // what lies within a request is there or not
                let within = entry.path.ends_with("_id}") && answer.status == 404;
                assert!(within || answer.status != 404, "{} {}", entry.method, entry.path);
            } else {
                assert_eq!(answer.status, 403, "{} {}", entry.method, entry.path);
                let named = !entry.api || answer.body["permission"].as_str().is_some_and(|p| p.starts_with("work.maintenance.") || p.starts_with("associations."));
                assert!(named, "{} {}: {}", entry.method, entry.path, answer.text);
            }
        }
        assert_eq!(state(db).await, before);
    }
}

#[test]
fn every_api_route_is_described() {
    let routes = app::routes::all();
    let described = serde_json::to_value(routes.openapi()).unwrap();
    for entry in routes.entries().iter().filter(|entry| entry.api) {
        let verb = entry.method.as_str().to_lowercase();
        let operation = &described["paths"][&entry.path][&verb];
        assert!(operation.is_object(), "{} {} is not described", entry.method, entry.path);
        assert!(
            operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
            "{} {} says nothing",
            entry.method,
            entry.path
        );
    }
    assert_eq!(described["openapi"], "3.1.0");
    assert!(routes.entries().iter().any(|entry| entry.method == Method::GET && entry.path == "/api/v1/openapi.json"));
}
