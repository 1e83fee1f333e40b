//! The organization's settings and its work modules.
use crate::{
    app::TestApp,
    places::{administrator, fields, names, with_grants},
};
use serde_json::json;
use store::params;

store::for_each_database! {
    async fn everybody_reads_the_settings_and_administrators_change_them(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let settings = olga.get("/organization").await.expect(200);
        let expected = json!({"name": "Test district", "time_zone": "America/New_York", "currency": "USD", "buildings_cover_own": false, "version": 1});
        assert_eq!(settings.body, expected);
        assert_eq!(settings.headers["etag"], "\"1\"");
        let refused = olga.patch("/organization", json!({"name": ""})).await.expect(403);
        assert_eq!(refused.body["permission"], "organization.administer");

        let change = json!({"name": "Springfield", "time_zone": "america/chicago", "currency": "EUR"});
        let changed = ada.patch("/organization", change).await.expect(200);
        assert_eq!(changed.body["time_zone"], "America/Chicago", "as the time zone database spells it");
        assert_eq!(changed.body["currency"], "EUR");
        assert_eq!(olga.get("/organization").await.expect(200).body, changed.body);
        let stale = [("if-match", "\"1\"")];
        ada.call_with(axum::http::Method::PATCH, "/organization", Some(json!({"name": "A"})), &stale).await.expect(409);
    }

    async fn what_is_no_setting_is_refused_at_its_field(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        for (body, field) in [
            (json!({"name": " "}), "name"),
            (json!({"name": "x".repeat(201)}), "name"),
            (json!({"time_zone": "Mars/Olympus"}), "time_zone"),
            (json!({"time_zone": "../../etc/passwd"}), "time_zone"),
            (json!({"currency": "usd"}), "currency"),
            (json!({"currency": "ABC"}), "currency"),
            (json!({"buildings_cover_own": "yes"}), "buildings_cover_own"),
            (json!({"logo": "x"}), "logo"),
        ] {
            let answer = ada.patch("/organization", body).await.expect(422);
            assert_eq!(fields(&answer.body), [field], "{}", answer.text);
        }
        assert_eq!(ada.get("/organization").await.expect(200).body["version"], 1);
    }

    async fn rates_keep_their_meaning_in_another_currency(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        ada.patch("/organization", json!({"currency": "JPY"})).await.expect(200);
        let sql = "UPDATE worker SET hourly_rate = 2500 WHERE user_id = $1";
        let id = ada.id;
        db.write(move |tx| Box::pin(async move { tx.exec(sql, params![id]).await })).await.unwrap();
        ada.patch("/organization", json!({"currency": "KRW"})).await.expect(200);
        let refused = ada.patch("/organization", json!({"currency": "USD"})).await.expect(409);
        assert!(refused.text.contains("KRW"), "{}", refused.text);
    }

    async fn the_setting_lets_buildings_cover_own_elsewhere(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let rita = app.as_role("facilitron.read_only_site_staff", "Rita", &[lincoln]).await;
        let new = json!({"title": "Leak", "building_id": adams, "requested_by": rita.id});
        let at = format!("/work-requests/{}", ada.post("/work-requests", new).await.expect(201).id());
        rita.get(&at).await.expect(404);
        ada.patch("/organization", json!({"buildings_cover_own": true})).await.expect(200);
        rita.get(&at).await.expect(200);
        ada.patch("/organization", json!({"buildings_cover_own": false})).await.expect(200);
        rita.get(&at).await.expect(404);
    }

    async fn a_new_module_starts_with_nothing_for_anybody_but_administrators(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let created = ada.post("/work-modules", json!({"key": "technology", "name": "Technology"})).await.expect(201);
        let expected = json!({"id": created.id(), "key": "technology", "name": "Technology", "needs_review": true, "version": 1});
        assert_eq!(created.body, expected);
        assert_eq!(created.headers["location"], format!("/api/v1/work-modules/{}", created.id()));

        let new = json!({"module": "technology", "title": "No network"});
        let refused = pia.post("/work-requests", new.clone()).await.expect(403);
        assert_eq!(refused.body["permission"], "work.technology.create");
        let request = ada.post("/work-requests", new).await.expect(201);
        assert_eq!(request.body["number"], 1, "each module numbers its own requests");
        pia.get(&format!("/work-requests/{}", request.id())).await.expect(404);
        assert_eq!(names(&pia.get("/work-modules").await.expect(200).body), ["Maintenance", "Technology"]);
    }

    async fn a_module_is_changed_and_deleted_while_it_is_unused(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let module = ada.post("/work-modules", json!({"key": "technology", "name": "Technology", "needs_review": false})).await.expect(201);
        let at = format!("/work-modules/{}", module.id());
        let changed = ada.patch(&at, json!({"name": "IT", "needs_review": true})).await.expect(200);
        assert_eq!(changed.body["needs_review"], true);
        assert_eq!(ada.get(&at).await.expect(200).body, changed.body);
        ada.patch(&at, json!({"key": "it"})).await.expect(422);
        let request_type = ada.post("/request-types", json!({"module": "technology", "name": "Printers"})).await.expect(201);
        let refused = ada.delete(&at).await.expect(409);
        assert!(refused.text.contains("1 request type is in it"), "{}", refused.text);
        ada.delete(&format!("/request-types/{}", request_type.id())).await.expect(204);
        ada.delete(&at).await.expect(204);
        ada.get(&at).await.expect(404);
        ada.post("/work-requests", json!({"module": "technology", "title": "No network"})).await.expect(422);
        let maintenance = ada.get("/work-modules").await.expect(200).body["items"][0]["id"].clone();
        ada.delete(&format!("/work-modules/{maintenance}")).await.expect(409);
        ada.post("/work-modules", json!({"key": "technology", "name": "Technology"})).await.expect(201);
    }

    async fn grants_of_a_deleted_module_come_to_life_in_no_other(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let module = ada.post("/work-modules", json!({"key": "big_tech", "name": "Technology"})).await.expect(201);
        with_grants(&app, "Karl", json!({"work.big_tech.read": "any"}), &[]).await;
        ada.delete(&format!("/work-modules/{}", module.id())).await.expect(204);
        let refused = ada.post("/work-modules", json!({"key": "big_tech", "name": "Technology"})).await.expect(422);
        assert_eq!(fields(&refused.body), ["key"]);
        ada.post("/work-modules", json!({"key": "bigxtech", "name": "Technology"})).await.expect(201);
    }

    async fn what_is_no_module_is_refused_at_its_field(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        for (body, field) in [
            (json!({"name": "A"}), "key"),
            (json!({"key": "a"}), "name"),
            (json!({"key": "", "name": "A"}), "key"),
            (json!({"key": "Tech", "name": "A"}), "key"),
            (json!({"key": "1st", "name": "A"}), "key"),
            (json!({"key": "a.b", "name": "A"}), "key"),
            (json!({"key": "é", "name": "A"}), "key"),
            (json!({"key": "a".repeat(31), "name": "A"}), "key"),
            (json!({"key": "maintenance", "name": "A"}), "key"),
            (json!({"key": "a", "name": "MAINTENANCE"}), "name"),
            (json!({"key": "a", "name": "A", "color": 1}), "color"),
        ] {
            let answer = ada.post("/work-modules", body).await.expect(422);
            assert_eq!(fields(&answer.body), [field], "{}", answer.text);
        }
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        assert_eq!(pia.post("/work-modules", json!({})).await.expect(403).body["permission"], "organization.administer");
        pia.delete("/work-modules/1").await.expect(403);
    }

    async fn an_organization_has_only_so_many_modules(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        for number in 1..30 {
            ada.post("/work-modules", json!({"key": format!("m{number}"), "name": format!("M {number}")})).await.expect(201);
        }
        ada.post("/work-modules", json!({"key": "m30", "name": "M 30"})).await.expect(409);
        assert_eq!(ada.get("/work-modules?count=true").await.expect(200).body["count"]["value"], 30);
    }
}
