//! The same to requests that were picked in the list, in a browser.
use crate::{app::Actor, browser::Browser, timers::Cast};
use serde_json::json;

async fn open(cast: &Cast, title: &str) -> String {
    let new = json!({"title": title, "building_id": cast.lincoln});
    cast.pia.post("/work-requests", new).await.expect(201).id().to_string()
}

async fn state(actor: &Actor, id: &str) -> String {
    let found = actor.get(&format!("/work-requests/{id}")).await.expect(200);
    found.body["state"].as_str().unwrap().to_owned()
}

/// The address of the page that asks what to do with these.
fn about(action: &str, ids: &[&str]) -> String {
    let ids: String = ids.iter().map(|id| format!("&id={id}")).collect();
    format!("/work-requests/bulk?action={action}{ids}")
}

store::for_each_database! {
    async fn picked_requests_are_assigned_and_resolved_together(db: TestDb) {
        let cast = Cast::new(db).await;
        let (one, two) = (open(&cast, "Window").await, open(&cast, "Door <left>").await);
        cast.app.as_role("facilitron.order_originator", "Olga", &[cast.lincoln]).await;
        let mut desk = Browser::of(&cast.app, "pia").await;
        let list = desk.get("/work-requests").await.expect(200);
        let list = list.says("form=\"picked\"").says("value=\"assign\"").says("value=\"resolve\"").hides("value=\"delete\"");
        list.says(&format!("name=\"id\" value=\"{one}\""));
        let form = desk.get(&about("assign", &[&one, &two, &one])).await.expect(200);
        let form = form.says("Assign 2 requests").says("Door &#60;left&#62;").says(">Tom</option>").hides(">Olga</option>");
        form.hides("left out");
        let tom = cast.tom.id.to_string();
        let mut sent = vec![("action", "assign"), ("id", one.as_str()), ("id", &two), ("view", "state=all&sort=oldest")];
        desk.post("/work-requests/bulk", &sent).await.expect(422).says("choose who is to do the work").says("Window");
        sent.push(("user_ids", &tom));
        desk.post("/work-requests/bulk", &sent).await.leads_to("/work-requests?state=all&sort=oldest");
        desk.get("/work-requests").await.expect(200).says("2 requests assigned");
        assert_eq!(state(&cast.pia, &two).await, "pending_resolution");

        let held = json!({"reason": "Waiting for glass"});
        cast.tom.post(&format!("/work-requests/{one}/hold"), held).await.expect(200);
        let form = desk.get(&about("resolve", &[&one, &two, "999999"])).await.expect(200);
        let form = form.says("Resolve one request").says("2 are left out").says("This request is “On hold” now");
        form.says("One that was picked is not there.").says(&format!("name=\"id\" value=\"{two}\"")).hides(&format!("name=\"id\" value=\"{one}\""));
        let empty = [("action", "resolve"), ("id", two.as_str()), ("action_taken", " ")];
        desk.post("/work-requests/bulk", &empty).await.expect(422).says("This is needed.");
        let long = "x".repeat(10_001);
        let sent = [("action", "resolve"), ("id", two.as_str()), ("action_taken", long.as_str())];
        desk.post("/work-requests/bulk", &sent).await.expect(422).says("longer than 10000").says(&long);
        // what was picked is decided anew, one by one
        let sent = [("action", "resolve"), ("id", one.as_str()), ("id", &two), ("id", "999999"), ("action_taken", "Oiled")];
        let told = desk.post("/work-requests/bulk", &sent).await.expect(200);
        let told = told.says("One request resolved").says("2 were refused").says("This request is “On hold” now");
        told.says("One that was picked is not there.").says("Window").hides("Door");
        assert_eq!((state(&cast.pia, &one).await.as_str(), state(&cast.pia, &two).await.as_str()), ("on_hold", "pending_finalization"));
        cast.is_sound().await;
    }

    async fn who_may_not_do_it_to_many_is_offered_nothing(db: TestDb) {
        let cast = Cast::new(db).await;
        let one = cast.at.trim_start_matches("/work-requests/").to_owned();
        let mut tom = Browser::of(&cast.app, "tom").await;
        tom.get("/work-requests").await.expect(200).says("Leak").says("data-copy").hides("form=\"picked\"").hides("name=\"action\"");
        tom.get(&about("resolve", &[&one])).await.expect(403).says("work.maintenance.bulk_resolve");
        let sent = [("action", "resolve"), ("id", one.as_str()), ("action_taken", "Oiled")];
        tom.post("/work-requests/bulk", &sent).await.expect(403);
        assert_eq!(state(&cast.pia, &one).await, "pending_resolution");
        let mut pia = Browser::of(&cast.app, "pia").await;
        pia.get(&about("delete", &[&one])).await.expect(403).says("work.maintenance.delete");
        cast.app.as_nobody("Nemo").await;
        Browser::of(&cast.app, "nemo").await.get(&about("resolve", &[&one])).await.expect(403);
    }

    async fn what_one_cannot_read_is_not_there(db: TestDb) {
        let cast = Cast::new(db).await;
        let adams = cast.app.building("Adams Elementary").await;
        cast.app.role("test.lead", json!({"work.maintenance.read": "buildings", "work.maintenance.approve": "any",
            "work.maintenance.bulk_approve": true, "work.maintenance.assign": "any", "work.maintenance.bulk_assign": true})).await;
        cast.app.as_role("test.lead", "Lea", &[adams]).await;
        let one = cast.at.trim_start_matches("/work-requests/").to_owned();
        let mut lea = Browser::of(&cast.app, "lea").await;
        for id in [one.as_str(), "999999"] {
            let page = lea.get(&about("assign", &[id])).await.expect(200);
            page.says("One that was picked is not there.").says("cannot be done to any").hides("Leak").hides(">Tom</option>");
            let tom = cast.tom.id.to_string();
            let sent = [("action", "assign"), ("id", id), ("user_ids", tom.as_str())];
            lea.post("/work-requests/bulk", &sent).await.expect(200).says("One that was picked is not there.").hides("Leak");
        }
    }

    async fn requests_of_another_module_are_decided_by_its_keys(db: TestDb) {
        let cast = Cast::new(db).await;
        cast.ada.post("/work-modules", json!({"key": "grounds", "name": "Grounds"})).await.expect(201);
        let new = json!({"title": "Mow", "module": "grounds", "building_id": cast.lincoln});
        let mow = cast.ada.post("/work-requests", new).await.expect(201).id().to_string();
        let one = open(&cast, "Window").await;
        cast.app.role("test.two", json!({"work.maintenance.read": "any", "work.maintenance.delete": "any", "work.maintenance.bulk_delete": true,
            "work.grounds.read": "any", "work.grounds.delete": "any"})).await;
        cast.app.as_role("test.two", "Theo", &[]).await;
        let mut theo = Browser::of(&cast.app, "theo").await;
        theo.get("/work-requests?module=grounds").await.expect(200).says("Mow").hides("form=\"picked\"");
        let form = theo.get(&about("delete", &[&one, &mow])).await.expect(200);
        form.says("Delete one request").says("One is left out").says("does not give you this permission").says("Deleted requests");
        let sent = [("action", "delete"), ("id", one.as_str()), ("id", &mow)];
        theo.post("/work-requests/bulk", &sent).await.expect(200).says("One request deleted").says("One was refused").says("Mow");
        cast.ada.get(&format!("/work-requests/{one}")).await.expect(404);
        cast.ada.get(&format!("/work-requests/{mow}")).await.expect(200);
    }

    async fn none_or_too_many_is_said_in_words(db: TestDb) {
        let cast = Cast::new(db).await;
        let mut pia = Browser::of(&cast.app, "pia").await;
        pia.get(&about("assign", &[])).await.expect(422).says("Nothing is picked");
        pia.post("/work-requests/bulk", &[("action", "assign"), ("user_ids", "1")]).await.expect(422).says("Nothing is picked");
        let ids: Vec<String> = (1..=500).map(|id| id.to_string()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        pia.get(&about("assign", &ids)).await.expect(422).says("500 requests are picked. At most 200");
        let mut sent = vec![("action", "resolve"), ("action_taken", "Oiled")];
        sent.extend(ids.iter().map(|id| ("id", *id)));
        pia.post("/work-requests/bulk", &sent).await.expect(422).says("At most 200");
        assert_eq!(state(&cast.pia, cast.at.trim_start_matches("/work-requests/")).await, "pending_resolution");
        for wrong in ["", "?action=paint", "?action=assign&id=x", "?action=assign&id=1&what=1"] {
            pia.get(&format!("/work-requests/bulk{wrong}")).await.expect(422);
        }
        let back = [("action", "assign"), ("id", "1"), ("view", "//elsewhere.example\" onclick")];
        pia.post("/work-requests/bulk", &back).await.expect(422).says("/work-requests?%2F%2Felsewhere.example%22+onclick=");
    }

    async fn who_fits_some_of_them_is_offered_for_these(db: TestDb) {
        let cast = Cast::new(db).await;
        let adams = cast.app.building("Adams Elementary").await;
        let one = open(&cast, "Window").await;
        let far = cast.pia.post("/work-requests", json!({"title": "Far", "building_id": adams})).await.expect(201).id().to_string();
        cast.app.role("test.local", json!({"work.maintenance.read": "buildings", "work.maintenance.resolve": "buildings",
            "work.maintenance.can_be_assigned": true})).await;
        let lou = cast.app.person("test.local", "Lou", &[cast.lincoln]).await.to_string();
        let mut pia = Browser::of(&cast.app, "pia").await;
        pia.get(&about("assign", &[&one, &far])).await.expect(200).says("Lou (only 1 of 2)");
        let sent = [("action", "assign"), ("id", one.as_str()), ("id", &far), ("user_ids", &lou)];
        let told = pia.post("/work-requests/bulk", &sent).await.expect(200);
        told.says("One request assigned").says("Lou is nobody who can be assigned to this request").says("Far");
    }
}
