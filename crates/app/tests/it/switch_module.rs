//! Moving a request to another work module.
use crate::{browser::Browser, timers::Cast};
use serde_json::{Value, json};

async fn technology(cast: &Cast) -> i64 {
    let new = json!({"key": "technology", "name": "Technology"});
    cast.ada.post("/work-modules", new).await.expect(201);
    let new = json!({"module": "technology", "name": "Network"});
    cast.ada.post("/request-types", new).await.expect(201).id()
}

async fn grants(cast: &Cast, word: &str, grants: Value) {
    let types = cast.ada.get("/user-types?limit=200").await.expect(200);
    let found = types.body["items"].as_array().unwrap().iter().find(|row| row["builtin"] == word).unwrap();
    cast.ada.patch(&format!("/user-types/{}", found["id"]), json!({"grants": grants})).await.expect(200);
}

store::for_each_database! {
    async fn a_request_moves_with_its_history_and_work(db: TestDb) {
        let cast = Cast::new(db).await;
        let network = technology(&cast).await;
        let at = &cast.at;
        cast.tom.post(&format!("{at}/work-entries"), json!({"minutes": 30})).await.expect(201);
        cast.tom.post(&format!("{at}/timer"), json!({})).await.expect(201);
        let module = format!("{at}/module");
        let there = json!({"module": "technology", "request_type_id": network});
        cast.tom.put(&module, there.clone()).await.expect(403);
        for (field, body) in [("module", json!({"module": "maintenance"})), ("module", json!({"module": "nowhere"})),
            ("request_type_id", json!({"module": "technology", "request_type_id": 999_999})), ("because", json!({"module": "technology", "because": 1}))] {
            let refused = cast.ada.put(&module, body).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], field, "{}", refused.text);
        }
        let moved = cast.ada.put(&module, there).await.expect(200);
        for (field, value) in [("module", json!("technology")), ("request_type_id", json!(network)), ("number", json!(1)),
            ("state", json!("pending_assignment")), ("assignee_ids", json!([])), ("dropped_assignee_ids", json!([cast.tom.id])), ("title", json!("Leak"))] {
            assert_eq!(moved.body[field], value, "{field}");
        }
        assert_eq!(cast.entries().await.len(), 2, "the timer that ran left its time");
        cast.tom.get(at).await.expect(404);
        let listed = cast.ada.get("/work-requests?module=technology&count=true").await.expect(200);
        assert_eq!(listed.body["count"]["value"], 1);
        assert_eq!(cast.ada.get("/work-requests?module=maintenance").await.expect(200).body["items"], json!([]));
        assert_eq!(cast.ada.get("/work-requests?module=technology&q=leak").await.expect(200).body["items"][0]["id"], moved.body["id"]);
        let history = cast.ada.get(&format!("{at}/history")).await.expect(200);
        assert_eq!(history.body["items"][0]["action"], "switched_module");
        assert!(history.text.contains("time_added"));
        cast.is_sound().await;
        let back = cast.ada.put(&module, json!({"module": "maintenance"})).await.expect(200);
        assert_eq!((&back.body["number"], &back.body["request_type_id"]), (&json!(2), &Value::Null));
        cast.is_sound().await;
    }

    async fn who_moves_it_creates_it_there(db: TestDb) {
        let cast = Cast::new(db).await;
        let network = technology(&cast).await;
        let module = format!("{}/module", cast.at);
        let refused = cast.pia.put(&module, json!({"module": "technology"})).await.expect(403);
        assert_eq!(refused.body["permission"], "work.technology.create");
        let hardware = cast.ada.post("/request-types", json!({"module": "technology", "name": "Hardware"})).await.expect(201).id();
        grants(&cast, "facilitron.system_processor", json!({"work.technology.create": "any", "work.technology.allowed_types": [hardware]})).await;
        cast.pia.put(&module, json!({"module": "technology", "request_type_id": network})).await.expect(403);
        let moved = cast.pia.put(&module, json!({"module": "technology", "request_type_id": hardware})).await.expect(204);
        assert_eq!(moved.text, "", "what it became there is not for who cannot read it");
        cast.pia.get(&cast.at).await.expect(404);
        cast.is_sound().await;
    }

    async fn approval_and_assignees_are_looked_at_anew(db: TestDb) {
        let cast = Cast::new(db).await;
        technology(&cast).await;
        let technician = json!({"work.technology.read": "own", "work.technology.can_be_assigned": true, "work.technology.resolve": "own"});
        grants(&cast, "facilitron.maintenance_technician", technician).await;
        let processor = json!({"work.technology.create": "any", "work.technology.read": "any", "work.technology.view_assignments": true,
            "work.technology.switch_module": "any", "work.technology.requires_approval": true});
        grants(&cast, "facilitron.system_processor", processor).await;
        let module = format!("{}/module", cast.at);
        cast.tom.post(&format!("{}/hold", cast.at), json!({"reason": "Waiting"})).await.expect(200);
        let moved = cast.ada.put(&module, json!({"module": "technology"})).await.expect(200);
        assert_eq!((&moved.body["state"], &moved.body["assignee_ids"]), (&json!("on_hold"), &json!([cast.tom.id])));
        let released = cast.ada.delete(&format!("{}/hold", cast.at)).await.expect(200);
        assert_eq!(released.body["state"], "pending_resolution", "who may approve it there has approved it");
        cast.ada.put(&module, json!({"module": "maintenance"})).await.expect(200);
        let moved = cast.pia.put(&module, json!({"module": "technology"})).await.expect(200);
        assert_eq!(moved.body["state"], "pending_approval");
        cast.is_sound().await;
        cast.ada.post(&format!("{}/approval", cast.at), json!({"decision": "declined", "reason": "no"})).await.expect(200);
        cast.ada.put(&module, json!({"module": "maintenance"})).await.expect(409);
    }

    async fn a_request_is_moved_on_a_page(db: TestDb) {
        let cast = Cast::new(db).await;
        let network = technology(&cast).await.to_string();
        let (at, module) = (cast.at.clone(), format!("{}/module", cast.at));
        let mut pia = Browser::of(&cast.app, "pia").await;
        pia.get(&at).await.expect(200).hides("Move to another module");
        pia.get(&module).await.expect(200).says("There is nowhere to move it");
        let mut ada = Browser::of(&cast.app, "ada").await;
        ada.get(&at).await.expect(200).says(&format!("href=\"{module}\""));
        ada.get(&module).await.expect(200).says("Move to Technology").says("Network");
        ada.post(&module, &[("module", "technology"), ("request_type_id", "999999")]).await.expect(422);
        ada.post(&module, &[("module", "technology"), ("request_type_id", &network)]).await.leads_to(&at);
        ada.get(&at).await.expect(200).says("It has the number 1 here").says("moved it to another module").says("Network");
    }
}
