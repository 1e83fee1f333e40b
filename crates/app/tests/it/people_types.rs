//! User types and teams: what many people get at once.
use crate::{
    app::TestApp,
    people_cast::{type_id, user_type},
};
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";

store::for_each_database! {
    async fn the_catalogue_names_every_key_of_every_module(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let page = olga.get("/permissions").await.expect(200).body;
        let permissions = page["items"].as_array().unwrap();
        let read = permissions.iter().find(|permission| permission["key"] == "work.maintenance.read").unwrap();
        assert_eq!(read["kind"], "level");
        assert_eq!(read["values"], json!(["none", "own", "buildings", "any"]));
        assert_eq!(read["module"], "maintenance");
        assert!(!page.to_string().contains("{module}"));
        let me = olga.get("/me").await.expect(200).body;
        assert!(permissions.iter().all(|permission| me["grants"].get(permission["key"].as_str().unwrap()).is_some()));
    }

    async fn the_shipped_ones_are_there_copied_edited_and_reset(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let listed = ada.get("/user-types?limit=200&count=true").await.expect(200).body;
        assert_eq!(listed["count"]["value"], access::shipped().len());
        let at = format!("/user-types/{}", type_id(&app, "connexus.technician").await);
        let shipped = ada.get(&at).await.expect(200);
        assert_eq!(shipped.body["builtin"], "connexus.technician");
        assert_eq!(shipped.body["name"], "Technician (Connexus)");
        assert_eq!(shipped.body["signs_in"], true);
        let edit = json!({"name": "Fixer", "grants": {"work.maintenance.resolve": "any", "work.maintenance.show_work_reminder": null}});
        let edited = ada.patch(&at, edit).await.expect(200);
        assert_eq!(edited.body["grants"]["work.maintenance.resolve"], "any");
        assert_eq!(edited.body["grants"]["work.maintenance.show_work_reminder"], false);
        assert_eq!(edited.body["grants"]["todo.view"], shipped.body["grants"]["todo.view"]);
        let reset = ada.post(&format!("{at}/reset"), json!({})).await.expect(200);
        assert_eq!(reset.body["grants"], shipped.body["grants"]);
        assert_eq!(reset.body["name"], "Fixer");
        let copy = ada.post(&format!("{at}/copies"), json!({})).await.expect(201);
        assert_eq!(copy.body["name"], "Copy of Fixer");
        assert_eq!(copy.body["builtin"], Value::Null);
        assert_eq!(copy.body["grants"], reset.body["grants"]);
        let again = ada.post(&format!("{at}/copies"), json!({})).await.expect(201);
        assert_eq!(again.body["name"], "Copy 2 of Fixer");
        ada.post(&format!("{at}/copies"), json!({"name": "fixer"})).await.expect(422);
        let copied = format!("/user-types/{}", copy.id());
        ada.post(&format!("{copied}/reset"), json!({})).await.expect(409);
        ada.delete(&copied).await.expect(204);
        ada.delete(&at).await.expect(409);
    }

    async fn one_that_somebody_has_is_not_deleted(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let new = json!({"name": "Custodian", "grants": {"work.maintenance.create": "buildings"}});
        let id = ada.post("/user-types", new).await.expect(201).id();
        let cal = ada.post("/users", json!({"name": "Cal", "user_type_id": id})).await.expect(201).id();
        let refused = ada.delete(&format!("/user-types/{id}")).await.expect(409);
        assert!(refused.text.contains("1 person has it"), "{}", refused.text);
        ada.delete(&format!("/users/{cal}")).await.expect(204);
        ada.delete(&format!("/user-types/{id}")).await.expect(204);
        ada.get(&format!("/user-types/{id}")).await.expect(404);
    }

    async fn what_a_user_type_cannot_be_is_named(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        for (field, new) in [
            ("name", json!({"name": " "})),
            ("name", json!({"name": "tenant"})),
            ("grants.no.such.key", json!({"name": "New", "grants": {"no.such.key": true}})),
            ("grants.users.read", json!({"name": "New", "grants": {"users.read": "own"}})),
            ("grants.*", json!({"name": "New", "grants": {"*": true}})),
        ] {
            assert_eq!(ada.post("/user-types", new).await.expect(422).body["errors"][0]["field"], field);
        }
    }

    async fn nobody_gives_by_a_user_type_what_they_lack(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let adams = app.building("Adams Elementary").await;
        let head = json!({"organization.administer": true, "users.read": "any", "work.maintenance.read": "buildings"});
        let heads = user_type(&app, "test.head", head).await;
        let plain = user_type(&app, "test.plain", json!({})).await;
        let hal = app.as_role("test.head", "Hal", &[lincoln]).await;
        let new = json!({"name": "More", "grants": {"work.maintenance.approve": "any"}});
        assert_eq!(hal.post("/user-types", new).await.expect(403).body["permission"], "work.maintenance.approve");
        let copies = format!("/user-types/{}/copies", type_id(&app, ADMINISTRATOR).await);
        hal.post(&copies, json!({})).await.expect(403);
        // held at Lincoln, and given to somebody at Adams
        let edit = json!({"grants": {"work.maintenance.read": "buildings"}});
        let plain = format!("/user-types/{plain}");
        app.person("test.plain", "Near", &[lincoln]).await;
        hal.patch(&plain, edit.clone()).await.expect(200);
        hal.patch(&plain, json!({"grants": {"work.maintenance.read": null}})).await.expect(200);
        app.person("test.plain", "Far", &[adams]).await;
        assert_eq!(hal.patch(&plain, edit).await.expect(403).body["permission"], "work.maintenance.read");
        // nor themselves: not even what they could give to others
        let own = json!({"grants": {"work.maintenance.update": "own"}});
        hal.patch(&format!("/user-types/{heads}"), own).await.expect(403);
    }

    async fn somebody_always_administers(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let at = format!("/user-types/{}", type_id(&app, ADMINISTRATOR).await);
        ada.patch(&at, json!({"grants": {"organization.administer": false}})).await.expect(409);
        ada.patch(&at, json!({"signs_in": false})).await.expect(409);
        assert_eq!(ada.get(&at).await.expect(200).body["version"], 1);
    }

    async fn a_team_gives_its_members_types_and_buildings(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let approver = type_id(&app, "facilitron.order_approver").await;
        let new = json!({"name": "Principals", "lead_id": olga.id, "member_ids": [olga.id], "user_type_ids": [approver], "building_ids": [lincoln]});
        let team = ada.post("/teams", new).await.expect(201);
        let me = olga.get("/me").await.expect(200).body;
        assert_eq!(me["grants"]["work.maintenance.approve"], "buildings");
        assert_eq!(me["building_ids"], json!([lincoln]));
        let at = format!("/teams/{}", team.id());
        let changed = ada.patch(&at, json!({"member_ids": [], "lead_id": null})).await.expect(200);
        assert_eq!(changed.body["user_type_ids"], json!([approver]));
        assert_eq!(olga.get("/me").await.expect(200).body["building_ids"], json!([]));
        for (field, value) in [("member_ids", json!([0])), ("lead_id", json!(0)), ("user_type_ids", json!([0])), ("building_ids", json!([0])),
            ("building_group_ids", json!([0])), ("name", json!(""))] {
            let mut edit = json!({});
            edit[field] = value;
            assert_eq!(ada.patch(&at, edit).await.expect(422).body["errors"][0]["field"], field);
        }
        assert_eq!(olga.get("/teams").await.expect(200).body["items"], json!([]));
        olga.get(&at).await.expect(404);
        ada.delete(&at).await.expect(204);
        ada.get(&at).await.expect(404);
    }

    async fn nobody_climbs_by_a_team(db: TestDb) {
        let app = TestApp::new(db).await;
        let administrator = type_id(&app, ADMINISTRATOR).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let admins = ada.post("/teams", json!({"name": "Admins", "user_type_ids": [administrator]})).await.expect(201).id();
        let head = json!({"organization.administer": true, "users.read": "any"});
        user_type(&app, "test.head", head).await;
        user_type(&app, "test.keeper", json!({"users.administer": "any", "users.read": "any"})).await;
        let hal = app.as_role("test.head", "Hal", &[]).await;
        let kit = app.as_role("test.keeper", "Kit", &[]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[]).await;
        let empty = ada.post("/teams", json!({"name": "Empty"})).await.expect(201).id();
        for actor in [&hal, &kit] {
            for member in [actor.id, olga] {
                actor.patch(&format!("/teams/{admins}"), json!({"member_ids": [member]})).await.expect(403);
            }
            actor.patch(&format!("/teams/{empty}"), json!({"member_ids": [olga]})).await.expect(200);
        }
        hal.patch(&format!("/teams/{empty}"), json!({"user_type_ids": [administrator]})).await.expect(403);
        kit.patch(&format!("/teams/{empty}"), json!({"name": "Full"})).await.expect(403);
        kit.post("/teams", json!({"name": "Mine"})).await.expect(403);
        kit.delete(&format!("/teams/{empty}")).await.expect(403);
    }
}
