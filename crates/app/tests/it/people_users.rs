//! People through the API: added, found, changed, deleted.
use crate::{
    app::{PASSWORD, TestApp},
    people_cast::{team, type_id},
};
use axum::http::Method;
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";

fn names(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|user| user["name"].as_str().unwrap()).collect()
}

store::for_each_database! {
    async fn a_person_is_added_changed_and_deleted(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let originator = type_id(&app, "facilitron.order_originator").await;
        let new = json!({"user_name": "olga", "name": " Olga Hansen ", "email": "Olga@District.example", "user_type_id": originator,
            "building_ids": [lincoln, lincoln], "default_building_id": lincoln, "phones": ["+1 555 0101"], "password": PASSWORD});
        let created = ada.post("/users", new.clone()).await.expect(201);
        let at = format!("/users/{}", created.id());
        assert_eq!(created.headers["location"], format!("/api/v1{at}"));
        let read = ada.get(&at).await.expect(200);
        assert_eq!(read.headers["etag"], created.headers["etag"]);
        let body = &read.body;
        assert_eq!(body["name"], "Olga Hansen");
        assert_eq!(body["email"], "Olga@district.example");
        assert_eq!(body["building_ids"], json!([lincoln]));
        assert_eq!(body["overrides"], json!({}));
        assert_eq!(body["worker"], Value::Null);
        assert!(body["color"].as_str().unwrap().parse::<u8>().unwrap() < 12);

        let stale = [("if-match", "\"0\"")];
        let change = json!({"name": "Olga H.", "insurance_expires_on": "2027-01-31", "phones": [], "email": null});
        ada.call_with(Method::PATCH, &at, Some(change.clone()), &stale).await.expect(409);
        let changed = ada.patch(&at, change).await.expect(200);
        assert_eq!(changed.body["phones"], json!([]));
        assert_eq!(changed.body["insurance_expires_on"], "2027-01-31");
        assert!(changed.body["version"].as_i64() > body["version"].as_i64());
        let history = ada.get(&format!("{at}/history")).await.expect(200);
        let actions: Vec<_> = history.body["items"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["updated", "password_handed_over", "created"]);
        assert!(!history.text.contains("argon2") && !history.text.contains(PASSWORD));

        ada.post("/users", new.clone()).await.expect(422);
        ada.delete(&at).await.expect(204);
        ada.get(&at).await.expect(404);
        ada.post("/users", new).await.expect(201);
    }

    async fn who_has_no_user_name_any_more_is_signed_out_and_has_no_password(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let at = format!("/users/{}", olga.id);
        ada.patch(&at, json!({"user_name": null})).await.expect(200);
        olga.get("/me").await.expect(401);
        assert_eq!(app::operations::check(app.app.db()).await.unwrap(), Vec::<String>::new());
        ada.patch(&at, json!({"user_name": "olga"})).await.expect(200);
        let old = json!({"user_name": "olga", "password": PASSWORD});
        app.anonymous(Method::POST, "/api/v1/sessions", Some(old)).await.expect(401);
    }

    async fn a_handed_over_password_must_be_changed_first(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let originator = type_id(&app, "facilitron.order_originator").await;
        let new = json!({"user_name": "olga", "name": "Olga", "user_type_id": originator, "password": PASSWORD});
        let id = ada.post("/users", new).await.expect(201).id();
        let session = app.anonymous(Method::POST, "/api/v1/sessions", Some(json!({"user_name": "olga", "password": PASSWORD}))).await.expect(201);
        assert_eq!(session.body["must_change_password"], true);
        let olga = app.signed_in(id, &session);
        for path in ["/me", "/users", "/sessions", "/work-requests"] {
            assert_eq!(olga.get(path).await.expect(403).body["reason"], "must_change_password");
        }
        olga.put("/me/password", json!({"current_password": PASSWORD, "password": "a password of my own"})).await.expect(204);
        assert_eq!(olga.get("/me").await.expect(200).body["name"], "Olga");

        // handing over another ends what went on with the old one
        ada.patch(&format!("/users/{id}"), json!({"password": "another to hand over"})).await.expect(200);
        olga.get("/me").await.expect(401);
    }

    async fn what_is_not_accepted_is_named(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let originator = type_id(&app, "facilitron.order_originator").await;
        for (field, value) in [
            ("name", json!("")),
            ("name", json!("x".repeat(201))),
            ("user_name", json!("")),
            ("user_name", json!("a\u{7}b")),
            ("user_name", json!("ADA")),
            ("email", json!("not an address")),
            ("user_type_id", json!(999_999)),
            ("team_ids", json!([999_999])),
            ("building_ids", json!([999_999])),
            ("building_group_ids", json!([999_999])),
            ("default_building_id", json!(999_999)),
            ("color", json!("12")),
            ("color", json!("#ff0000")),
            ("emails", json!(["nobody"])),
            ("insurance_expires_on", json!("31.12.2026")),
            ("password", json!("short")),
            ("overrides.users.read", json!({"users.read": {"value": "all"}})),
            ("worker.hourly_rate.amount", json!({"hourly_rate": {"amount": "-1.00", "currency": "USD"}})),
            ("worker.hourly_rate.currency", json!({"hourly_rate": {"amount": "1.00", "currency": "EUR"}})),
            ("no_such_field", json!(1)),
            ("invite", json!("yes")),
        ] {
            let mut new = json!({"user_name": "new", "name": "New", "user_type_id": originator});
            new[field.split('.').next().unwrap()] = value.clone();
            let answer = ada.post("/users", new).await.expect(422);
            assert_eq!(answer.body["errors"][0]["field"], field, "{value}: {}", answer.text);
        }
        assert_eq!(ada.get("/users").await.expect(200).body["items"].as_array().unwrap().len(), 1);
        ada.get("/users?sort=age").await.expect(422);
        ada.get("/users?limit=201").await.expect(422);
        ada.get("/users?after=abc").await.expect(422);
        ada.get("/users?building_id=999999").await.expect(422);
        ada.get("/users/abc").await.expect(404);
    }

    async fn who_keeps_people_is_said_by_their_user_type(db: TestDb) {
        let app = TestApp::new(db).await;
        let originator = type_id(&app, "facilitron.order_originator").await;
        let lincoln = app.building("Lincoln High").await;
        let adams = app.building("Adams Elementary").await;
        let near = app.person("facilitron.order_originator", "Near", &[lincoln]).await;
        let far = app.person("facilitron.order_originator", "Far", &[adams]).await;
        for (number, role) in access::shipped().iter().filter(|role| role.signs_in).enumerate() {
            let name = format!("User{number}");
            let actor = app.as_role(role.word, &name, &[lincoln]).await;
            let administers = role.word.ends_with("administrator");
            let new = json!({"name": "New", "user_type_id": originator});
            let answer = actor.post("/users", new).await.expect(if administers { 201 } else { 403 });
            let reads_all = administers || ["facilitron.system_processor", "organilog.manager"].contains(&role.word);
            let reads_near = reads_all || role.word == "facilitron.site_based_plant_manager";
            if !administers {
                assert_eq!(answer.body["permission"], "users.administer", "{}", role.word);
                let expected = if reads_near { 403 } else { 404 };
                actor.patch(&format!("/users/{near}"), json!({"name": "X"})).await.expect(expected);
                actor.delete(&format!("/users/{near}")).await.expect(expected);
            }
            actor.get(&format!("/users/{near}")).await.expect(if reads_near { 200 } else { 404 });
            actor.get(&format!("/users/{far}")).await.expect(if reads_all { 200 } else { 404 });
            actor.get(&format!("/users/{}", actor.id)).await.expect(200);
            let listed = actor.get("/users?q=near").await.expect(200);
            assert_eq!(names(&listed.body), if reads_near { vec!["Near"] } else { vec![] }, "{}", role.word);
        }
    }

    async fn the_list_is_filtered_paged_and_counted(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        for name in ["bo", "Cy_1", "Di", "Ed"] {
            app.person("facilitron.order_originator", name, &[lincoln]).await;
        }
        let first = ada.get("/users?limit=2&count=true").await.expect(200);
        assert_eq!(names(&first.body), ["Ada", "bo"]);
        assert_eq!(first.body["count"], json!({"value": 5, "exact": true}));
        let next = first.body["next"].as_str().unwrap();
        let second = ada.get(&format!("/users?limit=3&after={next}")).await.expect(200);
        assert_eq!(names(&second.body), ["Cy_1", "Di", "Ed"]);
        assert_eq!(second.body["next"], Value::Null);
        assert_eq!(names(&ada.get("/users?q=y_").await.body), ["Cy_1"]);
        assert_eq!(names(&ada.get("/users?q=ED@district").await.body), ["Ed"]);
        let originator = type_id(&app, "facilitron.order_originator").await;
        assert_eq!(names(&ada.get(&format!("/users?user_type_id={originator}&limit=1")).await.body), ["bo"]);
        let with_d = ada.get(&format!("/users?building_id={lincoln}&q=d")).await.body;
        assert_eq!(names(&with_d), ["Di", "Ed"], "what all addresses end with tells nobody apart");
        assert_eq!(names(&ada.get("/users?active=false").await.body), Vec::<&str>::new());
    }

    async fn who_can_be_assigned_becomes_a_worker_with_rates_unset(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let technician = type_id(&app, "facilitron.maintenance_technician").await;
        let new = json!({"name": "Tom", "user_type_id": technician});
        let tom = ada.post("/users", new).await.expect(201);
        let unset = json!({"hourly_rate": null, "overtime_rate": null, "other_rate": null});
        assert_eq!(tom.body["worker"], unset);
        let at = format!("/users/{}", tom.id());
        let rates = json!({"worker": {"hourly_rate": {"amount": "38.5", "currency": "USD"}, "overtime_rate": {"amount": "0.00", "currency": "USD"}}});
        let rated = ada.patch(&at, rates).await.expect(200);
        assert_eq!(rated.body["worker"]["hourly_rate"], json!({"amount": "38.50", "currency": "USD"}));
        assert_eq!(rated.body["worker"]["overtime_rate"], json!({"amount": "0.00", "currency": "USD"}));
        assert_eq!(ada.patch(&at, json!({"worker": null})).await.expect(200).body["worker"], unset);
    }

    async fn rates_and_overrides_are_for_who_may_know_them(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let tom = app.person("facilitron.maintenance_technician", "Tom", &[]).await;
        let at = format!("/users/{tom}");
        let change = json!({"worker": {"hourly_rate": {"amount": "38.50", "currency": "USD"}},
            "overrides": {"users.read": {"value": "buildings", "until": "2026-12-31"}, "associations.view": {"value": false}}});
        ada.patch(&at, change).await.expect(200);
        let merged = ada.patch(&at, json!({"overrides": {"associations.view": null}})).await.expect(200);
        assert_eq!(merged.body["overrides"], json!({"users.read": {"value": "buildings", "until": "2026-12-31"}}));
        let seen = pia.get(&at).await.expect(200);
        assert_eq!(seen.body.get("overrides"), None);
        assert_eq!(seen.body["worker"], json!({}));
        let history = pia.get(&format!("{at}/history")).await.expect(200);
        assert!(!history.text.contains("38.50") && !history.text.contains("overrides"), "{}", history.text);
    }

    async fn who_is_assigned_to_open_work_is_not_deleted(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let tom = app.person("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        let request = ada.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let assignees = format!("/work-requests/{request}/assignees");
        ada.put(&assignees, json!({"user_ids": [tom]})).await.expect(200);
        let refused = ada.delete(&format!("/users/{tom}")).await.expect(409);
        assert!(refused.text.contains("1 open request"), "{}", refused.text);
        ada.put(&assignees, json!({"user_ids": []})).await.expect(200);
        ada.delete(&format!("/users/{tom}")).await.expect(204);
    }

    async fn one_changes_of_oneself_what_is_ones_own(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let plumbers = team(&app, "Plumbers", &[type_id(&app, "facilitron.maintenance_technician").await]).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        ada.patch(&format!("/users/{}", olga.id), json!({"team_ids": [plumbers]})).await.expect(200);
        let me = olga.get("/me").await.expect(200).body;
        assert_eq!(me["building_ids"], json!([lincoln]));
        assert_eq!(me["grants"]["work.maintenance.resolve"], "own");
        assert_eq!(me["sources"][0]["user_type"], "Order Originator");
        assert_eq!(me["sources"][1]["team"], "Plumbers");
        assert_eq!(me["sources"][1]["grants"]["work.maintenance.resolve"], "own");
        let change = json!({"color": "7", "phones": ["1"], "preferences": {"mail": {"created": false}}, "default_building_id": lincoln});
        olga.patch("/me", change).await.expect(200);
        let me = olga.patch("/me", json!({"preferences": {"mail": {"resolved": false}}})).await.expect(200).body;
        assert_eq!(me["preferences"], json!({"mail": {"created": false, "resolved": false}}));
        assert_eq!(me["color"], "7");
        for refused in [json!({"name": "Boss"}), json!({"color": "red"}), json!({"default_building_id": 999_999})] {
            olga.patch("/me", refused).await.expect(422);
        }
    }
}
