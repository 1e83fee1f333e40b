//! Links between requests: seen from both ends, and only by who may read both.
use crate::{app::TestApp, browser::Browser};
use serde_json::{Value, json};

fn items(body: &Value) -> Vec<String> {
    let link = |link: &Value| format!("{} {}", link["item"].as_str().unwrap(), link["kind"].as_str().unwrap());
    body["items"].as_array().unwrap().iter().map(link).collect()
}

store::for_each_database! {
    async fn a_link_is_seen_from_both_ends_by_who_may_read_both(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let grants = json!({"work.maintenance.read": "buildings", "buildings.read": "buildings", "associations.view": true, "associations.create": true});
        app.role("test.linker", grants).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let lena = app.as_role("test.linker", "Lena", &[lincoln]).await;
        let mut ids = vec![];
        for (title, building) in [("Leak", lincoln), ("Wet floor", lincoln), ("Broken pump", adams)] {
            ids.push(pia.post("/work-requests", json!({"title": title, "building_id": building})).await.expect(201).id());
        }
        let [leak, floor, pump] = ids[..] else { unreachable!() };
        let at = |id: i64| format!("/work-requests/{id}/associations");
        let item = |id: i64| format!("work-requests/{id}");

        let made = lena.post(&at(floor), json!({"item": item(leak), "kind": "follow_up_of"})).await.expect(201);
        assert_eq!((&made.body["title"], &made.body["module"], &made.body["state"]), (&json!("Leak"), &json!("maintenance"), &json!("pending_assignment")));
        assert_eq!(items(&pia.get(&at(floor)).await.expect(200).body), [format!("{} follow_up_of", item(leak))]);
        assert_eq!(items(&pia.get(&at(leak)).await.expect(200).body), [format!("{} has_follow_up", item(floor))]);
        pia.post(&at(leak), json!({"item": item(floor)})).await.expect(409);
        pia.post(&at(floor), json!({"item": item(leak), "kind": "duplicate_of"})).await.expect(409);
        pia.post(&at(leak), json!({"item": item(leak)})).await.expect(422);

        let unreadable = lena.post(&at(leak), json!({"item": item(pump)})).await.expect(422);
        let missing = lena.post(&at(leak), json!({"item": item(999_999)})).await.expect(422);
        assert_eq!(unreadable.body["errors"], missing.body["errors"], "the same words for what one cannot see and what is not there");
        for bad in ["pump", "work-requests/x", "equipment/1", ""] {
            pia.post(&at(leak), json!({"item": bad})).await.expect(422);
        }
        pia.post(&at(leak), json!({"item": item(pump), "kind": "enemy"})).await.expect(422);

        let hidden = pia.post(&at(leak), json!({"item": item(pump)})).await.expect(201).id();
        assert_eq!(pia.get(&at(leak)).await.expect(200).body["items"].as_array().unwrap().len(), 2);
        assert_eq!(items(&lena.get(&at(leak)).await.expect(200).body), [format!("{} has_follow_up", item(floor))]);
        lena.delete(&format!("{}/{hidden}", at(leak))).await.expect(404);
        let seen = lena.get(&format!("/work-requests/{leak}/history")).await.expect(200).body;
        let actions: Vec<&str> = seen["items"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["associated", "created"], "a line about what one cannot read is not there");
        Browser::of(&app, "lena").await.get(&format!("/work-requests/{leak}")).await.expect(200).says("Wet floor").hides("Broken pump");

        pia.delete(&format!("{}/{hidden}", at(floor))).await.expect(404);
        pia.delete(&format!("{}/{hidden}", at(pump))).await.expect(204);
        assert_eq!(items(&pia.get(&at(leak)).await.expect(200).body).len(), 1);
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        ada.delete(&format!("/work-requests/{floor}")).await.expect(204);
        assert_eq!(items(&pia.get(&at(leak)).await.expect(200).body).len(), 0, "what is deleted is not shown");
        pia.get(&at(floor)).await.expect(404);
        assert_eq!(app::operations::check(app.app.db()).await.unwrap(), Vec::<String>::new());
    }

    async fn links_need_their_permissions(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.role("test.viewer", json!({"work.maintenance.read": "any", "associations.view": true})).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[lincoln]).await;
        let viewer = app.as_role("test.viewer", "Vera", &[]).await;
        let leak = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let floor = pia.post("/work-requests", json!({"title": "Wet floor", "building_id": lincoln})).await.expect(201).id();
        let (at, body) = (format!("/work-requests/{leak}/associations"), json!({"item": format!("work-requests/{floor}")}));
        assert_eq!(anne.get(&at).await.expect(403).body["permission"], "associations.view");
        assert_eq!(viewer.post(&at, body.clone()).await.expect(403).body["permission"], "associations.create");
        let id = pia.post(&at, body).await.expect(201).id();
        viewer.delete(&format!("{at}/{id}")).await.expect(403);
        assert_eq!(items(&viewer.get(&at).await.expect(200).body).len(), 1);
        let history = anne.get(&format!("/work-requests/{leak}/history")).await.expect(200).text;
        assert!(!history.contains("associated"), "{history}");
        let page = Browser::of(&app, "anne").await.get(&format!("/work-requests/{leak}")).await.expect(200);
        page.hides("Wet floor").hides("Linked requests");
        Browser::of(&app, "vera").await.get(&format!("/work-requests/{leak}")).await.expect(200).says("Wet floor").hides("Link a request");
    }

    async fn links_are_made_on_the_page_by_number_or_title(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let mut ids = vec![];
        for (title, building) in [("Leak", lincoln), ("Wet floor", lincoln), ("Broken pump", adams)] {
            ids.push(pia.post("/work-requests", json!({"title": title, "building_id": building})).await.expect(201).id());
        }
        let at = format!("/work-requests/{}", ids[0]);
        let mut desk = Browser::of(&app, "pia").await;
        let form = desk.get(&format!("{at}/associations/new")).await.expect(200);
        form.says("#2 Wet floor</option>").hides("Broken pump").hides("#1 Leak</option>");
        desk.get(&format!("{at}/associations/new?q=pump")).await.expect(200).says("#3 Broken pump</option>").hides("Wet floor");
        desk.get(&format!("{at}/associations/requests?q=3")).await.expect(200).says("#3 Broken pump</option>");
        desk.post(&format!("{at}/associations"), &[("item", "")]).await.expect(422).says("This is needed.");
        let (floor, pump) = (ids[1].to_string(), ids[2].to_string());
        desk.post(&format!("{at}/associations"), &[("item", &pump), ("kind", "duplicate_of")]).await.leads_to(&at);
        desk.get(&at).await.expect(200).says("Duplicate of").says("3 Broken pump</a>").says("linked it with #3 Broken pump");
        desk.get(&format!("/work-requests/{pump}")).await.expect(200).says("Reported again as").says("1 Leak</a>");
        desk.post(&format!("{at}/associations"), &[("item", &pump)]).await.expect(409).says("linked already");
        desk.post(&format!("{at}/associations"), &[("item", &floor)]).await.leads_to(&at);
        let page = desk.get(&at).await.expect(200);
        let removal = page.text.split_once("/associations/").unwrap().1.split_once('"').unwrap().0.to_owned();
        desk.post(&format!("{at}/associations/{removal}"), &[]).await.leads_to(&at);
        desk.get(&at).await.expect(200).says("removed the link to #3 Broken pump").hides("3 Broken pump</a>");
    }
}
