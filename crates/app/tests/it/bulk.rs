//! Many requests in one step: each for itself.
use crate::timers::Cast;
use serde_json::{Value, json};

async fn open(cast: &Cast, title: &str) -> i64 {
    cast.pia.post("/work-requests", json!({"title": title, "building_id": cast.lincoln})).await.expect(201).id()
}

fn statuses(body: &Value) -> Vec<i64> {
    body["items"].as_array().unwrap().iter().map(|item| item["status"].as_i64().unwrap()).collect()
}

store::for_each_database! {
    async fn each_is_decided_for_itself(db: TestDb) {
        let cast = Cast::new(db).await;
        let (one, two) = (open(&cast, "Window").await, open(&cast, "Door").await);
        let tom = cast.tom.id;
        let assign = json!({"ids": [one, two, 999_999, one], "action": "assign", "user_ids": [tom]});
        let done = cast.pia.post("/work-requests/bulk", assign.clone()).await.expect(200);
        assert_eq!(statuses(&done.body), [200, 200, 404]);
        cast.tom.post(&format!("/work-requests/{two}/hold"), json!({"reason": "Waiting"})).await.expect(200);
        let resolve = json!({"ids": [one, two], "action": "resolve", "action_taken": "Oiled"});
        let done = cast.pia.post("/work-requests/bulk", resolve.clone()).await.expect(200);
        assert_eq!(statuses(&done.body), [200, 409]);
        assert_eq!(done.body["items"][0]["detail"], Value::Null);
        assert_eq!(cast.pia.get(&format!("/work-requests/{one}")).await.expect(200).body["action_taken"], "Oiled");
        let single = cast.tom.post("/work-requests/bulk", json!({"ids": [two], "action": "resolve", "action_taken": "x"})).await.expect(200);
        assert_eq!(single.body["items"][0]["permission"], "work.maintenance.bulk_resolve", "who may do it to one may not do it to many");
        let refused = cast.pia.post("/work-requests/bulk", json!({"ids": [one], "action": "delete"})).await.expect(200);
        assert_eq!(refused.body["items"][0]["permission"], "work.maintenance.delete");
        let done = cast.ada.post("/work-requests/bulk", json!({"ids": [one, two], "action": "delete"})).await.expect(200);
        assert_eq!(statuses(&done.body), [200, 200]);
        cast.ada.get(&format!("/work-requests/{one}")).await.expect(404);
        let olga = cast.app.as_role("facilitron.order_originator", "Olga", &[cast.lincoln]).await;
        let mine = olga.post("/work-requests", json!({"title": "Lamp", "building_id": cast.lincoln})).await.expect(201).id();
        let anne = cast.app.as_role("facilitron.order_approver", "Anne", &[cast.lincoln]).await;
        let done = anne.post("/work-requests/bulk", json!({"ids": [mine, mine], "action": "approve"})).await.expect(200);
        assert_eq!(statuses(&done.body), [200]);
        cast.is_sound().await;
    }

    async fn a_step_says_what_it_lacks(db: TestDb) {
        let cast = Cast::new(db).await;
        for (field, body) in [
            ("ids", json!({"ids": [], "action": "delete"})),
            ("ids", json!({"ids": vec![1; 201], "action": "delete"})),
            ("action", json!({"ids": [1], "action": "paint"})),
            ("user_ids", json!({"ids": [1], "action": "assign"})),
            ("action_taken", json!({"ids": [1], "action": "resolve"})),
            ("reason", json!({"ids": [1], "action": "delete", "reason": "old"})),
            ("because", json!({"ids": [1], "action": "delete", "because": "old"})),
        ] {
            let refused = cast.ada.post("/work-requests/bulk", body).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], field, "{}", refused.text);
        }
        cast.app.as_nobody("Nemo").await.post("/work-requests/bulk", json!({"ids": [1], "action": "delete"})).await.expect(403);
    }
}
