//! A site lead keeps the people of one site and nobody above: every way up is tried, through the API and through the pages.
use crate::{
    app::{Actor, TestApp},
    browser::Browser,
    imports::{errors, finished},
    people_cast::{group, team, type_id, user_type},
};
use axum::http::Method;
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";
const APPROVER: &str = "facilitron.order_approver";

/// One site with its lead, and everybody around.
struct Site {
    lincoln: i64,
    adams: i64,
    lead_type: i64,
    guest_type: i64,
    /// A guest of the site, who is the lead's to keep.
    ines: i64,
    /// Of the site, and above the lead.
    anne: i64,
    /// Of two sites, of another one, of none, and of all.
    beyond: [i64; 4],
    lea: Actor,
    ada: Actor,
}

async fn site(app: &TestApp) -> Site {
    let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
    let lead = json!({"users.administer": "buildings", "users.read": "any", "users.delete": "buildings", "users.bulk_import": true, "buildings.read": "any",
        "buildings.update": "any", "work.maintenance.read": "buildings"});
    let lead_type = user_type(app, "test.lead", lead).await;
    let guest_type = user_type(app, "test.guest", json!({"work.maintenance.read": "own"})).await;
    let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
    app.person(ADMINISTRATOR, "Abe", &[lincoln]).await;
    let all = app.person("test.guest", "All", &[]).await;
    ada.patch(&format!("/users/{all}"), json!({"all_buildings": true})).await.expect(200);
    Site {
        lincoln,
        adams,
        lead_type,
        guest_type,
        ines: app.person("test.guest", "Ines", &[lincoln]).await,
        anne: app.person(APPROVER, "Anne", &[lincoln]).await,
        beyond: [
            app.person("test.guest", "Both", &[lincoln, adams]).await,
            app.person("test.guest", "Outside", &[adams]).await,
            app.person("test.guest", "Nowhere", &[]).await,
            all,
        ],
        lea: app.as_role("test.lead", "Lea", &[lincoln]).await,
        ada,
    }
}

/// Everything that decides what people may do.
async fn everybody(ada: &Actor) -> Value {
    let mut all = ada.get("/users?limit=200").await.expect(200).body;
    for list in ["/user-types?limit=200", "/teams", "/building-groups"] {
        all[list] = ada.get(list).await.expect(200).body;
    }
    all
}

/// The form about a person with some of its fields otherwise.
fn form<'a>(base: &[(&'a str, String)], other: &[(&'a str, String)]) -> Vec<(&'a str, String)> {
    let replaced = |name: &str| other.iter().any(|(known, _)| *known == name);
    base.iter().filter(|(name, _)| !replaced(name)).chain(other).cloned().collect()
}

async fn post(browser: &mut Browser<'_>, path: &str, fields: &[(&str, String)]) -> u16 {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await.status.as_u16()
}

store::for_each_database! {
    async fn the_lead_keeps_the_people_of_the_site(db: TestDb) {
        let app = TestApp::new(db).await;
        let Site { lincoln, guest_type, ines, lead_type, lea, .. } = site(&app).await;
        lea.patch(&format!("/users/{ines}"), json!({"phones": ["1"], "user_type_id": lead_type})).await.expect(200);
        lea.patch(&format!("/users/{ines}"), json!({"user_type_id": guest_type, "password": "a password to hand over"})).await.expect(200);
        let new = json!({"name": "Nico", "user_name": "nico", "email": "nico@district.example", "user_type_id": guest_type, "building_ids": [lincoln], "invite": true});
        let nico = lea.post("/users", new).await.expect(201).id();
        lea.delete(&format!("/users/{nico}")).await.expect(204);
        let mut browser = Browser::of(&app, "lea").await;
        browser.post(&format!("/people/{ines}/activity"), &[]).await.leads_to(&format!("/people/{ines}"));
        let (place, guest) = (lincoln.to_string(), guest_type.to_string());
        browser.post("/people/new", &[("name", "Nora"), ("user_type_id", &guest), ("building_ids", &place), ("how", "none")]).await.expect(303);
    }

    async fn no_gift_leads_up(db: TestDb) {
        let app = TestApp::new(db).await;
        let Site { lincoln, adams, guest_type, ines, lea, ada, .. } = site(&app).await;
        let (administrator, approver) = (type_id(&app, ADMINISTRATOR).await, type_id(&app, APPROVER).await);
        let admins = team(&app, "Admins", &[administrator]).await;
        let north = group(&app, "North", &[adams]).await;
        let before = everybody(&ada).await;
        let mut browser = Browser::of(&app, "lea").await;
        let base = [("name", "Ines".to_owned()), ("user_name", "ines".into()), ("email", "ines@district.example".into()),
            ("user_type_id", guest_type.to_string()), ("building_ids", lincoln.to_string()), ("how", "none".into())];
        let new = [("name", "Second".to_owned()), ("user_name", "second".into()), ("user_type_id", guest_type.to_string()),
            ("building_ids", lincoln.to_string()), ("how", "none".into())];
        let ways: &[(&str, Value, (&str, String))] = &[
            ("user type", json!({"user_type_id": administrator}), ("user_type_id", administrator.to_string())),
            ("user type", json!({"user_type_id": approver}), ("user_type_id", approver.to_string())),
            ("team", json!({"team_ids": [admins]}), ("team_ids", admins.to_string())),
            ("building", json!({"building_ids": [lincoln, adams]}), ("building_ids", adams.to_string())),
            ("no building", json!({"building_ids": []}), ("building_ids", String::new())),
            ("building group", json!({"building_group_ids": [north]}), ("building_group_ids", north.to_string())),
            ("all buildings", json!({"all_buildings": true}), ("all_buildings", "true".into())),
        ];
        for (way, change, field) in ways {
            let answer = lea.patch(&format!("/users/{ines}"), change.clone()).await;
            assert_eq!(answer.status, 403, "{way}: {}", answer.text);
            assert_eq!(lea.patch(&format!("/users/{}", lea.id), change.clone()).await.status, 403, "{way} for oneself");
            let mut second = json!({"name": "Second", "user_name": "second", "user_type_id": guest_type, "building_ids": [lincoln]});
            second.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            assert_eq!(lea.post("/users", second).await.status, 403, "{way} of a second account");
            let field = std::slice::from_ref(field);
            let fields = if field[0].1.is_empty() { base.iter().filter(|(name, _)| *name != field[0].0).cloned().collect() } else { form(&base, field) };
            assert!([403, 422].contains(&post(&mut browser, &format!("/people/{ines}/edit"), &fields).await), "{way} by the page");
            let fields = if field[0].1.is_empty() { new.iter().filter(|(name, _)| *name != field[0].0).cloned().collect() } else { form(&new, field) };
            assert!([403, 422].contains(&post(&mut browser, "/people/new", &fields).await), "{way} of a second account by the page");
        }
        for (key, value) in [("organization.administer", json!(true)), ("work.maintenance.approve", json!("buildings")), ("users.administer", json!("any")), ("work.maintenance.read", json!("any"))] {
            for id in [ines, lea.id] {
                for until in [Value::Null, json!("2026-03-03")] {
                    let overrides = json!({"overrides": {key: {"value": value, "until": until}}});
                    lea.patch(&format!("/users/{id}"), overrides).await.expect(403);
                }
            }
        }
        // a default building is no access, but one must be able to see it
        lea.patch(&format!("/users/{ines}"), json!({"default_building_id": 999_999})).await.expect(422);
        // by what many people share
        for (method, path, body) in [
            (Method::POST, "/user-types".to_owned(), json!({"name": "Mine", "grants": {}})),
            (Method::POST, format!("/user-types/{administrator}/copies"), json!({})),
            (Method::PATCH, format!("/user-types/{guest_type}"), json!({"grants": {"organization.administer": true}})),
            (Method::PATCH, format!("/user-types/{administrator}"), json!({"signs_in": false})),
            (Method::DELETE, format!("/user-types/{guest_type}"), json!({})),
            (Method::POST, format!("/user-types/{approver}/reset"), json!({})),
            (Method::POST, "/teams".to_owned(), json!({"name": "Mine", "user_type_ids": [administrator], "member_ids": [ines]})),
            (Method::PATCH, format!("/teams/{admins}"), json!({"member_ids": [ines]})),
            (Method::PATCH, format!("/teams/{admins}"), json!({"member_ids": [lea.id]})),
            (Method::PATCH, format!("/teams/{admins}"), json!({"user_type_ids": []})),
            (Method::DELETE, format!("/teams/{admins}"), json!({})),
            (Method::POST, "/building-groups".to_owned(), json!({"name": "Mine", "building_ids": [adams]})),
            (Method::PATCH, "/organization".to_owned(), json!({"buildings_cover_own": true})),
        ] {
            let answer = lea.call_with(method, &path, Some(body), &[]).await;
            assert_eq!(answer.status, 403, "{path}: {}", answer.text);
        }
        assert_eq!(everybody(&ada).await, before, "what was refused left nothing behind");
    }

    async fn no_file_leads_up(db: TestDb) {
        let app = TestApp::new(db).await;
        let Site { lincoln, guest_type, adams, lea, ada, .. } = site(&app).await;
        let (administrator, approver) = (type_id(&app, ADMINISTRATOR).await, type_id(&app, APPROVER).await);
        team(&app, "Admins", &[administrator]).await;
        group(&app, "North", &[adams]).await;
        let name_of = async |id: i64| ada.get(&format!("/user-types/{id}")).await.expect(200).body["name"].as_str().unwrap().to_owned();
        let (administrator, approver, guest) = (name_of(administrator).await, name_of(approver).await, name_of(guest_type).await);
        let before = everybody(&ada).await;
        let columns = ["name", "user_type", "buildings", "building_groups", "teams", "all_buildings"];
        let mapping: serde_json::Map<String, Value> = columns.iter().map(|column| ((*column).to_owned(), json!(column))).collect();
        let settings = json!({"kind": "users", "mapping": mapping});
        let ways = [
            (format!("Up,{administrator},Lincoln High,,,"), "user_type"),
            (format!("Up,{approver},Lincoln High,,,"), "user_type"),
            (format!("Up,{guest},Lincoln High,,Admins,"), "teams"),
            (format!("Up,{guest},Adams Elementary,,,"), "buildings"),
            (format!("Up,{guest},Lincoln High; Adams Elementary,,,"), "buildings"),
            (format!("Up,{guest},,,,"), "buildings"),
            (format!("Up,{guest},Lincoln High,North,,"), "building_groups"),
            (format!("Up,{guest},Lincoln High,,,yes"), "all_buildings"),
        ];
        for (row, column) in &ways {
            let file = format!("{}\nFine,{guest},Lincoln High,,,\n{row}\n", columns.join(","));
            let run = finished(&app, &lea, file.as_bytes(), &settings).await;
            assert_eq!(run["state"], "failed", "{row}: {run}");
            let found = errors(&run);
            assert!(found.iter().all(|(row, ..)| *row == 3), "{row}: {found:?}");
            assert!(found.iter().any(|(_, at, words)| at == column && words.starts_with("is refused (")), "{row}: {found:?}");
        }
        let constants = [json!({"user_type": administrator}), json!({"buildings": adams}), json!({"all_buildings": "yes"})];
        for constants in constants {
            let settings = json!({"kind": "users", "mapping": {"name": "name", "user_type": "user_type", "buildings": "buildings"}, "constants": constants});
            let cell = if constants["user_type"].is_null() { guest.as_str() } else { "" };
            let place = if constants["buildings"].is_null() { "Lincoln High" } else { "" };
            let run = finished(&app, &lea, format!("name,user_type,buildings\nUp,{cell},{place}\n").as_bytes(), &settings).await;
            assert_eq!((&run["state"], errors(&run)[0].0), (&json!("failed"), 2), "{constants}: {run}");
        }
        assert_eq!(everybody(&ada).await, before, "what was refused left nothing behind");
        // through the pages and a dry run it is the same file with the same refusal
        let mut browser = Browser::of(&app, "lea").await;
        let file = format!("name,user_type,buildings\nUp,{administrator},Lincoln High\n");
        let columns = browser.upload("/imports/new?kind=users", "up.csv", &file).await.location();
        let at = columns.trim_end_matches("/columns").to_owned();
        let form = [("column.0", "name"), ("column.1", "user_type"), ("column.2", "buildings"), ("do", "check")];
        browser.post(&columns, &form).await.leads_to(&at);
        app.work().await;
        browser.get(&at).await.expect(200).says("1 row cannot be imported").says("is refused (User Type: Can administer organization): You cannot give");
        browser.post(&at, &[("do", "import")]).await.leads_to(&at);
        app.work().await;
        browser.get(&at).await.expect(200).says("1 row cannot be imported");
        assert_eq!(everybody(&ada).await, before);
        let fine = format!("name,user_type,buildings\nFine,{guest},Lincoln High\n");
        let run = finished(&app, &lea, fine.as_bytes(), &json!({"kind": "users", "mapping": {"name": "name", "user_type": "user_type", "buildings": "buildings"}})).await;
        assert_eq!((&run["state"], &run["imported"]), (&json!("done"), &json!(1)), "{run}");
        let found = ada.get("/users?q=fine").await.expect(200).body;
        assert_eq!(found["items"][0]["building_ids"], json!([lincoln]));
        lea.get("/imports").await.expect(200);
        let refused = lea.send_form("/imports", &[crate::multipart::Part::text("kind", "buildings"), crate::multipart::Part::file("b.csv", b"Name\nMine\n")]).await;
        assert_eq!(refused.expect(403).body["permission"], "buildings.create");
    }

    async fn what_may_not_be_done_may_not_be_previewed(db: TestDb) {
        let app = TestApp::new(db).await;
        let Site { lincoln, adams, guest_type, ines, anne, beyond, lea, ada, .. } = site(&app).await;
        let administrator = type_id(&app, ADMINISTRATOR).await;
        let admins = team(&app, "Admins", &[administrator]).await;
        let (north, south) = (group(&app, "North", &[adams]).await, group(&app, "South", &[lincoln]).await);
        let before = everybody(&ada).await;
        let mut browser = Browser::of(&app, "lea").await;
        // for the people of the site only what may be given them
        for change in [json!({"user_type_id": administrator}), json!({"team_ids": [admins]}), json!({"building_ids": [lincoln, adams]}),
            json!({"building_group_ids": [north]}), json!({"all_buildings": true}), json!({"overrides": {"organization.administer": {"value": true}}})] {
            for id in [ines, lea.id] {
                let answer = lea.post(&format!("/users/{id}/preview"), change.clone()).await;
                assert_eq!(answer.status, 403, "{id} {change}: {}", answer.text);
                assert!(answer.body["people"].is_null(), "{}", answer.text);
            }
        }
        let typed = |user_type: i64| vec![("name", "Ines".to_owned()), ("user_name", "ines".into()), ("email", "ines@district.example".into()),
            ("user_type_id", user_type.to_string()), ("building_ids", lincoln.to_string())];
        assert_eq!(post(&mut browser, &format!("/people/{ines}/preview"), &typed(administrator)).await, 403);
        assert_eq!(post(&mut browser, &format!("/people/{ines}/preview"), &typed(guest_type)).await, 200);
        let exception = |value: &str| vec![("key", "organization.administer".to_owned()), ("grants.organization.administer", value.to_owned()), ("until", String::new())];
        assert_eq!(post(&mut browser, &format!("/people/{ines}/overrides/preview"), &exception("true")).await, 403);
        assert_eq!(post(&mut browser, &format!("/people/{ines}/overrides/preview"), &exception("false")).await, 200);
        // for others, and for what many share, nothing; nor does the way back to a form open it
        for id in beyond {
            lea.post(&format!("/users/{id}/preview"), json!({"phones": ["1"]})).await.expect(403);
            for path in ["preview", "preview?back=true", "overrides/preview", "overrides/preview?back=true", "overrides/deletion/preview"] {
                assert_eq!(post(&mut browser, &format!("/people/{id}/{path}"), &exception("false")).await, 403, "{path} of {id}");
            }
        }
        lea.post(&format!("/users/{anne}/preview"), json!({"active": false})).await.expect(403);
        lea.post(&format!("/user-types/{guest_type}/preview"), json!({"grants": {}})).await.expect(403);
        lea.post(&format!("/teams/{admins}/preview"), json!({"member_ids": [ines]})).await.expect(403);
        lea.post(&format!("/teams/{admins}/preview"), json!({"name": "Mine"})).await.expect(403);
        lea.post(&format!("/building-groups/{south}/preview"), json!({"building_ids": [lincoln, adams]})).await.expect(403);
        for path in [format!("/user-types/{guest_type}/preview"), format!("/user-types/{guest_type}/preview?back=true"), "/teams/new/preview".into(),
            "/teams/new/preview?back=true".into(), format!("/teams/{admins}/preview")] {
            let fields = [("name", "Mine".to_owned()), ("member_ids", ines.to_string()), ("user_type_ids", administrator.to_string())];
            assert_eq!(post(&mut browser, &path, &fields).await, 403, "{path}");
        }
        assert_eq!(everybody(&ada).await, before, "nothing of it was kept");
    }

    async fn nobody_above_or_elsewhere_is_touched(db: TestDb) {
        let app = TestApp::new(db).await;
        let Site { lincoln, guest_type, anne, beyond, lea, ada, .. } = site(&app).await;
        let abe = ada.get("/users?q=abe").await.expect(200).body["items"][0]["id"].as_i64().unwrap();
        let before = everybody(&ada).await;
        let mut browser = Browser::of(&app, "lea").await;
        for id in [anne, abe, ada.id].into_iter().chain(beyond) {
            for change in [
                json!({"password": "a password for them"}),
                json!({"password": "a password for them", "must_change_password": false}),
                json!({"must_change_password": false}),
                json!({"email": "lea@elsewhere.example"}),
                json!({"email": null}),
                json!({"user_name": "lea2"}),
                json!({"user_name": null}),
                json!({"active": false}),
            ] {
                let answer = lea.patch(&format!("/users/{id}"), change.clone()).await;
                assert_eq!(answer.status, 403, "{id} {change}: {}", answer.text);
            }
            lea.post(&format!("/users/{id}/invitation"), json!({})).await.expect(403);
            lea.delete(&format!("/users/{id}")).await.expect(403);
            let at = format!("/people/{id}");
            for (path, fields) in [
                ("password", vec![("password", "a password for them".to_owned())]),
                ("invitation", vec![]),
                ("activity", vec![]),
                ("deletion", vec![]),
                ("view", vec![]),
            ] {
                assert_eq!(post(&mut browser, &format!("{at}/{path}"), &fields).await, 403, "{path} of {id}");
            }
            let typed = [("name", "Taken".to_owned()), ("user_name", "taken".into()), ("email", "lea@elsewhere.example".into()),
                ("user_type_id", guest_type.to_string()), ("building_ids", lincoln.to_string())];
            assert_eq!(post(&mut browser, &format!("{at}/edit"), &typed).await, 403, "the form of {id}");
        }
        assert_eq!(everybody(&ada).await, before, "what was refused left nothing behind");
    }

    async fn nobody_above_is_brought_down_to_be_taken_over(db: TestDb) {
        let app = TestApp::new(db).await;
        let Site { lincoln, guest_type, lead_type, ines, anne, lea, ada, .. } = site(&app).await;
        ada.patch(&format!("/user-types/{lead_type}"), json!({"grants": {"users.bulk_administer": true}})).await.expect(200);
        let approvers = team(&app, "Approvers", &[type_id(&app, APPROVER).await]).await;
        let (east, abe) = (group(&app, "East", &[lincoln]).await, ada.get("/users?q=abe").await.expect(200).body["items"][0]["id"].as_i64().unwrap());
        // whom a team, an override or a group lifts above the lead
        let lifted = [app.person("test.guest", "Tara", &[lincoln]).await, app.person("test.guest", "Ove", &[lincoln]).await];
        ada.patch(&format!("/users/{}", lifted[0]), json!({"team_ids": [approvers]})).await.expect(200);
        ada.patch(&format!("/users/{}", lifted[1]), json!({"overrides": {"work.maintenance.assign": {"value": "buildings"}}})).await.expect(200);
        ada.patch(&format!("/users/{anne}"), json!({"building_ids": [lincoln], "building_group_ids": [east]})).await.expect(200);
        let before = everybody(&ada).await;
        let mut browser = Browser::of(&app, "lea").await;
        for (id, change) in [
            (anne, json!({"user_type_id": guest_type})),
            (abe, json!({"user_type_id": guest_type})),
            (anne, json!({"overrides": {"work.maintenance.approve": {"value": "none"}}})),
            (anne, json!({"overrides": {"work.maintenance.approve": {"value": "none", "until": "2026-03-04"}}})),
            (lifted[0], json!({"team_ids": []})),
            (lifted[1], json!({"overrides": {"work.maintenance.assign": null}})),
        ] {
            for at in [format!("/users/{id}"), format!("/users/{id}/preview")] {
                let answer = if at.ends_with("preview") { lea.post(&at, change.clone()).await } else { lea.patch(&at, change.clone()).await };
                assert_eq!(answer.status, 403, "{at} {change}: {}", answer.text);
                assert_eq!(answer.body["reason"], "This person holds more than you do.", "{at} {change}");
            }
        }
        lea.patch(&format!("/teams/{approvers}"), json!({"member_ids": []})).await.expect(403);
        let bulk = lea.post("/users/bulk", json!({"ids": [anne, ines], "action": "set_user_type", "user_type_id": guest_type})).await.expect(200);
        assert_eq!((&bulk.body["items"][0]["status"], &bulk.body["items"][1]["status"]), (&json!(403), &json!(200)), "{}", bulk.text);
        for (name, id) in [("Anne", anne), ("Tara", lifted[0])] {
            let typed = [("name", name.to_owned()), ("user_name", name.to_lowercase()), ("email", format!("{}@district.example", name.to_lowercase())),
                ("user_type_id", guest_type.to_string()), ("building_ids", lincoln.to_string())];
            assert_eq!(post(&mut browser, &format!("/people/{id}/edit"), &typed).await, 403, "{name} by the page");
        }
        assert_eq!(post(&mut browser, &format!("/people/{}/overrides/deletion", lifted[1]), &[("key", "work.maintenance.assign".to_owned())]).await, 403);
        assert_eq!(everybody(&ada).await, before, "what was refused left nothing behind");
        // what takes nothing that the lead lacks is theirs to do, and whoever holds it all may do it all
        lea.patch(&format!("/users/{anne}"), json!({"phones": ["1"]})).await.expect(200);
        lea.patch(&format!("/users/{ines}"), json!({"overrides": {"work.maintenance.read": {"value": "none"}}})).await.expect(200);
        ada.patch(&format!("/users/{anne}"), json!({"user_type_id": guest_type})).await.expect(200);
        lea.patch(&format!("/users/{anne}"), json!({"password": "a password to hand over"})).await.expect(200);
    }

    async fn a_building_is_no_way_to_a_permission(db: TestDb) {
        let app = TestApp::new(db).await;
        let Site { lincoln, adams, ada, .. } = site(&app).await;
        // who may change every building, and holds both, but may not approve
        user_type(&app, "test.places", json!({"buildings.read": "any", "buildings.update": "any", "users.read": "any", "users.administer": "any", "work.maintenance.read": "buildings"})).await;
        let pat = app.as_role("test.places", "Pat", &[lincoln, adams]).await;
        user_type(&app, "test.approver", json!({"work.maintenance.read": "buildings", "work.maintenance.approve": "buildings"})).await;
        let ann = app.person("test.approver", "Ann", &[]).await;
        assert_eq!(pat.patch(&format!("/users/{ann}"), json!({"building_ids": [adams]})).await.expect(403).body["permission"], "work.maintenance.approve");
        let group = ada.post("/building-groups", json!({"name": "South"})).await.expect(201).id();
        ada.patch(&format!("/users/{ann}"), json!({"building_group_ids": [group]})).await.expect(200);
        let at = format!("/building-groups/{group}");
        pat.patch(&at, json!({"building_ids": [adams]})).await.expect(403);
        // nor where it is kept down until tomorrow only
        let kept_down = |until: Value| json!({"overrides": {"work.maintenance.approve": {"value": "none", "until": until}}});
        ada.patch(&format!("/users/{ann}"), kept_down(json!("2026-03-03"))).await.expect(200);
        let answer = pat.patch(&at, json!({"building_ids": [adams]})).await;
        assert_eq!(answer.status, 403, "{}", answer.text);
        ada.patch(&format!("/users/{ann}"), kept_down(Value::Null)).await.expect(200);
        pat.patch(&at, json!({"building_ids": [adams]})).await.expect(200);
    }

    async fn who_edits_user_types_shuts_nobody_out_who_holds_more(db: TestDb) {
        let app = TestApp::new(db).await;
        app.person(ADMINISTRATOR, "Ada", &[]).await;
        user_type(&app, "test.head", json!({"organization.administer": true, "users.read": "any"})).await;
        user_type(&app, "test.empty", json!({})).await;
        app.person("test.empty", "Emma", &[]).await;
        let hal = app.as_role("test.head", "Hal", &[]).await;
        for (word, status) in [(ADMINISTRATOR, 403), ("test.empty", 200)] {
            hal.patch(&format!("/user-types/{}", type_id(&app, word).await), json!({"signs_in": false})).await.expect(status);
        }
    }
}
