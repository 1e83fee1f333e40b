//! Buildings and their rooms: who finds them, who keeps them, and what keeps them from being deleted.
use crate::app::{Actor, TestApp};
use serde_json::{Value, json};
use store::params;

/// Somebody of a user type made for the test, with these grants.
pub async fn with_grants(app: &TestApp, name: &str, grants: Value, buildings: &[i64]) -> Actor {
    let (word, grants) = (format!("test.{}", name.to_lowercase()), grants.to_string());
    let (type_name, builtin) = (format!("Type of {name}"), word.clone());
    let write = app.app.db().write(move |tx| {
        Box::pin(async move {
            let sql = "INSERT INTO user_type (name, builtin, signs_in, grants) VALUES ($1, $2, true, $3)";
            tx.exec(sql, params![type_name, builtin, grants]).await
        })
    });
    write.await.unwrap();
    app.as_role(&word, name, buildings).await
}

pub async fn administrator(app: &TestApp) -> Actor {
    app.as_role("facilitron.system_administrator", "Ada", &[]).await
}

/// The names on a page of a list, in its order.
#[track_caller]
pub fn names(body: &Value) -> Vec<String> {
    let items = body["items"].as_array().unwrap_or_else(|| panic!("no list: {body}"));
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

/// The fields that a 422 names.
#[track_caller]
pub fn fields(body: &Value) -> Vec<&str> {
    body["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect()
}

store::for_each_database! {
    async fn a_building_is_added_changed_and_deleted(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let new = json!({"name": "  Lincoln High ", "address": "500 Lincoln Avenue"});
        let created = ada.post("/buildings", new).await.expect(201);
        let at = format!("/buildings/{}", created.id());
        assert_eq!(created.headers["location"], format!("/api/v1{at}"));
        assert_eq!(created.headers["etag"], "\"1\"");
        assert_eq!(created.body, json!({"id": created.id(), "name": "Lincoln High", "address": "500 Lincoln Avenue", "version": 1}));

        let changed = ada.patch(&at, json!({"name": "Lincoln High School"})).await.expect(200);
        assert_eq!(changed.body["address"], "500 Lincoln Avenue");
        assert_eq!(changed.headers["etag"], "\"2\"");
        assert_eq!(ada.get(&at).await.expect(200).body, changed.body);
        let same = ada.patch(&at, json!({"name": "Lincoln High School"})).await.expect(200);
        assert_eq!(same.headers["etag"], "\"2\"", "what changes nothing is no new version");

        ada.delete(&at).await.expect(204);
        ada.get(&at).await.expect(404);
        ada.delete(&at).await.expect(404);
    }

    async fn a_change_of_an_older_version_is_refused(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let at = format!("/buildings/{}", app.building("Lincoln High").await);
        ada.patch(&at, json!({"name": "Lincoln"})).await.expect(200);
        let stale = |method, body| ada.call_with(method, &at, body, &[("if-match", "\"1\"")]);
        stale(axum::http::Method::PATCH, Some(json!({"name": "Abe"}))).await.expect(409);
        stale(axum::http::Method::DELETE, None).await.expect(409);
        let current = [("if-match", "\"2\"")];
        ada.call_with(axum::http::Method::PATCH, &at, Some(json!({"name": "Abe"})), &current).await.expect(200);
    }

    async fn nobody_finds_a_building_that_they_may_not_read(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let nora = app.as_role("facilitron.order_originator", "Nora", &[]).await;
        let rita = app.as_role("facilitron.read_only_all_sites", "Rita", &[]).await;
        let blind = with_grants(&app, "Blind", json!({}), &[lincoln]).await;

        assert_eq!(names(&rita.get("/buildings").await.expect(200).body), ["Adams Elementary", "Lincoln High"]);
        assert_eq!(names(&olga.get("/buildings").await.expect(200).body), ["Lincoln High"]);
        for nothing in [&nora, &blind] {
            let list = nothing.get("/buildings?count=true").await.expect(200).body;
            assert_eq!(list, json!({"items": [], "next": null, "count": {"value": 0, "exact": true}}));
        }
        assert_eq!(olga.get("/buildings?count=true").await.expect(200).body["count"]["value"], 1);
        assert!(names(&olga.get("/buildings?q=adams").await.expect(200).body).is_empty());
        for path in [format!("/buildings/{adams}"), format!("/buildings/{adams}/resources")] {
            olga.get(&path).await.expect(404);
        }
        olga.patch(&format!("/buildings/{adams}"), json!({"name": 5})).await.expect(404);
        olga.delete(&format!("/buildings/{adams}")).await.expect(404);
    }

    async fn who_only_reads_changes_nothing(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let at = format!("/buildings/{lincoln}");
        for role in ["facilitron.order_originator", "facilitron.system_processor", "facilitron.site_based_plant_manager"] {
            let actor = app.as_role(role, &role.replace('.', "-"), &[lincoln]).await;
            actor.get(&at).await.expect(200);
            assert_eq!(actor.post("/buildings", json!({"name": "Mine"})).await.expect(403).body["permission"], "buildings.create");
            assert_eq!(actor.patch(&at, json!({"name": ""})).await.expect(403).body["permission"], "buildings.update");
            assert_eq!(actor.delete(&at).await.expect(403).body["permission"], "buildings.delete");
            let rooms = format!("{at}/resources");
            assert_eq!(actor.post(&rooms, json!({"name": "101"})).await.expect(403).body["permission"], "buildings.update");
        }
    }

    async fn a_level_reaches_its_buildings_and_no_other(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let grants = json!({"buildings.create": true, "buildings.read": "any", "buildings.update": "buildings", "buildings.delete": "buildings"});
        let karl = with_grants(&app, "Karl", grants, &[lincoln]).await;
        karl.patch(&format!("/buildings/{lincoln}"), json!({"name": "Lincoln"})).await.expect(200);
        karl.patch(&format!("/buildings/{adams}"), json!({"name": "Adams"})).await.expect(403);
        let mine = karl.post("/buildings", json!({"name": "New"})).await.expect(201);
        karl.delete(&format!("/buildings/{}", mine.id())).await.expect(403);
        karl.delete(&format!("/buildings/{lincoln}")).await.expect(204);
    }

    async fn what_is_no_building_is_refused_at_its_field(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        app.building("Lincoln High").await;
        let long = "x".repeat(201);
        for (body, field) in [
            (json!({}), "name"),
            (json!({"name": "  "}), "name"),
            (json!({"name": 5}), "name"),
            (json!({"name": "two\nlines"}), "name"),
            (json!({"name": "a\u{0}b"}), "name"),
            (json!({"name": long}), "name"),
            (json!({"name": "LINCOLN high"}), "name"),
            (json!({"name": "A", "address": "x".repeat(501)}), "address"),
            (json!({"name": "A", "colour": "red"}), "colour"),
        ] {
            let answer = ada.post("/buildings", body).await.expect(422);
            assert_eq!(fields(&answer.body), [field], "{}", answer.text);
        }
        let other = app.building("Adams Elementary").await;
        let answer = ada.patch(&format!("/buildings/{other}"), json!({"name": "lincoln high"})).await.expect(422);
        assert_eq!(fields(&answer.body), ["name"]);
        ada.patch("/buildings/999", json!({"name": ""})).await.expect(404);
        ada.get("/buildings/abc").await.expect(404);
    }

    async fn the_list_goes_on_where_it_ended(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        for number in 0..7 {
            app.building(&format!("Building {number}")).await;
        }
        app.building("100% _Hall!").await;
        let mut seen = vec![];
        let mut path = "/buildings?limit=3".to_owned();
        loop {
            let page = ada.get(&path).await.expect(200).body;
            seen.extend(names(&page));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/buildings?limit=3&after={next}");
        }
        let mut expected: Vec<String> = (0..7).map(|number| format!("Building {number}")).collect();
        expected.insert(0, "100% _Hall!".to_owned());
        assert_eq!(seen, expected);
        for (q, found) in [("%25", 1), ("_hall", 1), ("hall!", 1), ("BUILDING", 7), ("ing%206", 1), ("g_6", 0), ("", 8)] {
            let page = ada.get(&format!("/buildings?count=true&limit=2&q={q}")).await.expect(200).body;
            assert_eq!(page["count"], json!({"value": found, "exact": true}), "{q}");
        }
        let with_nul = kit::paging::cursor(&("a\u{0}b", 1));
        for query in ["limit=0", "limit=201", "limit=x", "after=nonsense", &format!("after={with_nul}"), "colour=red", "count=maybe"] {
            ada.get(&format!("/buildings?{query}")).await.expect(422);
        }
    }

    async fn a_building_in_use_stays(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        let at = format!("/buildings/{lincoln}");
        let room = ada.post(&format!("{at}/resources"), json!({"name": "101"})).await.expect(201).id();
        let request = json!({"title": "Leak", "building_id": lincoln, "resource_id": room});
        let request = ada.post("/work-requests", request).await.expect(201).id();
        let refused = ada.delete(&at).await.expect(409);
        assert!(refused.text.contains("1 work request is in it"), "{}", refused.text);
        let refused = ada.delete(&format!("{at}/resources/{room}")).await.expect(409);
        assert!(refused.text.contains("1 work request names it"), "{}", refused.text);
        ada.delete(&format!("/work-requests/{request}")).await.expect(204);
        ada.delete(&at).await.expect(409);

        let adams = app.building("Adams Elementary").await;
        let person = app.person("facilitron.order_originator", "Olga", &[adams]).await;
        let sql = "UPDATE app_user SET default_building_id = $2 WHERE id = $1";
        db.write(move |tx| Box::pin(async move { tx.exec(sql, params![person, adams]).await })).await.unwrap();
        let refused = ada.delete(&format!("/buildings/{adams}")).await.expect(409);
        assert!(refused.text.contains("1 person has it as default building"), "{}", refused.text);
    }

    async fn a_deleted_building_is_nobodys_any_more(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        olga.get(&format!("/buildings/{lincoln}")).await.expect(200);
        ada.delete(&format!("/buildings/{lincoln}")).await.expect(204);
        let next = ada.post("/buildings", json!({"name": "Another"})).await.expect(201);
        assert_ne!(next.id(), lincoln, "an id that was somebody's is never another's");
        olga.get(&format!("/buildings/{}", next.id())).await.expect(404);
    }

    async fn rooms_are_kept_by_who_keeps_the_building(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let grants = json!({"buildings.read": "buildings", "buildings.update": "buildings"});
        let karl = with_grants(&app, "Karl", grants, &[lincoln]).await;
        let rooms = format!("/buildings/{lincoln}/resources");
        let gym = karl.post(&rooms, json!({"name": "Gymnasium"})).await.expect(201);
        assert_eq!(gym.headers["location"], format!("/api/v1{rooms}/{}", gym.id()));
        karl.post(&rooms, json!({"name": "gymnasium"})).await.expect(422);
        karl.post(&rooms, json!({"name": "Boiler room"})).await.expect(201);
        assert_eq!(names(&karl.get(&rooms).await.expect(200).body), ["Boiler room", "Gymnasium"]);
        assert_eq!(names(&karl.get(&format!("{rooms}?q=gym")).await.expect(200).body), ["Gymnasium"]);

        let at = format!("{rooms}/{}", gym.id());
        assert_eq!(karl.patch(&at, json!({"name": "Old gym"})).await.expect(200).body["version"], 2);
        assert_eq!(karl.get(&at).await.expect(200).body["name"], "Old gym");
        karl.get(&format!("/buildings/{adams}/resources/{}", gym.id())).await.expect(404);
        let ada = administrator(&app).await;
        ada.patch(&format!("/buildings/{adams}/resources/{}", gym.id()), json!({"name": "Stolen"})).await.expect(404);
        karl.post(&format!("/buildings/{adams}/resources"), json!({"name": "101"})).await.expect(404);
        karl.delete(&at).await.expect(204);
        karl.get(&at).await.expect(404);
    }

    async fn every_change_of_a_place_is_written_down(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let id = ada.post("/buildings", json!({"name": "Lincoln"})).await.expect(201).id();
        let at = format!("/buildings/{id}");
        let room = ada.post(&format!("{at}/resources"), json!({"name": "101"})).await.expect(201).id();
        ada.patch(&format!("{at}/resources/{room}"), json!({"name": "102"})).await.expect(200);
        ada.delete(&format!("{at}/resources/{room}")).await.expect(204);
        ada.patch(&at, json!({"address": "Here"})).await.expect(200);
        ada.delete(&at).await.expect(204);
        let sql = "SELECT subject_kind, action FROM history WHERE actor_id = $1 AND subject_kind <> 'user' ORDER BY id";
        let lines: Vec<(String, String)> = db
            .read(move |tx| Box::pin(async move { tx.rows(sql, params![ada.id]).await }))
            .await
            .map_err(|e: store::Error| e)
            .unwrap();
        let lines: Vec<String> = lines.into_iter().map(|(subject, action)| format!("{subject} {action}")).collect();
        let expected = [
            "building created", "resource created", "building updated", "resource updated", "building updated", "resource deleted",
            "building updated", "building updated", "building deleted",
        ];
        assert_eq!(lines, expected);
    }
}
