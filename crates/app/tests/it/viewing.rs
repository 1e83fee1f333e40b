//! Looking as another person does: only at them who hold no more, only for a while, and changing nothing.
use crate::{
    app::{Actor, TestApp},
    browser::Browser,
    people_cast::{clerk, type_id, user_type},
};
use axum::http::Method;
use kit::registry::Access;
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";
const ORIGINATOR: &str = "facilitron.order_originator";
const BAR: &str = "Back to yourself";

/// The words that the history of a person has for these lines, newest first.
async fn lines(reader: &Actor, id: i64, actions: &[&str]) -> Vec<Value> {
    let history = reader.get(&format!("/users/{id}/history")).await.expect(200).body;
    let lines = history["items"].as_array().unwrap().iter();
    lines.filter(|line| actions.contains(&line["action"].as_str().unwrap())).cloned().collect()
}

store::for_each_database! {
    async fn one_sees_what_they_see_and_comes_back(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.as_role(ORIGINATOR, "Olga", &[lincoln]).await;
        let own = olga.post("/work-requests", json!({"title": "A leak of Olga's", "building_id": lincoln})).await.expect(201).id();
        let other = api.post("/work-requests", json!({"title": "Hidden from Olga", "building_id": lincoln})).await.expect(201).id();
        let mut ada = Browser::of(&app, "ada").await;
        ada.get(&format!("/people/{}", olga.id)).await.expect(200).says("View as this person").hides(BAR);
        ada.post(&format!("/people/{}/view", olga.id), &[]).await.leads_to("/");
        ada.get("/work-requests").await.expect(200).says("A leak of Olga").hides("Hidden from Olga").says(BAR).says("Ada, you see everything as Olga does").hides("/sign-out");
        ada.get(&format!("/work-requests/{own}")).await.expect(200).says(BAR);
        // the bar stands on pages of errors too, wherever they come from
        ada.get(&format!("/work-requests/{other}")).await.expect(404).says(BAR);
        ada.get("/no/such/page").await.expect(404).says(BAR);
        ada.get("/organization").await.expect(403).says(BAR);
        for private in ["/me", "/password", "/work-requests/views"] {
            ada.get(private).await.expect(403).says("theirs alone").says(BAR);
        }
        // nor are the names of saved views told, by whatever address
        let view = olga.post("/views", json!({"page": "work-requests", "name": "My private list", "query": "state=pending_approval", "columns": ["title"]})).await.expect(201).id();
        for at in ["/work-requests", "/work-requests.csv"] {
            let list = ada.get(&format!("{at}?state=pending_approval&view={view}")).await;
            list.hides("My private list");
        }
        // the API is always oneself
        assert_eq!(api.get("/me").await.expect(200).body["user_name"], "ada");
        ada.post("/view/end", &[]).await.leads_to(&format!("/people/{}", olga.id));
        ada.get(&format!("/people/{}", olga.id)).await.expect(200).says("You are yourself again.").says("Somebody ended viewing as this person").hides(BAR);
        ada.get(&format!("/people/{}", api.id)).await.expect(200).says("Began to view as somebody else").says("(Olga)");
        ada.post("/view/end", &[]).await.leads_to("/");

        let mine = lines(&api, api.id, &["viewed", "view_left"]).await;
        assert_eq!(mine.len(), 2);
        assert_eq!((&mine[1]["actor_id"], &mine[1]["changes"][0]["to"]), (&json!(api.id), &json!(olga.id)));
        let theirs = lines(&olga, olga.id, &["view_started", "view_ended"]).await;
        assert_eq!((theirs.len(), &theirs[1]["actor_name"]), (2, &json!("Ada")));
    }

    async fn nothing_is_changed_meanwhile(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let abe = app.person(ADMINISTRATOR, "Abe", &[]).await;
        let request = api.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let mut ada = Browser::of(&app, "ada").await;
        ada.post(&format!("/people/{abe}/view"), &[]).await.leads_to("/");
        let (mut tried, mut shown) = (0, 0);
        for entry in app::routes::all().entries().iter().filter(|entry| !entry.api && entry.path != "/view/end") {
            let path = entry.path.replace("{id}", &request.to_string());
            let path: Vec<&str> = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
            match (&entry.method, entry.access) {
                (_, Access::Public(_)) => {}
                // an administrator sees nearly all pages: none of them may want to write
                (&Method::GET, _) => {
                    let page = ada.get(&path.join("/")).await;
                    let refused = page.status == 403 && !page.text.contains("theirs alone");
                    assert!(!refused && page.status.as_u16() < 500, "{}: {}", entry.path, page.text);
                    shown += usize::from(page.status == 200);
                }
                _ => {
                    ada.post(&path.join("/"), &[("name", "X"), ("title", "X"), ("password", "a fine long password")]).await.expect(403).says("nothing can be changed").says(BAR);
                    tried += 1;
                }
            }
        }
        assert!(tried > 30 && shown > 15, "{tried} {shown}");
        assert_eq!(api.get(&format!("/work-requests/{request}")).await.expect(200).body["version"], 1);
        // nor does it nest
        let mut again = Browser::of(&app, "ada").await;
        again.post(&format!("/people/{abe}/view"), &[]).await.leads_to("/");
        again.post(&format!("/people/{}/view", api.id), &[]).await.expect(403);
    }

    async fn never_as_somebody_who_holds_more_or_whom_one_does_not_administer(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        clerk(&app).await;
        user_type(&app, "test.local", json!({"users.administer": "buildings", "users.read": "any", "work.maintenance.read": "own"})).await;
        user_type(&app, "test.guest", json!({"work.maintenance.read": "own"})).await;
        let boss = app.person(ADMINISTRATOR, "Ada", &[]).await;
        let approver = app.person("facilitron.order_approver", "Anne", &[lincoln]).await;
        let inside = app.person("test.guest", "Inside", &[lincoln]).await;
        let outside = app.person("test.guest", "Outside", &[adams]).await;
        let lou = app.person("test.local", "Lou", &[lincoln]).await;
        app.person("facilitron.system_processor", "Pia", &[]).await;
        let mut browser = Browser::of(&app, "lou").await;
        for (id, status) in [(boss, 403), (approver, 403), (outside, 403), (lou, 409), (999_999, 404)] {
            browser.post(&format!("/people/{id}/view"), &[]).await.expect(status);
        }
        browser.get(&format!("/people/{approver}")).await.expect(200).says("View as this person").hides(&format!("/people/{approver}/view"));
        browser.post(&format!("/people/{inside}/view"), &[]).await.leads_to("/");
        // who may read all and administer nobody
        let mut pia = Browser::of(&app, "pia").await;
        pia.post(&format!("/people/{inside}/view"), &[]).await.expect(403);
        let api = app.sign_in(boss, "Ada").await;
        api.patch(&format!("/users/{inside}"), json!({"active": false})).await.expect(200);
        let mut ada = Browser::of(&app, "ada").await;
        ada.post(&format!("/people/{inside}/view"), &[]).await.expect(409);
    }

    async fn it_ends_by_itself(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.person(ADMINISTRATOR, "Abe", &[]).await;
        let olga = app.person(ORIGINATOR, "Olga", &[lincoln]).await;
        let mut abe = Browser::of(&app, "abe").await;
        let view = format!("/people/{olga}/view");

        abe.post(&view, &[]).await.leads_to("/");
        app.wait_minutes(29);
        abe.get("/work-requests").await.expect(200).says(BAR);
        app.wait_minutes(2);
        // what is sent from a page that was shown as the other is not done as oneself
        abe.post("/buildings", &[("name", "New place")]).await.leads_to("/");
        abe.get("/work-requests").await.expect(200).says("has ended").hides(BAR);
        abe.get("/buildings").await.expect(200).hides("New place");
        assert_eq!(lines(&api, olga, &["view_started", "view_ended"]).await.len(), 2);

        let processor = type_id(&app, "facilitron.system_processor").await;
        let approver = type_id(&app, "facilitron.order_approver").await;
        let abe_id = api.get("/users?q=abe").await.expect(200).body["items"][0]["id"].as_i64().unwrap();
        for (who, change) in [
            ("the viewed one gets more", (olga, json!({"user_type_id": approver}))),
            ("the viewed one gets another building", (olga, json!({"building_ids": []}))),
            ("the viewed one is not active any more", (olga, json!({"active": false}))),
            ("the viewer may not any more", (abe_id, json!({"user_type_id": processor}))),
        ] {
            abe.post(&view, &[]).await.leads_to("/");
            abe.get("/work-requests").await.expect(200).says(BAR);
            let (id, change) = change;
            api.patch(&format!("/users/{id}"), change).await.expect(200);
            assert_eq!(abe.get("/work-requests").await.leads_to("/").status, 303, "{who}");
            abe.get("/work-requests").await.expect(200).hides(BAR);
            api.patch(&format!("/users/{olga}"), json!({"active": true})).await.expect(200);
        }
        abe.post(&view, &[]).await.expect(403);
    }
}
