//! Building groups: who knows of them, and that nobody gives by them what they lack.
use crate::{
    app::{Actor, TestApp},
    places::{administrator, fields, names, with_grants},
};
use serde_json::{Value, json};
use store::params;

const KEEPS: &str = r#"{"buildings.read": "any", "buildings.update": "any", "work.maintenance.read": "buildings"}"#;

fn keeps() -> Value {
    serde_json::from_str(KEEPS).unwrap()
}

/// Gives a group to a person.
async fn give(app: &TestApp, person: &Actor, group: i64) {
    let (person, sql) = (person.id, "INSERT INTO user_building_group (user_id, group_id) VALUES ($1, $2)");
    let write = app.app.db().write(move |tx| {
        Box::pin(async move {
            tx.bump_access();
            tx.exec(sql, params![person, group]).await
        })
    });
    write.await.map_err(|e: store::Error| e).unwrap();
}

store::for_each_database! {
    async fn a_group_is_added_changed_and_deleted(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let created = ada.post("/building-groups", json!({"name": "North", "building_ids": [adams, lincoln, adams]})).await.expect(201);
        let at = format!("/building-groups/{}", created.id());
        assert_eq!(created.headers["location"], format!("/api/v1{at}"));
        assert_eq!(created.body, json!({"id": created.id(), "name": "North", "building_ids": [lincoln, adams], "version": 1}));
        let changed = ada.patch(&at, json!({"building_ids": [adams]})).await.expect(200);
        assert_eq!(changed.body, json!({"id": created.id(), "name": "North", "building_ids": [adams], "version": 2}));
        assert_eq!(ada.get(&at).await.expect(200).body, changed.body);
        ada.patch(&at, json!({"building_ids": []})).await.expect(200);
        ada.call_with(axum::http::Method::DELETE, &at, None, &[("if-match", "\"2\"")]).await.expect(409);
        ada.delete(&at).await.expect(204);
        ada.get(&at).await.expect(404);
    }

    async fn a_group_gives_its_buildings_at_once_and_takes_them_back(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        let group = ada.post("/building-groups", json!({"name": "North"})).await.expect(201).id();
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        give(&app, &olga, group).await;
        let at = format!("/buildings/{lincoln}");
        olga.get(&at).await.expect(404);
        ada.patch(&format!("/building-groups/{group}"), json!({"building_ids": [lincoln]})).await.expect(200);
        olga.get(&at).await.expect(200);
        ada.delete(&format!("/building-groups/{group}")).await.expect(204);
        olga.get(&at).await.expect(404);
    }

    async fn readers_see_groups_with_their_buildings_only(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let both = ada.post("/building-groups", json!({"name": "Both", "building_ids": [lincoln, adams]})).await.expect(201).id();
        let other = ada.post("/building-groups", json!({"name": "Other", "building_ids": [adams]})).await.expect(201).id();
        ada.post("/building-groups", json!({"name": "Empty"})).await.expect(201);
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let list = olga.get("/building-groups?count=true").await.expect(200).body;
        assert_eq!(names(&list), ["Both"]);
        assert_eq!(list["items"][0]["building_ids"], json!([lincoln]));
        assert_eq!(list["count"]["value"], 1);
        assert_eq!(olga.get(&format!("/building-groups/{both}")).await.expect(200).body["building_ids"], json!([lincoln]));
        olga.get(&format!("/building-groups/{other}")).await.expect(404);
        olga.patch(&format!("/building-groups/{other}"), json!({"nonsense": 1})).await.expect(404);
        olga.patch(&format!("/building-groups/{both}"), json!({"nonsense": 1})).await.expect(403);
        olga.delete(&format!("/building-groups/{both}")).await.expect(403);
        assert_eq!(olga.post("/building-groups", json!({})).await.expect(403).body["permission"], "buildings.update");
        let nora = app.as_role("facilitron.order_originator", "Nora", &[]).await;
        assert!(names(&nora.get("/building-groups").await.expect(200).body).is_empty());
        assert_eq!(names(&ada.get("/building-groups?q=T").await.expect(200).body), ["Both", "Empty", "Other"]);
    }

    async fn a_change_needs_all_buildings_old_and_new(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let both = ada.post("/building-groups", json!({"name": "Both", "building_ids": [lincoln, adams]})).await.expect(201).id();
        let mine = ada.post("/building-groups", json!({"name": "Mine", "building_ids": [lincoln]})).await.expect(201).id();
        let grants = json!({"buildings.read": "any", "buildings.update": "buildings"});
        let karl = with_grants(&app, "Karl", grants, &[lincoln]).await;
        for refused in [
            karl.patch(&format!("/building-groups/{both}"), json!({"building_ids": [lincoln]})).await,
            karl.delete(&format!("/building-groups/{both}")).await,
            karl.patch(&format!("/building-groups/{mine}"), json!({"building_ids": [lincoln, adams]})).await,
            karl.post("/building-groups", json!({"name": "New", "building_ids": [adams]})).await,
        ] {
            assert_eq!(refused.expect(403).body["permission"], "buildings.update");
        }
        karl.patch(&format!("/building-groups/{mine}"), json!({"name": "Renamed"})).await.expect(200);
        karl.post("/building-groups", json!({"name": "New", "building_ids": [lincoln]})).await.expect(201);
        assert_eq!(ada.get(&format!("/building-groups/{both}")).await.expect(200).body["version"], 1);
    }

    async fn nobody_gives_a_building_that_they_lack(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        // may change every building, but has access to one
        let karl = with_grants(&app, "Karl", keeps(), &[lincoln]).await;
        let group = karl.post("/building-groups", json!({"name": "Mine", "building_ids": [lincoln]})).await.expect(201).id();
        give(&app, &karl, group).await;
        let at = format!("/building-groups/{group}");
        assert_eq!(karl.patch(&at, json!({"building_ids": [lincoln, adams]})).await.expect(403).body["permission"], "buildings.update");
        karl.post("/building-groups", json!({"name": "Theirs", "building_ids": [adams]})).await.expect(403);
        assert_eq!(karl.get(&at).await.expect(200).body["building_ids"], json!([lincoln]));
    }

    async fn nobody_gives_at_a_building_what_they_do_not_hold_there(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let group = ada.post("/building-groups", json!({"name": "Crew", "building_ids": [adams]})).await.expect(201).id();
        let karl = with_grants(&app, "Karl", keeps(), &[lincoln, adams]).await;
        let at = format!("/building-groups/{group}");
        karl.patch(&at, json!({"building_ids": [adams, lincoln]})).await.expect(200);
        karl.patch(&at, json!({"building_ids": [adams]})).await.expect(200);
        let anne = app.as_role("facilitron.order_approver", "Anne", &[]).await;
        give(&app, &anne, group).await;
        let refused = karl.patch(&at, json!({"building_ids": [adams, lincoln]})).await.expect(403);
        assert!(refused.body["permission"].as_str().unwrap().starts_with("work.maintenance."), "{}", refused.text);
        ada.patch(&at, json!({"building_ids": [adams, lincoln]})).await.expect(200);
    }

    async fn what_is_no_group_is_refused_at_its_field(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        ada.post("/building-groups", json!({"name": "North"})).await.expect(201);
        for (body, field) in [
            (json!({}), "name"),
            (json!({"name": ""}), "name"),
            (json!({"name": "NORTH"}), "name"),
            (json!({"name": "A", "building_ids": [lincoln, 99]}), "building_ids"),
            (json!({"name": "A", "building_ids": [-1]}), "building_ids"),
            (json!({"name": "A", "building_ids": ["x"]}), "building_ids[0]"),
            (json!({"name": "A", "people": []}), "people"),
        ] {
            let answer = ada.post("/building-groups", body).await.expect(422);
            assert_eq!(fields(&answer.body), [field], "{}", answer.text);
        }
        // what one cannot see does not exist
        let grants = json!({"buildings.read": "buildings", "buildings.update": "any"});
        let karl = with_grants(&app, "Karl", grants, &[lincoln]).await;
        let adams = app.building("Adams Elementary").await;
        let hidden = karl.post("/building-groups", json!({"name": "A", "building_ids": [adams]})).await.expect(422);
        let missing = karl.post("/building-groups", json!({"name": "A", "building_ids": [99]})).await.expect(422);
        assert_eq!(hidden.text, missing.text);
    }
}
