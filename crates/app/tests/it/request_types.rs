//! Request types: chosen by who reports, kept by who administers the organization.
use crate::{
    app::TestApp,
    places::{administrator, fields, names, with_grants},
};
use serde_json::json;

store::for_each_database! {
    async fn a_type_is_added_changed_and_deleted(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let created = ada.post("/request-types", json!({"module": "maintenance", "name": "Plumbing", "due_days": 3})).await.expect(201);
        let at = format!("/request-types/{}", created.id());
        assert_eq!(created.headers["location"], format!("/api/v1{at}"));
        let expected = json!({"id": created.id(), "module": "maintenance", "name": "Plumbing", "due_days": 3, "active": true, "version": 1});
        assert_eq!(created.body, expected);
        let changed = ada.patch(&at, json!({"due_days": null, "active": false})).await.expect(200);
        assert_eq!(changed.body["due_days"], json!(null));
        assert_eq!(changed.body["active"], false);
        assert_eq!(changed.body["name"], "Plumbing");
        assert_eq!(ada.get(&at).await.expect(200).headers["etag"], "\"2\"");
        ada.call_with(axum::http::Method::DELETE, &at, None, &[("if-match", "\"1\"")]).await.expect(409);
        ada.delete(&at).await.expect(204);
        ada.get(&at).await.expect(404);
    }

    async fn whoever_reads_or_creates_sees_the_types_and_nobody_else(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let id = ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id();
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let rita = app.as_role("facilitron.read_only_all_sites", "Rita", &[]).await;
        let nora = with_grants(&app, "Nora", json!({"buildings.read": "any"}), &[]).await;
        for reader in [&olga, &rita] {
            assert_eq!(names(&reader.get("/request-types?module=maintenance").await.expect(200).body), ["Plumbing"]);
            reader.get(&format!("/request-types/{id}")).await.expect(200);
        }
        assert!(names(&nora.get("/request-types").await.expect(200).body).is_empty());
        nora.get(&format!("/request-types/{id}")).await.expect(404);
        let hidden = nora.get("/request-types?module=maintenance").await.expect(422);
        let missing = nora.get("/request-types?module=nothing").await.expect(422);
        assert_eq!(hidden.text, missing.text, "what one cannot see does not exist");
    }

    async fn only_who_administers_the_organization_writes_them(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let at = format!("/request-types/{}", ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id());
        for role in ["facilitron.order_originator", "facilitron.system_processor", "organilog.manager", "fmx.tenant"] {
            let actor = app.as_role(role, &role.replace('.', "-"), &[]).await;
            let refused = actor.post("/request-types", json!({"name": ""})).await.expect(403);
            assert_eq!(refused.body["permission"], "organization.administer");
            actor.patch(&at, json!({"name": "Mine"})).await.expect(403);
            actor.delete(&at).await.expect(403);
        }
        assert_eq!(ada.get(&at).await.expect(200).body["name"], "Plumbing");
    }

    async fn a_used_type_is_kept_and_no_longer_offered(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let id = ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id();
        ada.post("/work-requests", json!({"title": "Leak", "request_type_id": id})).await.expect(201);
        let refused = ada.delete(&format!("/request-types/{id}")).await.expect(409);
        assert!(refused.text.contains("1 work request is of this type"), "{}", refused.text);
        ada.patch(&format!("/request-types/{id}"), json!({"active": false})).await.expect(200);
        ada.post("/work-requests", json!({"title": "Leak", "request_type_id": id})).await.expect(422);
        assert!(names(&ada.get("/request-types?active=true").await.expect(200).body).is_empty());
        assert_eq!(names(&ada.get("/request-types?active=false").await.expect(200).body), ["Plumbing"]);
    }

    async fn what_is_no_type_is_refused_at_its_field(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201);
        for (body, field) in [
            (json!({}), "name"),
            (json!({"name": ""}), "name"),
            (json!({"name": "PLUMBING"}), "name"),
            (json!({"name": "x".repeat(101)}), "name"),
            (json!({"name": "A", "module": "nothing"}), "module"),
            (json!({"name": "A", "due_days": -1}), "due_days"),
            (json!({"name": "A", "due_days": 3651}), "due_days"),
            (json!({"name": "A", "due_days": "soon"}), "due_days"),
            (json!({"name": "A", "active": null}), "active"),
            (json!({"name": "A", "building_id": 1}), "building_id"),
        ] {
            let answer = ada.post("/request-types", body).await.expect(422);
            assert_eq!(fields(&answer.body), [field], "{}", answer.text);
        }
        let other = ada.post("/request-types", json!({"name": "Electrical"})).await.expect(201).id();
        ada.patch(&format!("/request-types/{other}"), json!({"name": "plumbing"})).await.expect(422);
        ada.get("/request-types?active=perhaps").await.expect(422);
    }
}
