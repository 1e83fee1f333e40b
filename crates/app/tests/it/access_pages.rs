//! Before saving, after it, and long after: previews, the log and who could what, in a browser.
use crate::{
    app::TestApp,
    browser::{Browser, Page},
    people_cast::type_id,
};
use serde_json::json;
use store::params;

const ADMINISTRATOR: &str = "facilitron.system_administrator";

store::for_each_database! {
    async fn a_form_shows_what_saving_would_do_and_then_saves(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.place", json!({"work.maintenance.read": "buildings"})).await;
        let rita = app.person("test.place", "Rita", &[]).await;
        let group = api.post("/building-groups", json!({"name": "North & East", "building_ids": [lincoln]})).await.expect(201).id();
        api.patch(&format!("/users/{rita}"), json!({"building_group_ids": [group]})).await.expect(200);
        api.post("/work-requests", json!({"title": "Leak", "building_id": grant})).await.expect(201);
        let mut ada = Browser::of(&app, "ada").await;
        let at = format!("/building-groups/{group}");
        ada.get(&at).await.expect(200).says(&format!(r#"formaction="{at}/preview""#));
        let (lincoln, grant) = (lincoln.to_string(), grant.to_string());
        let form = [("name", "North & East"), ("building_ids", lincoln.as_str()), ("building_ids", grant.as_str()), ("version", "1")];
        let page = ada.post(&format!("{at}/preview"), &form).await.expect(200);
        let page = page.says("Rita would gain 1 permission.").says("Can access: Grant Middle").says("Maintenance: 1 request at Grant Middle newly seen.").says("accessible buildings, on more than now · 0 → 1 request");
        page.says("North &#38; East").says(&format!(r#"name="building_ids" value="{grant}""#));
        ada.get(&at).await.expect(200).says(r#"name="version" value="1""#);
        let file = ada.post(&format!("{at}/preview?format=csv"), &form).await.expect(200);
        assert!(file.headers["content-disposition"].to_str().unwrap().contains("preview-2026-03-02.csv"));
        ada.post(&at, &form).await.leads_to("/building-groups");
        // where saving would be refused, the form comes back with what was typed
        ada.post(&format!("{at}/preview"), &[("name", ""), ("version", "2")]).await.expect(422).says("This is needed.");
        let person = format!("/people/{rita}");
        ada.get(&format!("{person}/edit")).await.expect(200).says(&format!(r#"formaction="{person}/preview""#));
        let page = ada.post(&format!("{person}/preview"), &[("name", "Rita"), ("user_type_id", "999999")]).await.expect(422);
        page.says("user type");
    }

    async fn who_loses_what_is_said_in_words(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.approver", json!({"work.maintenance.read": "buildings", "work.maintenance.approve": "buildings",
            "work.maintenance.update": "buildings", "work.maintenance.assign": "buildings"})).await;
        let anne = app.person("test.approver", "Anne", &[lincoln, grant]).await;
        let plumbing = api.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id();
        for process in [json!({"building_id": grant, "tiers": [{"user_ids": [api.id]}, {"user_ids": [anne]}]}),
            json!({"request_type_id": plumbing, "tiers": [{"user_ids": [anne]}]})] {
            api.post("/approval-processes", process).await.expect(201);
        }
        for building in [lincoln, lincoln, grant] {
            api.post("/work-requests", json!({"title": "Leak", "building_id": building})).await.expect(201);
        }
        let mut ada = Browser::of(&app, "ada").await;
        let user_type = type_id(&app, "test.approver").await.to_string();
        let form = |places: &[i64]| -> Vec<(&'static str, String)> {
            let fixed = [("name", "Anne".to_owned()), ("user_name", "anne".into()), ("email", "anne@district.example".into()), ("user_type_id", user_type.clone())];
            fixed.into_iter().chain(places.iter().map(|id| ("building_ids", id.to_string()))).collect()
        };
        let mut preview = async |places: &[i64]| {
            let fields = form(places);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            ada.post(&format!("/people/{anne}/preview"), &fields).await.expect(200)
        };
        // one building less
        let page = preview(&[lincoln]).await.says("Anne would lose 4 permissions.").says("Can not access any more: Grant Middle");
        let page = page.says("Maintenance: 1 request at Grant Middle no longer seen.").says("Maintenance requests</h3>");
        let page = page.says("accessible buildings, on less than now · 3 → 2 requests").hides("<table").says("Loses</h2>").hides("Gains</h2>");
        page.says("Maintenance: step 2 of 2 of the approval process of Grant Middle").hides("Plumbing");
        // none at all: where the process of a type applies, its name stands there
        let page = preview(&[]).await.says("Maintenance: 3 requests at Grant Middle, Lincoln High no longer seen.");
        page.says("Maintenance: step 1 of 1 of the approval process of Plumbing requests");
        // what stays granted and reaches nothing any more is told once
        let over = json!({"overrides": {"work.maintenance.update": {"value": "any"}}});
        api.patch(&format!("/users/{anne}"), over).await.expect(200);
        let at = format!("/people/{anne}/overrides/preview");
        let form = [("key", "work.maintenance.read"), ("grants.work.maintenance.read", "none"), ("until", "")];
        let page = ada.post(&at, &form).await.expect(200).says("Anne would lose 1 permission.").says("accessible buildings → none · 3 → 0 requests");
        page.says("Stay as they are, and reach other requests</h2>").says("Update, ").says("<small>3 → 0 requests</small>");
    }

    async fn every_form_about_access_shows_what_saving_would_do(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.place", json!({"work.maintenance.read": "own"})).await;
        let rita = app.person("test.place", "Rita", &[lincoln]).await;
        api.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201);
        let mut ada = Browser::of(&app, "ada").await;

        // a user type, of which the form shows a few lines only
        let user_type = type_id(&app, "test.place").await;
        let at = format!("/user-types/{user_type}");
        ada.get(&format!("{at}?q=read")).await.expect(200).says(&format!(r#"formaction="{at}/preview?q=read""#));
        let form = [("name", "Place <1>"), ("signs_in", "true"), ("version", "1"), ("grants.work.maintenance.read", "buildings")];
        let page = ada.post(&format!("{at}/preview?q=read"), &form).await.expect(200);
        let page = page.says("Rita would gain 1 permission and lose 1.").says("Maintenance requests</h3>").says("Read (Request and public responses)<small>own → accessible buildings · 0 → 1 request").says("Read (Request and public responses)<small>own → accessible buildings</small>").says("Maintenance: 1 more request is seen.");
        let page = page.says(&format!(r#"action="{at}?q=read""#)).says(&format!(r#"formaction="{at}/preview?q=read&#38;back=true""#));
        page.says(r#"name="grants.work.maintenance.read" value="buildings""#).says(r#"value="Place &#60;1&#62;""#);
        let page = ada.post(&format!("{at}/preview?q=read&back=true"), &form).await.expect(200);
        let page = page.says(r#"name="grants.work.maintenance.read" value="buildings" checked"#).says(r#"value="Place &#60;1&#62;""#);
        page.hides("grants.todo.view").says(&format!(r#"action="{at}?q=read""#));
        ada.post(&format!("{at}/preview"), &[("name", ""), ("version", "1")]).await.expect(422).says("This is needed.");
        let file = ada.post(&format!("{at}/preview?q=read&format=csv"), &form).await.expect(200);
        assert!(file.text.contains("Rita,gains,work.maintenance.read,own,buildings,0,1,true"), "{}", file.text);
        ada.post(&at, &form).await.leads_to(&at);
        ada.post(&format!("{at}/preview"), &form).await.expect(409).says("Ada changed this user type");

        // a team that is there, and a new one
        let team = api.post("/teams", json!({"name": "Crew"})).await.expect(201).id();
        let (at, id) = (format!("/teams/{team}"), rita.to_string());
        ada.get(&format!("{at}/edit")).await.expect(200).says(&format!(r#"formaction="{at}/preview""#));
        ada.get("/teams/new").await.expect(200).says(r#"formaction="/teams/new/preview""#);
        let administrator = type_id(&app, ADMINISTRATOR).await.to_string();
        let form = [("name", "Heads"), ("member_ids", id.as_str()), ("user_type_ids", administrator.as_str()), ("version", "1")];
        for at in [&at, "/teams/new"] {
            let page = ada.post(&format!("{at}/preview"), &form).await.expect(200).says("Rita would gain ").says("Gains</h2>").hides("Loses</h2>");
            page.says("Administer").says(&format!(r#"name="member_ids" value="{id}""#));
            let page = ada.post(&format!("{at}/preview?back=true"), &form).await.expect(200).says(r#"value="Heads""#);
            page.says(&format!(r#"name="member_ids" value="{id}" checked"#)).says(&format!(r#"value="{administrator}" selected"#));
        }
        ada.post(&format!("{at}/preview"), &[("name", "Heads"), ("version", "7")]).await.expect(409).says(r#"value="Heads""#);
        ada.post("/teams/new/preview", &[("name", "crew")]).await.expect(422).says("Is the name of another team.");
        assert_eq!(api.get("/teams").await.expect(200).body["items"].as_array().unwrap().len(), 1);

        // an override, and without it
        let at = format!("/people/{rita}/overrides");
        ada.get(&format!("{at}/new?key=todo.view")).await.expect(200).says(&format!(r#"formaction="{at}/preview""#));
        let version = api.get(&format!("/users/{rita}")).await.expect(200).body["version"].to_string();
        let form = [("key", "todo.view"), ("grants.todo.view", "true"), ("until", "2026-12-31"), ("version", version.as_str())];
        ada.post(&format!("{at}/preview"), &form).await.expect(200).says("no → yes").says(r#"name="until" value="2026-12-31""#);
        let page = ada.post(&format!("{at}/preview?back=true"), &form).await.expect(200).says(r#"value="2026-12-31""#);
        page.says(r#"name="grants.todo.view" value="true" checked"#);
        let bad = [("key", "todo.view"), ("grants.todo.view", "true"), ("until", "soon")];
        ada.post(&format!("{at}/preview"), &bad).await.expect(422).says("Must be a date").says(r#"value="soon""#);
        ada.post(&format!("{at}/preview"), &[("key", "no.such")]).await.expect(404);
        ada.post(&at, &form).await.leads_to(&at);
        ada.get(&at).await.expect(200).says(&format!(r#"formaction="{at}/deletion/preview""#));
        let page = ada.post(&format!("{at}/deletion/preview"), &[("key", "todo.view")]).await.expect(200).says("yes → no");
        page.says(&format!(r#"action="{at}/deletion""#)).says("Remove</button>");
        ada.post(&format!("{at}/deletion/preview?back=true"), &[("key", "todo.view")]).await.expect(200).says(&format!(r#"formaction="{at}/deletion/preview""#));

        // a person, whose form keeps what was typed
        let at = format!("/people/{rita}");
        let form = [("name", "Rita R"), ("user_name", "rita"), ("email", "rita@district.example"), ("user_type_id", administrator.as_str()), ("phones", "1")];
        ada.post(&format!("{at}/preview"), &form).await.expect(200).says("Rita would gain ").says("Can not access any more: Lincoln High");
        ada.post(&format!("{at}/preview?back=true"), &form).await.expect(200).says(r#"value="Rita R""#).says(&format!(r#"value="{administrator}" selected"#));
    }

    async fn the_log_is_read_and_a_change_taken_back_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let rita = app.person("facilitron.order_originator", "Rita", &[]).await;
        let change = json!({"building_ids": [lincoln], "overrides": {"todo.view": {"value": true, "until": "2026-12-31"}}});
        api.patch(&format!("/users/{rita}"), change).await.expect(200);
        let mut ada = Browser::of(&app, "ada").await;
        let page = ada.get("/access/changes").await.expect(200);
        page.says("person changed").says("building: added Lincoln High").says("yes until 2026-12-31").says("Take back");
        let id = api.get("/access/changes").await.expect(200).body["items"][0]["id"].to_string();
        let revert = format!("/access/changes/{id}/reversion");
        ada.post(&revert, &[]).await.leads_to("/access/changes");
        ada.get("/access/changes").await.expect(200).says("The change of Rita is taken back.").says("was taken back");
        ada.post(&revert, &[]).await.expect(409).says("It is as it was before already.");
        ada.get("/access/changes?kind=team").await.expect(200).says("No changes");
        let file = ada.get("/access/changes.csv?kind=user").await.expect(200);
        assert_eq!(file.text.lines().count(), 3, "{}", file.text);
        let mut rita = Browser::of(&app, "rita").await;
        rita.get("/access/changes").await.expect(200).hides("Take back</button>");
        rita.get("/access/who-could").await.expect(403);
    }

    async fn the_log_is_narrowed_to_who_made_the_changes(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let bea = app.as_role(ADMINISTRATOR, "Bea", &[]).await;
        app.role("test.lead", json!({"users.administer": "buildings", "users.read": "buildings"})).await;
        app.person("test.lead", "Lea", &[lincoln]).await;
        app.role("test.place", json!({"work.maintenance.read": "own"})).await;
        let (rita, rob) = (app.person("test.place", "Rita", &[lincoln]).await, app.person("test.place", "Rob", &[grant]).await);
        ada.patch(&format!("/users/{rita}"), json!({"phones": ["555 0101"]})).await.expect(200);
        bea.patch(&format!("/users/{rob}"), json!({"phones": ["555 0102"]})).await.expect(200);
        let kind = type_id(&app, "test.place").await;
        ada.patch(&format!("/user-types/{kind}"), json!({"name": "Place"})).await.expect(200);
        let (by_ada, by_bea) = (format!(r#"<option value="{}""#, ada.id), format!(r#"<option value="{}""#, bea.id));

        let mut pages = Browser::of(&app, "ada").await;
        pages.get("/access/changes").await.expect(200).says(&by_ada).says(&by_bea);
        // as a form without scripts sends it: whoever is not asked for stays on offer, and nothing else is narrowed
        let page = pages.get(&format!("/access/changes?kind=&actor_id={}&from=&thru=", bea.id)).await.expect(200);
        let page = page.says(&format!(r#"{by_bea} selected"#)).says(&by_ada).says(">Rob</a>").hides(">Rita</a>");
        page.says(&format!("/access/changes.csv?actor_id={}", bea.id));
        pages.get(&format!("/access/changes?user_id={rita}")).await.expect(200).says("Changes of Rita").hides(&by_bea);
        // a reader is offered those alone whose changes they read, and to take back what they could change
        let mut pages = Browser::of(&app, "lea").await;
        let page = pages.get("/access/changes").await.expect(200).says(&by_ada).hides(&by_bea).hides(">Rob</a>");
        page.says("user type changed").says("Take back this change of Rita").hides("Take back this change of Place");
    }

    async fn of_many_people_each_is_told_in_words_and_the_file_tells_all(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.place", json!({"work.maintenance.read": "any", "work.maintenance.update": "any", "work.maintenance.view_assignments": true})).await;
        for name in ["Rita", "Rob"] {
            app.person("test.place", name, &[lincoln]).await;
        }
        api.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201);
        api.post("/work-requests", json!({"title": "Drip", "building_id": app.building("Grant Middle").await})).await.expect(201);
        let mut ada = Browser::of(&app, "ada").await;
        let at = format!("/user-types/{}", type_id(&app, "test.place").await);
        let form = [("name", "Place"), ("signs_in", "true"), ("version", "1"), ("grants.work.maintenance.read", "buildings")];
        let page = ada.post(&format!("{at}/preview?q=read"), &form).await.expect(200).says("This changes something for 2 people.");
        let page = page.says("<h3>Loses</h3><h4>Maintenance requests</h4>").says("any → accessible buildings · 2 → 1 request").says("yes, on less than now · 2 → 1 request");
        page.says("Update<small>2 → 1 request</small>").hides("yes → yes").hides("are counted that are in your buildings");
        let file = ada.post(&format!("{at}/preview?q=read&format=csv"), &form).await.expect(200).text;
        assert!(file.contains("Rita,loses,work.maintenance.read,any,buildings,2,1,true"), "{file}");
        assert!(file.contains("Rita,reaches,work.maintenance.update,,,2,1,true"), "{file}");
        assert!(file.contains(",,mails_a_day,,"), "{file}");
        // what else the page tells is in the file too
        let rita = api.get("/users?q=rita").await.expect(200).body["items"][0]["id"].clone();
        let form = [("name", "Rita"), ("user_name", "rita"), ("email", "rita@district.example"), ("user_type_id", at.rsplit('/').next().unwrap())];
        let file = ada.post(&format!("/people/{rita}/preview?format=csv"), &form).await.expect(200).text;
        assert!(file.contains("Rita,loses_buildings,,Lincoln High,"), "{file}");
    }

    async fn who_could_what_is_asked_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.person("facilitron.order_approver", "Anne", &[lincoln]).await;
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/access/who-could").await.expect(200).says("Lincoln High").says("Access review (CSV)").hides("h-answer");
        let asked = format!("/access/who-could?key=work.maintenance.approve&building_id={lincoln}");
        ada.get(&format!("{asked}&on=")).await.expect(200).says("2 people").says("Anne").says("Order Approver");
        ada.get(&format!("{asked}&on=2027-01-01")).await.expect(422).says("Must not be after today");
        ada.get(&format!("{asked}&on=")).await.expect(200).says("Maintenance · Approve or Decline at Lincoln High, today");
        ada.get("/access/who-could?key=work.maintenance.approve&building_id=").await.expect(422).says("Choose a building.");
        ada.get(&format!("/access/who-could?key=&building_id={lincoln}")).await.expect(422).says("Choose a permission.");
        ada.get("/access/review.csv").await.expect(200).says("Anne");
    }

    async fn everybody_who_changed_something_on_the_days_is_offered(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let (ada, bea) = (app.as_role(ADMINISTRATOR, "Ada", &[]).await, app.as_role(ADMINISTRATOR, "Bea", &[]).await);
        let rita = app.person("facilitron.order_originator", "Rita", &[]).await;
        ada.patch(&format!("/users/{rita}"), json!({"building_ids": []})).await.expect(200);
        ada.patch(&format!("/users/{rita}"), json!({"name": "Rita Ray"})).await.expect(200);
        ada.patch(&format!("/users/{}", bea.id), json!({"name": "Bea Bell"})).await.expect(200);
        app.wait_minutes(2 * 24 * 60);
        // so much by one person that nothing of the other is among the newest
        let (at, by) = (app.app.now().as_microsecond(), bea.id);
        let write = db.write::<_, store::Error, _>(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO history (at, actor_id, subject_kind, subject_id, action, changes) VALUES ($1, $2, 'building', $3, 'updated', '[]')";
                tx.exec_many(sql, (0..4_100).map(|_| params![at, by, lincoln]).collect()).await?;
                // what is not in the log offers nobody
                let other = "INSERT INTO history (at, actor_id, subject_kind, subject_id, action, changes) VALUES ($1, $2, 'request_type', 1, 'updated', '[]')";
                tx.exec(other, params![at, rita]).await
            })
        });
        write.await.unwrap();
        let option = |id: i64| format!("<option value=\"{id}\"");
        let mut hers = Browser::of(&app, "ada").await;
        let offered = |page: Page| [ada.id, bea.id, rita].map(|id| page.text.contains(&option(id)));
        for (asked, expected) in [
            ("", [true, true, false]),
            ("?kind=user", [true, false, false]),
            ("?kind=building", [false, true, false]),
            ("?action=deleted", [false, false, false]),
            ("?from=2026-03-02&thru=2026-03-02", [true, false, false]),
            ("?from=2026-03-03", [false, true, false]),
            ("?kind=building&subject_id=1", [false, lincoln == 1, false]),
        ] {
            assert_eq!(offered(hers.get(&format!("/access/changes{asked}")).await.expect(200)), expected, "{asked}");
        }
        let subject = format!("/access/changes?user_id={rita}");
        assert_eq!(offered(hers.get(&subject).await.expect(200)), [true, false, false]);
        // who sees only what is their own hears of nobody else's changes
        let mut own = Browser::of(&app, "rita").await;
        assert_eq!(offered(own.get("/access/changes?thru=2026-03-02").await.expect(200)), [true, false, false]);
        assert_eq!(offered(own.get("/access/changes?from=2026-03-03").await.expect(200)), [false, false, false]);
    }
}
