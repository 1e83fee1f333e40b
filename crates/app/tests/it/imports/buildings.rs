//! Files of buildings, with their rooms and groups.
use super::{count, errors, finished, send};
use crate::app::TestApp;
use serde_json::{Value, json};

const SITES: &str = "\u{feff}School;Street;Rooms;Zone
Lincoln High;\"1 Main St
Springfield\";Gym, upper; 101;North
Adams;2 Main St;101, 102;North, Old town
Annex;;;
";

fn lines(run: &Value) -> Vec<String> {
    errors(run).into_iter().map(|(row, column, message)| format!("{row} {column} {message}")).collect()
}

store::for_each_database! {
    async fn buildings_come_in_with_their_rooms_and_groups(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let old = ada.post("/buildings", json!({"name": "Pit"})).await.expect(201).id();
        let north = ada.post("/building-groups", json!({"name": "North", "building_ids": [old]})).await.expect(201).id();
        // one cell has semicolons in it, so it is quoted
        let file = SITES.replace("Gym, upper; 101", "\"Gym, upper; 101\"");
        let guess = send(&app, &ada, file.as_bytes(), &json!({"kind": "buildings"})).await.expect(200);
        let columns: Vec<_> = ["name", "address", "resources", "building_groups"].map(|field| guess["mapping"][field]["column"].as_str().unwrap_or("-").to_owned()).into();
        assert_eq!(columns, ["School", "Street", "Rooms", "Zone"], "{guess}");
        let mut settings = json!({"kind": "buildings", "mapping": guess["mapping"]});
        let refused = finished(&app, &ada, file.as_bytes(), &settings).await;
        assert_eq!(lines(&refused), ["3 Zone names a building group that you cannot see: Old town"]);
        assert_eq!((count(&app, "building").await, count(&app, "resource").await), (1, 0), "all or nothing");
        settings["create_groups"] = json!(true);
        let done = finished(&app, &ada, file.as_bytes(), &settings).await;
        assert_eq!((&done["state"], &done["imported"]), (&json!("done"), &json!(3)), "{done}");
        let found = ada.get("/buildings").await.expect(200).body;
        let found = found["items"].as_array().unwrap();
        let names: Vec<_> = found.iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Adams", "Annex", "Lincoln High", "Pit"]);
        assert_eq!(found[2]["address"], "1 Main St\nSpringfield");
        let id = |at: usize| found[at]["id"].as_i64().unwrap();
        let rooms = async |at: usize| {
            let rooms = ada.get(&format!("/buildings/{}/resources", id(at))).await.expect(200).body;
            rooms["items"].as_array().unwrap().iter().map(|room| room["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!((rooms(2).await, rooms(0).await), (vec!["101".to_owned(), "Gym, upper".into()], vec!["101".to_owned(), "102".into()]));
        let mut members = ada.get(&format!("/building-groups/{north}")).await.expect(200).body["building_ids"].as_array().unwrap().clone();
        members.sort_by_key(Value::as_i64);
        let mut expected = vec![json!(old), json!(id(2)), json!(id(0))];
        expected.sort_by_key(Value::as_i64);
        assert_eq!(members, expected);
        let groups = ada.get("/building-groups").await.expect(200).body;
        assert_eq!(groups["items"].as_array().unwrap().len(), 2);
        let log = ada.get("/access/changes?kind=building").await.expect(200).body;
        let created = log["items"].as_array().unwrap().iter().filter(|line| line["action"] == "created");
        assert_eq!(created.count(), 4, "each has its line of history");
        assert!(send(&app, &ada, file.as_bytes(), &settings).await.expect(409)["detail"].as_str().unwrap().contains("imported already"));
        let run = finished(&app, &ada, [file.as_bytes(), b"\n"].concat().as_slice(), &settings).await;
        assert_eq!(lines(&run)[0], "2 School is the name of another building");
    }

    async fn every_bad_row_is_named(db: TestDb) {
        let app = TestApp::new(db).await;
        app.building("Pit").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let long = "x".repeat(201);
        let file = format!("Name,Address,Rooms\n,a,\nPIT,,\nTwin,,\ntwin,,\n{long},,\nA,{},\nB,,Gym; gym\nC,,{long}\nD,,\n", "y".repeat(501));
        let settings = json!({"kind": "buildings", "mapping": {"name": "Name", "address": "Address", "resources": "Rooms"}});
        let run = finished(&app, &ada, file.as_bytes(), &settings).await;
        assert_eq!(
            lines(&run),
            [
                "2 Name is missing",
                "3 Name is the name of another building",
                "5 Name is the name of the building in row 4 too",
                "6 Name is longer than 200 characters",
                "7 Address is longer than 500 characters",
                "8 Rooms names a room twice: gym",
                "9 Rooms is longer than 200 characters",
            ]
        );
        assert_eq!(run["rows"]["good"], 2);
        assert_eq!(count(&app, "building").await, 1);
    }

    async fn nobody_brings_in_what_they_could_not_add_by_hand(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        for (word, grants) in [
            ("test.adder", json!({"buildings.create": true, "buildings.read": "any"})),
            ("test.half", json!({"buildings.bulk_import": true, "buildings.read": "any"})),
            ("test.importer", json!({"buildings.create": true, "buildings.bulk_import": true, "buildings.read": "any", "buildings.update": "buildings"})),
        ] {
            app.role(word, grants).await;
        }
        crate::people_cast::group(&app, "Own", &[lincoln]).await;
        let mapping = json!({"name": "Name", "resources": "Rooms", "building_groups": "Group"});
        let settings = json!({"kind": "buildings", "mapping": mapping});
        for (word, name, permission) in [("test.adder", "Al", "buildings.bulk_import"), ("test.half", "Hal", "buildings.create")] {
            let somebody = app.as_role(word, name, &[lincoln]).await;
            let refused = send(&app, &somebody, b"Name,Rooms,Group\nA,,\n", &settings).await;
            assert!([403].contains(&refused.status), "{}", refused.text);
            let named = refused.body["permission"].as_str().unwrap().to_owned();
            assert!(named == permission || named == "work.maintenance.bulk_import", "{named}");
        }
        let ivy = app.as_role("test.importer", "Ivy", &[lincoln]).await;
        let run = finished(&app, &ivy, b"Name,Rooms,Group\nA,101,\nB,,Own\nC,,\n", &settings).await;
        let refusal = "is refused (buildings.update): Your user type does not give you this permission.";
        assert_eq!(lines(&run), [format!("2 Rooms {refusal}"), format!("3 Group {refusal}")]);
        let mut without = settings.clone();
        without["create_groups"] = json!(true);
        let run = finished(&app, &ivy, b"Name,Rooms,Group\nA,,New\n", &without).await;
        assert_eq!(lines(&run), [format!("2 Group {refusal}")]);
        let run = finished(&app, &ivy, b"Name,Rooms,Group\nC,,\n", &settings).await;
        assert_eq!(run["imported"], 1, "{run}");
        assert_eq!((count(&app, "building").await, count(&app, "building_group").await), (2, 1));
        // a new building is nobody's
        let made = ivy.get("/users?q=ivy").await;
        assert!(made.body["items"].as_array().is_none_or(|all| all.iter().all(|one| one["building_ids"] == json!([lincoln]))));
    }
}
