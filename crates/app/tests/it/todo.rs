//! The to-do list: what waits for somebody, as far as they may read and do it.
use crate::{
    app::TestApp,
    browser::Browser,
    people_cast::{type_id, user_type},
};
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";

/// `duty: titles` of every section.
fn sections(body: &Value) -> Vec<(String, Vec<String>)> {
    let titles = |section: &Value| {
        section["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    };
    let items = body["items"].as_array().unwrap().iter();
    items.map(|section| (section["duty"].as_str().unwrap().to_owned(), titles(section))).collect()
}

fn one(duty: &str, titles: &[&str]) -> (String, Vec<String>) {
    (duty.to_owned(), titles.iter().map(|title| (*title).to_owned()).collect())
}

store::for_each_database! {
    async fn everybody_finds_what_waits_for_them(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln, adams]).await;
        let rights = json!({"todo.view": true, "work.maintenance.read": "buildings", "work.maintenance.approve": "buildings"});
        user_type(&app, "test.principal", rights).await;
        let near = app.as_role("test.principal", "Nora", &[lincoln]).await;
        let far = app.as_role("test.principal", "Fay", &[adams]).await;
        let tom = app.as_role("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201);
        olga.post("/work-requests", json!({"title": "Draft", "building_id": adams})).await.expect(201);
        let lamp = ada.post("/work-requests", json!({"title": "Lamp", "building_id": lincoln})).await.expect(201).id();
        ada.post("/work-requests", json!({"title": "Door", "building_id": lincoln})).await.expect(201);

        assert_eq!(sections(&near.get("/todo").await.expect(200).body), [one("approve", &["Leak"])]);
        assert_eq!(sections(&far.get("/todo").await.expect(200).body), [one("approve", &["Draft"])]);
        let both = ada.get("/todo?limit=1").await.expect(200).body;
        assert_eq!(both["items"][0]["count"], json!({"value": 2, "exact": true}));
        assert_eq!(both["items"][1]["duty"], "assign");
        assert_eq!(sections(&tom.get("/todo").await.expect(200).body), []);
        let mut his = Browser::of(&app, "tom").await;
        his.get("/to-do").await.expect(200).says("Nothing waits for you");

        ada.put(&format!("/work-requests/{lamp}/assignees"), json!({"user_ids": [tom.id]})).await.expect(200);
        assert_eq!(sections(&tom.get("/todo").await.expect(200).body), [one("resolve", &["Lamp"])]);
        his.get("/to-do").await.expect(200).says("Your work").says("Lamp").hides("Door");
        tom.post(&format!("/work-requests/{lamp}/resolution"), json!({"action_taken": "New bulb"})).await.expect(200);
        assert_eq!(sections(&tom.get("/todo").await.expect(200).body), []);
        assert!(sections(&ada.get("/todo").await.expect(200).body).contains(&one("finalize", &["Lamp"])));
        let mut hers = Browser::of(&app, "ada").await;
        let page = hers.get("/to-do").await.expect(200).says("To review").says("To approve");
        let at = page.text.find("/work-requests?module=maintenance").expect("a way to the list");
        let list = page.text[at..].split('"').next().unwrap().replace("&#38;", "&");
        hers.get(&list).await.expect(200).says("Leak");
        olga.get("/todo").await.expect(403);
    }

    async fn who_is_not_asked_by_the_approval_process_waits_for_nothing(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let rights = json!({"todo.view": true, "work.maintenance.read": "any", "work.maintenance.approve": "any"});
        user_type(&app, "test.first", rights.clone()).await;
        user_type(&app, "test.second", rights).await;
        let first = app.as_role("test.first", "Fia", &[]).await;
        let second = app.as_role("test.second", "Sue", &[]).await;
        let tiers = json!([{"user_type_ids": [type_id(&app, "test.first").await]}, {"user_type_ids": [type_id(&app, "test.second").await]}]);
        ada.post("/approval-processes", json!({"enforce_order": true, "tiers": tiers})).await.expect(201);
        let leak = olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        assert_eq!(sections(&first.get("/todo").await.expect(200).body), [one("approve", &["Leak"])]);
        assert_eq!(sections(&second.get("/todo").await.expect(200).body), []);
        first.post(&format!("/work-requests/{leak}/approval"), json!({"decision": "approved"})).await.expect(200);
        assert_eq!(sections(&first.get("/todo").await.expect(200).body), []);
        assert_eq!(sections(&second.get("/todo").await.expect(200).body), [one("approve", &["Leak"])]);
    }
}
