//! `caretaker backup` and `caretaker restore`
use crate::{
    commands::{at, with},
    http::{call, sign_in},
    process::{Server, folder, refused, run, run_with, said},
};
use serde_json::json;
use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};
use store::testing::TestDb;

const PASSWORD: &str = "correct horse battery";

fn tables(at: &[String]) -> Vec<String> {
    let kinds = ["work-requests", "users", "buildings", "request-types"];
    kinds.map(|kind| said(run(&with(&["export", kind, "--format", "json"], at)))).into()
}

store::for_each_database! {
    async fn a_backup_comes_back_into_either_database(db: TestDb) {
        let at = at(db);
        let file = db.folder().join("backup.db");
        let file = file.to_str().unwrap();
        said(run(&with(&["demo", "--requests", "150", "--users", "30"], &at)));
        said(run(&with(&["backup", file], &at)));
        let before = tables(&at);
        for dialect in [store::Dialect::Sqlite, store::Dialect::Postgres] {
            let back = || store::testing::run(dialect, async |other| comes_back(file, other, &before));
            // a database for a test has a runtime of its own
            thread::scope(|scope| scope.spawn(back).join()).unwrap();
        }
        let words = refused(run(&with(&["restore", file], &at)));
        assert!(words.contains("not empty"), "{words}");
        let words = refused(run(&with(&["backup", file], &at)));
        assert!(words.contains("exists already") && !words.contains("unavailable"), "{words}");
    }
}

fn comes_back(file: &str, other: &TestDb, before: &[String]) {
    let at = at(other);
    said(run(&with(&["restore", file], &at)));
    assert_eq!(tables(&at), before);
    assert_eq!(said(run(&with(&["check"], &at))), "everything holds\n");
    // new rows find numbers of their own, old ones are found by their words
    said(run_with(&with(&["admin", "create", "--user-name", "ann"], &at), PASSWORD));
    let more = [at[2].as_str(), at[3].as_str()];
    let server = Server::start(other.folder(), &more);
    let token = sign_in(&server.address, "ann", PASSWORD);
    let new = json!({"title": "A door that sticks"});
    let created = call(&server.address, "POST", "/api/v1/work-requests", Some(&token), Some(&new)).unwrap().expect(201);
    assert_eq!((&created["id"], &created["number"]), (&json!(151), &json!(151)));
    let path = "/api/v1/work-requests?count=true&q=draining";
    let found = call(&server.address, "GET", path, Some(&token), None).unwrap().expect(200);
    assert_ne!(found["count"]["value"], 0, "{found}");
}

#[test]
fn a_backup_taken_while_others_write_is_of_one_moment() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    said(run_with(&["admin", "create", "--data", data, "--user-name", "ann"], PASSWORD));
    let server = Server::start(folder.path(), &[]);
    let token = sign_in(&server.address, "ann", PASSWORD);
    let over = AtomicBool::new(false);
    let backups = thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let new = json!({"title": "A door that sticks"});
                call(&server.address, "POST", "/api/v1/work-requests", Some(&token), Some(&new)).unwrap().expect(201);
            }
        });
        let backups: Vec<String> = (0..5).map(|number| format!("{data}/backup{number}")).collect();
        for backup in &backups {
            fs::create_dir(backup).unwrap();
            said(run(&["backup", "--data", data, &format!("{backup}/caretaker.db")]));
        }
        over.store(true, Ordering::Relaxed);
        backups
    });
    for backup in backups {
        assert_eq!(said(run(&["check", "--data", &backup])), "everything holds\n");
    }
}

#[test]
fn what_is_no_backup_is_refused_and_nothing_is_there_afterwards() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("words.txt"), "these are words, ".repeat(100)).unwrap();
    fs::write(path("nothing.db"), "").unwrap();
    for file in ["words.txt", "nothing.db", "none.db"] {
        let words = refused(run(&["restore", &path(file), "--data", &path("data")]));
        assert!(words.contains(file) || words.contains("not a database"), "{words}");
        let left: Vec<_> = fs::read_dir(path("data")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, Vec::<std::ffi::OsString>::new());
    }
}

#[test]
fn nothing_is_restored_under_a_server() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    let backup = format!("{data}/backup.db");
    let _server = Server::start(folder.path(), &[]);
    said(run(&["backup", &backup, "--data", data]));
    let words = refused(run(&["restore", &backup, "--data", data]));
    assert!(words.contains("being served"), "{words}");
}
