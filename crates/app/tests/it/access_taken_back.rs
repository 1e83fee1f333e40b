//! Who takes changes back, and what of what was deleted comes back.
use crate::{
    access_changes::{ADMINISTRATOR, newest, revert},
    app::TestApp,
    browser::Browser,
    people_cast::type_id,
};
use serde_json::json;

store::for_each_database! {
    async fn taking_back_takes_what_changing_it_takes(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let lead = json!({"users.read": "buildings", "users.administer": "buildings", "users.delete": "buildings",
            "buildings.read": "buildings"});
        app.role("test.lead", lead).await;
        let lea = app.as_role("test.lead", "Lea", &[lincoln]).await;
        let kind = ada.post("/user-types", json!({"name": "Nobody's"})).await.expect(201).id();
        let mut changes = vec![newest(&ada, "kind=user_type").await];
        for grants in [json!({"buildings.read": "buildings"}), json!({"buildings.read": "none"})] {
            let lead = type_id(&app, "test.lead").await;
            ada.patch(&format!("/user-types/{kind}"), json!({"grants": grants})).await.expect(200);
            ada.patch(&format!("/user-types/{lead}"), json!({"grants": {"todo.view": grants["buildings.read"] != "none"}})).await.expect(200);
            changes.push(newest(&ada, &format!("kind=user_type&subject_id={kind}")).await);
            changes.push(newest(&ada, &format!("kind=user_type&subject_id={lead}")).await);
        }
        let team = ada.post("/teams", json!({"name": "Crew"})).await.expect(201).id();
        changes.push(newest(&ada, "kind=team").await);
        ada.patch(&format!("/teams/{team}"), json!({"name": "Night crew"})).await.expect(200);
        changes.push(newest(&ada, "kind=team").await);
        ada.post("/teams", json!({"name": "Other crew"})).await.expect(201);
        changes.push(newest(&ada, "kind=team").await);
        ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201);
        changes.push(newest(&ada, "kind=building_group").await);
        let last = newest(&ada, "").await;
        for change in &changes {
            let seen = lea.get(&format!("/access/changes/{}", change["id"])).await.expect(200);
            assert_eq!(seen.body["reversible"], true, "that anybody could is told: {change}");
            revert(&lea, change).await.expect(403);
        }
        assert_eq!(newest(&ada, "").await["id"], last["id"], "nothing was taken back");
    }

    async fn what_was_deleted_comes_back(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, annex) = (app.building("Lincoln High").await, app.building("Annex").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let tenant = type_id(&app, "fmx.tenant").await;
        let grants = json!({"work.maintenance.read": "buildings", "work.maintenance.approve": "buildings"});
        let kind = ada.post("/user-types", json!({"name": "Site approver", "grants": grants})).await.expect(201).id();
        let rita = ada.post("/users", json!({"name": "Rita", "user_type_id": kind, "building_ids": [lincoln, annex]})).await.expect(201).id();
        let at = format!("/user-types/{kind}");
        let was = ada.get(&at).await.expect(200).body["grants"].clone();
        ada.delete(&format!("{at}?move_to={tenant}")).await.expect(204);
        let deleted = newest(&ada, "kind=user_type").await;
        assert_eq!(deleted["reversible"], true);
        let page = Browser::of(&app, "ada").await.get("/access/changes").await.expect(200);
        page.says("user type: Site approver → Tenant").says("Approve or Decline: buildings → –").says("Take back");
        let back = revert(&ada, &deleted).await.expect(201);
        assert_eq!(back.body["reverts"], deleted["id"]);
        assert_eq!(ada.get(&at).await.expect(200).body["grants"], was);
        // who got another one has it until that is taken back, too
        revert(&ada, &newest(&ada, "kind=user").await).await.expect(201);
        assert_eq!(ada.get(&format!("/users/{rita}")).await.expect(200).body["user_type_id"], kind);

        let crew = json!({"name": "Crew", "member_ids": [rita], "lead_id": ada.id, "building_ids": [annex], "user_type_ids": [kind]});
        let team = ada.post("/teams", crew).await.expect(201).id();
        let at = format!("/teams/{team}");
        let was = ada.get(&at).await.expect(200).body;
        ada.delete(&at).await.expect(204);
        revert(&ada, &newest(&ada, "kind=team").await).await.expect(201);
        let now = ada.get(&at).await.expect(200).body;
        for field in ["name", "member_ids", "lead_id", "building_ids", "user_type_ids"] {
            assert_eq!(now[field], was[field], "{field}");
        }
        // the name was taken meanwhile
        ada.delete(&at).await.expect(204);
        ada.post("/teams", json!({"name": "crew"})).await.expect(201);
        let refused = revert(&ada, &newest(&ada, &format!("kind=team&subject_id={team}")).await).await.expect(409);
        assert!(refused.text.contains("name of another team"), "{}", refused.text);

        // a building goes for good, and everybody who had it knows
        ada.delete(&format!("/buildings/{annex}")).await.expect(204);
        let gone = newest(&ada, "kind=building").await;
        assert_eq!(gone["reversible"], false);
        revert(&ada, &gone).await.expect(409);
        let hers = ada.get(&format!("/users/{rita}/history")).await.expect(200).body;
        let change = json!({"field": "building_ids", "from": [lincoln, annex], "to": [lincoln]});
        assert_eq!(hers["items"][0]["changes"], json!([change]));
    }

    async fn the_history_of_a_building_tells_of_its_rooms(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let at = format!("/buildings/{}", app.building("Lincoln High").await);
        let room = ada.post(&format!("{at}/resources"), json!({"name": "101"})).await.expect(201).id();
        ada.patch(&format!("{at}/resources/{room}"), json!({"name": "102"})).await.expect(200);
        ada.delete(&format!("{at}/resources/{room}")).await.expect(204);
        let told = ada.get(&format!("{at}/history")).await.expect(200).body["items"].clone();
        let rooms = [json!({"from": "102", "to": null}), json!({"from": "101", "to": "102"}), json!({"from": null, "to": "101"})];
        for (line, room) in told.as_array().unwrap().iter().zip(&rooms) {
            let change = &line["changes"][0];
            assert_eq!((&change["field"], &change["from"], &change["to"]), (&json!("room"), &room["from"], &room["to"]));
            assert_eq!(line["reversible"], false);
            revert(&ada, line).await.expect(409);
        }
        assert_eq!(told.as_array().unwrap().len(), 3);
        let page = Browser::of(&app, "ada").await.get("/access/changes?kind=building").await.expect(200);
        page.says("room: 101 → 102").hides("Take back");
    }

    async fn what_was_deleted_keeps_its_name(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let team = ada.post("/teams", json!({"name": "Crew"})).await.expect(201).id();
        ada.delete(&format!("/teams/{team}")).await.expect(204);
        assert_eq!(newest(&ada, "kind=team").await["subject_name"], "Crew");
    }
}
