//! A work request from the hallway to the finalized order, decided at every step by who may.
use crate::app::TestApp;
use serde_json::json;

store::for_each_database! {
    async fn a_request_travels_its_whole_life(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[lincoln]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let tom = app.as_role("facilitron.maintenance_technician", "Tom", &[lincoln]).await;

        let new = json!({"title": "Water through the ceiling", "building_id": lincoln});
        let created = olga.post("/work-requests", new).await.expect(201);
        assert_eq!(created.body["state"], "pending_approval");
        let at = format!("/work-requests/{}", created.id());

        olga.post(&format!("{at}/approval"), json!({"decision": "approved"})).await.expect(403);
        tom.get(&at).await.expect(404);
        anne.post(&format!("{at}/approval"), json!({"decision": "declined"})).await.expect(422);
        let approved = anne.post(&format!("{at}/approval"), json!({"decision": "approved"})).await.expect(200);
        assert_eq!(approved.body["state"], "pending_assignment");
        anne.post(&format!("{at}/approval"), json!({"decision": "approved"})).await.expect(409);

        anne.put(&format!("{at}/assignees"), json!({"user_ids": [tom.id]})).await.expect(403);
        pia.put(&format!("{at}/assignees"), json!({"user_ids": [olga.id]})).await.expect(422);
        let assigned = pia.put(&format!("{at}/assignees"), json!({"user_ids": [tom.id]})).await.expect(200);
        assert_eq!(assigned.body["state"], "pending_resolution");

        tom.post(&format!("{at}/hold"), json!({"reason": "Waiting for a part"})).await.expect(200);
        let held = tom.post(&format!("{at}/resolution"), json!({"action_taken": "Replaced the valve"})).await.expect(409);
        assert_eq!(held.body["detail"], "This request is on hold now; only what is assigned and in hand can be resolved.");
        tom.delete(&format!("{at}/hold")).await.expect(200);
        let resolved = tom.post(&format!("{at}/resolution"), json!({"action_taken": "Replaced the valve"})).await.expect(200);
        assert_eq!(resolved.body["state"], "pending_finalization");
        tom.post(&format!("{at}/finalization"), json!({})).await.expect(403);
        let finalized = pia.post(&format!("{at}/finalization"), json!({})).await.expect(200);
        assert_eq!(finalized.body["state"], "finalized");

        let history = pia.get(&format!("{at}/history")).await.expect(200);
        let actions: Vec<_> = history.body["items"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["finalized", "resolved", "released", "held", "assigned", "approved", "created"]);
    }
}

store::for_each_database! {
    async fn a_hold_ends_when_its_time_has_come(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let at = format!("/work-requests/{}", ada.post("/work-requests", json!({"title": "Leak"})).await.expect(201).id());
        app.work().await;
        let hold = json!({"reason": "Waiting for a part", "until": "2026-03-02T15:00:30Z"});
        ada.post(&format!("{at}/hold"), hold).await.expect(200);
        app.wait_seconds(29);
        app.work().await;
        assert_eq!(ada.get(&at).await.body["state"], "on_hold");
        app.wait_seconds(1);
        app.work().await;
        assert_eq!(ada.get(&at).await.body["state"], "pending_assignment");
    }

    async fn time_and_money_are_for_who_may_know_them(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let olga = app.as_role("connexus.work_requester", "Olga", &[lincoln]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let tom = app.as_role("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        let created = olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201);
        let at = format!("/work-requests/{}", created.id());
        let money = |amount: &str| json!({"kind": "other", "cost": {"amount": amount, "currency": "USD"}});
        let approved = olga.get(&at).await.expect(200).body["state"] == "pending_assignment";
        if !approved {
            pia.post(&format!("{at}/approval"), json!({"decision": "approved"})).await.expect(200);
        }
        pia.put(&format!("{at}/assignees"), json!({"user_ids": [tom.id]})).await.expect(200);
        olga.post(&format!("{at}/costs"), money("1.00")).await.expect(403);
        olga.get(&format!("{at}/costs")).await.expect(403);
        tom.post(&format!("{at}/costs"), money("-12.5")).await.expect(201);
        tom.post(&format!("{at}/costs"), money("1.005")).await.expect(422);
        let costs = pia.get(&format!("{at}/costs")).await.expect(200);
        assert_eq!(costs.body["items"][0]["cost"], json!({"amount": "-12.50", "currency": "USD"}));
        let unset = tom.post(&format!("{at}/work-entries"), json!({"minutes": 30})).await.expect(422);
        assert_eq!(unset.body["errors"][0]["field"], "user_id", "a worker without rates cannot be picked: {}", unset.text);
        tom.post(&format!("{at}/work-entries"), json!({"minutes": 30, "user_id": pia.id})).await.expect(403);
        olga.get(&format!("{at}/work-entries")).await.expect(403);
    }
}
