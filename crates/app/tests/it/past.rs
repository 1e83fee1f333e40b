//! Histories: of what really changed, narrowed, counted and as a file, and without a gap where something is hidden.
use crate::{
    app::{Answer, TestApp},
    browser::Browser,
    people_cast::user_type,
};
use serde_json::json;

const ADMINISTRATOR: &str = "facilitron.system_administrator";

fn actions(answer: &Answer) -> Vec<&str> {
    answer.body["items"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect()
}

store::for_each_database! {
    async fn the_history_of_a_request_is_narrowed_counted_and_exported(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let id = ada.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let at = format!("/work-requests/{id}");
        app.wait_minutes(24 * 60);
        pia.patch(&at, json!({"title": "=Leak()"})).await.expect(200);
        for text in ["One", "Two"] {
            ada.post(&format!("{at}/responses"), json!({"text": text, "private": true})).await.expect(201);
        }
        let history = format!("{at}/history");
        assert_eq!(actions(&ada.get(&history).await.expect(200)), ["responded_privately", "responded_privately", "updated", "created"]);
        for (query, found) in [("action=updated", vec!["updated"]), ("from=2026-03-03&action=created", vec![]), ("thru=2026-03-02", vec!["created"])] {
            assert_eq!(actions(&ada.get(&format!("{history}?{query}")).await.expect(200)), found, "{query}");
        }
        assert_eq!(actions(&ada.get(&format!("{history}?actor_id={}", pia.id)).await.expect(200)), ["updated"]);
        let file = ada.get(&format!("{history}?format=csv&from=2026-03-03&action=updated")).await.expect(200);
        assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
        let lines: Vec<&str> = file.text.lines().collect();
        assert_eq!((lines[0], lines.len()), ("id,at,actor_id,actor,action,changes", 2), "{}", file.text);
        assert!(lines[1].contains(",Pia,updated,") && lines[1].contains("=Leak()"), "{}", lines[1]);
        ada.get(&format!("{history}?format=pdf")).await.expect(422);

        // what is hidden leaves no gap, no cursor and no number behind
        app.role("test.reader", json!({"work.maintenance.read": "any"})).await;
        let rita = app.as_role("test.reader", "Rita", &[]).await;
        let first = rita.get(&format!("{history}?limit=1&count=true")).await.expect(200);
        assert_eq!((actions(&first), &first.body["count"]["value"]), (vec!["updated"], &json!(2)));
        let hidden = rita.get(&format!("{history}?limit=1&count=true&action=responded_privately")).await.expect(200);
        assert_eq!(hidden.body, json!({"items": [], "next": null, "count": {"value": 0, "exact": true}}));
        assert!(!rita.get(&format!("{history}?format=csv")).await.expect(200).text.contains("privately"));

        let mut browser = Browser::of(&app, "ada").await;
        browser.get(&at).await.expect(200).says(&format!(r#"href="{history}""#));
        let page = browser.get(&format!("{history}?action=updated&from=2026-03-03")).await.expect(200);
        let page = page.says("changed this").hides("</b> reported this").says(r#"<option value="updated" selected>"#).says(r#"value="2026-03-03""#);
        page.says(&format!("{history}?action=updated&#38;from=2026-03-03&#38;format=csv"));
        // who did something to it is on offer, narrowed to or not, and nobody of whom the reader may not know it
        let offered = |id: i64| format!(r#"<option value="{id}""#);
        let page = browser.get(&format!("{history}?action=&actor_id={}&from=&thru=", pia.id)).await.expect(200);
        let page = page.says("changed this").hides("</b> reported this").says(&format!("{} selected", offered(pia.id))).says(&offered(ada.id));
        page.says(&format!("{history}?actor_id={}&#38;format=csv", pia.id));
        let sam = app.as_role("facilitron.system_processor", "Sam", &[]).await;
        sam.post(&format!("{at}/responses"), json!({"text": "Between us", "private": true})).await.expect(201);
        browser.get(&history).await.expect(200).says(&offered(sam.id));
        Browser::of(&app, "rita").await.get(&history).await.expect(200).says(&offered(pia.id)).hides(&offered(sam.id));
        browser.get(&format!("{history}?thru=2026-01-01")).await.expect(200).says("Nothing like that happened");
        let file = browser.get(&format!("{history}?action=updated&format=csv")).await.expect(200);
        assert!(file.text.starts_with("id,at,actor_id") && file.text.lines().count() == 2, "{}", file.text);
    }

    async fn every_history_about_access_is_a_file_too(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let ines = ada.post("/users", json!({"name": "Ines", "user_type_id": user_type(&app, "test.none", json!({})).await})).await.expect(201).id();
        let kind = ada.post("/user-types", json!({"name": "Crew", "signs_in": true, "grants": {}})).await.expect(201).id();
        let team = ada.post("/teams", json!({"name": "Night"})).await.expect(201).id();
        let group = ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201).id();
        ada.patch(&format!("/buildings/{lincoln}"), json!({"address": "1 Main Street"})).await.expect(200);
        for path in [format!("/users/{ines}/history"), format!("/user-types/{kind}/history"), format!("/teams/{team}/history"),
            format!("/building-groups/{group}/history"), format!("/buildings/{lincoln}/history"), "/access/changes".into()] {
            let file = ada.get(&format!("{path}?format=csv")).await.expect(200);
            assert!(file.headers["content-disposition"].to_str().unwrap().contains(".csv"), "{path}");
            let count = ada.get(&format!("{path}?count=true")).await.expect(200).body["count"]["value"].as_u64().unwrap();
            assert_eq!(file.text.lines().count() as u64, count + 1, "{path}: {}", file.text);
            assert!(count > 0, "{path}");
            ada.get(&format!("{path}?format=xml")).await.expect(422);
        }
    }

    async fn what_changes_nothing_leaves_no_line_and_no_version(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let grants = json!({"work.maintenance.read": "own"});
        let kind = ada.post("/user-types", json!({"name": "Crew", "signs_in": true, "grants": grants})).await.expect(201).id();
        let over = json!({"todo.view": {"value": true, "until": "2026-12-31"}});
        let ines = json!({"name": "Ines", "user_type_id": kind, "building_ids": [lincoln], "overrides": over});
        let ines = ada.post("/users", ines).await.expect(201).id();
        let team = ada.post("/teams", json!({"name": "Night", "member_ids": [ines]})).await.expect(201).id();
        let group = ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201).id();
        for (path, same) in [
            (format!("/user-types/{kind}"), json!({"name": "Crew", "signs_in": true, "grants": grants})),
            (format!("/user-types/{kind}"), json!({})),
            (format!("/users/{ines}"), json!({"name": "Ines", "user_type_id": kind, "building_ids": [lincoln], "overrides": over})),
            (format!("/teams/{team}"), json!({"name": "Night", "member_ids": [ines, ines]})),
            (format!("/building-groups/{group}"), json!({"name": "North", "building_ids": [lincoln]})),
            (format!("/buildings/{lincoln}"), json!({"name": "Lincoln High"})),
        ] {
            let before = ada.get(&path).await.expect(200).body["version"].clone();
            let count = async || ada.get(&format!("{path}/history?count=true")).await.expect(200).body["count"]["value"].clone();
            let lines = count().await;
            assert_eq!(ada.patch(&path, same.clone()).await.expect(200).body["version"], before, "{path}");
            assert_eq!(count().await, lines, "{path} {same}");
            let stale = ada.call_with(axum::http::Method::PATCH, &path, Some(same), &[("if-match", "\"77\"")]).await;
            assert_eq!(stale.status, 409, "{path}: {}", stale.text);
        }
        let tenant = ada.get("/user-types?builtin=fmx.tenant").await.expect(200).body["items"][0]["id"].clone();
        let at = format!("/user-types/{tenant}");
        ada.post(&format!("{at}/reset"), json!({})).await.expect(200);
        let lines = async || ada.get(&format!("{at}/history")).await.expect(200).body["items"].as_array().unwrap().len();
        let before = lines().await;
        ada.post(&format!("{at}/reset"), json!({})).await.expect(200);
        assert_eq!(lines().await, before);
        ada.patch(&at, json!({"grants": {"todo.view": true}})).await.expect(200);
        assert_eq!(ada.get(&format!("{at}/history?action=updated")).await.expect(200).body["items"][0]["changes"][0]["from"], json!({"todo.view": false}));
    }
}
