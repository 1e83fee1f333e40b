//! The same to many people: each by the rules of changing one.
use crate::{
    app::{Answer, TestApp},
    browser::Browser,
    people_cast::{team, type_id, user_type},
};
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";
const BULK: &str = "users.bulk_administer";

/// Who keeps the people of everywhere, many at once, and holds little else.
async fn keeper(app: &TestApp, word: &str) -> i64 {
    let grants = json!({"users.administer": "any", "users.read": "any", "buildings.read": "any", BULK: true,
        "work.maintenance.read": "buildings", "work.maintenance.create": "own"});
    user_type(app, word, grants).await
}

fn statuses(answer: &Answer) -> Vec<i64> {
    answer.body["items"].as_array().unwrap().iter().map(|item| item["status"].as_i64().unwrap()).collect()
}

fn about(action: &str, ids: &[i64]) -> String {
    let ids: String = ids.iter().map(|id| format!("&id={id}")).collect();
    format!("/people/bulk?action={action}{ids}")
}

store::for_each_database! {
    async fn many_are_changed_and_each_is_told(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let helpers = user_type(&app, "test.helper", json!({"work.maintenance.read": "own"})).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let (one, two) = (app.person("test.helper", "One", &[lincoln]).await, app.person("facilitron.order_originator", "Two", &[]).await);
        let send = async |body: Value| ada.post("/users/bulk", body).await.expect(200);
        let done = send(json!({"ids": [one, two, 999_999, one], "action": "set_user_type", "user_type_id": helpers})).await;
        assert_eq!(statuses(&done), [200, 200, 404]);
        assert_eq!(done.body["items"][2]["detail"], "There is no such person.");
        let done = send(json!({"ids": [one, two], "action": "add_building", "building_id": adams})).await;
        assert_eq!(statuses(&done), [200, 200]);
        let done = send(json!({"ids": [one, two], "action": "remove_building", "building_id": lincoln})).await;
        assert_eq!(statuses(&done), [200, 409]);
        for id in [one, two] {
            let seen = ada.get(&format!("/users/{id}")).await.expect(200).body;
            assert_eq!((&seen["building_ids"], &seen["user_type_id"]), (&json!([adams]), &json!(helpers)));
        }
        let done = send(json!({"ids": [one, two], "action": "deactivate"})).await;
        assert_eq!(statuses(&done), [200, 200]);
        assert_eq!(statuses(&send(json!({"ids": [one], "action": "deactivate"})).await), [409]);
        assert_eq!(statuses(&send(json!({"ids": [two], "action": "reactivate"})).await), [200]);
        let lines = ada.get(&format!("/users/{two}/history")).await.expect(200);
        assert_eq!(lines.body["items"].as_array().unwrap().len(), 4, "one line for each change");
        // the last administrator stays
        let kept = send(json!({"ids": [ada.id, two], "action": "set_user_type", "user_type_id": helpers})).await;
        assert_eq!(statuses(&kept), [409, 200]);
    }

    async fn nobody_climbs_by_many(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let keepers = keeper(&app, "test.keeper").await;
        let wide = user_type(&app, "test.wide", json!({"work.maintenance.update": "any"})).await;
        let administrator = type_id(&app, ADMINISTRATOR).await;
        let kim = app.as_role("test.keeper", "Kim", &[lincoln]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        let ada = app.person(ADMINISTRATOR, "Ada", &[]).await;
        app.person(ADMINISTRATOR, "Abe", &[]).await;
        let ids = [olga, kim.id];
        for (body, permission) in [
            (json!({"ids": ids, "action": "set_user_type", "user_type_id": administrator}), ""),
            (json!({"ids": ids, "action": "set_user_type", "user_type_id": wide}), "work.maintenance.update"),
            (json!({"ids": ids, "action": "add_building", "building_id": adams}), ""),
            (json!({"ids": [ada], "action": "deactivate"}), ""),
        ] {
            let refused = kim.post("/users/bulk", body.clone()).await.expect(200);
            for item in refused.body["items"].as_array().unwrap() {
                assert_eq!(item["status"], 403, "{body}: {}", refused.text);
                assert!(permission.is_empty() || item["permission"] == permission, "{body}: {}", refused.text);
            }
        }
        let own = kim.post("/users/bulk", json!({"ids": [kim.id], "action": "add_building", "building_id": adams})).await.expect(200);
        assert_eq!(own.body["items"][0]["detail"], "Nobody raises themselves.");
        let reach = kim.post("/users/bulk", json!({"ids": [ada], "action": "deactivate"})).await.expect(200);
        assert_eq!(reach.body["items"][0]["detail"], "This person holds more than you do.");
        let seen = kim.get(&format!("/users/{olga}")).await.expect(200).body;
        assert_eq!((&seen["building_ids"], &seen["active"]), (&json!([lincoln]), &json!(true)));
        let given = json!({"ids": [olga], "action": "set_user_type", "user_type_id": keepers});
        kim.post("/users/bulk", given).await.expect(200);
    }

    async fn many_take_both_rights_from_one_source(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        user_type(&app, "test.single", json!({"users.administer": "any", "users.read": "any"})).await;
        let bulk = user_type(&app, "test.many", json!({BULK: true})).await;
        let sid = app.as_role("test.single", "Sid", &[]).await;
        let olga = app.person("test.many", "Olga", &[lincoln]).await;
        let body = json!({"ids": [olga], "action": "deactivate"});
        let refused = sid.post("/users/bulk", body.clone()).await.expect(403);
        assert_eq!(refused.body["permission"], BULK);
        let mut desk = Browser::of(&app, "sid").await;
        desk.get("/people").await.expect(200).says("Olga").hides("form=\"picked\"");
        desk.get(&about("deactivate", &[olga])).await.expect(403);
        let team = team(&app, "Many", &[bulk]).await;
        let sid_id = sid.id;
        let join = app.app.db().write(move |tx| Box::pin(async move {
            tx.bump_access();
            tx.exec("INSERT INTO team_member (team_id, user_id) VALUES ($1, $2)", store::params![team, sid_id]).await
        }));
        join.await.unwrap();
        let refused = sid.post("/users/bulk", body).await.expect(200);
        assert_eq!((statuses(&refused), &refused.body["items"][0]["permission"]), (vec![403], &json!(BULK)));
        app.as_nobody("Nemo").await.post("/users/bulk", json!({"ids": [olga], "action": "deactivate"})).await.expect(403);
    }

    async fn who_is_out_of_sight_is_not_there(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let grants = json!({"users.administer": "buildings", "users.read": "buildings", "buildings.read": "buildings", BULK: true});
        user_type(&app, "test.local", grants).await;
        user_type(&app, "test.nothing", json!({})).await;
        let lou = app.as_role("test.local", "Lou", &[lincoln]).await;
        let inside = app.person("test.nothing", "Inside", &[lincoln]).await;
        let both = app.person("test.nothing", "Bothways", &[lincoln, adams]).await;
        let outside = app.person("test.nothing", "Outside", &[adams]).await;
        let ids = [inside, both, outside];
        let done = lou.post("/users/bulk", json!({"ids": ids, "action": "deactivate"})).await.expect(200);
        assert_eq!(statuses(&done), [200, 403, 404]);
        for building in [adams, 999_999] {
            let refused = lou.post("/users/bulk", json!({"ids": ids, "action": "add_building", "building_id": building})).await.expect(422);
            assert_eq!(refused.body["errors"], json!([{"field": "building_id", "message": "is no building that you can see"}]));
        }
        // without their last building they would be out of reach
        let refused = lou.post("/users/bulk", json!({"ids": [inside], "action": "remove_building", "building_id": lincoln})).await.expect(200);
        assert_eq!(statuses(&refused), [403]);
        let mut desk = Browser::of(&app, "lou").await;
        let page = desk.get(&about("reactivate", &ids)).await.expect(200);
        page.says("Reactivate one person").says("2 are left out").says("Bothways").says("One who was picked is not there.").hides("Outside");
    }

    async fn people_are_picked_and_changed_on_pages(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        keeper(&app, "test.keeper").await;
        app.person("test.keeper", "Kim", &[lincoln]).await;
        let helpers = user_type(&app, "test.helper", json!({"work.maintenance.read": "own"})).await.to_string();
        let one = app.person("test.helper", "One <1>", &[lincoln]).await;
        let ada = app.person(ADMINISTRATOR, "Ada", &[]).await;
        let mut desk = Browser::of(&app, "kim").await;
        let list = desk.get("/people?q=o").await.expect(200);
        list.says(&format!("name=\"id\" value=\"{one}\"")).says("value=\"deactivate\"").hides("value=\"reactivate\"").says("value=\"q=o\"");
        desk.get("/people?show=inactive").await.expect(200).hides("value=\"deactivate\"");
        let form = desk.get(&about("deactivate", &[one, ada])).await.expect(200);
        form.says("Deactivate one person").says("One &#60;1&#62;").says("One is left out").says("holds more than you do");
        let form = desk.get(&about("set_user_type", &[one, ada])).await.expect(200);
        form.says("Set the user type of 2 people").says(">test.helper</option>").hides(">System Administrator</option>");
        let (first, second) = (one.to_string(), ada.to_string());
        let none = [("action", "set_user_type"), ("id", &first), ("user_type_id", "")];
        desk.post("/people/bulk", &none).await.expect(422).says("This is needed.");
        let wrong = [("action", "set_user_type"), ("id", &first), ("user_type_id", "999999")];
        desk.post("/people/bulk", &wrong).await.expect(422).says("Is no user type.");
        let sent = [("action", "deactivate"), ("id", &first), ("id", &second), ("id", "999999"), ("view", "q=o")];
        let told = desk.post("/people/bulk", &sent).await.expect(200);
        told.says("One person deactivated").says("2 were refused").says("Ada").says("holds more than you do").says("One who was picked is not there.");
        let sent = [("action", "reactivate"), ("id", first.as_str()), ("view", "show=inactive")];
        desk.post("/people/bulk", &sent).await.leads_to("/people?show=inactive");
        desk.get("/people").await.expect(200).says("One person reactivated");
        let far = adams.to_string();
        let sent = [("action", "add_building"), ("id", first.as_str()), ("building_id", &far)];
        desk.post("/people/bulk", &sent).await.expect(200).says("cannot access yourself");
        let sent = [("action", "set_user_type"), ("id", first.as_str()), ("user_type_id", &helpers)];
        desk.post("/people/bulk", &sent).await.leads_to("/people");
        desk.get(&about("deactivate", &[])).await.expect(422).says("Nobody is picked");
        let many: Vec<i64> = (1..=500).collect();
        desk.get(&about("deactivate", &many)).await.expect(422).says("500 people are picked. At most 200");
        desk.get(&about("promote", &[one])).await.expect(422);
        desk.get("/people/bulk?action=deactivate&id=x").await.expect(422);
    }

    async fn a_step_says_what_it_lacks(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        for (field, body) in [
            ("ids", json!({"ids": [], "action": "deactivate"})),
            ("ids", json!({"ids": vec![1; 201], "action": "deactivate"})),
            ("action", json!({"ids": [1], "action": "promote"})),
            ("user_type_id", json!({"ids": [1], "action": "set_user_type"})),
            ("building_id", json!({"ids": [1], "action": "add_building"})),
            ("building_id", json!({"ids": [1], "action": "deactivate", "building_id": 1})),
            ("user_type_id", json!({"ids": [1], "action": "set_user_type", "user_type_id": 999_999})),
            ("because", json!({"ids": [1], "action": "deactivate", "because": "left"})),
        ] {
            let refused = ada.post("/users/bulk", body).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], field, "{}", refused.text);
        }
    }
}
