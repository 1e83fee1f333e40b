//! `caretaker import`
use crate::{
    commands::{at, with},
    http::{call, sign_in},
    process::{Server, caretaker, folder, refused, run, run_with, said},
};
use serde_json::json;
use std::{fs, path::PathBuf};
use store::testing::TestDb;

const PASSWORD: &str = "correct horse battery";
/// One row has too few cells, and a cost that is none.
const ORDERS: &str = "Date,Asset,Short text,Cost\n2004-07-01,A,Bucket won't open,183.05\n2003-12-31,B,\"won\",t swing\n2001-07-05,B,Blown ring,-4\n";

fn file(at: &TestDb, text: &str) -> String {
    let path: PathBuf = at.folder().join("orders.csv");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_file_comes_in_while_it_serves() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    let path = folder.path().join("orders.csv");
    fs::write(&path, ORDERS).unwrap();
    let path = path.to_str().unwrap();
    let server = Server::start(folder.path(), &[]);
    said(run_with(&["admin", "create", "--data", data, "--user-name", "ann"], PASSWORD));
    let token = sign_in(&server.address, "ann", PASSWORD);
    let building = json!({"name": "The Pit"});
    call(&server.address, "POST", "/api/v1/buildings", Some(&token), Some(&building)).unwrap().expect(201);
    let import = ["import", "work-requests", path, "--data", data, "--exclude", "3", "--set", "building=the pit"];
    assert_eq!(said(run(&import)), "2 of 3 rows came in\n");
    let list = call(&server.address, "GET", "/api/v1/work-requests", Some(&token), None).unwrap().expect(200);
    let seen: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (&item["title"], &item["building"], &item["state"]))
        .collect();
    let (pit, done) = (json!("The Pit"), json!("finalized"));
    assert_eq!(seen, [(&json!("Bucket won't open"), &pit, &done), (&json!("Blown ring"), &pit, &done)]);
    assert!(refused(run(&import)).contains("imported already"));
    assert_eq!(said(run(&["check", "--data", data])), "everything holds\n");
}

#[test]
fn settings_come_from_the_file_beside_the_data_too() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    said(run_with(&["admin", "create", "--data", data, "--user-name", "ann"], PASSWORD));
    let path = folder.path().join("orders.csv");
    fs::write(&path, "A,B\nLeak,2004-07-01\n").unwrap();
    let toml = "map = [\"title=A\", \"opened_at=B\"]\ndry_run = true\n";
    fs::write(folder.path().join("caretaker.toml"), toml).unwrap();
    let import = ["import", "work-requests", path.to_str().unwrap(), "--data", data];
    assert_eq!(said(run(&import)), "1 of 1 rows would come in\n");
    let written = folder.path().join("settings.json");
    fs::write(&written, r#"{"kind": "work-requests", "mapping": {"title": {"column": "A", "prefix": "Old: "}}}"#)
        .unwrap();
    fs::write(folder.path().join("caretaker.toml"), "").unwrap();
    said(run(&[&import[..], &["--settings", written.to_str().unwrap(), "--set", "state=finalized"]].concat()));
    assert!(said(run(&["export", "work-requests", "--data", data])).contains("Old: Leak"));
}

store::for_each_database! {
    async fn each_bad_row_is_named_and_nothing_comes_in(db: TestDb) {
        let at = at(db);
        said(run(&with(&["demo", "--requests", "10", "--users", "30", "--buildings", "3"], &at)));
        let path = file(db, ORDERS);
        for more in [&["--dry-run"][..], &[]] {
            let output = run(&with(&[&["import", "work-requests", &path, "--map", "cost=Cost"], more].concat(), &at));
            assert_eq!(output.status.code(), Some(1));
            let lines = String::from_utf8(output.stdout).unwrap();
            assert_eq!(lines, "row 3, Cost: \"t swing\" is no amount such as 12.50\n", "{more:?}");
            let words = String::from_utf8(output.stderr).unwrap();
            assert!(words.contains("title is the column \"Short text\"") && words.contains("--exclude 3 "), "{words}");
        }
        let narrowed = ["import", "work-requests", &path, "--dry-run", "--map", "location="];
        let narrowed = String::from_utf8(run(&with(&narrowed, &at)).stderr).unwrap();
        assert!(narrowed.contains("the column \"Asset\" is left out"), "{narrowed}");
        let count = || said(run(&with(&["export", "work-requests"], &at))).matches("\r\n").count() - 1;
        assert_eq!(count(), 10, "all or nothing");
        let mut tried = caretaker(&with(&["import", "work-requests", &path, "--exclude", "2-3"], &at));
        let tried = said(tried.env("CARETAKER_DRY_RUN", "true").output().unwrap());
        assert_eq!(tried, "1 of 3 rows would come in\n");
        assert_eq!(count(), 10, "a dry run writes nothing");
    }

    async fn what_is_exported_of_people_and_buildings_can_be_imported(db: TestDb) {
        let old = folder();
        let old = old.path().to_str().unwrap();
        said(run(&["demo", "--data", old, "--requests", "10", "--users", "60", "--buildings", "6"]));
        let written = |kind: &str| said(run(&["export", kind, "--data", old]));
        let at = at(db);
        said(run_with(&with(&["admin", "create", "--user-name", "newest"], &at), PASSWORD));
        let read = |kind: &str| said(run(&with(&["export", kind], &at)));
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().filter(|line| !line.starts_with("newest,")).map(str::to_owned).collect();
            lines.sort();
            lines
        };
        for (kind, more) in [("buildings", &["--create-groups"][..]), ("users", &[])] {
            let text = written(kind);
            assert!(text.lines().count() > 6, "{text}");
            let path = file(db, &text);
            let import = [&["import", kind, &path][..], more].concat();
            let tried = said(run(&with(&[&import[..], &["--dry-run"]].concat(), &at)));
            assert!(tried.contains("would come in"), "{tried}");
            said(run(&with(&import, &at)));
            assert_eq!(sorted(&read(kind)), sorted(&text), "{kind}");
            assert!(refused(run(&with(&import, &at))).contains("imported already"));
        }
        assert_eq!(said(run(&with(&["check"], &at))), "everything holds\n");
        let again = file(db, &(written("users") + "\n"));
        let output = run(&with(&["import", "users", &again], &at));
        assert_eq!(output.status.code(), Some(1));
        let lines = String::from_utf8(output.stdout).unwrap();
        assert!(lines.lines().all(|line| line.ends_with("is the user name of somebody else")), "{lines}");
        for (more, expected) in [(["--set", "user_type=Janitor"], "--set user_type is no user type"), (["--map", "title=name"], "--map title is no field")] {
            let words = refused(run(&with(&[&["import", "users", &again][..], &more].concat(), &at)));
            assert!(words.contains(expected), "{words}");
        }
    }

    async fn what_does_not_fit_is_named_by_its_option(db: TestDb) {
        let at = at(db);
        said(run(&with(&["demo", "--requests", "10", "--users", "30", "--buildings", "3"], &at)));
        let path = file(db, ORDERS);
        for (more, expected) in [
            (["--map", "title=Colour"], "--map title is no column"),
            (["--map", "title="], "--map title is missing"),
            (["--set", "building=Nowhere"], "--set building is no building"),
            (["--exclude", "99"], "--exclude row 99 is not in the file"),
            (["--module", "gardens"], "--module is no work module"),
            (["--as", "nobody"], "--as is nobody"),
            (["--settings", "/nowhere.json"], "/nowhere.json: "),
        ] {
            let words = refused(run(&with(&[&["import", "work-requests", &path][..], &more].concat(), &at)));
            assert!(words.contains(expected), "{more:?}: {words}");
        }
        let reader = said(run(&with(&["export", "users", "--format", "json"], &at)));
        let people: serde_json::Value = serde_json::from_str(&reader).unwrap();
        let tenant = people.as_array().unwrap().iter().find(|user| user["user_type"] == "Tenant").unwrap();
        let arguments = ["import", "work-requests", &path, "--as", tenant["user_name"].as_str().unwrap()];
        let words = refused(run(&with(&arguments, &at)));
        assert!(words.contains("work.maintenance.bulk_import"), "{words}");
        let misuse = run(&with(&["import", "work-requests", &path, "--map", "colour=A"], &at));
        assert_eq!(misuse.status.code(), Some(2));
    }
}
