//! The pages of work requests, in a browser.
use crate::{app::TestApp, browser::Browser};
use serde_json::json;

store::for_each_database! {
    async fn a_request_travels_its_whole_life_on_pages(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        for (role, name) in [("order_originator", "Olga"), ("order_approver", "Anne"), ("system_processor", "Pia")] {
            app.person(&format!("facilitron.{role}"), name, &[lincoln]).await;
        }
        let tom = app.person("facilitron.maintenance_technician", "Tom", &[lincoln]).await.to_string();
        let (mut olga, mut anne) = (Browser::of(&app, "olga").await, Browser::of(&app, "anne").await);
        let (mut pia, mut tom_at) = (Browser::of(&app, "pia").await, Browser::of(&app, "tom").await);

        let building = lincoln.to_string();
        let again = olga.post("/work-requests/new", &[("building_id", &building), ("description", "brown water")]).await.expect(422);
        again.says("Say in a few words what is wrong.").says("brown water");
        let sent = olga.post("/work-requests/new", &[("building_id", &building), ("title", "Water <through> the ceiling")]).await;
        let at = sent.expect(303).headers["location"].to_str().unwrap().to_owned();
        olga.get(&at).await.expect(200).says("Water &#60;through&#62; the ceiling").says("Needs approval").hides("Approve</button>");

        anne.get(&at).await.expect(200).says("Approve</button>");
        anne.post(&format!("{at}/approval"), &[("decision", "declined")]).await.expect(422).says("the requester reads why");
        anne.post(&format!("{at}/approval"), &[("decision", "approved")]).await.leads_to(&at);
        let late = anne.post(&format!("{at}/approval"), &[("decision", "declined"), ("reason", "roof project")]).await;
        let late = late.expect(409).says("Anne approved it").says("roof project");
        late.says("This request is “Unassigned” now: only what waits for approval can be decided.");

        pia.get(&format!("{at}/assignees")).await.expect(200).says("Tom").hides("Olga</option>");
        pia.post(&format!("{at}/assignees"), &[("user_ids", &tom)]).await.leads_to(&at);
        tom_at.post(&format!("{at}/responses"), &[("text", "On my way"), ("private", "true")]).await.leads_to(&at);
        olga.get(&at).await.expect(200).hides("On my way").hides("responded privately");
        pia.get(&at).await.expect(200).says("On my way").says("assigned Tom");

        tom_at.post(&format!("{at}/hold"), &[("reason", "Waiting for a part"), ("until", "2020-01-01")]).await.expect(422).says("Waiting for a part");
        tom_at.post(&format!("{at}/hold"), &[("reason", "Waiting for a part"), ("until", "2026-04-01")]).await.leads_to(&at);
        olga.get(&at).await.expect(200).says("Waiting for a part").says("Apr 1");
        tom_at.post(&format!("{at}/release"), &[]).await.leads_to(&at);
        let wrong = [("action_taken", "Replaced the valve"), ("cost_kind", "other"), ("cost_note", "valve"), ("cost_amount", "many")];
        tom_at.post(&format!("{at}/resolution"), &wrong).await.expect(422).says("Replaced the valve").says("Is no amount");
        let right = [("action_taken", "Replaced the valve"), ("cost_kind", "other"), ("cost_note", "valve"), ("cost_amount", "1,012.50")];
        tom_at.post(&format!("{at}/resolution"), &right).await.leads_to(&at);
        pia.get(&at).await.expect(200).says("To review").says("$1,012.50").says("Finalize</button>");
        olga.get(&at).await.expect(200).hides("1,012.50").hides("entered a cost");
        pia.post(&format!("{at}/finalization"), &[]).await.leads_to(&at);
        pia.post(&format!("{at}/reopening"), &[("reason", "It drips again")]).await.leads_to(&at);
        pia.get(&at).await.expect(200).says("It drips again").says("In hand");
    }

    async fn a_report_that_is_sent_twice_is_one(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await.to_string();
        app.person("facilitron.order_originator", "Olga", &[lincoln.parse().unwrap()]).await;
        let mut olga = Browser::of(&app, "olga").await;
        let once = olga.get("/work-requests/new").await.expect(200).once();
        let mut places = vec![];
        for title in ["Leak", "Leak", "Leaking tap"] {
            let form = [("building_id", lincoln.as_str()), ("title", title), ("once", &once)];
            let sent = olga.post("/work-requests/new", &form).await.expect(303);
            places.push(sent.headers["location"].to_str().unwrap().to_owned());
        }
        assert_eq!(places[0], places[1]);
        assert_ne!(places[1], places[2], "another text is another report");
        olga.get("/work-requests").await.expect(200).says("Open <span class=\"count\">2</span>");
    }

    async fn the_list_is_narrowed_by_its_address(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        for (title, building) in [("Leaking tap", lincoln), ("Broken desk", adams), ("Dripping roof", lincoln)] {
            pia.post("/work-requests", json!({"title": title, "building_id": building})).await.expect(201);
            app.wait_minutes(1);
        }
        let mut desk = Browser::of(&app, "pia").await;
        desk.get("/work-requests").await.expect(200).says("Leaking tap").says("Broken desk").says("Open <span class=\"count\">3</span>");
        let narrowed = desk.get(&format!("/work-requests?building_id={lincoln}")).await.expect(200);
        narrowed.says("Leaking tap").hides("Broken desk").says("Building: Lincoln High");
        desk.get("/work-requests?q=drip").await.expect(200).says("Dripping roof").hides("Leaking tap");
        desk.get("/work-requests?state=finalized").await.expect(200).says("Nothing here right now");
        desk.get("/work-requests?q=zebra").await.expect(200).says("Nothing matches").says("Search in all states");
        desk.get("/work-requests?due=none&opened=today&sort=oldest&state=all").await.expect(200).says("Broken desk");
        for bad in ["building_id=x", "state=gone", "sort=up", "due=2026-13-01", "opened=never", "after=zzz", "nothing=1"] {
            desk.get(&format!("/work-requests?{bad}")).await.expect(422);
        }
        let choices = desk.get("/work-requests/choices/building_id?letters=adams").await.expect(200);
        choices.says("Adams Elementary").hides("Lincoln High");
        let narrowed = "/work-requests/choices/building_id?state=all&state=on_hold&sort=oldest&letters=adams";
        desk.get(narrowed).await.expect(200).says("Adams Elementary").hides("Lincoln High").says(r#"value="on_hold""#);
        desk.get("/work-requests/choices/secret").await.expect(404);
    }

    async fn a_list_offers_only_what_its_reader_may_know(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        app.person("facilitron.system_processor", "Pia", &[adams]).await;
        let mut desk = Browser::of(&app, "olga").await;
        let list = desk.get("/work-requests").await.expect(200);
        list.says("No work requests yet").hides("Needs approval <span").hides("Overdue");
        desk.get("/work-requests?due=overdue").await.expect(403);
        desk.get("/work-requests/choices/building_id").await.expect(200).says("Lincoln High").hides("Adams");
        desk.get("/work-requests/choices/requested_by").await.expect(200).says("Olga").hides("Pia");
        desk.get(&format!("/work-requests?building_id={adams}")).await.expect(200).hides("Adams");
        let form = desk.get("/work-requests/new").await.expect(200);
        form.says("Lincoln High").hides("Adams").hides("On behalf of").hides("name=\"due_at\"");
        desk.post("/work-requests/new", &[("title", "Nowhere")]).await.expect(422).says("Choose where it is.");
    }

    async fn a_form_offers_every_building_in_which_one_reports_however_many_one_reads(db: TestDb) {
        let app = TestApp::new(db).await;
        for number in 0..130 {
            app.building(&format!("Hall {number:03}")).await;
        }
        let zeta = app.building("Zeta Annex").await;
        app.role("test.reporter", json!({"buildings.read": "any", "work.maintenance.read": "buildings",
            "work.maintenance.create": "buildings"})).await;
        app.person("test.reporter", "Rita", &[zeta]).await;
        let mut desk = Browser::of(&app, "rita").await;
        desk.get("/work-requests/new").await.expect(200).says("Zeta Annex").hides("Hall 0").hides("/new/buildings?q=");
        desk.get("/work-requests/new/buildings?q=hall").await.expect(200).hides("Hall");
        desk.get("/work-requests/new/buildings?q=annex").await.expect(200).says("Zeta Annex");
    }

    async fn a_deleted_request_comes_back_by_undo(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let id = ada.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let mut desk = Browser::of(&app, "ada").await;
        let at = format!("/work-requests/{id}");
        desk.post(&format!("{at}/deletion"), &[("version", "99")]).await.expect(409);
        desk.post(&format!("{at}/deletion"), &[("version", "1")]).await.leads_to("/work-requests");
        desk.get("/work-requests").await.expect(200).says("deleted").says(&format!("action=\"{at}/restoration\""));
        desk.get(&at).await.expect(404);
        desk.post(&format!("{at}/restoration"), &[]).await.leads_to(&at);
        desk.get(&at).await.expect(200).says("Leak");
        desk.post(&format!("{at}/restoration"), &[]).await.expect(404);
    }

    async fn columns_are_remembered(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201);
        let mut desk = Browser::of(&app, "pia").await;
        desk.get("/work-requests").await.expect(200).says("class=\"d\"").hides("class=\"r\"");
        let form = [("column", "requester"), ("column", "updated"), ("view", "state=all")];
        desk.post("/work-requests/columns", &form).await.leads_to("/work-requests?state=all");
        desk.get("/work-requests").await.expect(200).says("class=\"r\"").hides("class=\"d\"");
    }

    async fn an_edit_changes_what_was_changed_and_keeps_what_was_typed(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let new = json!({"title": "Leak", "description": "brown", "building_id": lincoln, "due_at": "2026-03-09T20:15:00Z"});
        let id = pia.post("/work-requests", new).await.expect(201).id();
        let (at, api) = (format!("/work-requests/{id}/edit"), format!("/work-requests/{id}"));
        let mut desk = Browser::of(&app, "pia").await;
        let form = desk.get(&at).await.expect(200);
        let hidden = |name: &str| {
            let rest = form.text.split_once(&format!("name=\"{name}\" value=\"")).unwrap().1;
            rest.split_once('"').unwrap().0.replace("&#34;", "\"")
        };
        let (version, was, building, me) = (hidden("version"), hidden("was"), lincoln.to_string(), pia.id.to_string());
        let typed = |title: &'static str, version: &str, was: &str| {
            let fields = [
                ("version", version.to_owned()), ("was", was.to_owned()), ("title", title.to_owned()), ("description", "brown".into()),
                ("location", String::new()), ("building_id", building.clone()), ("resource_id", String::new()),
                ("request_type_id", String::new()), ("requested_by", me.clone()), ("due_at", "2026-03-09".into()),
            ];
            fields.to_vec()
        };
        async fn send(desk: &mut Browser<'_>, at: &str, fields: &[(&'static str, String)]) -> crate::browser::Page {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            desk.post(at, &fields).await
        }
        send(&mut desk, &at, &typed("", &version, &was)).await.expect(422).says("Say in a few words");
        pia.patch(&api, json!({"location": "second floor"})).await.expect(200);
        let late = send(&mut desk, &at, &typed("Big leak", &version, &was)).await.expect(409);
        let late = late.says("Pia changed this request").says("Big leak").says("second floor");
        let again = |name: &str| {
            let rest = late.text.split_once(&format!("name=\"{name}\" value=\"")).unwrap().1;
            rest.split_once('"').unwrap().0.replace("&#34;", "\"")
        };
        let mut fields = typed("Big leak", &again("version"), &again("was"));
        fields[4].1 = "second floor".into();
        send(&mut desk, &at, &fields).await.leads_to(&api);
        let now = pia.get(&api).await.expect(200).body;
        assert_eq!((&now["title"], &now["location"], &now["description"]), (&json!("Big leak"), &json!("second floor"), &json!("brown")));
        assert_eq!(now["due_at"], "2026-03-09T20:15:00Z", "an unchanged date keeps its time of day");
    }

    async fn a_view_is_saved_under_a_name_renamed_and_forgotten(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201);
        app.person("facilitron.system_processor", "Ben", &[]).await;
        let mut desk = Browser::of(&app, "pia").await;
        desk.post("/work-requests/columns", &[("column", "requester")]).await.leads_to("/work-requests");
        desk.post("/work-requests/views", &[("name", ""), ("query", "state=all")]).await.expect(422).says("This is needed.");
        let saved = desk.post("/work-requests/views", &[("name", "Mine"), ("query", "state=all")]).await.expect(303);
        let href = saved.headers["location"].to_str().unwrap().to_owned();
        desk.post("/work-requests/columns", &[("column", "age")]).await.leads_to("/work-requests");
        desk.get(&href).await.expect(200).says("Mine").says("class=\"r\"").hides("class=\"a\"");
        Browser::of(&app, "ben").await.get(&href).await.expect(200).hides("Mine").says("Leak");
        let id = href.rsplit_once('=').unwrap().1.to_owned();
        desk.get(&format!("/work-requests/views?state=all&view={id}")).await.expect(200).says("Mine");
        let renamed = desk.post(&format!("/work-requests/views/{id}"), &[("name", "All of mine"), ("query", "")]).await;
        renamed.leads_to(&format!("/work-requests?view={id}"));
        desk.post(&format!("/work-requests/views/{id}/deletion"), &[]).await.leads_to("/work-requests");
        desk.get("/work-requests").await.expect(200).says("deleted");
        desk.get("/work-requests/views").await.expect(200).hides("All of mine");
        desk.post(&format!("/work-requests/views/{id}/deletion"), &[]).await.expect(404);
    }

    async fn an_export_has_all_rows_of_the_view_and_no_formulas(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        for (title, building) in [("=1+1", lincoln), ("Broken desk", adams), ("Roof, \"wet\"", lincoln)] {
            pia.post("/work-requests", json!({"title": title, "building_id": building})).await.expect(201);
            app.wait_minutes(1);
        }
        let mut desk = Browser::of(&app, "pia").await;
        desk.post("/work-requests/columns", &[("column", "requester")]).await.leads_to("/work-requests");
        let file = desk.get(&format!("/work-requests.csv?building_id={lincoln}")).await.expect(200);
        assert_eq!(
            file.text,
            "No.,What,Building,Type,State,Requester\r\n3,\"Roof, \"\"wet\"\"\",Lincoln High,,Unassigned,Pia\r\n1,'=1+1,Lincoln High,,Unassigned,Pia\r\n"
        );
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        desk.get("/work-requests.csv?state=gone").await.expect(422);
        let mut hall = Browser::of(&app, "olga").await;
        hall.get("/work-requests.csv").await.expect(200).hides("Broken").hides("Due");
        hall.get("/work-requests.csv?due=none").await.expect(403);
    }

    async fn what_is_deleted_is_listed_for_who_may_restore_it(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        app.person("facilitron.system_processor", "Pia", &[]).await;
        let id = ada.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let mut desk = Browser::of(&app, "ada").await;
        desk.get("/work-requests/deleted").await.expect(200).says("Nothing is deleted");
        desk.post(&format!("/work-requests/{id}/deletion"), &[]).await.leads_to("/work-requests");
        desk.get("/work-requests/deleted").await.expect(200).says("Leak").says("Restore");
        Browser::of(&app, "pia").await.get("/work-requests/deleted").await.expect(403);
    }

    async fn the_start_page_is_where_ones_work_is(db: TestDb) {
        let app = TestApp::new(db).await;
        app.person("facilitron.system_processor", "Pia", &[]).await;
        app.person("facilitron.order_originator", "Olga", &[]).await;
        for name in ["pia", "olga"] {
            Browser::of(&app, name).await.get("/").await.leads_to("/work-requests");
        }
    }
}
