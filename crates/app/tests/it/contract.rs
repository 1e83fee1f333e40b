//! What other programs rely on: the same manners on every route.
use crate::app::{PASSWORD, TestApp};
use axum::http::Method;
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";

fn fields(body: &Value) -> Vec<&str> {
    body["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect()
}

store::for_each_database! {
    async fn what_has_a_name_is_found_by_it(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.building("Lincoln").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        let team = ada.post("/teams", json!({"name": "Night shift", "member_ids": [olga]})).await.expect(201).id();
        for (path, name) in [
            ("/buildings?name=lincoln%20high&sort=name".to_owned(), "Lincoln High"),
            ("/user-types?builtin=fmx.tenant".to_owned(), "Tenant"),
            ("/user-types?signs_in=false".to_owned(), "Worker"),
            ("/work-modules?key=maintenance".to_owned(), "Maintenance"),
            ("/teams?name=NIGHT%20SHIFT".to_owned(), "Night shift"),
            ("/users?user_name=OLGA".to_owned(), "Olga"),
            ("/users?email=olga@district.example".to_owned(), "Olga"),
            (format!("/users?team_id={team}&name=olga"), "Olga"),
        ] {
            let found = ada.get(&format!("{path}&count=true")).await.expect(200).body;
            assert_eq!((&found["items"][0]["name"], &found["count"]["value"]), (&json!(name), &json!(1)), "{path}");
        }
        let refused = ada.get("/buildings?sort=address").await.expect(422).body;
        assert_eq!(fields(&refused), ["sort"]);
        let process = json!({"building_id": lincoln, "tiers": [{"user_ids": [ada.id]}]});
        let process = ada.post("/approval-processes", process).await.expect(201).id();
        let of_building = ada.get(&format!("/approval-processes?building_id={lincoln}")).await.expect(200).body;
        assert_eq!(of_building["items"][0]["id"], process);
        assert_eq!(ada.get("/approval-processes?request_type_id=1").await.expect(200).body["items"], json!([]));
    }

    async fn a_body_is_an_object_of_known_fields_and_refused_in_words(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        for (body, message) in [
            (json!([]), "must be an object"),
            (json!(null), "must be an object"),
            (json!({"title": 5}), "must be a text"),
            (json!({"title": "Leak", "building_id": "1"}), "must be a whole number"),
            (json!({"title": "Leak", "building_id": 1.5}), "must be a whole number"),
            (json!({"title": "Leak", "due_at": "0000-01-01T00:00:00Z"}), "must be a time such as 2026-03-31T17:00:00Z"),
            (json!({"title": "Leak", "due_at": "-000044-03-15T00:00:00Z"}), "must be a time such as 2026-03-31T17:00:00Z"),
        ] {
            let refused = ada.post("/work-requests", body.clone()).await.expect(422).body;
            assert_eq!(refused["errors"][0]["message"], message, "{body}");
        }
        for (query, message) in [
            ("limit=abc", "must be a whole number"),
            ("building_id=99999999999999999999", "must be a whole number"),
            ("count=perhaps", "must be true or false"),
        ] {
            let refused = ada.get(&format!("/work-requests?{query}")).await.expect(422).body;
            assert_eq!(refused["errors"][0]["message"], message, "{query}");
        }
        let request = ada.post("/work-requests", json!({"title": "Leak"})).await.expect(201).id();
        let at = format!("/work-requests/{request}");
        ada.patch(&at, json!({"due_at": "0000-12-31T00:00:00Z"})).await.expect(422);
        ada.get("/work-requests?due=0000-01-01").await.expect(422);
        let reset = format!("/user-types/{}/reset", ada.get("/user-types?builtin=fmx.tenant").await.body["items"][0]["id"]);
        for path in [format!("{at}/finalization"), reset.clone(), format!("/users/{}/invitation", ada.id)] {
            let refused = ada.post(&path, json!({"colour": "red"})).await.expect(422).body;
            assert_eq!(fields(&refused), ["colour"], "{path}");
        }
        ada.post(&reset, json!({})).await.expect(200);
        ada.call_with(Method::POST, &reset, None, &[("content-type", "application/json")]).await.expect(200);
    }

    async fn a_tag_that_was_never_given_is_stale(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let at = format!("/buildings/{}", app.building("Lincoln High").await);
        let sent = async |method, tag: &str, body| ada.call_with(method, &at, body, &[("if-match", tag)]).await;
        for tag in ["\"0\"", "\"7\"", "\"abc\"", "W/\"abc\"", "\"\""] {
            sent(Method::PATCH, tag, Some(json!({"address": "1 Main Street"}))).await.expect(409);
            sent(Method::DELETE, tag, None).await.expect(409);
        }
        let refused = sent(Method::PATCH, "abc", Some(json!({}))).await.expect(422).body;
        assert_eq!(fields(&refused), ["If-Match"]);
        sent(Method::DELETE, "\"1\"", None).await.expect(204);
    }

    async fn what_was_said_is_answered_as_it_is_listed(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let at = format!("/work-requests/{}/responses", ada.post("/work-requests", json!({"title": "Leak"})).await.expect(201).id());
        let said = ada.post(&at, json!({"text": " On the way. "})).await.expect(201).body;
        assert_eq!(ada.get(&at).await.expect(200).body["items"], json!([said]));
        for unknown in ["sort=name", "q=x", "name=x"] {
            ada.get(&format!("/imports?{unknown}")).await.expect(422);
        }
    }

    async fn what_is_no_text_in_a_path_does_not_exist(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        for path in ["/work-requests/%ff", "/buildings/%ff/resources", "/views/%ff", "/users/%c0%80"] {
            let answer = ada.get(path).await.expect(404);
            assert_eq!(answer.headers["content-type"], "application/problem+json", "{path}");
            app.anonymous(Method::GET, &format!("/api/v1{path}"), None).await.expect(401);
        }
    }

    async fn every_refusal_says_which_permission_is_missing_if_any(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let tenant = ada.get("/user-types?builtin=fmx.tenant").await.body["items"][0]["id"].clone();
        let new = json!({"user_name": "tess", "name": "Tess", "user_type_id": tenant, "password": PASSWORD});
        let id = ada.post("/users", new).await.expect(201).id();
        let tess = app.sign_in(id, "tess").await;
        let refused = tess.get("/me").await.expect(403).body;
        assert_eq!((&refused["permission"], &refused["reason"]), (&Value::Null, &json!("must_change_password")));
        assert!(refused.as_object().unwrap().contains_key("permission"));
    }

    async fn a_sign_in_with_a_key_happens_once(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let sign_in = async |password: &str| {
            let body = json!({"user_name": "olga", "password": password});
            olga.call_with(Method::POST, "/sessions", Some(body), &[("idempotency-key", "phone-1")]).await
        };
        sign_in("not the password").await.expect(401);
        sign_in(PASSWORD).await.expect(201);
        sign_in(PASSWORD).await.expect(409);
        assert_eq!(olga.get("/sessions").await.expect(200).body["items"].as_array().unwrap().len(), 2);
    }

    async fn allow_lists_name_request_types_that_there_are(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        ada.post("/work-modules", json!({"key": "grounds", "name": "Grounds"})).await.expect(201);
        let mowing = ada.post("/request-types", json!({"module": "grounds", "name": "Mowing"})).await.expect(201).id();
        let olga = app.person("facilitron.order_originator", "Olga", &[]).await;
        let at = format!("/users/{olga}");
        for (key, id, status) in [("grounds", mowing, 200), ("maintenance", mowing, 422), ("grounds", 99_999, 422)] {
            let key = format!("work.{key}.allowed_types");
            let made = ada.post("/user-types", json!({"name": format!("{key} {id}"), "grants": {&key: [id]}})).await;
            let changed = ada.patch(&at, json!({"overrides": {&key: {"value": [id]}}})).await.expect(status);
            if status == 422 {
                assert_eq!(fields(&made.expect(422).body), [format!("grants.{key}")]);
                assert_eq!(fields(&changed.body), [format!("overrides.{key}")]);
            } else {
                made.expect(201);
            }
        }
        ada.delete(&format!("/request-types/{mowing}")).await.expect(204);
        let again = json!({"overrides": {"work.grounds.allowed_types": {"value": [mowing]}}});
        ada.patch(&at, again).await.expect(200);
    }

    async fn who_may_know_of_nobody_finds_no_user_types_and_teams(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let team = ada.post("/teams", json!({"name": "Night shift"})).await.expect(201).id();
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let nothing = json!({"items": [], "next": null, "count": {"value": 0, "exact": true}});
        for (list, one) in [("/user-types", 1), ("/teams", team)] {
            assert_eq!(olga.get(&format!("{list}?count=true")).await.expect(200).body, nothing);
            olga.get(&format!("{list}/{one}")).await.expect(404);
        }
        olga.patch(&format!("/teams/{team}"), json!({"member_ids": []})).await.expect(404);
    }

    async fn a_list_without_a_module_is_of_all_that_one_may_read(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        ada.post("/work-modules", json!({"key": "grounds", "name": "Grounds"})).await.expect(201);
        let mut made = vec![];
        for module in ["maintenance", "grounds", "maintenance", "grounds", "maintenance"] {
            let new = json!({"title": module, "module": module, "building_id": lincoln, "due_at": format!("2026-04-0{}T12:00:00Z", 9 - made.len())});
            made.push(ada.post("/work-requests", new).await.expect(201).id());
            app.wait_minutes(1);
        }
        let walk = async |query: &str| {
            let (mut seen, mut after) = (vec![], String::new());
            loop {
                let page = ada.get(&format!("/work-requests?limit=2&{query}{after}")).await.expect(200).body;
                seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()));
                let Some(next) = page["next"].as_str() else { return seen };
                after = format!("&after={next}");
            }
        };
        let newest: Vec<i64> = made.iter().rev().copied().collect();
        for (query, expected) in [("", &newest), ("sort=oldest", &made), ("sort=due", &newest), ("sort=updated", &newest),
            ("sort=-opened_at", &newest), ("sort=due_at", &newest)] {
            assert_eq!(&walk(query).await, expected, "{query}");
        }
        assert_eq!(walk("module=grounds").await, [made[3], made[1]]);
        assert_eq!(ada.get("/work-requests?count=true").await.body["count"], json!({"value": 5, "exact": true}));
        let rita = app.as_role("facilitron.read_only_all_sites", "Rita", &[]).await;
        assert_eq!(rita.get("/work-requests?count=true").await.expect(200).body["count"]["value"], 3, "the new module is nobody's yet");
        ada.delete(&format!("/work-requests/{}", made[1])).await.expect(204);
        ada.delete(&format!("/work-requests/{}", made[2])).await.expect(204);
        assert_eq!(walk("deleted=true").await, [made[2], made[1]]);
    }
}
