//! Why somebody may do something, or may not.
use crate::{
    app::{Actor, TestApp},
    browser::Browser,
    people_cast::{group, team, type_id, user_type},
};
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";

/// The answer about a person, a permission and a request.
async fn ask(asker: &Actor, user_id: i64, key: &str, request: i64) -> Value {
    let path = format!("/access/explanation?user_id={user_id}&key=work.maintenance.{key}&item=work-requests/{request}");
    asker.get(&path).await.expect(200).body
}

/// The entry of one kind in the chain.
fn entry<'a>(answer: &'a Value, kind: &str) -> &'a Value {
    answer["because"].as_array().unwrap().iter().find(|entry| entry["source"]["kind"] == kind).unwrap_or(&Value::Null)
}

/// What a user type or an override says of a key, with a level added to it as far as one value can say both.
fn added(now: &Value, change: &Value) -> Value {
    if now == "any" { now.clone() } else { change.clone() }
}

store::for_each_database! {
    async fn who_may_not_know_who_is_assigned_learns_it_by_no_question(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let clerk = json!({"users.read": "any", "users.administer": "any", "buildings.read": "any", "work.maintenance.read": "any"});
        let clerks = user_type(&app, "test.clerk", clerk).await;
        let cleo = app.as_role("test.clerk", "Cleo", &[]).await;
        let tom = app.person("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        let request = ada.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        ada.put(&format!("/work-requests/{request}/assignees"), json!({"user_ids": [tom]})).await.expect(200);
        let about = |id: i64| format!("/access/explanation?user_id={id}&key=work.maintenance.read&item=work-requests/{request}");
        let holders = format!("/access/holders?key=work.maintenance.read&item=work-requests/{request}");
        for path in [&about(tom), &holders] {
            let refused = cleo.get(path).await.expect(403);
            assert_eq!(refused.body["permission"], "work.maintenance.view_assignments");
        }
        cleo.get(&about(cleo.id)).await.expect(200);
        ada.patch(&format!("/user-types/{clerks}"), json!({"grants": {"work.maintenance.view_assignments": true}})).await.expect(200);
        assert_eq!(cleo.get(&about(tom)).await.expect(200).body["standing"][0]["relation"], "assignee");
        assert!(cleo.get(&holders).await.expect(200).text.contains("Tom"));
    }

    async fn what_would_have_to_change_does_allow_it_once_it_is_changed(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let tom = app.person("facilitron.maintenance_technician", "Tom", &[lincoln, adams]).await;
        let kind = ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id();
        let own = user_type(&app, "test.own", json!({"work.maintenance.read": "own", "work.maintenance.update": "own", "work.maintenance.allowed_types": [kind]})).await;
        let none = user_type(&app, "test.none", json!({})).await;
        let place = user_type(&app, "test.place", json!({"work.maintenance.read": "buildings", "work.maintenance.assign": "buildings", "work.maintenance.requires_approval": true})).await;
        let crew = team(&app, "Crew", &[place]).await;
        let (olga, nina, rita) = (app.person("test.own", "Olga", &[adams]).await, app.person("test.none", "Nina", &[]).await, app.person("test.none", "Rita", &[lincoln]).await);
        ada.patch(&format!("/users/{olga}"), json!({"team_ids": [crew]})).await.expect(200);
        // one override that holds, and one that ended yesterday
        let overrides = json!({"work.maintenance.read": {"value": "none"}, "work.maintenance.respond": {"value": "any", "until": "2026-03-02"}});
        ada.patch(&format!("/users/{rita}"), json!({"overrides": overrides})).await.expect(200);
        app.wait_minutes(24 * 60);
        let report = async |building: Value, on_behalf: Value| {
            let new = json!({"title": "Leak", "building_id": building, "request_type_id": null, "requested_by": on_behalf});
            ada.post("/work-requests", new).await.expect(201).id()
        };
        let (here, theirs, nowhere) = (report(json!(lincoln), json!(tom)).await, report(json!(adams), json!(olga)).await, report(Value::Null, json!(tom)).await);
        ada.put(&format!("/work-requests/{here}/assignees"), json!({"user_ids": [tom]})).await.expect(200);
        ada.post(&format!("/work-requests/{theirs}/hold"), json!({"reason": "Parts"})).await.expect(200);
        let permissions = ada.get("/permissions").await.expect(200).body;
        let permissions = permissions["items"].as_array().unwrap().iter().filter(|one| one["module"] == "maintenance");
        let keys: Vec<String> = permissions.filter(|one| ["level", "ability", "choice"].contains(&one["kind"].as_str().unwrap())).map(|one| one["key"].as_str().unwrap().to_owned()).collect();
        assert!(keys.len() > 30, "{keys:?}");
        let (mut changed, mut wrong) = (0, vec![]);
        for (turn, (person, own_type)) in [(olga, own), (nina, none), (rita, none)].into_iter().enumerate() {
            // each key about one of the requests, each request under keys of all kinds
            for (at, key) in keys.iter().enumerate().filter(|(at, key)| (at + turn) % 2 == 0 || key.ends_with(".respond")) {
                let request = [here, theirs, nowhere][(at / 2 + turn) % 3];
                let question = format!("/access/explanation?user_id={person}&key={key}&item=work-requests/{request}");
                let before = ada.get(&question).await.expect(200).body;
                let given = |answer: &Value| {
                    let holds = |chain: &Value| chain.as_array().unwrap().iter().any(|one| one["holds"] == true && ["user_type", "team"].contains(&one["source"]["kind"].as_str().unwrap()));
                    holds(&answer["because"]) && (answer["reading"].is_null() || holds(&answer["reading"]))
                };
                if given(&before) {
                    if !before["smallest_change"].is_null() {
                        wrong.push(format!("{question}: nothing is missing, {before}"));
                    }
                    continue;
                }
                let change = &before["smallest_change"];
                let (Some(grants), Some(more)) = (change["grants"].as_object(), change["building_ids"].as_array()) else {
                    wrong.push(format!("{question}: there is no way, {before}"));
                    continue;
                };
                // as an administrator would make it: in the user type, or in the override that holds
                let (user, kept) = (ada.get(&format!("/users/{person}")).await.expect(200).body, ada.get(&format!("/user-types/{own_type}")).await.expect(200).body);
                let (mut type_edit, mut overrides) = (json!({}), json!({}));
                for (key, value) in grants {
                    match &user["overrides"][key] {
                        ended if ended["until"] == "2026-03-02" => type_edit[key] = added(&kept["grants"][key], value),
                        Value::Null => type_edit[key] = added(&kept["grants"][key], value),
                        known => overrides[key] = json!({"value": added(&known["value"], value), "until": known["until"]}),
                    }
                }
                let mut places = user["building_ids"].as_array().unwrap().clone();
                places.extend(more.clone());
                ada.patch(&format!("/user-types/{own_type}"), json!({"grants": type_edit})).await.expect(200);
                ada.patch(&format!("/users/{person}"), json!({"overrides": overrides, "building_ids": places})).await.expect(200);
                let after = ada.get(&question).await.expect(200).body;
                if !given(&after) || !after["smallest_change"].is_null() {
                    wrong.push(format!("{question}: {change} does not do, {after}"));
                }
                changed += 1;
                let back: serde_json::Map<String, Value> = type_edit.as_object().unwrap().keys().map(|key| (key.clone(), kept["grants"][key].clone())).collect();
                ada.patch(&format!("/user-types/{own_type}"), json!({"grants": back})).await.expect(200);
                ada.patch(&format!("/users/{person}"), json!({"overrides": user["overrides"], "building_ids": user["building_ids"]})).await.expect(200);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(changed > 30, "{changed}");
    }

    async fn the_answer_names_what_gives_it_and_what_is_missing(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let adams = app.building("Adams Elementary").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[adams]).await;
        let request = olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let ask = |user_id: i64, key: &str| format!("/access/explanation?user_id={user_id}&key={key}&item=work-requests/{request}");

        let read = olga.get(&ask(olga.id, "work.maintenance.read")).await.expect(200).body;
        assert_eq!(read["allowed"], true);
        assert_eq!(read["because"][0]["source"]["user_type"], "Order Originator");
        assert_eq!((&read["because"][0]["value"], &read["because"][0]["relation"]), (&json!("own"), &json!("own")));
        let approve = ada.get(&ask(anne.id, "work.maintenance.approve")).await.expect(200).body;
        assert_eq!(approve["allowed"], false);
        assert_eq!(approve["because"][0]["holds"], false);
        assert_eq!(approve["smallest_change"]["building_ids"], json!([lincoln]));
        assert_eq!((&approve["standing"][0]["relation"], &approve["standing"][0]["building"]), (&json!("out_of_reach"), &json!("Lincoln High")));

        // about others only for who administers them, and about what one can read
        olga.get(&ask(anne.id, "work.maintenance.read")).await.expect(404);
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        pia.get(&ask(anne.id, "work.maintenance.read")).await.expect(403);
        anne.get(&ask(anne.id, "work.maintenance.read")).await.expect(404);
        ada.get(&ask(olga.id, "no.such.key")).await.expect(422);
        ada.get("/access/explanation?key=buildings.read&item=cars/1").await.expect(422);
        ada.get("/access/explanation?key=buildings.read&item=buildings/0").await.expect(404);
        ada.get("/access/explanation?key=users.read&item=users/0").await.expect(404);
        let place = olga.get(&format!("/access/explanation?key=buildings.read&item=buildings/{lincoln}")).await.expect(200).body;
        assert_eq!(place["allowed"], true);
        // as such: in some relation
        assert_eq!(olga.get("/access/explanation?key=work.maintenance.read").await.expect(200).body["allowed"], true);
        let such = olga.get("/access/explanation?key=work.maintenance.approve").await.expect(200).body;
        assert_eq!((&such["allowed"], &such["smallest_change"]["grants"]), (&json!(false), &json!({"work.maintenance.approve": "buildings"})));
    }

    async fn the_chain_names_every_way_to_it(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let north = group(&app, "North", &[lincoln]).await;
        let processor = type_id(&app, "facilitron.system_processor").await;
        let crew = team(&app, "Night crew", &[processor]).await;
        let nothing = user_type(&app, "test.nothing", json!({})).await;
        let new = json!({"name": "Nick", "user_name": "nick", "user_type_id": nothing, "team_ids": [crew], "building_group_ids": [north],
            "password": crate::app::PASSWORD, "must_change_password": false,
            "overrides": {"work.maintenance.reopen": {"value": "own", "until": "2026-03-09"}}});
        let nick = ada.post("/users", new).await.expect(201).id();
        let request = ada.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();

        let read = ask(&ada, nick, "read", request).await;
        let team = entry(&read, "team");
        assert_eq!((&team["source"]["team"], &team["source"]["user_type"], &team["holds"]), (&json!("Night crew"), &json!("System Processor"), &json!(true)));
        assert_eq!((&entry(&read, "user_type")["holds"], &read["allowed"]), (&json!(false), &json!(true)));
        assert_eq!(read["standing"][0]["through"][0]["building_group"], "North");

        let reopen = ask(&ada, nick, "reopen", request).await;
        assert_eq!((&reopen["because"][0]["overridden"], &reopen["because"][0]["until"]), (&json!(true), &json!("2026-03-09")));
        assert_eq!(entry(&reopen, "state")["holds"], false);
        // overrides are for who administers the person, and for nobody else
        let me = app.sign_in(nick, "nick").await;
        let own = ask(&me, nick, "reopen", request).await;
        assert!(!own.to_string().contains("overridden") && !own.to_string().contains("2026-03-09"), "{own}");
        let mut browser = Browser::of(&app, "nick").await;
        let at = format!("/access/explanation?key=work.maintenance.reopen&item=work-requests/{request}");
        browser.get(&at).await.expect(200).says("No, you may not.").hides("Mar 9").hides("for this person alone");
        let mut browser = Browser::of(&app, "ada").await;
        // what an override gives is said once, not denied in the next line of what a team lacks
        ada.patch(&format!("/users/{nick}"), json!({"overrides": {"work.maintenance.approve": {"value": "any"}}})).await.expect(200);
        let mut his = Browser::of(&app, "nick").await;
        let approve = at.replace("reopen", "approve");
        his.get(&approve).await.expect(200).says("All that is set for you gives it").hides("All that is set for you does not give it");
        browser.get(&format!("{at}&user_id={nick}")).await.expect(200).says("No, Nick may not.").says("for this person alone until Mar 9")
            .says("through the building group North").says("This is done while it is");
    }

    async fn reading_comes_first(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        user_type(&app, "test.blind", json!({"work.maintenance.assign": "any"})).await;
        let bob = app.person("test.blind", "Bob", &[lincoln]).await;
        let request = ada.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let assign = ask(&ada, bob, "assign", request).await;
        assert_eq!((&assign["allowed"], &assign["because"][0]["holds"], &entry(&assign, "reading")["holds"]), (&json!(false), &json!(true), &json!(false)));
        assert_eq!(assign["reading"][0]["value"], "none");
        assert_eq!(assign["smallest_change"]["grants"], json!({"work.maintenance.read": "buildings"}));
        let mut browser = Browser::of(&app, "ada").await;
        let at = format!("/access/explanation?user_id={bob}&key=work.maintenance.assign&item=work-requests/{request}");
        browser.get(&at).await.expect(200).says("Reading comes first").says("Read (Request and public responses)” in accessible buildings");
    }

    /// What is said of a state is what an administrator, who lacks no permission, meets there.
    async fn what_is_said_of_a_state_is_what_happens(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let tom = app.person("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        user_type(&app, "test.asker", json!({"buildings.read": "any", "work.maintenance.create": "any", "work.maintenance.read": "own", "work.maintenance.requires_approval": true})).await;
        let olga = app.as_role("test.asker", "Olga", &[lincoln]).await;
        let to = |id: i64, what: &str| format!("/work-requests/{id}/{what}");
        for steps in [
            &[][..],
            &[("approval", json!({"decision": "declined", "reason": "no"}))],
            &[("approval", json!({"decision": "approved"}))],
            &[("hold", json!({"reason": "later"}))],
            &[("approval", json!({"decision": "approved"})), ("assignees", json!({"user_ids": [tom]}))],
            &[("approval", json!({"decision": "approved"})), ("assignees", json!({"user_ids": [tom]})), ("resolution", json!({"action_taken": "done"}))],
            &[("approval", json!({"decision": "approved"})), ("assignees", json!({"user_ids": [tom]})), ("resolution", json!({"action_taken": "done"})), ("finalization", json!({}))],
        ] {
            for (key, what, body) in [
                ("approve", "approval", json!({"decision": "approved"})),
                ("assign", "assignees", json!({"user_ids": []})),
                ("resolve", "resolution", json!({"action_taken": "done"})),
                ("finalize", "finalization", json!({})),
                ("reopen", "reopening", json!({"reason": "again"})),
                ("update", "", json!({"title": "Otherwise"})),
            ] {
                let request = olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
                for (step, body) in steps {
                    let answer = if *step == "assignees" { ada.put(&to(request, step), body.clone()).await } else { ada.post(&to(request, step), body.clone()).await };
                    assert!(answer.status.is_success(), "{step}: {}", answer.text);
                }
                let said = ask(&ada, ada.id, key, request).await;
                let done = match what {
                    "assignees" => ada.put(&to(request, what), body).await,
                    "" => ada.patch(&format!("/work-requests/{request}"), body).await,
                    _ => ada.post(&to(request, what), body).await,
                };
                assert_eq!(said["allowed"] == true, done.status.is_success(), "{key} after {steps:?}: {} {said}", done.text);
                assert_eq!(said["allowed"] == true, done.status != 409, "{key} after {steps:?}: {}", done.text);
            }
        }
        let own = ada.post("/work-requests", json!({"title": "Mine", "building_id": lincoln})).await.expect(201).id();
        assert!(ask(&ada, ada.id, "approve", own).await.to_string().contains("Nobody decides their own request."));
    }

    async fn the_organizations_setting_is_named(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        user_type(&app, "test.local", json!({"buildings.read": "any", "work.maintenance.create": "any", "work.maintenance.read": "any", "work.maintenance.delete": "buildings"})).await;
        let lou = app.as_role("test.local", "Lou", &[lincoln]).await;
        let request = lou.post("/work-requests", json!({"title": "Elsewhere", "building_id": adams})).await.expect(201).id();
        let off = ask(&ada, lou.id, "delete", request).await;
        assert_eq!((&off["allowed"], &entry(&off, "organization")["value"]), (&json!(false), &json!(false)));
        ada.patch("/organization", json!({"buildings_cover_own": true})).await.expect(200);
        let on = ask(&ada, lou.id, "delete", request).await;
        assert_eq!((&on["allowed"], &entry(&on, "organization")["value"]), (&json!(true), &json!(true)));
    }

    async fn the_page_asks_finds_and_answers(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.person(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let anne = app.person("facilitron.order_approver", "Anne", &[]).await;
        let leak = olga.post("/work-requests", json!({"title": "Leak in the gym", "building_id": lincoln})).await.expect(201).id();
        olga.post("/work-requests", json!({"title": "Leak in the hall", "building_id": lincoln})).await.expect(201);
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/access/explanation").await.expect(200).says("Anne").says("Approve or Decline").says("Can administer organization");
        ada.get("/access/explanation/people?q=ann").await.expect(200).says(&format!("value=\"{anne}\"")).hides("Olga");
        let at = format!("/access/explanation?user_id={anne}&key=work.maintenance.approve");
        ada.get(&format!("{at}&about=leak")).await.expect(200).says("Leak in the gym").says("Leak in the hall").says("Which request?");
        ada.get(&format!("{at}&about=gym")).await.leads_to(&format!("{at}&item=work-requests%2F{leak}"));
        ada.get(&format!("{at}&about=nothing+like+this")).await.expect(200).says("No request that you can see fits.");
        ada.get(&format!("{at}&item=work-requests%2F{leak}")).await.expect(200).says("No, Anne may not.").says("Lincoln High, which is not among the buildings of Anne")
            .says("It would take").says("access to Lincoln High").says("/user-types/");
        // about others only for who administers them; about oneself for everybody
        let mut browser = Browser::of(&app, "olga").await;
        browser.get(&format!("{at}&item=work-requests%2F{leak}")).await.expect(404);
        browser.get("/access/explanation/people").await.expect(403);
        let own = format!("/access/explanation?key=work.maintenance.approve&item=work-requests%2F{leak}");
        browser.get(&own).await.expect(200).says("No, you may not.").says("Whoever administers your organization can change it.").hides("Ada").hides("/user-types/").hides("name=\"user_id\"");
        browser.get("/access/explanation?key=work.maintenance.read&about=gym").await.expect(303);
        browser.get("/access/explanation?key=no.such").await.expect(422);
    }

    async fn why_stands_beside_what_is_refused(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        user_type(&app, "test.reader", json!({"work.maintenance.read": "any", "work.maintenance.assign": "buildings", "users.read": "any"})).await;
        app.person("test.reader", "Rita", &[lincoln]).await;
        let request = ada.post("/work-requests", json!({"title": "Leak", "building_id": adams})).await.expect(201).id();
        let mut rita = Browser::of(&app, "rita").await;
        let at = format!("/access/explanation?key=work.maintenance.assign&#38;item=work-requests%2F{request}");
        rita.get(&format!("/work-requests/{request}")).await.expect(200).says("why?").says(&at).says("Ada can change it.");
        rita.get(&at.replace("&#38;", "&")).await.expect(200).says("No, you may not.").says("Ada can change it.");
        // and on the page of a refusal
        rita.get(&format!("/work-requests/{request}/edit")).await.expect(403).says("Why?").says("key=work.maintenance.update&#38;item=work-requests%2F").says("Ada can change it.");
        rita.get(&format!("/people/{}/edit", ada.id)).await.expect(403).says(&format!("key=users.administer&#38;item=users%2F{}", ada.id));
        rita.get(&format!("/people/{}", ada.id)).await.expect(200).says(&format!("key=users.delete&#38;item=users%2F{}", ada.id));
        rita.get(&format!("/access/explanation?key=users.delete&item=users%2F{}", ada.id)).await.expect(200).says("No, you may not.");
        rita.get("/organization").await.expect(403).says("key=organization.administer");
        let mut nobody = Browser::new(&app);
        nobody.get("/access/explanation").await.leads_to("/sign-in?next=%2Faccess%2Fexplanation");
    }
}
