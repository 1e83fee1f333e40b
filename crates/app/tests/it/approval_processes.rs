//! Approval processes: set up by who administers the organization, and what they do to requests.
use crate::{
    app::{Actor, TestApp},
    places::{administrator, fields, with_grants},
};
use serde_json::{Value, json};
use store::params;

/// The id of a shipped user type.
async fn user_type(app: &TestApp, builtin: &'static str) -> i64 {
    let sql = "SELECT id FROM user_type WHERE builtin = $1";
    let (id,): (i64,) = app
        .app
        .db()
        .read(move |tx| Box::pin(async move { tx.one(sql, params![builtin]).await }))
        .await
        .map_err(|e: store::Error| e)
        .unwrap();
    id
}

async fn decide(actor: &Actor, request: i64) -> u16 {
    let answer = actor.post(&format!("/work-requests/{request}/approval"), json!({"decision": "approved"})).await;
    answer.status.as_u16()
}

fn tier(user_ids: &[i64]) -> Value {
    json!({"user_type_ids": [], "user_ids": user_ids})
}

store::for_each_database! {
    async fn a_process_is_set_up_changed_and_deleted(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        let anne = app.person("facilitron.order_approver", "Anne", &[lincoln]).await;
        let approvers = user_type(&app, "facilitron.order_approver").await;
        let tiers = json!([{"user_ids": [anne, anne]}, {"user_type_ids": [approvers]}]);
        let new = json!({"module": "maintenance", "building_id": lincoln, "enforce_order": true, "tiers": tiers});
        let created = ada.post("/approval-processes", new).await.expect(201);
        let at = format!("/approval-processes/{}", created.id());
        assert_eq!(created.headers["location"], format!("/api/v1{at}"));
        let stored = json!([{"user_type_ids": [], "user_ids": [anne]}, {"user_type_ids": [approvers], "user_ids": []}]);
        let expected = json!({"id": created.id(), "module": "maintenance", "building_id": lincoln, "request_type_id": null,
            "enforce_order": true, "tiers": stored, "version": 1});
        assert_eq!(created.body, expected);
        assert_eq!(ada.get(&at).await.expect(200).body, expected);
        assert_eq!(ada.get("/approval-processes?count=true").await.expect(200).body["items"], json!([expected]));

        let changed = ada.patch(&at, json!({"building_id": null, "tiers": []})).await.expect(200);
        assert_eq!(changed.body["building_id"], Value::Null);
        assert_eq!(changed.body["tiers"], json!([]));
        assert_eq!(changed.body["enforce_order"], true);
        ada.call_with(axum::http::Method::DELETE, &at, None, &[("if-match", "\"1\"")]).await.expect(409);
        ada.delete(&at).await.expect(204);
        ada.get(&at).await.expect(404);
    }

    async fn there_is_one_process_for_one_scope(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        let plumbing = ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id();
        for (scope, field) in [
            (json!({}), "module"),
            (json!({"building_id": lincoln}), "building_id"),
            (json!({"request_type_id": plumbing}), "request_type_id"),
        ] {
            let first = ada.post("/approval-processes", scope.clone()).await.expect(201).id();
            let second = ada.post("/approval-processes", scope).await.expect(422);
            assert_eq!(fields(&second.body), [field]);
            assert!(second.text.contains(&format!("approval process {first}")), "{}", second.text);
        }
        ada.post("/work-modules", json!({"key": "technology", "name": "Technology"})).await.expect(201);
        ada.post("/approval-processes", json!({"module": "technology"})).await.expect(201);
        ada.delete(&format!("/request-types/{plumbing}")).await.expect(409);
    }

    async fn a_process_decides_who_approves_tier_after_tier(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        let approver = async |name: &str| app.as_role("facilitron.order_approver", name, &[lincoln]).await;
        let (anne, bert, cleo) = (approver("Anne").await, approver("Bert").await, approver("Cleo").await);
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let new = json!({"enforce_order": true, "tiers": [tier(&[anne.id]), tier(&[bert.id]), tier(&[cleo.id])]});
        let process = ada.post("/approval-processes", new).await.expect(201).id();
        let request = olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        assert_eq!(decide(&bert, request).await, 403);
        assert_eq!(decide(&anne, request).await, 200);
        assert_eq!(decide(&bert, request).await, 200);
        // the last tier is taken away under a request that waits for it
        let at = format!("/approval-processes/{process}");
        ada.patch(&at, json!({"tiers": [tier(&[anne.id]), tier(&[bert.id])]})).await.expect(200);
        assert_eq!(decide(&cleo, request).await, 403);
        assert_eq!(decide(&bert, request).await, 200);
        let state = ada.get(&format!("/work-requests/{request}")).await.expect(200).body["state"].clone();
        assert_eq!(state, "pending_assignment");
    }

    async fn only_who_administers_the_organization_knows_of_them(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let at = format!("/approval-processes/{}", ada.post("/approval-processes", json!({})).await.expect(201).id());
        for role in ["facilitron.order_originator", "facilitron.order_approver_all_sites", "facilitron.system_processor"] {
            let actor = app.as_role(role, &role.replace('.', "-"), &[]).await;
            for refused in [
                actor.get("/approval-processes").await,
                actor.get(&at).await,
                actor.post("/approval-processes", json!({"tiers": 5})).await,
                actor.patch(&at, json!({"tiers": 5})).await,
                actor.delete(&at).await,
            ] {
                assert_eq!(refused.expect(403).body["permission"], "organization.administer");
            }
        }
    }

    async fn who_administers_names_only_what_they_can_see(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let anne = app.person("facilitron.order_approver", "Anne", &[adams]).await;
        let grants = json!({"organization.administer": true, "buildings.read": "buildings", "users.read": "buildings"});
        let karl = with_grants(&app, "Karl", grants, &[lincoln]).await;
        let hidden = ada.post("/approval-processes", json!({"building_id": adams})).await.expect(201).id();
        let shared = ada.post("/approval-processes", json!({"tiers": [tier(&[anne])]})).await.expect(201).id();

        let words = |answer: &crate::app::Answer| answer.body["errors"][0]["message"].clone();
        let unseen = karl.post("/approval-processes", json!({"building_id": adams})).await.expect(422);
        let missing = karl.post("/approval-processes", json!({"building_id": 99})).await.expect(422);
        assert_eq!(words(&unseen), words(&missing));
        let scope = |user: i64| json!({"building_id": lincoln, "tiers": [tier(&[user])]});
        let unseen = karl.post("/approval-processes", scope(anne)).await.expect(422);
        let missing = karl.post("/approval-processes", scope(999)).await.expect(422);
        assert_eq!(fields(&unseen.body), ["tiers[0].user_ids"]);
        assert_eq!(unseen.text, missing.text);

        karl.get(&format!("/approval-processes/{hidden}")).await.expect(404);
        karl.patch(&format!("/approval-processes/{hidden}"), json!({})).await.expect(404);
        karl.delete(&format!("/approval-processes/{hidden}")).await.expect(404);
        let list = karl.get("/approval-processes?count=true").await.expect(200).body;
        assert_eq!(list["count"]["value"], 1);
        assert_eq!(list["items"][0]["id"], shared);
        // who is named already may stay
        let kept = json!({"enforce_order": true, "tiers": [tier(&[anne]), tier(&[karl.id])]});
        karl.patch(&format!("/approval-processes/{shared}"), kept).await.expect(200);
    }

    async fn what_is_no_process_is_refused_at_its_field(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        let plumbing = ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id();
        let many: Vec<Value> = (0..21).map(|_| tier(&[ada.id])).collect();
        ada.post("/work-modules", json!({"key": "technology", "name": "Technology"})).await.expect(201);
        for (body, field) in [
            (json!({"module": "nothing"}), "module"),
            (json!({"building_id": lincoln, "request_type_id": plumbing}), "request_type_id"),
            (json!({"module": "technology", "request_type_id": plumbing}), "request_type_id"),
            (json!({"request_type_id": 999}), "request_type_id"),
            (json!({"tiers": [tier(&[ada.id]), {}]}), "tiers[1]"),
            (json!({"tiers": many}), "tiers"),
            (json!({"tiers": [{"user_type_ids": [999]}]}), "tiers[0].user_type_ids"),
            (json!({"tiers": [{"people": [1]}]}), "tiers[0].people"),
            (json!({"enforce_order": 1}), "enforce_order"),
        ] {
            let answer = ada.post("/approval-processes", body).await.expect(422);
            assert_eq!(fields(&answer.body), [field], "{}", answer.text);
        }
        ada.get("/approval-processes?module=nothing").await.expect(422);
        ada.get("/approval-processes?after=x").await.expect(422);
    }
}
