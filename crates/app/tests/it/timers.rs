//! Timers: who may start and stop whose, one at a time, and what they leave.
use crate::{
    app::{Actor, TestApp},
    browser::Browser,
};
use serde_json::{Value, json};

/// A request at Lincoln High that Tom is to do, with a rate for his hours.
pub struct Cast {
    pub app: TestApp,
    pub lincoln: i64,
    pub ada: Actor,
    pub pia: Actor,
    pub tom: Actor,
    pub at: String,
}

impl Cast {
    pub async fn new(db: &store::testing::TestDb) -> Cast {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let tom = app.as_role("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        let cast = Cast { app, lincoln, ada, pia, tom, at: String::new() };
        let at = cast.assigned("Leak", cast.tom.id).await;
        cast.pays(cast.tom.id, "30.00").await;
        Cast { at, ..cast }
    }

    /// Another request, assigned to somebody.
    pub async fn assigned(&self, title: &str, worker: i64) -> String {
        let new = json!({"title": title, "building_id": self.lincoln});
        let at = format!("/work-requests/{}", self.pia.post("/work-requests", new).await.expect(201).id());
        self.pia.put(&format!("{at}/assignees"), json!({"user_ids": [worker]})).await.expect(200);
        at
    }

    /// What an hour of somebody costs from now on.
    pub async fn pays(&self, worker: i64, amount: &str) {
        let rates = json!({"worker": {"hourly_rate": {"amount": amount, "currency": "USD"}}});
        self.ada.patch(&format!("/users/{worker}"), rates).await.expect(200);
    }

    pub async fn entries(&self) -> Vec<Value> {
        let found = self.ada.get(&format!("{}/work-entries", self.at)).await.expect(200);
        found.body["items"].as_array().unwrap().clone()
    }

    pub async fn is_sound(&self) {
        assert_eq!(app::operations::check(self.app.app.db()).await.unwrap(), Vec::<String>::new());
    }
}

store::for_each_database! {
    async fn a_timer_leaves_the_time_that_it_ran(db: TestDb) {
        let cast = Cast::new(db).await;
        let (tom, at) = (&cast.tom, &cast.at);
        let timer = format!("{at}/timer");
        let started = tom.post(&timer, json!({})).await.expect(201);
        assert_eq!(started.body, json!({"user_id": tom.id, "user_name": "Tom", "started_at": "2026-03-02T15:00:00Z"}));
        tom.post(&timer, json!({})).await.expect(409);
        cast.app.wait_minutes(90);
        let seen = cast.pia.get(&timer).await.expect(200);
        assert_eq!(seen.body["items"], json!([started.body]));
        let entry = tom.delete(&timer).await.expect(200);
        for (field, value) in [("minutes", json!(90)), ("kind", json!("regular")), ("worked_on", json!("2026-03-02")),
            ("started_at", json!("2026-03-02T15:00:00Z")), ("ended_at", json!("2026-03-02T16:30:00Z")), ("user_id", json!(tom.id))] {
            assert_eq!(entry.body[field], value, "{field}");
        }
        assert_eq!(entry.body.get("labor_cost"), None, "what an hour costs is not for everybody");
        tom.delete(&timer).await.expect(409);
        assert_eq!(cast.entries().await[0]["labor_cost"], json!({"amount": "45.00", "currency": "USD"}));
        tom.post(&timer, json!({})).await.expect(201);
        let at_once = tom.delete(&timer).await.expect(200);
        assert_eq!(at_once.body["minutes"], 1, "a minute that was begun counts");
        cast.is_sound().await;
    }

    async fn a_timer_is_for_who_may_time_that_worker(db: TestDb) {
        let cast = Cast::new(db).await;
        let timer = format!("{}/timer", cast.at);
        let olga = cast.app.as_role("facilitron.order_originator", "Olga", &[cast.lincoln]).await;
        let plants = cast.app.as_role("facilitron.site_based_plant_manager", "Paul", &[cast.lincoln]).await;
        olga.get(&timer).await.expect(404);
        let refused = cast.tom.post(&timer, json!({"user_id": plants.id})).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.others_work.start_stop");
        cast.tom.post(&timer, json!({"user_id": 999_999})).await.expect(403);
        for nobody in [999_999, olga.id] {
            let refused = cast.pia.post(&timer, json!({"user_id": nobody})).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], "user_id", "{}", refused.text);
        }
        let unpaid = cast.pia.post(&timer, json!({"user_id": plants.id})).await.expect(422);
        assert!(unpaid.text.contains("has no rates yet"), "{}", unpaid.text);
        cast.pays(plants.id, "0.00").await;
        cast.pia.post(&format!("{timer}?user_id={}", plants.id), json!({})).await.expect(201);
        cast.pia.post(&format!("{timer}?user_id={}", plants.id), json!({"user_id": cast.tom.id})).await.expect(422);
        cast.pia.post(&timer, json!({"nothing": 1})).await.expect(422);
        cast.tom.delete(&format!("{timer}?user_id={}", plants.id)).await.expect(403);
        cast.pia.delete(&format!("{timer}?user_id={}", plants.id)).await.expect(200);
        cast.ada.patch(&format!("/users/{}", cast.tom.id), json!({"active": false})).await.expect(200);
        cast.pia.post(&timer, json!({"user_id": cast.tom.id})).await.expect(422);
    }

    async fn one_timer_at_a_time_says_where_the_other_runs_to_who_may_know(db: TestDb) {
        let cast = Cast::new(db).await;
        let other = cast.assigned("Broken window", cast.tom.id).await;
        cast.tom.post(&format!("{}/timer", cast.at), json!({})).await.expect(201);
        let told = cast.tom.post(&format!("{other}/timer"), json!({})).await.expect(409);
        assert!(told.text.contains("(Leak)"), "{}", told.text);
        let adams = cast.app.building("Adams Elementary").await;
        cast.app.role("test.lead", json!({"work.maintenance.read": "buildings", "work.maintenance.view_work": "buildings",
            "work.maintenance.others_work.start_stop": true, "users.read": "any"})).await;
        let lea = cast.app.as_role("test.lead", "Lea", &[adams]).await;
        cast.pia.patch(&other, json!({"building_id": adams})).await.expect(200);
        let told = lea.post(&format!("{other}/timer"), json!({"user_id": cast.tom.id})).await.expect(409);
        assert!(told.text.contains("another request") && !told.text.contains("Leak"), "{}", told.text);
        let several = json!({"overrides": {"work.concurrent": {"value": true, "until": null}}});
        cast.ada.patch(&format!("/users/{}", cast.tom.id), several).await.expect(200);
        let started = lea.post(&format!("{other}/timer"), json!({"user_id": cast.tom.id})).await.expect(201);
        assert_eq!(started.body.get("started_at"), None, "since when is for who sees the time of workers");
        lea.delete(&format!("{other}/timer?user_id={}", cast.tom.id)).await.expect(204);
        cast.is_sound().await;
    }

    async fn no_timer_runs_on_a_request_that_is_not_worked_on(db: TestDb) {
        let cast = Cast::new(db).await;
        let (at, tom) = (&cast.at, &cast.tom);
        let timer = format!("{at}/timer");
        tom.post(&timer, json!({})).await.expect(201);
        cast.app.wait_minutes(5);
        tom.post(&format!("{at}/hold"), json!({"reason": "Waiting for a part"})).await.expect(200);
        assert_eq!(cast.entries().await[0]["minutes"], 5);
        tom.post(&timer, json!({})).await.expect(409);
        tom.delete(&format!("{at}/hold")).await.expect(200);
        tom.post(&timer, json!({})).await.expect(201);
        cast.app.wait_minutes(7);
        tom.post(&format!("{at}/resolution"), json!({"action_taken": "Replaced it"})).await.expect(200);
        assert_eq!(cast.entries().await[1]["minutes"], 7);
        tom.post(&timer, json!({})).await.expect(409);
        let history = cast.pia.get(&format!("{at}/history")).await.expect(200);
        let actions: Vec<_> = history.body["items"].as_array().unwrap().iter().take(3).map(|line| line["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["resolved", "timer_stopped", "timer_started"]);
        let olga = cast.app.as_role("facilitron.read_only_all_sites", "Olga", &[]).await;
        let hidden = olga.get(&format!("{at}/history")).await.expect(200);
        assert!(!hidden.text.contains("timer_"), "{}", hidden.text);
        cast.pia.post(&format!("{at}/reopening"), json!({"reason": "It drips"})).await.expect(200);
        tom.post(&timer, json!({})).await.expect(201);
        cast.ada.delete(at).await.expect(204);
        cast.is_sound().await;
        cast.ada.delete(&format!("{at}/deletion")).await.expect(204);
        assert_eq!(cast.ada.get(&timer).await.expect(200).body["items"], json!([]));
        assert_eq!(cast.entries().await.len(), 3);
    }

    async fn a_running_timer_is_on_every_page_of_its_worker(db: TestDb) {
        let cast = Cast::new(db).await;
        let (at, mut tom) = (&cast.at, Browser::of(&cast.app, "tom").await);
        tom.get(at).await.expect(200).says("Start timer").hides("Stop timer");
        tom.get("/me").await.expect(200).hides("class=\"timer-bar");
        tom.post(&format!("{at}/timer"), &[]).await.leads_to(at);
        let stop = format!("action=\"{at}/timer/stop\"");
        tom.get("/me").await.expect(200).says("class=\"timer-bar").says(&stop).says("Leak");
        tom.get(at).await.expect(200).says(&stop).hides("Start timer");
        let mut pia = Browser::of(&cast.app, "pia").await;
        pia.get("/me").await.expect(200).hides("class=\"timer-bar");
        pia.get(at).await.expect(200).says("Tom").says("is at work");
        tom.post(&format!("{at}/timer"), &[]).await.expect(409).says("runs already");
        cast.app.wait_minutes(3);
        pia.post(&format!("{at}/timer/stop"), &[("user_id", &cast.tom.id.to_string())]).await.leads_to(at);
        pia.get(at).await.expect(200).says("3 min").says("stopped a timer");
        tom.get("/me").await.expect(200).hides("class=\"timer-bar");
        tom.post(&format!("{at}/timer/stop"), &[]).await.expect(409);
    }
}
