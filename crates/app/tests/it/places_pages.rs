//! Buildings, rooms and groups in a browser: what each role sees, and what comes back when something is wrong.
use crate::{
    app::TestApp,
    browser::Browser,
    places::{administrator, with_grants},
};
use serde_json::json;

store::for_each_database! {
    async fn a_building_is_added_changed_and_deleted_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        administrator(&app).await;
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/buildings").await.expect(200).says("Add the first one");
        ada.get("/buildings/new").await.expect(200).says("New building");
        ada.post("/buildings", &[("name", ""), ("address", "5 <Main> Street")]).await.expect(422).says("This is needed.").says("5 &#60;Main&#62; Street");
        let added = ada.post("/buildings", &[("name", "Lincoln & Sons"), ("address", "5 Main Street")]).await.expect(303);
        let at = added.headers["location"].to_str().unwrap().to_owned();
        ada.get(&at).await.expect(200).says("Lincoln &#38; Sons is added.").says("5 Main Street").says("No rooms are listed yet.");
        ada.get(&at).await.expect(200).hides("is added.");

        ada.post(&format!("{at}/rooms"), &[("name", "Gym")]).await.leads_to(&at);
        ada.post(&format!("{at}/rooms"), &[("name", "gym")]).await.expect(422).says("Is the name of another room").says(r#"value="gym""#);
        ada.get("/buildings?q=sons").await.expect(200).says("Lincoln &#38; Sons").says("1 room");
        ada.get("/buildings?q=nothing").await.expect(200).says("No building has “nothing” in its name.");

        ada.get(&format!("{at}/edit")).await.expect(200).says(r#"value="1""#);
        ada.post(&at, &[("name", "Lincoln"), ("address", ""), ("version", "1")]).await.leads_to(&at);
        let stale = [("name", "Abe"), ("address", ""), ("version", "1")];
        ada.post(&at, &stale).await.expect(409).says("Somebody else changed this").says(r#"value="Abe""#).says(r#"name="version" value="2""#);
        ada.post(&format!("{at}/deletion"), &[]).await.leads_to("/buildings");
        ada.get(&at).await.expect(404);
    }

    async fn a_room_is_renamed_and_deleted_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        let adams = app.building("Adams Elementary").await;
        let room = api.post(&format!("/buildings/{lincoln}/resources"), json!({"name": "Gym"})).await.expect(201).id();
        let mut ada = Browser::of(&app, "ada").await;
        let (up, at) = (format!("/buildings/{lincoln}"), format!("/buildings/{lincoln}/rooms/{room}"));
        ada.get(&up).await.expect(200).says(&at);
        ada.get(&at).await.expect(200).says("Gym");
        ada.get(&format!("/buildings/{adams}/rooms/{room}")).await.expect(404);
        ada.post(&at, &[("name", " ")]).await.expect(422).says("This is needed.");
        ada.post(&at, &[("name", "Hall"), ("version", "1")]).await.leads_to(&up);
        let request = json!({"title": "Leak", "building_id": lincoln, "resource_id": room});
        api.post("/work-requests", request).await.expect(201);
        ada.post(&format!("{at}/deletion"), &[]).await.expect(409).says("1 work request names it");
        ada.post(&format!("{up}/deletion"), &[]).await.expect(409).says("1 work request is in it");
    }

    async fn readers_get_pages_without_what_they_may_not_do(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        app.person("facilitron.maintenance_technician", "Tomas", &[lincoln]).await;
        let mut olga = Browser::of(&app, "olga").await;
        olga.get("/buildings").await.expect(200).says("Lincoln High").hides("Adams").hides("Add a building");
        let page = olga.get(&format!("/buildings/{lincoln}")).await.expect(200);
        let page = page.hides("/edit").hides("New room").hides("Who works here").says("Report a problem here");
        page.hides("Tomas");
        for path in [format!("/buildings/{adams}"), format!("/buildings/{adams}/edit")] {
            olga.get(&path).await.expect(404);
        }
        olga.get(&format!("/buildings/{lincoln}/edit")).await.expect(403).says("buildings.update");
        olga.get("/buildings/new").await.expect(403).says("buildings.create");
        olga.post(&format!("/buildings/{lincoln}/deletion"), &[]).await.expect(403);
        olga.post(&format!("/buildings/{lincoln}/rooms"), &[("name", "Mine")]).await.expect(403);
        olga.get("/building-groups/new").await.expect(403);
        olga.get("/organization").await.expect(403);
        olga.get("/request-types").await.expect(403);
        olga.get("/approval-processes").await.expect(403);
    }

    async fn who_reads_people_sees_who_works_in_a_building_as_far_as_they_may(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        app.person("facilitron.maintenance_technician", "Tomas", &[lincoln]).await;
        app.person("facilitron.maintenance_technician", "Uwe", &[adams]).await;
        let grants = json!({"buildings.read": "any", "users.read": "buildings"});
        with_grants(&app, "Karl", grants, &[lincoln]).await;
        let mut karl = Browser::of(&app, "karl").await;
        let page = karl.get(&format!("/buildings/{lincoln}")).await.expect(200);
        page.says("Tomas").says("Maintenance Technician").hides("Uwe");
        karl.get(&format!("/buildings/{adams}")).await.expect(200).hides("Uwe").says("Nobody whom you can see");
    }

    async fn long_lists_go_on_where_they_ended(db: TestDb) {
        let app = TestApp::new(db).await;
        administrator(&app).await;
        for number in 10..70 {
            app.building(&format!("Building {number}")).await;
        }
        let mut ada = Browser::of(&app, "ada").await;
        let first = ada.get("/buildings?q=building").await.expect(200).says("Building 59").hides("Building 60");
        let (_, rest) = first.text.split_once("hx-get=\"").unwrap();
        let more = rest.split('"').next().unwrap().replace("&#38;", "&");
        assert!(more.starts_with("/buildings?q=building&after="), "{more}");
        let next = ada.get(&more).await.expect(200).says("Building 60").says("Building 69").hides("hx-get");
        next.hides("Building 59");
    }

    async fn a_group_is_added_changed_and_deleted_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = administrator(&app).await;
        let (lincoln, adams) = (app.building("Lincoln High").await.to_string(), app.building("Adams Elementary").await.to_string());
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/building-groups").await.expect(200).says("No groups yet");
        ada.get("/building-groups/new").await.expect(200).says("Lincoln High");
        let form = [("name", ""), ("building_ids", lincoln.as_str()), ("building_ids", adams.as_str())];
        ada.post("/building-groups", &form).await.expect(422).says(&format!(r#"<option value="{lincoln}" selected>"#));
        let form = [("name", "North"), ("building_ids", lincoln.as_str()), ("building_ids", adams.as_str())];
        ada.post("/building-groups", &form).await.leads_to("/building-groups");
        ada.get("/building-groups").await.expect(200).says("North").says("Adams Elementary");
        let id = api.get("/building-groups").await.expect(200).body["items"][0]["id"].as_i64().unwrap();
        let at = format!("/building-groups/{id}");
        ada.get(&at).await.expect(200).says("North");
        ada.post(&at, &[("name", "South"), ("version", "1")]).await.leads_to("/building-groups");
        assert_eq!(api.get(&at).await.expect(200).body["building_ids"], json!([]));
        let stale = [("name", "West"), ("version", "1")];
        ada.post(&at, &stale).await.expect(409).says("Somebody else changed this");
        ada.post(&format!("{at}/deletion"), &[]).await.leads_to("/building-groups");
        ada.get(&at).await.expect(404);
    }
}
