//! The pages of user types, at a browser.
use crate::{
    app::TestApp,
    browser::Browser,
    people_cast::{team, type_id, user_type},
};
use serde_json::json;

const ADMINISTRATOR: &str = "facilitron.system_administrator";

store::for_each_database! {
    async fn a_user_type_is_composed_in_the_editor(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let kind = api.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id().to_string();
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/user-types").await.expect(200).says("Maintenance Technician").says("holds everything").says("1 person has it");
        ada.post("/user-types", &[("name", "tenant"), ("signs_in", "true")]).await.expect(422).says("Is the name of another user type.").says("value=\"tenant\"");
        let made = ada.post("/user-types", &[("name", "Custodian"), ("signs_in", "true")]).await.expect(303);
        let at = made.headers["location"].to_str().unwrap().to_owned();
        let page = ada.get(&at).await.expect(200).says("Custodian is added.").says("Looks up people and their profiles.").says("Plumbing");
        page.says("Maintenance requests").says("name=\"grants.work.maintenance.read\" value=\"none\" checked").hides("{module}");
        let mut form = vec![("name", "Custodian"), ("signs_in", "true"), ("version", "1"), ("grants.work.maintenance.can_be_assigned", "false"),
            ("grants.work.maintenance.can_be_assigned", "true"), ("grants.work.maintenance.read", "own"), ("grants.work.maintenance.create", "sideways"),
            ("shown[]", "work.maintenance.allowed_types"), ("grants.work.maintenance.allowed_types", &kind), ("grants.user_type.home_page", "/people")];
        let page = ada.post(&at, &form).await.expect(422).says("Must be one of none").says("data-stale");
        page.says("name=\"grants.work.maintenance.read\" value=\"own\" checked").says("It does nothing without Resolve.");
        form[6].1 = "buildings";
        ada.post(&at, &form).await.leads_to(&at);
        ada.get(&at).await.expect(200).says("Saved: 5 permissions changed.").says("value=\"/people\" selected").says(&format!("value=\"{kind}\" selected"));
        let stored = api.get(&at).await.expect(200).body;
        assert_eq!(stored["grants"]["work.maintenance.can_be_assigned"], true);
        assert_eq!(stored["grants"]["work.maintenance.allowed_types"], json!([kind.parse::<i64>().unwrap()]));
        // what the form did not show stays
        ada.post(&at, &[("name", "Custodian"), ("signs_in", "true"), ("version", "2"), ("grants.work.maintenance.can_be_assigned", "false")]).await.leads_to(&at);
        let stored = api.get(&at).await.expect(200).body;
        assert_eq!(stored["grants"]["work.maintenance.can_be_assigned"], false);
        assert_eq!(stored["grants"]["work.maintenance.read"], "own");
        ada.post(&at, &[("name", "Custodian"), ("signs_in", "true"), ("version", "3"), ("shown[]", "work.maintenance.allowed_types")]).await.leads_to(&at);
        assert_eq!(api.get(&at).await.expect(200).body["grants"]["work.maintenance.allowed_types"], json!([]));
        ada.get(&format!("{at}?show=granted")).await.expect(200).says("grants.work.maintenance.create").hides("grants.users.read");
        ada.get(&format!("{at}?q=labor+rate")).await.expect(200).says("grants.users.view_labor_rate").hides("grants.users.read\"");
    }

    async fn what_others_did_meanwhile_is_told_and_nothing_is_lost(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = app.as_role(ADMINISTRATOR, "Bea", &[]).await;
        app.person(ADMINISTRATOR, "Ada", &[]).await;
        let at = format!("/user-types/{}", type_id(&app, "fmx.tenant").await);
        api.patch(&at, json!({"name": "Renter", "grants": {"buildings.read": "any", "users.read": "any"}})).await.expect(200);
        let mut ada = Browser::of(&app, "ada").await;
        // opened at version 1, with one change of her own and one that both made
        let form = [("name", "Tenant"), ("signs_in", "true"), ("version", "1"), ("grants.todo.view", "false"), ("grants.todo.view", "true"),
            ("grants.users.read", "buildings"), ("grants.buildings.read", "buildings")];
        let before = api.get(&at).await.expect(200).body["grants"].clone();
        let page = ada.post(&at, &form).await.expect(409).says("Bea changed this user type").says("Bea changed it to Any meanwhile").says("name=\"version\" value=\"2\"");
        let page = page.says("value=\"Renter\"").says("name=\"grants.users.read\" value=\"buildings\" checked");
        page.says("name=\"grants.todo.view\" value=\"true\" checked").says("name=\"grants.buildings.read\" value=\"any\" checked");
        assert_eq!(api.get(&at).await.expect(200).body["grants"], before);
    }

    async fn one_that_shipped_is_reset_after_a_look(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let at = format!("/user-types/{}", type_id(&app, "connexus.technician").await);
        let mut ada = Browser::of(&app, "ada").await;
        let way = format!("href=\"{at}/reset\"");
        ada.get(&at).await.expect(200).hides(&way).hides("/deletion\"");
        ada.get(&format!("{at}/reset")).await.expect(200).says("nothing to reset");
        let shipped = api.get(&at).await.expect(200).body["grants"].clone();
        api.patch(&at, json!({"grants": {"work.maintenance.resolve": "any"}})).await.expect(200);
        ada.get(&at).await.expect(200).says("shipped: Own").says(&way);
        ada.get("/user-types").await.expect(200).says("shipped, changed");
        ada.get(&format!("{at}/reset")).await.expect(200).says("One value goes back").says("Resolve");
        // whom it touches is told before
        app.person("connexus.technician", "Tess", &[]).await;
        let look = ada.post(&format!("{at}/reset/preview"), &[]).await.expect(200);
        look.says("Tess would lose 2 permissions").says("Reset to shipped");
        ada.post(&format!("{at}/reset/preview?back=true"), &[]).await.expect(200).says("One value goes back");
        ada.post(&format!("{at}/reset"), &[]).await.leads_to(&at);
        assert_eq!(api.get(&at).await.expect(200).body["grants"], shipped);
        api.patch(&at, json!({"name": "Fixer"})).await.expect(200);
        ada.get(&at).await.expect(200).hides(&way);
        api.patch(&at, json!({"signs_in": false})).await.expect(200);
        ada.get(&at).await.expect(200).says(&way);
        let own = api.post("/user-types", json!({"name": "Own"})).await.expect(201).id();
        ada.get(&format!("/user-types/{own}/reset")).await.expect(404);
    }

    async fn two_are_compared(db: TestDb) {
        let app = TestApp::new(db).await;
        app.person(ADMINISTRATOR, "Ada", &[]).await;
        let (left, right) = (type_id(&app, "facilitron.order_originator").await, type_id(&app, "facilitron.order_approver").await);
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/user-types/compare").await.expect(200).says("Choose two user types");
        let two = format!("/user-types/compare?left={left}&right={right}");
        ada.get(&two).await.expect(200).says("Order Originator").says("wider").says("Requires approval").hides("View labor rate");
        ada.get(&format!("{two}&all=true")).await.expect(200).says("View labor rate");
        ada.get(&format!("/user-types/compare?left={left}&right={left}")).await.expect(200).says("exactly the same");
        ada.get("/user-types/compare?left=x&right=0").await.expect(200).says("Choose two user types");
    }

    async fn one_is_copied_and_deleted_when_its_people_have_another(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let technician = type_id(&app, "facilitron.maintenance_technician").await;
        let mut ada = Browser::of(&app, "ada").await;
        let made = ada.post(&format!("/user-types/{technician}/copies"), &[]).await.expect(303);
        let at = made.headers["location"].to_str().unwrap().to_owned();
        let id: i64 = at.rsplit('/').next().unwrap().parse().unwrap();
        let cal = api.post("/users", json!({"name": "Cal", "user_type_id": id})).await.expect(201).id();
        let crew = team(&app, "Crew", &[id]).await;
        let deletion = format!("{at}/deletion");
        ada.get(&deletion).await.expect(200).says("1 person has it.").says("1 team gives it");
        ada.post(&deletion, &[("move_to", "")]).await.expect(422).says("Choose what they get.");
        let preview = format!("{deletion}/preview");
        ada.post(&preview, &[("move_to", "")]).await.expect(422).says("Choose what they get.");
        let tenant = type_id(&app, "fmx.tenant").await;
        ada.post(&preview, &[("move_to", &tenant.to_string())]).await.expect(200).says("Cal would");
        ada.post(&format!("{preview}?back=true"), &[("move_to", &tenant.to_string())]).await.expect(200).says("1 person has it.");
        ada.post(&deletion, &[("move_to", "0")]).await.expect(422).says("Is no other user type.");
        ada.post(&deletion, &[("move_to", &id.to_string())]).await.expect(422);
        ada.post(&deletion, &[("move_to", &technician.to_string()), ("version", "7")]).await.expect(409);
        ada.post(&deletion, &[("move_to", &technician.to_string())]).await.leads_to("/user-types");
        ada.get(&at).await.expect(404);
        let cal = api.get(&format!("/users/{cal}")).await.expect(200).body;
        assert_eq!(cal["user_type_id"], technician);
        assert!(cal["worker"].is_object(), "who can be assigned has a worker profile");
        assert_eq!(api.get(&format!("/teams/{crew}")).await.expect(200).body["user_type_ids"], json!([technician]));
        let told = api.get(&format!("/users/{}/history", cal["id"])).await.expect(200).body;
        assert_eq!(told["items"][0]["changes"][0]["to"], technician);
        ada.get(&format!("/user-types/{technician}/deletion")).await.expect(200).says("it stays");
        ada.post(&format!("/user-types/{technician}/deletion"), &[]).await.expect(409);
    }

    async fn nobody_climbs_by_the_successor_of_a_user_type(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let head = json!({"organization.administer": true, "users.administer": "buildings", "users.read": "any", "work.maintenance.read": "buildings"});
        user_type(&app, "test.head", head).await;
        let hal = app.as_role("test.head", "Hal", &[lincoln]).await;
        let administrator = type_id(&app, ADMINISTRATOR).await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let mine = api.post("/user-types", json!({"name": "Mine"})).await.expect(201).id();
        let reader = api.post("/user-types", json!({"name": "Reader", "grants": {"work.maintenance.read": "buildings"}})).await.expect(201).id();
        let near = json!({"name": "Near", "user_type_id": mine, "building_ids": [lincoln]});
        let near = api.post("/users", near).await.expect(201).id();
        let far = api.post("/users", json!({"name": "Far", "user_type_id": mine})).await.expect(201).id();
        // whom he does not administer he moves nowhere, and nobody to more than he holds
        assert_eq!(hal.delete(&format!("/user-types/{mine}?move_to={reader}")).await.expect(403).body["permission"], "users.administer");
        api.delete(&format!("/users/{far}")).await.expect(204);
        hal.delete(&format!("/user-types/{mine}?move_to={administrator}")).await.expect(403);
        assert_eq!(api.get(&format!("/users/{near}")).await.expect(200).body["user_type_id"], mine);
        hal.delete(&format!("/user-types/{mine}?move_to={reader}")).await.expect(204);
        assert_eq!(api.get(&format!("/users/{near}")).await.expect(200).body["user_type_id"], reader);
        api.delete(&format!("/user-types/{reader}?move=1")).await.expect(422);
    }

    async fn only_who_administers_the_organization_composes(db: TestDb) {
        let app = TestApp::new(db).await;
        let id = type_id(&app, "fmx.tenant").await;
        app.person("facilitron.system_processor", "Pia", &[]).await;
        user_type(&app, "test.head", json!({"organization.administer": true})).await;
        app.person("test.head", "Hal", &[]).await;
        let mut pia = Browser::of(&app, "pia").await;
        pia.get("/user-types").await.expect(403);
        pia.get(&format!("/user-types/{id}")).await.expect(403);
        let mut hal = Browser::of(&app, "hal").await;
        let page = hal.post(&format!("/user-types/{id}"), &[("name", "Tenant"), ("signs_in", "true"), ("version", "1"), ("grants.buildings.delete", "any")]).await;
        page.expect(403).says("You cannot give what you do not hold yourself. (Building &#38; Resource Access: Delete)").says("name=\"grants.buildings.delete\" value=\"any\" checked");
        hal.post(&format!("/user-types/{}/copies", type_id(&app, ADMINISTRATOR).await), &[]).await.expect(403);
        hal.get("/user-types/0").await.expect(404);
        hal.post("/user-types/0", &[]).await.expect(404);
    }

    async fn a_value_that_names_nothing_is_refused(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let at = format!("/user-types/{}", type_id(&app, "fmx.tenant").await);
        ada.post("/work-modules", json!({"key": "technology", "name": "Technology"})).await.expect(201);
        let elsewhere = ada.post("/request-types", json!({"module": "technology", "name": "Printer"})).await.expect(201).id();
        for (key, value) in [
            ("user_type.home_page", json!("/nowhere")),
            ("navigation.visible_links", json!([1])),
            ("work.maintenance.allowed_types", json!([elsewhere])),
        ] {
            let refused = ada.patch(&at, json!({"grants": {key: value}})).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], format!("grants.{key}"));
        }
        ada.patch(&at, json!({"grants": {"work.technology.allowed_types": [elsewhere]}})).await.expect(200);
        // what was chosen stays when it is deleted, and is said to be gone
        ada.delete(&format!("/request-types/{elsewhere}")).await.expect(204);
        ada.patch(&at, json!({"grants": {"work.technology.allowed_types": [elsewhere], "todo.view": true}})).await.expect(200);
        let mut page = Browser::of(&app, "ada").await;
        page.get(&at).await.expect(200).says(&format!("deleted ({elsewhere})"));
    }
}
