//! Files of people with something wrong in them.
use super::{count, errors, finished, send};
use crate::{app::TestApp, people_cast::user_type};
use serde_json::{Value, json};

fn lines(run: &Value) -> Vec<String> {
    errors(run).into_iter().map(|(row, column, message)| format!("{row} {column} {message}")).collect()
}

store::for_each_database! {
    async fn every_bad_row_is_named(db: TestDb) {
        let app = TestApp::new(db).await;
        app.building("Lincoln High").await;
        user_type(&app, "Teacher", json!({})).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let file = "Name,Login,Mail,Type,Site,Group,Team,Home,Active,Password,Invite
,a1,,Teacher,,,,,,,
A,ADA,,Teacher,,,,,,,
A,twin,,Teacher,,,,,,,
A,Twin,,Teacher,,,,,,,
A,a2,nobody,Teacher,,,,,,,
A,a3,,Janitor,,,,,,,
A,a4,,,,,,,,,
A,a5,,Teacher,Lincoln High; Nowhere,,,,,,
A,a6,,Teacher,,North,Night,Nowhere,,,
A,a7,,Teacher,,,,,perhaps,,
A,a8,,Teacher,,,,,,short,
A,,,Teacher,,,,,,correct horse,
A,a9,,Teacher,,,,,,,yes
A,a10,a@b.example,Teacher,,,,,,correct horse,yes
A,a11,,Teacher
Fine,fine,,teacher,lincoln high,,,,,,
";
        let mapping = json!({"name": "Name", "user_name": "Login", "email": "Mail", "user_type": "Type", "buildings": "Site", "building_groups": "Group",
            "teams": "Team", "default_building": "Home", "active": "Active", "password": "Password", "invite": "Invite"});
        let run = finished(&app, &ada, file.as_bytes(), &json!({"kind": "users", "mapping": mapping})).await;
        assert_eq!((&run["state"], &run["rows"]["good"]), (&json!("failed"), &json!(2)), "{run}");
        assert_eq!(
            lines(&run),
            [
                "2 Name is missing",
                "3 Login is the user name of somebody else",
                "5 Login is the user name of row 4 too",
                "6 Mail is refused: an e-mail address looks like name@example.org",
                "7 Type is no user type",
                "8 Type is missing",
                "9 Site names a building that you cannot see: Nowhere",
                "10 Team names a team that does not exist: Night",
                "10 Group names a building group that you cannot see: North",
                "10 Home is no building that you can see",
                "11 Active is neither yes nor no",
                "12 Password must have at least 10 characters",
                "13 Login is missing: nobody signs in without one",
                "14 Mail is missing: an invitation goes there",
                "15 Invite does not go with a password: whoever is invited chooses their own",
                "16  has 4 cells where the header has 11",
            ]
        );
        assert!(!run.to_string().contains("short"), "a password is not told: {run}");
        assert_eq!(count(&app, "app_user").await, 1, "all or nothing");
    }

    async fn settings_that_do_not_fit_are_refused_at_their_field(db: TestDb) {
        let app = TestApp::new(db).await;
        user_type(&app, "Teacher", json!({})).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        for (more, expected) in [
            (json!({"mapping": {}}), "mapping.name is missing: which column says what they are called?"),
            (json!({"mapping": {"name": "Name"}}), "mapping.user_type is missing: which column, or which one for all, is their user type?"),
            (json!({"mapping": {"title": "Name"}}), "mapping.title is no field of what is imported"),
            (json!({"constants": {"user_type": "Janitor"}}), "constants.user_type is no user type"),
            (json!({"constants": {"user_type": 999_999}}), "constants.user_type is no user type"),
            (json!({"constants": {"buildings": "Nowhere"}}), "constants.buildings names a building that you cannot see: Nowhere"),
            (json!({"constants": {"password": "correct horse"}}), "constants.password stands in the file, for each person their own; or invite them"),
            (json!({"constants": {"user_name": "ann"}}), "constants.user_name must be `email`: whose own is empty signs in with their e-mail address"),
            (json!({"constants": {"active": "perhaps"}}), "constants.active is neither yes nor no"),
            (json!({"module": "maintenance"}), "module is only for work-requests"),
            (json!({"create_types": true}), "create_types is only for work-requests"),
            (json!({"create_groups": true}), "create_groups is only for buildings"),
        ] {
            let mut settings = json!({"kind": "users", "mapping": {"name": "Name", "user_type": "Type"}});
            settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let refused = send(&app, &ada, b"Name,Type\nAnn,Teacher\n", &settings).await.expect(422);
            let error = &refused["errors"][0];
            assert_eq!(format!("{} {}", error["field"].as_str().unwrap(), error["message"].as_str().unwrap()), expected);
        }
        for kind in ["users", "buildings"] {
            send(&app, &ada, b"Name\n\xff\n", &json!({"kind": kind, "mapping": {"name": "Name"}, "constants": {"title": "x"}})).await.expect(422);
            assert_eq!(send(&app, &ada, b"", &json!({"kind": kind})).await.status, 422);
            assert_eq!(send(&app, &ada, b"PK\x03\x04", &json!({"kind": kind})).await.status, 422);
        }
        let settings = json!({"kind": "users", "mapping": {"name": "Name"}, "constants": {"user_type": "Teacher"}});
        let run = finished(&app, &ada, b"Name\n\xff\nA\0\n", &settings).await;
        assert_eq!(lines(&run), ["2 Name contains bytes that are not UTF-8 text", "3 Name contains a NUL character"]);
    }

    async fn what_one_cannot_see_is_named_as_what_is_not_there(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let adams = app.building("Adams Elementary").await;
        crate::people_cast::group(&app, "North", &[adams]).await;
        user_type(&app, "Teacher", json!({})).await;
        user_type(&app, "test.clerk", json!({"users.administer": "any", "users.read": "any", "users.bulk_import": true, "buildings.read": "buildings"})).await;
        let cleo = app.as_role("test.clerk", "Cleo", &[lincoln]).await;
        let mapping = json!({"name": "Name", "user_type": "Type", "buildings": "Site", "building_groups": "Group", "default_building": "Home"});
        let file = b"Name,Type,Site,Group,Home\nA,Teacher,Adams Elementary,North,Adams Elementary\nB,Teacher,Nowhere,Nowhere,Nowhere\n";
        let run = finished(&app, &cleo, file, &json!({"kind": "users", "mapping": mapping})).await;
        let found = errors(&run);
        let of = |row: i64| -> Vec<String> {
            let own = found.iter().filter(|(at, ..)| *at == row);
            own.map(|(_, column, message)| format!("{column} {}", message.split(':').next().unwrap())).collect()
        };
        assert_eq!((of(2).len(), of(2)), (3, of(3)), "{run}");
        let constants = |place: Value| json!({"kind": "users", "mapping": {"name": "Name", "user_type": "Type"}, "constants": {"buildings": place}});
        let mut said = vec![];
        for place in [json!(adams), json!(999_999)] {
            let body = send(&app, &cleo, b"Name,Type\nA,Teacher\n", &constants(place.clone())).await.expect(422);
            said.push(body["errors"][0]["message"].as_str().unwrap().replace(&place.to_string(), "ID"));
        }
        assert_eq!(said[0], said[1]);
    }

    async fn what_was_lost_meanwhile_counts(db: TestDb) {
        let app = TestApp::new(db).await;
        let teacher = user_type(&app, "Teacher", json!({"work.maintenance.read": "own"})).await;
        let lincoln = app.building("Lincoln High").await;
        let clerks = user_type(&app, "test.clerk", json!({"users.administer": "any", "users.read": "any", "users.bulk_import": true, "work.maintenance.read": "any"})).await;
        let cleo = app.as_role("test.clerk", "Cleo", &[lincoln]).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let settings = json!({"kind": "users", "mapping": {"name": "Name", "user_name": "Name"}, "constants": {"user_type": teacher}});
        let queued = async |file: &[u8]| send(&app, &cleo, file, &settings).await.expect(202)["id"].as_i64().unwrap();
        let ended = async |id: i64| {
            app.work().await;
            cleo.get(&format!("/imports/{id}")).await.expect(200).body
        };
        let run = queued(b"Name\nann\nbob\n").await;
        ada.post("/users", json!({"name": "Bob", "user_name": "bob", "user_type_id": teacher})).await.expect(201);
        assert_eq!(lines(&ended(run).await), ["3 Name is the user name of somebody else"]);
        let run = queued(b"Name\nann\n").await;
        ada.patch(&format!("/user-types/{clerks}"), json!({"grants": {"work.maintenance.read": "none"}})).await.expect(200);
        let ended = ended(run).await;
        assert_eq!(errors(&ended)[0].2, "is refused (work.maintenance.read): You cannot give what you do not hold yourself.", "{ended}");
        assert_eq!(count(&app, "app_user").await, 3);
    }
}
