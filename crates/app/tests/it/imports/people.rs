//! Files of people.
use super::{count, errors, exec, finished, send};
use crate::{
    app::{Actor, TestApp},
    people_cast::{group, team, user_type},
};
use axum::http::Method;
use serde_json::{Value, json};

/// As a spreadsheet of another country saves it.
const STAFF: &str = "\u{feff}First Name;Last Name;Login;E-mail;Role;Schools;Zone;Crew;Home building;Phone;Everywhere;Active;Initial password
Ann;Lee;ann;ann@district.example;Teacher;Lincoln High, Adams, North;;Night crew;Lincoln High;'+1 555 1, 555 2;no;yes;correct horse 1
Bob;Ray;bob;;Teacher;\"Lincoln High; Adams, North\";South;;;;;no;correct horse 1
Cy;;;;Contractor;;South;;;;;;
";

struct District {
    ada: Actor,
    lincoln: i64,
    adams: i64,
    south: i64,
    night: i64,
}

async fn district(app: &TestApp) -> District {
    let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams, North").await);
    user_type(app, "Teacher", json!({"work.maintenance.read": "own", "work.maintenance.can_be_assigned": true})).await;
    user_type(app, "Contractor", json!({})).await;
    District {
        lincoln,
        adams,
        south: group(app, "South", &[adams]).await,
        night: team(app, "Night crew", &[]).await,
        ada: app.as_role("facilitron.system_administrator", "Ada", &[]).await,
    }
}

async fn user(ada: &Actor, q: &str) -> Value {
    ada.get(&format!("/users?q={q}")).await.expect(200).body["items"][0].clone()
}

store::for_each_database! {
    async fn a_list_of_staff_comes_in(db: TestDb) {
        let app = TestApp::new(db).await;
        let District { ada, lincoln, adams, south, night } = district(&app).await;
        let file = STAFF.as_bytes();
        let guess = send(&app, &ada, file, &json!({"kind": "users"})).await.expect(200);
        let mut mapping = guess["mapping"].clone();
        for (field, column) in [("first_name", "First Name"), ("last_name", "Last Name"), ("user_name", "Login"), ("email", "E-mail"), ("user_type", "Role"),
            ("buildings", "Schools"), ("building_groups", "Zone"), ("teams", "Crew"), ("default_building", "Home building"), ("phones", "Phone"),
            ("active", "Active"), ("password", "Initial password")] {
            assert_eq!(mapping[field]["column"], column, "{guess}");
        }
        assert!(!guess["columns"].to_string().contains("correct horse"), "{guess}");
        mapping["all_buildings"] = json!("Everywhere");
        let mut settings = json!({"kind": "users", "mapping": mapping, "dry_run": true});
        let tried = finished(&app, &ada, file, &settings).await;
        assert_eq!(tried["rows"], json!({"total": 3, "good": 3, "bad": 0, "excluded": 0}), "{tried}");
        assert_eq!(count(&app, "app_user").await, 1, "a dry run writes nothing");
        settings["dry_run"] = json!(false);
        let done = finished(&app, &ada, file, &settings).await;
        assert_eq!((&done["state"], &done["imported"]), (&json!("done"), &json!(3)), "{done}");
        assert_eq!(done["progress"], json!({"done": 3, "total": 3}));

        let ann = user(&ada, "ann").await;
        assert_eq!((&ann["name"], &ann["user_name"], &ann["email"]), (&json!("Ann Lee"), &json!("ann"), &json!("ann@district.example")));
        assert_eq!((&ann["building_ids"], &ann["team_ids"], &ann["default_building_id"]), (&json!([lincoln, adams]), &json!([night]), &json!(lincoln)));
        assert_eq!((&ann["phones"], &ann["active"], &ann["all_buildings"]), (&json!(["+1 555 1", "555 2"]), &json!(true), &json!(false)));
        assert!(ann["worker"].is_object(), "who can be given work has a profile for it: {ann}");
        let bob = ada.get("/users?q=bob").await.expect(200).body["items"][0].clone();
        assert_eq!((&bob["building_group_ids"], &bob["active"]), (&json!([south]), &json!(false)));
        let cy = user(&ada, "cy").await;
        assert_eq!((&cy["name"], &cy["user_name"], &cy["email"]), (&json!("Cy"), &Value::Null, &Value::Null));

        let history = ada.get(&format!("/users/{}/history", ann["id"])).await.expect(200).body;
        let actions: Vec<_> = history["items"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["password_handed_over", "created"]);
        assert!(!history.to_string().contains("correct horse"));
        let body = json!({"user_name": "ann", "password": "correct horse 1"});
        let session = app.anonymous(Method::POST, "/api/v1/sessions", Some(body)).await.expect(201);
        assert_eq!(session.body["must_change_password"], true);
        assert!(app.mails().await.is_empty(), "many at once are no news");

        let again = send(&app, &ada, file, &settings).await.expect(409);
        assert!(again["detail"].as_str().unwrap().contains("imported already"), "{again}");
        let other = [file, b"\n"].concat();
        let run = finished(&app, &ada, &other, &settings).await;
        let found: Vec<_> = errors(&run).into_iter().map(|(row, column, message)| format!("{row} {column} {message}")).collect();
        assert_eq!(found, ["2 Login is the user name of somebody else", "3 Login is the user name of somebody else"]);
        assert_eq!(count(&app, "app_user").await, 4, "nobody is changed by a file, and nobody comes twice");
    }

    async fn whoever_is_invited_gets_a_mail_and_signs_in_with_it(db: TestDb) {
        let app = TestApp::new(db).await;
        let District { ada, .. } = district(&app).await;
        let file = b"Name,Email\nAnn,ann@district.example\nBob,\n";
        let guess = send(&app, &ada, file, &json!({"kind": "users"})).await.expect(200);
        assert_eq!(guess["constants"], json!({"user_name": "email"}));
        let constants = json!({"user_name": "email", "user_type": "teacher", "invite": "yes"});
        let settings = json!({"kind": "users", "mapping": guess["mapping"], "constants": constants});
        let done = finished(&app, &ada, file, &settings).await;
        assert_eq!(done["imported"], 2, "{done}");
        let ann = user(&ada, "ann").await;
        assert_eq!(ann["user_name"], "ann@district.example");
        let mails = app.mails().await;
        let readers: Vec<_> = mails.iter().map(|mail| mail.to.address.to_string()).collect();
        assert_eq!(readers, ["ann@district.example"]);
        let history = ada.get(&format!("/users/{}/history", ann["id"])).await.expect(200).body;
        assert_eq!(history["items"][0]["action"], "invited");
        assert_eq!(count(&app, "invitation").await, 1, "who has no user name is not invited");
    }

    async fn words_of_a_file_can_mean_what_the_organization_has(db: TestDb) {
        let app = TestApp::new(db).await;
        let District { ada, lincoln, .. } = district(&app).await;
        let file = b"Name,Position,Site\nAnn,TCHR,LHS\nBob,,\n";
        let mapping = json!({"name": "Name", "user_type": {"column": "Position", "values": {"TCHR": "Teacher"}},
            "buildings": {"column": "Site", "values": {"LHS": "Lincoln High"}}});
        let constants = json!({"user_type": "Contractor", "buildings": lincoln, "active": "no"});
        let done = finished(&app, &ada, file, &json!({"kind": "users", "mapping": mapping, "constants": constants})).await;
        assert_eq!(done["imported"], 2, "{done}");
        let (ann, bob) = (user(&ada, "ann").await, user(&ada, "bob").await);
        assert_ne!(ann["user_type_id"], bob["user_type_id"]);
        assert_eq!((&ann["building_ids"], &bob["building_ids"], &bob["active"]), (&json!([lincoln]), &json!([lincoln]), &json!(false)));
    }

    async fn cut_off_in_the_middle_nobody_is_there(db: TestDb) {
        let app = TestApp::new(db).await;
        let District { ada, .. } = district(&app).await;
        let settings = json!({"kind": "users", "mapping": {"name": "Name"}, "constants": {"user_type": "Teacher"}});
        let run = send(&app, &ada, b"Name\nAnn\nBob\n", &settings).await.expect(202);
        let path = format!("/imports/{}", run["id"]);
        exec(&app, "UPDATE job SET attempts = 1, lease_until = $1, lease_owner = 'dead' WHERE kind = 'import'", app.app.now().as_microsecond() + 60_000_000).await;
        exec(&app, "UPDATE import_run SET state = 'running', rows_done = $1", 1).await;
        app.work().await;
        assert_eq!((&ada.get(&path).await.expect(200).body["state"], count(&app, "app_user").await), (&json!("running"), 1));
        app.wait_minutes(2);
        app.work().await;
        assert_eq!((&ada.get(&path).await.expect(200).body["state"], count(&app, "app_user").await), (&json!("done"), 3));
    }

    async fn a_file_of_people_is_forgotten_after_a_day(db: TestDb) {
        let app = TestApp::new(db).await;
        let District { ada, .. } = district(&app).await;
        let settings = json!({"kind": "users", "mapping": {"name": "Name"}, "constants": {"user_type": "Teacher"}, "dry_run": true});
        finished(&app, &ada, b"Name\nAnn\n", &settings).await;
        finished(&app, &ada, b"Title\nLeak\n", &json!({"kind": "work-requests", "mapping": {"title": "Title"}, "dry_run": true})).await;
        let mut kept = vec![count(&app, "import_run WHERE file IS NOT NULL").await];
        for _ in 0..8 {
            app.wait_minutes(24 * 60 + 1);
            app.work().await;
            kept.push(count(&app, "import_run WHERE file IS NOT NULL").await);
        }
        assert_eq!((kept[0], kept[1], kept[6], kept[8]), (2, 1, 1, 0), "{kept:?}");
    }
}
