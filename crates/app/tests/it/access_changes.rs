//! What was changed about what people may do: read, taken back, and asked about in the past.
use crate::{
    app::{Actor, Answer, TestApp},
    browser::Browser,
    people_cast::type_id,
};
use serde_json::{Value, json};

pub const ADMINISTRATOR: &str = "facilitron.system_administrator";
const DAY: i64 = 24 * 60;

/// The newest change that somebody sees, of these.
pub async fn newest(actor: &Actor, narrowed: &str) -> Value {
    let page = actor.get(&format!("/access/changes?{narrowed}")).await.expect(200);
    page.body["items"][0].clone()
}

pub async fn revert(actor: &Actor, change: &Value) -> Answer {
    actor.post(&format!("/access/changes/{}/reversion", change["id"]), json!({})).await
}

fn names(page: &Answer) -> Vec<String> {
    page.body["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

store::for_each_database! {
    async fn every_change_is_one_entry_newest_first(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let rita = app.person("facilitron.order_originator", "Rita", &[]).await;
        ada.patch(&format!("/users/{rita}"), json!({"building_ids": [lincoln]})).await.expect(200);
        let team = ada.post("/teams", json!({"name": "Crew", "member_ids": [rita]})).await.expect(201).id();
        ada.patch(&format!("/teams/{team}"), json!({"building_ids": [lincoln]})).await.expect(200);
        let group = ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201).id();
        let own = type_id(&app, "connexus.technician").await;
        ada.patch(&format!("/user-types/{own}"), json!({"grants": {"todo.view": false, "work.maintenance.show_work_reminder": false}})).await.expect(200);
        let page = ada.get("/access/changes").await.expect(200);
        let kinds: Vec<_> = page.body["items"].as_array().unwrap().iter().map(|one| (one["kind"].clone(), one["action"].clone())).collect();
        let expected = [("user_type", "updated"), ("building_group", "created"), ("team", "updated"), ("team", "created"), ("user", "updated")];
        assert_eq!(kinds, expected.map(|(kind, action)| (json!(kind), json!(action))));
        let first = &page.body["items"][0];
        assert_eq!(first["subject_name"], "Technician (Connexus)");
        assert_eq!(first["actor_name"], "Ada");
        assert!(first["changes"][0]["to"].get("todo.view").is_some(), "{first}");

        // in pages, and narrowed
        let first = ada.get("/access/changes?limit=2").await.expect(200);
        let next = first.body["next"].as_str().unwrap();
        let second = ada.get(&format!("/access/changes?limit=2&after={next}")).await.expect(200);
        assert_eq!(second.body["items"][0], page.body["items"][2]);
        for (narrowed, count) in [
            ("kind=team".to_owned(), 2),
            (format!("user_id={rita}"), 1),
            (format!("actor_id={rita}"), 0),
            ("action=created".to_owned(), 2),
            ("from=2026-03-02&thru=2026-03-02".to_owned(), 5),
            ("from=2026-03-03".to_owned(), 0),
            (format!("kind=building_group&subject_id={group}"), 1),
        ] {
            let found = ada.get(&format!("/access/changes?{narrowed}")).await.expect(200);
            assert_eq!(found.body["items"].as_array().unwrap().len(), count, "{narrowed}");
        }
        ada.get("/access/changes?kind=nonsense").await.expect(422);
        ada.get("/access/changes?from=yesterday").await.expect(422);
        ada.get(&format!("/access/changes/{}", page.body["items"][0]["id"])).await.expect(200);
        for at in [format!("/teams/{team}"), format!("/user-types/{own}"), format!("/building-groups/{group}"), format!("/users/{rita}")] {
            let history = ada.get(&format!("{at}/history?actor_id={}", ada.id)).await.expect(200);
            assert!(!history.body["items"].as_array().unwrap().is_empty(), "{at}");
            let none = ada.get(&format!("{at}/history?thru=2026-03-01")).await.expect(200);
            assert_eq!(none.body["items"], json!([]), "{at}");
        }
        assert_eq!(ada.get(&format!("/buildings/{lincoln}/history")).await.expect(200).body["items"], json!([]));
    }

    async fn a_change_is_taken_back_and_that_too(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let rita = app.person("facilitron.order_originator", "Rita", &[lincoln]).await;
        let at = format!("/users/{rita}");
        let until = json!({"value": "any", "until": "2026-12-31"});
        let change = json!({"building_ids": [grant], "name": "Rita Ray", "overrides": {"work.maintenance.read": until}});
        ada.patch(&at, change).await.expect(200);
        let entry = newest(&ada, "kind=user").await;
        assert_eq!(entry["reversible"], true);
        let back = revert(&ada, &entry).await.expect(201);
        assert_eq!(back.body["reverts"], entry["id"]);
        let user = ada.get(&at).await.expect(200).body;
        assert_eq!((&user["name"], &user["building_ids"], &user["overrides"]), (&json!("Rita"), &json!([lincoln]), &json!({})));
        assert_eq!(newest(&ada, "kind=user").await["id"], back.body["id"]);
        assert_eq!(ada.get(&format!("/access/changes/{}", entry["id"])).await.expect(200).body["reverted_by"], back.body["id"]);
        // it was taken back already
        let refused = revert(&ada, &entry).await.expect(409);
        assert!(refused.text.contains("as it was before"), "{}", refused.text);
        revert(&ada, &back.body).await.expect(201);
        let user = ada.get(&at).await.expect(200).body;
        assert_eq!((&user["name"], &user["building_ids"]), (&json!("Rita Ray"), &json!([grant])));
        assert_eq!(user["overrides"]["work.maintenance.read"]["until"], "2026-12-31");
    }

    async fn what_was_changed_again_is_not_taken_back(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let group = ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201).id();
        let at = format!("/building-groups/{group}");
        ada.patch(&at, json!({"building_ids": [lincoln, grant]})).await.expect(200);
        let widened = newest(&ada, "kind=building_group").await;
        ada.patch(&at, json!({"name": "Far north"})).await.expect(200);
        let renamed = newest(&ada, "kind=building_group").await;
        ada.patch(&at, json!({"building_ids": [grant]})).await.expect(200);
        let refused = revert(&ada, &widened).await.expect(409);
        assert!(refused.text.contains("building_ids"), "{}", refused.text);
        // another field does not matter
        revert(&ada, &renamed).await.expect(201);
        let now = ada.get(&at).await.expect(200).body;
        assert_eq!((&now["name"], &now["building_ids"]), (&json!("North"), &json!([grant])));
        let added = newest(&ada, "kind=building_group&action=created").await;
        revert(&ada, &added).await.expect(409);
        ada.delete(&at).await.expect(204);
        let deleted = newest(&ada, "kind=building_group&action=deleted").await;
        revert(&ada, &deleted).await.expect(201);
        assert_eq!(ada.get(&at).await.expect(200).body["building_ids"], json!([grant]));
        revert(&ada, &deleted).await.expect(409);
        revert(&ada, &renamed).await.expect(409);
    }

    async fn every_kind_of_thing_is_taken_back(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let cora = app.as_role("connexus.administrator", "Cora", &[]).await;
        let admin = type_id(&app, "connexus.administrator").await;
        let at = format!("/user-types/{admin}");
        let before = ada.get(&at).await.expect(200).body["grants"].clone();
        ada.patch(&at, json!({"grants": {"work.maintenance.delete": "none"}})).await.expect(200);
        revert(&ada, &newest(&ada, "kind=user_type").await).await.expect(201);
        assert_eq!(ada.get(&at).await.expect(200).body["grants"], before);
        // everything again, and not a list of all there is: only so may one change oneself
        let own = json!({"overrides": {"work.maintenance.approve": {"value": "any"}}});
        cora.patch(&format!("/users/{}", cora.id), own).await.expect(200);

        let team = ada.post("/teams", json!({"name": "Crew"})).await.expect(201).id();
        let added = newest(&ada, "kind=team").await;
        ada.patch(&format!("/teams/{team}"), json!({"member_ids": [ada.id], "lead_id": ada.id})).await.expect(200);
        revert(&ada, &newest(&ada, "kind=team").await).await.expect(201);
        let now = ada.get(&format!("/teams/{team}")).await.expect(200).body;
        assert_eq!((&now["member_ids"], &now["lead_id"]), (&json!([]), &Value::Null));
        revert(&ada, &added).await.expect(409);
        let other = ada.post("/teams", json!({"name": "Other"})).await.expect(201).id();
        revert(&ada, &newest(&ada, "kind=team").await).await.expect(201);
        ada.get(&format!("/teams/{other}")).await.expect(404);

        let building = ada.post("/buildings", json!({"name": "Annex"})).await.expect(201).id();
        ada.patch(&format!("/buildings/{building}"), json!({"address": "1 Main St"})).await.expect(200);
        revert(&ada, &newest(&ada, "kind=building").await).await.expect(201);
        assert_eq!(ada.get(&format!("/buildings/{building}")).await.expect(200).body["address"], "");

        let rita = app.person("facilitron.maintenance_technician", "Rita", &[]).await;
        let rate = json!({"worker": {"hourly_rate": {"amount": "31.50", "currency": "USD"}}});
        ada.patch(&format!("/users/{rita}"), rate).await.expect(200);
        revert(&ada, &newest(&ada, "kind=user").await).await.expect(201);
        assert_eq!(ada.get(&format!("/users/{rita}")).await.expect(200).body["worker"]["hourly_rate"], Value::Null);
    }

    async fn taking_back_gives_nobody_what_one_lacks(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let lead = json!({"users.read": "buildings", "users.administer": "buildings", "buildings.read": "buildings"});
        app.role("test.lead", lead).await;
        let lea = app.as_role("test.lead", "Lea", &[lincoln]).await;
        let rita = app.person("facilitron.order_originator", "Rita", &[lincoln]).await;
        let gus = app.person("facilitron.order_originator", "Gus", &[grant]).await;
        let override_of = |value: &str| json!({"overrides": {"work.maintenance.delete": {"value": value}}});
        ada.patch(&format!("/users/{rita}"), override_of("any")).await.expect(200);
        ada.patch(&format!("/users/{rita}"), override_of("none")).await.expect(200);
        ada.patch(&format!("/users/{gus}"), override_of("none")).await.expect(200);
        let seen = lea.get("/access/changes").await.expect(200);
        assert_eq!(seen.body["items"].as_array().unwrap().len(), 2, "{}", seen.text);
        assert!(!seen.text.contains("Gus"));
        let refused = revert(&lea, &seen.body["items"][0]).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.delete");
        let hidden = newest(&ada, &format!("user_id={gus}")).await;
        revert(&lea, &hidden).await.expect(404);
        lea.get(&format!("/access/changes/{}", hidden["id"])).await.expect(404);
        // nobody would be left who administers
        app.role("test.second", json!({"organization.administer": true, "users.read": "any", "users.administer": "any"})).await;
        let nobody = app.as_nobody("Nemo").await;
        assert_eq!(nobody.get("/access/changes").await.expect(200).body["items"], json!([]));
        revert(&nobody, &hidden).await.expect(404);
    }

    async fn who_could_is_told_for_a_day(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let approver = json!({"work.maintenance.read": "buildings", "work.maintenance.approve": "buildings"});
        app.role("test.approver", approver).await;
        let kind = type_id(&app, "test.approver").await;
        let anne = app.person("test.approver", "Anne", &[]).await;
        let rita = app.person("facilitron.order_originator", "Rita", &[]).await;
        let asked = |on: &str| format!("/access/holders?key=work.maintenance.approve&building_id={lincoln}&on={on}");

        // the 3rd: Anne has the building by a group; the 4th: by a team, with Rita; the 5th: Anne is deleted, and the type says no
        app.wait_minutes(DAY);
        let group = ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201).id();
        ada.patch(&format!("/users/{anne}"), json!({"building_group_ids": [group]})).await.expect(200);
        app.wait_minutes(DAY);
        ada.patch(&format!("/building-groups/{group}"), json!({"building_ids": [grant]})).await.expect(200);
        let team = json!({"name": "Crew", "member_ids": [anne, rita], "user_type_ids": [kind], "building_ids": [lincoln]});
        let team = ada.post("/teams", team).await.expect(201).id();
        app.wait_minutes(DAY);
        ada.delete(&format!("/users/{anne}")).await.expect(204);
        ada.patch(&format!("/user-types/{kind}"), json!({"grants": {"work.maintenance.approve": "none"}})).await.expect(200);
        app.wait_minutes(DAY);
        ada.delete(&format!("/teams/{team}")).await.expect(204);

        assert_eq!(names(&ada.get(&asked("2026-03-02")).await.expect(200)), ["Ada"]);
        let third = ada.get(&asked("2026-03-03")).await.expect(200);
        assert_eq!(names(&third), ["Ada", "Anne"]);
        assert_eq!(third.body["items"][1]["all_day"], false);
        assert_eq!(third.body["items"][1]["because"][0]["relation"], "buildings");
        let fourth = ada.get(&asked("2026-03-04")).await.expect(200);
        assert_eq!(names(&fourth), ["Ada", "Anne", "Rita"]);
        assert_eq!(fourth.body["items"][2]["because"][0]["team"], "Crew");
        assert_eq!(names(&ada.get(&asked("2026-03-05")).await.expect(200)), ["Ada", "Anne", "Rita"]);
        assert_eq!(names(&ada.get(&asked("2026-03-06")).await.expect(200)), ["Ada"]);
        assert_eq!(ada.get(&asked("2026-03-06")).await.expect(200).body["items"][0]["all_day"], true);
        ada.get(&asked("2026-03-07")).await.expect(422);
        ada.get(&asked("soon")).await.expect(422);
        ada.get("/access/holders?key=work.maintenance.approve").await.expect(422);
        ada.get(&format!("/access/holders?key=users.read&building_id={lincoln}")).await.expect(422);
        ada.get("/access/holders?key=work.maintenance.approve&building_id=999999").await.expect(422);
    }

    async fn who_had_a_building_by_a_group_is_told_after_it_is_deleted(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.approver", json!({"work.maintenance.read": "buildings", "work.maintenance.approve": "buildings"})).await;
        let (anne, bert) = (app.person("test.approver", "Anne", &[]).await, app.person("test.approver", "Bert", &[]).await);
        app.wait_minutes(DAY);
        let group = ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201).id();
        ada.patch(&format!("/users/{anne}"), json!({"building_group_ids": [group]})).await.expect(200);
        let crew = json!({"name": "Crew", "member_ids": [bert], "building_group_ids": [group]});
        ada.post("/teams", crew).await.expect(201);
        app.wait_minutes(2 * DAY);
        let at = format!("/building-groups/{group}");
        let preview = ada.post(&format!("{at}/deletion/preview"), json!({})).await.expect(200);
        let lost = |at: usize| preview.body["people"][at]["buildings"]["lost_ids"].clone();
        assert_eq!((&preview.body["people"][0]["name"], lost(0), lost(1)), (&json!("Anne"), json!([lincoln]), json!([lincoln])));
        ada.get(&at).await.expect(200);
        ada.delete(&at).await.expect(204);
        app.wait_minutes(DAY);
        let asked = |on: &str| format!("/access/holders?key=work.maintenance.approve&building_id={lincoln}&on={on}");
        let then = ada.get(&asked("2026-03-04")).await.expect(200);
        assert_eq!(names(&then), ["Ada", "Anne", "Bert"]);
        assert!(then.text.contains("Crew") || then.body["items"][2]["because"][0]["relation"] == "buildings", "{}", then.text);
        assert_eq!(names(&ada.get(&asked("2026-03-06")).await.expect(200)), ["Ada"]);
        // each of them knows
        let hers = ada.get(&format!("/users/{anne}/history")).await.expect(200);
        let change = json!({"field": "building_group_ids", "from": [group], "to": []});
        assert_eq!(hers.body["items"][0]["changes"], json!([change]), "{}", hers.text);
        let page = Browser::of(&app, "ada").await.get("/access/changes").await.expect(200);
        page.says("building group: removed North");
    }

    async fn who_can_today_is_what_they_can_and_only_of_ones_own_people(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let lead = json!({"users.read": "buildings", "users.administer": "buildings", "buildings.read": "any"});
        app.role("test.lead", lead).await;
        let lea = app.as_role("test.lead", "Lea", &[lincoln]).await;
        app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        app.person("facilitron.order_originator", "Otto", &[lincoln, grant]).await;
        let asked = format!("/access/holders?key=work.maintenance.create&building_id={lincoln}");
        let all = ada.get(&asked).await.expect(200);
        assert_eq!(names(&all), ["Ada", "Olga", "Otto"]);
        let hers = lea.get(&asked).await.expect(200);
        assert_eq!(names(&hers), ["Olga"]);
        assert_eq!((&hers.body["total"], &hers.body["others"]), (&json!(1), &json!(2)));
        let request = ada.post("/work-requests", json!({"title": "Leak", "building_id": grant})).await.expect(201).id();
        let asked = format!("/access/holders?key=work.maintenance.update&item=work-requests/{request}");
        assert_eq!(names(&ada.get(&asked).await.expect(200)), ["Ada"]);
        lea.get(&asked).await.expect(404);
        let originator = app.as_role("facilitron.order_originator", "Olaf", &[lincoln]).await;
        originator.get(&asked).await.expect(403);
    }

    async fn the_review_has_everybody_with_all_that_they_hold(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.own", json!({"work.maintenance.read": "own"})).await;
        app.role("test.place", json!({"work.maintenance.read": "buildings"})).await;
        let rita = app.as_role("test.own", "=Rita", &[lincoln]).await;
        let team = json!({"name": "Crew", "member_ids": [rita.id], "user_type_ids": [type_id(&app, "test.place").await]});
        ada.post("/teams", team).await.expect(201);
        ada.patch(&format!("/users/{}", rita.id), json!({"overrides": {"todo.view": {"value": true, "until": "2026-12-31"}}})).await.expect(200);
        let file = ada.get("/access/review.csv").await.expect(200);
        let lines: Vec<Vec<&str>> = file.text.lines().map(|line| line.split(',').collect()).collect();
        let column = |name: &str| lines[0].iter().position(|head| *head == name).unwrap();
        let hers = lines.iter().find(|line| line[1] == "'=Rita").unwrap();
        assert_eq!(hers[column("work.maintenance.read")], "own+buildings (user type; Crew: test.place)");
        assert_eq!(hers[column("todo.view")], "yes (override until 2026-12-31)");
        assert_eq!(hers[column("work.maintenance.delete")], "");
        assert_eq!((hers[column("user_type")], hers[column("teams")], hers[column("buildings")]), ("test.own", "Crew", "1"));
        let mine = lines.iter().find(|line| line[1] == "Ada").unwrap();
        assert_eq!(mine[column("work.maintenance.delete")], "any");
        let workbook = ada.get("/access/review.xlsx").await.expect(200);
        assert!(workbook.text.starts_with("PK"), "a workbook is a zip archive");
        rita.get("/access/review.csv").await.expect(403);
    }
}
