//! The pages of teams and of individual overrides, at a browser.
use crate::{
    app::TestApp,
    browser::Browser,
    people_cast::{clerk, team, type_id, user_type},
};
use serde_json::json;
use store::{Dialect, testing::statements};

const ADMINISTRATOR: &str = "facilitron.system_administrator";

store::for_each_database! {
    async fn a_team_is_put_together_and_says_what_each_member_gets(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await.to_string();
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[]).await.to_string();
        let bea = app.person(ADMINISTRATOR, "Bea", &[]).await.to_string();
        let approver = type_id(&app, "facilitron.order_approver").await.to_string();
        let mut hers = Browser::of(&app, "ada").await;
        hers.get("/teams").await.expect(200).says("No teams here");
        let page = hers.post("/teams", &[("name", "Principals"), ("search", "olg"), ("press", "find"), ("user_type_ids", &approver)]).await.expect(200);
        page.says(&format!("name=\"member_ids\" value=\"{olga}\"")).says("value=\"Principals\"").says(&format!("value=\"{approver}\" selected"));
        hers.post("/teams", &[("name", "Principals"), ("search", "nobody at all"), ("press", "find")]).await.expect(200).says("Nobody else has these letters");
        let mut form = vec![("name", ""), ("member_ids", olga.as_str()), ("member_ids", &bea), ("user_type_ids", &approver), ("building_ids", &lincoln), ("lead_id", &bea)];
        hers.post("/teams", &form).await.expect(422).says("This is needed.").says(&format!("value=\"{olga}\" checked"));
        form[0].1 = "Principals";
        let made = hers.post("/teams", &form).await.expect(303);
        let at = made.headers["location"].to_str().unwrap().to_owned();
        let page = hers.get(&at).await.expect(200).says("Principals is added.").says("Lincoln High").says("Order Approver");
        // who holds everything gets the building alone; Olga gets to approve too
        page.says("Gains one thing by it").says("Approve").says("Maintenance requests");
        hers.get("/teams").await.expect(200).says("led by Bea").says("2 people");
        hers.post(&at, &[("name", "Heads"), ("version", "7")]).await.expect(409).says("value=\"Heads\"");
        hers.post(&at, &[("name", "Heads"), ("version", "1"), ("member_ids", &olga)]).await.leads_to(&at);
        let stored = ada.get(&at).await.expect(200).body;
        assert_eq!(stored["member_ids"], json!([olga.parse::<i64>().unwrap()]));
        assert_eq!(stored["user_type_ids"], json!([]));
        hers.get(&at).await.expect(200).says("Gets nothing by it that they do not have anyway.").says("One member keeps what they have by other ways");
        hers.post(&format!("{at}/deletion"), &[]).await.leads_to("/teams");
        hers.get(&at).await.expect(404);
    }

    async fn who_keeps_people_keeps_members_only(db: TestDb) {
        let app = TestApp::new(db).await;
        clerk(&app).await;
        app.person("test.clerk", "Cleo", &[]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[]).await.to_string();
        let crew = format!("/teams/{}", team(&app, "Crew", &[]).await);
        let admins = format!("/teams/{}", team(&app, "Admins", &[type_id(&app, ADMINISTRATOR).await]).await);
        let mut cleo = Browser::of(&app, "cleo").await;
        cleo.get("/teams").await.expect(200).says("Crew").hides("/teams/new");
        cleo.get("/teams/new").await.expect(403);
        cleo.get(&format!("{crew}/edit")).await.expect(200).hides("name=\"name\"").hides("user_type_ids");
        cleo.post(&crew, &[("name", "Mine"), ("member_ids", &olga), ("version", "1")]).await.leads_to(&crew);
        cleo.get(&crew).await.expect(200).says("Olga").says("Crew").hides("Mine").hides("/deletion");
        cleo.post(&admins, &[("member_ids", &olga), ("version", "1")]).await.expect(403).says("You cannot give what you do not hold yourself.");
        cleo.post(&format!("{crew}/deletion"), &[]).await.expect(403);
        app.person("facilitron.system_processor", "Pia", &[]).await;
        let mut pia = Browser::of(&app, "pia").await;
        // she reads people and may see who is in a team, but not what each of them holds
        pia.get(&crew).await.expect(200).says("Olga").hides("Gets nothing").hides("/edit");
        pia.get(&format!("{crew}/edit")).await.expect(403);
        pia.post(&crew, &[("member_ids", &olga)]).await.expect(403);
        pia.post("/teams/0", &[]).await.expect(404);
    }

    async fn an_override_is_added_changed_and_removed(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[]).await;
        let at = format!("/people/{olga}/overrides");
        let mut hers = Browser::of(&app, "ada").await;
        hers.get("/overrides").await.expect(200).says("No overrides");
        hers.get(&at).await.expect(200).says("None: their user type and teams say it all.").says("value=\"work.maintenance.approve\"");
        hers.get(&format!("{at}/new?key=no.such")).await.expect(404);
        hers.get(&format!("{at}/new?key=users.read")).await.expect(200).says("Their own user type says: None.");
        let form = |value, until| vec![("key", "users.read"), ("grants.users.read", value), ("until", until)];
        hers.post(&at, &form("sideways", "")).await.expect(422).says("Must be one of none, buildings, any.");
        hers.post(&at, &form("any", "soon")).await.expect(422).says("Must be a date").says("value=\"any\" checked").says("value=\"soon\"");
        // it would be over before it began
        hers.post(&at, &form("any", "2026-03-01")).await.expect(422).says("Must be today or later.").says("value=\"2026-03-01\"");
        hers.post(&at, &form("any", "2026-03-09")).await.leads_to(&at);
        hers.get(&at).await.expect(200).says("Read Users is overridden now.").says("until Mar 9");
        let stored = ada.get(&format!("/users/{olga}")).await.expect(200).body;
        assert_eq!(stored["overrides"], json!({"users.read": {"value": "any", "until": "2026-03-09"}}));
        hers.post(&at, &[("key", "user_type.home_page"), ("grants.user_type.home_page", "/nowhere"), ("until", "")]).await.expect(422).says("Is no page");
        ada.patch(&format!("/users/{olga}"), json!({"overrides": {"todo.view": {"value": true, "until": null}}})).await.expect(200);
        hers.get("/overrides").await.expect(200).says("Olga").says("Enable To-do list").says("no end").says("otherwise None");
        hers.get("/overrides?show=soon").await.expect(200).says("Read Users").hides("Enable To-do list");
        hers.get("/overrides?q=to-do").await.expect(200).says("Enable To-do list").hides("Read Users");
        let csv = hers.get("/overrides.csv?show=lasting").await.expect(200);
        assert!(csv.text.contains("Olga,Order Originator,todo.view,User Type: Enable To-do list,Yes,No,\r\n"), "{}", csv.text);
        hers.post(&format!("{at}/deletion"), &[("key", "users.read")]).await.leads_to(&at);
        assert_eq!(ada.get(&format!("/users/{olga}")).await.expect(200).body["overrides"].as_object().unwrap().len(), 1);
        hers.get(&format!("/people/{olga}")).await.expect(200).says("One permission is overridden.");
    }

    async fn overrides_are_seen_and_given_by_who_may(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        user_type(&app, "test.lead", json!({"users.administer": "buildings", "users.read": "any", "todo.view": true})).await;
        app.person("test.lead", "Lea", &[lincoln]).await;
        let near = app.person("facilitron.order_originator", "Nora", &[lincoln]).await;
        let far = app.person("facilitron.order_originator", "Fay", &[adams]).await;
        for id in [near, far] {
            ada.patch(&format!("/users/{id}"), json!({"overrides": {"associations.view": {"value": true}}})).await.expect(200);
        }
        let mut lea = Browser::of(&app, "lea").await;
        lea.get("/overrides").await.expect(200).says("Nora").hides("Fay");
        lea.get("/overrides.csv").await.expect(200).says("Nora").hides("Fay");
        lea.get(&format!("/people/{far}/overrides")).await.expect(403);
        let at = format!("/people/{near}/overrides");
        lea.post(&at, &[("key", "buildings.delete"), ("grants.buildings.delete", "any"), ("until", "")]).await.expect(403).says("You cannot give what you do not hold yourself. (Building &#38; Resource Access: Delete)");
        lea.post(&at, &[("key", "todo.view"), ("grants.todo.view", "false"), ("grants.todo.view", "true"), ("until", "")]).await.leads_to(&at);
        app.person("facilitron.system_processor", "Pia", &[]).await;
        let mut pia = Browser::of(&app, "pia").await;
        pia.get("/overrides").await.expect(403);
        pia.get(&at).await.expect(403);
        pia.get(&format!("/people/{near}")).await.expect(200).hides("Overrides");
    }

    async fn what_is_odd_is_told_with_the_way_to_it(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let mut hers = Browser::of(&app, "ada").await;
        hers.get("/access/lint").await.expect(200).says("Nothing odd").says("shipped user types are nobody&#39;s");
        let odd = json!({"name": "Odd", "grants": {"work.maintenance.can_be_assigned": true}});
        let odd = ada.post("/user-types", odd).await.expect(201).id();
        let lost = app.person("facilitron.read_only_site_staff", "Lost", &[]).await;
        let tiers = json!([{"user_ids": [lost]}]);
        let process = ada.post("/approval-processes", json!({"enforce_order": true, "tiers": tiers})).await.expect(201).id();
        let page = hers.get("/access/lint").await.expect(200).says("Work is given to these people, but they cannot read it: Read (Request and public responses) is none.");
        let page = page.says(&format!("/user-types/{odd}#work-maintenance-can_be_assigned")).says("Nobody has it, and no team gives it.");
        let page = page.says(&format!("/people/{lost}\"")).says("there are none").says(&format!("/approval-processes/{process}\"")).says("All other requests");
        page.says("Nobody who is named in tier 1 could approve.").hides("Nothing odd");
        let told = app::operations::advise(app.app.db(), app.app.now()).await.unwrap();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told.iter().any(|line| line.contains("person") && line.contains(&lost.to_string())), "{told:?}");
        app.person("facilitron.system_processor", "Pia", &[]).await;
        Browser::of(&app, "pia").await.get("/access/lint").await.expect(403);
    }

    async fn the_advice_names_many_processes_with_as_many_questions_as_one(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let lost = app.person("facilitron.read_only_site_staff", "Lost", &[]).await;
        let vacant = async |what: serde_json::Value| {
            let mut process = json!({"tiers": [{"user_ids": [lost]}, {"user_ids": [lost]}]});
            process.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
            ada.post("/approval-processes", process).await.expect(201);
        };
        let lincoln = app.building("Lincoln High").await;
        vacant(json!({"building_id": lincoln})).await;
        let mut hers = Browser::of(&app, "ada").await;
        hers.get("/access/lint").await.expect(200).says("Lincoln High");
        statements::record();
        hers.get("/access/lint").await.expect(200);
        let asked = statements::recorded().len();
        assert_eq!(asked > 0, db.dialect() == Dialect::Sqlite);
        for name in ["Adams Elementary", "Grant Middle"] {
            vacant(json!({"building_id": app.building(name).await})).await;
        }
        for name in ["Roofs", "Boilers"] {
            let of_type = ada.post("/request-types", json!({"name": name})).await.expect(201).id();
            vacant(json!({"request_type_id": of_type})).await;
        }
        // who looks is found anew once after a change
        hers.get("/access/lint").await.expect(200);
        statements::record();
        let page = hers.get("/access/lint").await.expect(200).says("Lincoln High").says("Adams Elementary").says("Grant Middle");
        page.says("Roofs").says("Boilers").says("Nobody who is named in tier 2 could approve.");
        assert_eq!(statements::recorded().len(), asked);
    }
}
