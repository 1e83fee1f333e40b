//! What a change would do is what it then does.
use crate::{
    app::{Actor, Answer, TestApp},
    people_cast::type_id,
};
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";

/// The entry of somebody in a preview.
fn person(preview: &Answer, id: i64) -> &Value {
    let people = preview.body["people"].as_array().unwrap();
    people.iter().find(|one| one["user_id"] == id).unwrap_or_else(|| panic!("{id} is not in {}", preview.text))
}

/// The keys that somebody gains or loses.
fn keys(person: &Value, side: &str) -> Vec<String> {
    person[side].as_array().unwrap().iter().map(|change| change["key"].as_str().unwrap().to_owned()).collect()
}

/// How many requests somebody really sees.
async fn sees(actor: &Actor) -> Value {
    actor.get("/work-requests?module=maintenance&count=true").await.expect(200).body["count"]["value"].clone()
}

async fn report(actor: &Actor, building: i64, times: usize) -> Vec<i64> {
    let mut ids = vec![];
    for number in 0..times {
        let new = json!({"title": format!("Leak {number}"), "building_id": building});
        ids.push(actor.post("/work-requests", new).await.expect(201).id());
    }
    ids
}

store::for_each_database! {
    async fn a_user_type_shows_who_gains_and_loses_before_it_is_saved(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.reader", json!({"work.maintenance.read": "any", "work.maintenance.update": "any"})).await;
        let rita = app.as_role("test.reader", "Rita", &[lincoln]).await;
        app.as_role("test.reader", "Bert", &[]).await;
        report(&ada, lincoln, 3).await;
        report(&ada, grant, 2).await;
        let at = format!("/user-types/{}", type_id(&app, "test.reader").await);
        let edit = json!({"grants": {"work.maintenance.read": "buildings", "buildings.read": "buildings"}});
        let preview = ada.post(&format!("{at}/preview"), edit.clone()).await.expect(200);
        assert_eq!(preview.body["people_total"], 2);
        assert_eq!(preview.body["people"][0]["name"], "Bert");
        let hers = person(&preview, rita.id);
        assert_eq!(keys(hers, "gains"), ["buildings.read"]);
        assert_eq!(keys(hers, "loses"), ["work.maintenance.read"]);
        assert_eq!(hers["loses"][0]["from"], "any");
        assert_eq!(hers["loses"][0]["to"], "buildings");
        // who cannot read an item can do nothing with it, whatever else is granted
        for key in ["work.maintenance.read", "work.maintenance.update"] {
            assert_eq!(hers["items"][key], json!({"before": 5, "after": 3, "exact": true}), "{key}");
        }
        let total = &preview.body["keys"].as_array().unwrap()[1];
        assert_eq!(total, &json!({"key": "work.maintenance.read", "people_gaining": 0, "people_losing": 2}));
        // nothing of it was kept
        assert_eq!(sees(&rita).await, 5);
        assert_eq!(ada.get(&at).await.expect(200).body["version"], 1);
        ada.patch(&at, edit).await.expect(200);
        assert_eq!(sees(&rita).await, 3);
    }

    async fn the_people_come_in_pages(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.reader", json!({})).await;
        for name in ["Cem", "Bo", "Dora"] {
            app.person("test.reader", name, &[]).await;
        }
        let at = format!("/user-types/{}/preview", type_id(&app, "test.reader").await);
        let edit = json!({"grants": {"todo.view": true}});
        let first = ada.post(&format!("{at}?limit=2"), edit.clone()).await.expect(200);
        let names = |page: &Answer| page.body["people"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect::<Vec<_>>();
        assert_eq!(names(&first), ["Bo", "Cem"]);
        let next = first.body["next"].as_str().unwrap();
        let second = ada.post(&format!("{at}?limit=2&after={next}"), edit.clone()).await.expect(200);
        assert_eq!(names(&second), ["Dora"]);
        assert_eq!(second.body["next"], Value::Null);
        assert_eq!(second.body["people_total"], 3);
        ada.post(&format!("{at}?after=nonsense"), edit).await.expect(422);
    }

    async fn a_team_shows_what_joining_gives(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.own", json!({"work.maintenance.read": "own"})).await;
        app.role("test.place", json!({"work.maintenance.read": "buildings", "work.maintenance.assign": "buildings",
            "work.maintenance.allowed_types": [1]})).await;
        let rita = app.as_role("test.own", "Rita", &[]).await;
        report(&ada, lincoln, 2).await;
        let team = json!({"name": "Crew", "building_ids": [lincoln], "user_type_ids": [type_id(&app, "test.place").await]});
        let team = ada.post("/teams", team).await.expect(201).id();
        let preview = ada.post(&format!("/teams/{team}/preview"), json!({"member_ids": [rita.id]})).await.expect(200);
        let hers = person(&preview, rita.id);
        assert_eq!(keys(hers, "loses"), Vec::<String>::new());
        assert!(keys(hers, "gains").contains(&"work.maintenance.read".to_owned()), "{hers}");
        assert_eq!(hers["buildings"]["gained_ids"], json!([lincoln]));
        assert_eq!(hers["items"]["work.maintenance.read"], json!({"before": 0, "after": 2, "exact": true}));
        // no request is of that type
        assert_eq!(hers["items"]["work.maintenance.assign"], json!({"before": 0, "after": 0, "exact": true}));
        assert_eq!(ada.get(&format!("/teams/{team}")).await.expect(200).body["member_ids"], json!([]));
    }

    async fn a_new_team_shows_what_it_would_give(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.own", json!({"work.maintenance.read": "own"})).await;
        app.role("test.place", json!({"work.maintenance.read": "buildings"})).await;
        let rita = app.as_role("test.own", "Rita", &[]).await;
        report(&ada, lincoln, 2).await;
        let team = json!({"name": "Crew", "member_ids": [rita.id], "building_ids": [lincoln], "user_type_ids": [type_id(&app, "test.place").await]});
        let preview = ada.post("/teams/preview", team.clone()).await.expect(200);
        let hers = person(&preview, rita.id);
        assert_eq!(hers["items"]["work.maintenance.read"], json!({"before": 0, "after": 2, "exact": true}));
        assert_eq!(ada.get("/teams").await.expect(200).body["items"], json!([]));
        ada.post("/teams/preview", json!({"member_ids": [rita.id]})).await.expect(422);
        rita.post("/teams/preview", team.clone()).await.expect(403);
        ada.post("/teams", team).await.expect(201);
        assert_eq!(sees(&rita).await, 2);
    }

    async fn overdue_mails_are_estimated_too(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.reader", json!({"work.maintenance.read": "any", "work.maintenance.access_due_date": true})).await;
        let rita = app.as_role("test.reader", "Rita", &[]).await;
        let tom = app.person("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        let (mut late, mut met) = (vec![], vec![]);
        for id in report(&ada, lincoln, 60).await {
            let due = json!({"due_at": "2026-03-03T12:00:00Z"});
            ada.patch(&format!("/work-requests/{id}"), due).await.expect(200);
            if late.len() < 30 { late.push(id) } else { met.push(id) }
        }
        let heard = |value: &str| json!({"overrides": {"work.maintenance.notify.overdue": {"value": value}}});
        let at = format!("/users/{}/preview", rita.id);
        let mails = async |value: &str| ada.post(&at, heard(value)).await.expect(200).body["mails_per_day"].clone();
        assert_eq!(mails("any").await, json!({"before": 0.0, "after": 0.0}), "nothing is overdue yet");
        // half of them are done in time, and one too late
        let done = async |id: i64| {
            ada.put(&format!("/work-requests/{id}/assignees"), json!({"user_ids": [tom]})).await.expect(200);
            ada.post(&format!("/work-requests/{id}/resolution"), json!({"action_taken": "Done"})).await.expect(200);
        };
        for id in met {
            done(id).await;
        }
        app.wait_minutes(2 * 24 * 60);
        done(late[0]).await;
        assert_eq!(mails("any").await, json!({"before": 0.0, "after": 1.0}));
        assert_eq!(mails("own").await, json!({"before": 0.0, "after": 0.0}));
        let blind = json!({"overrides": {"work.maintenance.notify.overdue": {"value": "any"}, "work.maintenance.access_due_date": {"value": false}}});
        assert_eq!(ada.post(&at, blind).await.expect(200).body["mails_per_day"]["after"], 0.0);
    }

    async fn a_building_group_shows_whom_it_reaches(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.place", json!({"work.maintenance.read": "buildings"})).await;
        let rita = app.as_role("test.place", "Rita", &[]).await;
        report(&ada, grant, 4).await;
        let group = ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201).id();
        ada.patch(&format!("/users/{}", rita.id), json!({"building_group_ids": [group]})).await.expect(200);
        let edit = json!({"building_ids": [lincoln, grant]});
        let preview = ada.post(&format!("/building-groups/{group}/preview"), edit.clone()).await.expect(200);
        let hers = person(&preview, rita.id);
        assert_eq!(hers["items"]["work.maintenance.read"], json!({"before": 0, "after": 4, "exact": true}));
        assert_eq!(hers["buildings"], json!({"gained_ids": [grant], "lost_ids": [], "all_buildings": null, "more": false}));
        ada.patch(&format!("/building-groups/{group}"), edit).await.expect(200);
        assert_eq!(sees(&rita).await, 4);
    }

    async fn what_goes_is_previewed(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let shipped = type_id(&app, "connexus.technician").await;
        let tess = app.person("connexus.technician", "Tess", &[lincoln]).await;
        let at = format!("/user-types/{shipped}");
        let grants = json!({"todo.view": false, "work.maintenance.delete": "any", "user_type.requires_liability_insurance": true});
        let more = ada.post(&format!("{at}/preview"), json!({"grants": grants})).await.expect(200);
        assert_eq!(keys(person(&more, tess), "gains"), ["work.maintenance.delete"]);
        assert_eq!(keys(person(&more, tess), "loses"), ["todo.view", "user_type.requires_liability_insurance"]);
        ada.patch(&at, json!({"grants": grants})).await.expect(200);
        let reset = ada.post(&format!("{at}/reset/preview"), json!({})).await.expect(200);
        assert_eq!(keys(person(&reset, tess), "gains"), ["todo.view", "user_type.requires_liability_insurance"]);
        assert_eq!(keys(person(&reset, tess), "loses"), ["work.maintenance.delete"]);
        assert_eq!(ada.get(&at).await.expect(200).body["version"], 2, "nothing of it was kept");

        let own = ada.post("/user-types", json!({"name": "Own", "grants": {"work.maintenance.read": "any"}})).await.expect(201).id();
        ada.post(&format!("/user-types/{own}/reset/preview"), json!({})).await.expect(409);
        ada.patch(&format!("/users/{tess}"), json!({"user_type_id": own})).await.expect(200);
        let tenant = type_id(&app, "fmx.tenant").await;
        let deletion = format!("/user-types/{own}/deletion/preview");
        ada.post(&deletion, json!({})).await.expect(409);
        ada.post(&deletion, json!({"move_to": 999_999})).await.expect(422);
        let gone = ada.post(&deletion, json!({"move_to": tenant})).await.expect(200);
        assert!(keys(person(&gone, tess), "loses").contains(&"work.maintenance.read".to_owned()), "{}", gone.text);
        assert_eq!(ada.get(&format!("/users/{tess}")).await.expect(200).body["user_type_id"], own);

        let crew = json!({"name": "Crew", "member_ids": [tess], "user_type_ids": [type_id(&app, "facilitron.system_processor").await]});
        let team = ada.post("/teams", crew).await.expect(201).id();
        let gone = ada.post(&format!("/teams/{team}/deletion/preview"), json!({})).await.expect(200);
        assert!(keys(person(&gone, tess), "loses").contains(&"work.maintenance.assign".to_owned()), "{}", gone.text);
        ada.get(&format!("/teams/{team}")).await.expect(200);
    }

    async fn who_is_the_last_approver_or_has_open_work_is_told(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let anne = app.person("facilitron.order_approver", "Anne", &[lincoln]).await;
        let tom = app.as_role("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        let tiers = json!([{"user_ids": [anne]}, {"user_ids": [anne, ada.id]}]);
        let process = ada.post("/approval-processes", json!({"building_id": lincoln, "tiers": tiers})).await.expect(201).id();
        let request = report(&ada, lincoln, 1).await[0];
        ada.put(&format!("/work-requests/{request}/assignees"), json!({"user_ids": [tom.id]})).await.expect(200);

        let preview = ada.post(&format!("/users/{anne}/preview"), json!({"building_ids": []})).await.expect(200);
        let expected = json!([{"process_id": process, "module": "maintenance", "request_type_id": null, "tier": 1, "tiers": 2, "everywhere": false,
            "building_ids": [lincoln], "without_building": false, "more": false}]);
        assert_eq!(preview.body["approval_tiers"], expected);
        assert_eq!(preview.body["assignees"], json!([]));

        // whoever may not come in any more holds nothing
        let preview = ada.post(&format!("/users/{}/preview", tom.id), json!({"active": false})).await.expect(200);
        assert_eq!(preview.body["assignees"], json!([{"user_id": tom.id, "name": "Tom", "items": 1}]));
        assert!(keys(person(&preview, tom.id), "loses").contains(&"work.maintenance.resolve".to_owned()));
        // his own stay his own, in whatever building
        let preview = ada.post(&format!("/users/{}/preview", tom.id), json!({"building_ids": []})).await.expect(200);
        assert_eq!(preview.body["assignees"], json!([]));
        tom.get("/me").await.expect(200);
    }

    async fn where_no_process_applies_each_building_needs_an_approver(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant, adams) = (app.building("Lincoln High").await, app.building("Grant Middle").await, app.building("Adams").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let approver = json!({"work.maintenance.read": "buildings", "work.maintenance.approve": "buildings"});
        app.role("test.approver", approver).await;
        let anne = app.person("test.approver", "Anne", &[lincoln, adams]).await;
        let gus = app.person("test.approver", "Gus", &[grant, adams]).await;
        let at = |id: i64| format!("/users/{id}/preview");
        // an administrator may approve everywhere, unless they may not
        let nowhere = json!({"building_ids": []});
        assert_eq!(ada.post(&at(anne), nowhere.clone()).await.expect(200).body["approval_tiers"], json!([]));
        let restrained = json!({"overrides": {"work.maintenance.approve": {"value": "none"}}});
        ada.patch(&format!("/users/{}", ada.id), restrained).await.expect(200);
        let tier = |process: Value, everywhere: bool, buildings: Value| json!({"process_id": process, "module": "maintenance", "request_type_id": null,
            "tier": 1, "tiers": 1, "everywhere": everywhere, "building_ids": buildings, "without_building": false, "more": false});
        let lost = |preview: Answer| preview.body["approval_tiers"].clone();
        // the one of another building is no help
        assert_eq!(lost(ada.post(&at(anne), nowhere.clone()).await.expect(200)), json!([tier(Value::Null, false, json!([lincoln]))]));
        let of_both = format!("/user-types/{}/preview", type_id(&app, "test.approver").await);
        let none = json!({"grants": {"work.maintenance.approve": null}});
        assert_eq!(lost(ada.post(&of_both, none.clone()).await.expect(200)), json!([tier(Value::Null, true, json!([]))]));
        // who may approve what they cannot read approves nothing
        let blind = json!({"overrides": {"work.maintenance.read": {"value": "own"}}});
        assert_eq!(lost(ada.post(&at(gus), blind).await.expect(200)), json!([tier(Value::Null, false, json!([grant]))]));
        // where a process applies, only its tiers approve
        let new = json!({"building_id": lincoln, "tiers": [{"user_ids": [gus]}]});
        ada.post("/approval-processes", new).await.expect(201);
        assert_eq!(lost(ada.post(&at(anne), nowhere.clone()).await.expect(200)), json!([]));
        let mute = json!({"overrides": {"work.maintenance.approve": {"value": "none"}}});
        let process = ada.post("/approval-processes", json!({"tiers": [{"user_ids": [gus]}]})).await.expect(201).id();
        assert_eq!(lost(ada.post(&at(anne), nowhere.clone()).await.expect(200)), json!([]));
        assert_eq!(lost(ada.post(&at(gus), json!({"building_ids": [adams]})).await.expect(200)), json!([tier(json!(process), false, json!([grant]))]));
        assert_eq!(lost(ada.post(&at(gus), mute).await.expect(200)), json!([tier(json!(process), true, json!([]))]));
    }

    async fn nothing_is_told_that_its_reader_cannot_read(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let lead = json!({"users.read": "buildings", "users.administer": "buildings", "buildings.read": "buildings",
            "buildings.update": "buildings", "work.maintenance.read": "buildings", "work.maintenance.notify.created": "any"});
        app.role("test.lead", lead).await;
        let lea = app.as_role("test.lead", "Lea", &[lincoln]).await;
        // who sees as much, and may take more than they hold
        let head = json!({"users.read": "buildings", "users.administer": "any", "buildings.read": "buildings",
            "work.maintenance.read": "buildings", "work.maintenance.notify.created": "any"});
        app.role("test.head", head).await;
        let hal = app.as_role("test.head", "Hal", &[lincoln]).await;
        let wide = json!({"work.maintenance.read": "any", "work.maintenance.resolve": "any", "work.maintenance.can_be_assigned": true,
            "work.maintenance.assign": "any", "work.maintenance.notify.created": "any"});
        app.role("test.wide", wide).await;
        let rita = app.person("test.wide", "Rita", &[lincoln]).await;
        report(&ada, lincoln, 2).await;
        for request in report(&ada, grant, 30).await {
            ada.put(&format!("/work-requests/{request}/assignees"), json!({"user_ids": [rita]})).await.expect(200);
        }
        let at = format!("/users/{rita}/preview");
        let blind = json!({"overrides": {"work.maintenance.read": {"value": "none"}}});
        let all = ada.post(&at, blind.clone()).await.expect(200);
        assert_eq!(person(&all, rita)["items"]["work.maintenance.read"], json!({"before": 32, "after": 0, "exact": true}));
        assert_eq!(all.body["assignees"], json!([{"user_id": rita, "name": "Rita", "items": 30}]));
        assert!(all.body["mails_per_day"]["before"].as_f64().unwrap() > 1.0, "{}", all.text);
        // who reads one building hears of the same person what is there
        let hers = hal.post(&at, blind.clone()).await.expect(200);
        assert_eq!(person(&hers, rita)["items"]["work.maintenance.read"], json!({"before": 2, "after": 0, "exact": true}));
        assert_eq!(person(&hers, rita)["items"]["work.maintenance.resolve"], json!({"before": 2, "after": 0, "exact": true}));
        assert_eq!(hers.body["assignees"], json!([]));
        assert_eq!(hers.body["mails_per_day"], json!({"before": 0.1, "after": 0.0}));
        // also where types limit it, and of what is one's own
        let typed = json!({"overrides": {"work.maintenance.allowed_types": {"value": [999_999]}}});
        hal.post(&at, typed).await.expect(422);
        let kind = ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id();
        let typed = json!({"overrides": {"work.maintenance.allowed_types": {"value": [kind]}}});
        ada.patch(&format!("/users/{rita}"), typed).await.expect(200);
        for place in [lincoln, grant, grant] {
            ada.post("/work-requests", json!({"title": "Tap", "building_id": place, "request_type_id": kind})).await.expect(201);
        }
        let stopped = json!({"overrides": {"work.maintenance.assign": {"value": "none"}}});
        let all = ada.post(&at, stopped.clone()).await.expect(200);
        assert_eq!(person(&all, rita)["items"]["work.maintenance.assign"], json!({"before": 3, "after": 0, "exact": true}));
        let hers = hal.post(&at, stopped).await.expect(200);
        assert_eq!(person(&hers, rita)["items"]["work.maintenance.assign"], json!({"before": 1, "after": 0, "exact": false}));
        // whom one sees and does not administer: their name, and not what they hold
        let group = ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201).id();
        ada.patch(&format!("/users/{rita}"), json!({"building_ids": [grant], "building_group_ids": [group]})).await.expect(200);
        let preview = lea.post(&format!("/building-groups/{group}/preview"), json!({"building_ids": []})).await.expect(200);
        let hers = person(&preview, rita);
        assert_eq!(hers["buildings"]["lost_ids"], json!([lincoln]));
        assert_eq!([&hers["gains"], &hers["loses"], &hers["items"]], [&json!([]), &json!([]), &json!({})], "{hers}");
        assert_eq!(preview.body["keys"], json!([]));
        let names = |text: &str| ["Grant", "Ada"].into_iter().filter(|name| text.contains(name)).collect::<Vec<_>>();
        assert_eq!(names(&preview.text), [] as [&str; 0], "{}", preview.text);
    }

    async fn mails_a_day_are_estimated_from_what_happened(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.reader", json!({"work.maintenance.read": "any"})).await;
        let rita = app.as_role("test.reader", "Rita", &[]).await;
        report(&ada, lincoln, 30).await;
        let at = format!("/users/{}/preview", rita.id);
        let heard = |value: &str| json!({"overrides": {"work.maintenance.notify.created": {"value": value}}});
        let preview = ada.post(&at, heard("any")).await.expect(200);
        assert_eq!(preview.body["mails_per_day"], json!({"before": 0.0, "after": 1.0}));
        let preview = ada.post(&at, heard("own")).await.expect(200);
        assert_eq!(preview.body["mails_per_day"], json!({"before": 0.0, "after": 0.0}));
        rita.patch("/me", json!({"preferences": {"mail": {"created": false}}})).await.expect(200);
        let preview = ada.post(&at, heard("any")).await.expect(200);
        assert_eq!(preview.body["mails_per_day"], json!({"before": 0.0, "after": 0.0}));
    }

    async fn what_may_not_be_saved_is_not_previewed(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let lead = json!({"users.read": "buildings", "users.administer": "buildings", "buildings.read": "buildings",
            "buildings.update": "buildings", "organization.administer": false});
        app.role("test.lead", lead).await;
        app.role("test.place", json!({"work.maintenance.read": "buildings"})).await;
        let lea = app.as_role("test.lead", "Lea", &[lincoln]).await;
        let here = app.person("test.place", "Rita", &[lincoln]).await;
        let there = app.person("test.place", "Gus", &[grant]).await;
        let type_id = type_id(&app, "test.place").await;
        let edit = json!({"overrides": {"work.maintenance.read": {"value": "any"}}});
        let refused = lea.post(&format!("/users/{here}/preview"), edit.clone()).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.read");
        lea.post(&format!("/users/{there}/preview"), edit).await.expect(404);
        lea.post(&format!("/user-types/{type_id}/preview"), json!({"grants": {}})).await.expect(403);
        lea.post(&format!("/users/{here}/preview"), json!({"building_ids": [grant]})).await.expect(422);
        lea.post(&format!("/users/{here}/preview"), json!({"nonsense": true})).await.expect(422);
        // nobody is left who administers
        let refused = ada.post(&format!("/users/{}/preview", ada.id), json!({"active": false})).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        ada.post("/user-types/999999/preview", json!({"grants": {}})).await.expect(404);

        // a group of her building reaches somebody whom she cannot see: they are counted, and not named
        let group = ada.post("/building-groups", json!({"name": "North", "building_ids": [lincoln]})).await.expect(201).id();
        ada.patch(&format!("/users/{there}"), json!({"building_ids": [], "building_group_ids": [group]})).await.expect(200);
        ada.patch(&format!("/users/{here}"), json!({"building_group_ids": [group], "building_ids": [lincoln, grant]})).await.expect(200);
        let hidden = json!({"overrides": {"users.read": {"value": "none"}}});
        ada.patch(&format!("/users/{}", lea.id), hidden).await.expect(200);
        let preview = lea.post(&format!("/building-groups/{group}/preview"), json!({"building_ids": []})).await.expect(200);
        assert_eq!(preview.body["people"], json!([]), "{}", preview.text);
        assert_eq!(preview.body["others"], 1);
        assert!(!preview.text.contains("Gus"));
    }
}
