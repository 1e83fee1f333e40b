//! What it does not do, and how it says so.
use crate::{
    http::call,
    process::{Server, caretaker, folder, refused, run, said},
};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};
use store::{Config, Db, Url, params};

#[test]
fn a_second_serve_on_one_file_is_refused() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    let first = Server::start(folder.path(), &[]);
    let words = refused(run(&["serve", "--data", data, "--listen", "127.0.0.1:0"]));
    assert!(words.contains("already being served"), "{words}");
    first.signal("KILL");
    first.ended();
    // whoever was killed holds nothing
    Server::start(folder.path(), &[]);
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    said(run(&["migrate", "--data", data]));
    from_the_future(folder.path());
    for command in [["serve", "--listen", "127.0.0.1:0"].as_slice(), &["check"], &["migrate"], &["export", "users"]] {
        let words = refused(run(&[command, &["--data", data]].concat()));
        assert!(words.contains("newer program"), "{words}");
    }
}

#[test]
fn it_is_not_ready_once_another_version_has_migrated() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    from_the_future(folder.path());
    assert_eq!(call(&server.address, "GET", "/readyz", None, None).unwrap().status, 503);
    assert_eq!(call(&server.address, "GET", "/healthz", None, None).unwrap().status, 200);
}

#[tokio::main]
async fn from_the_future(data: &Path) {
    let db = Db::open(&Config::new(Url::Sqlite(data.join("caretaker.db")))).await.unwrap();
    let sql = "INSERT INTO schema_migration (version, name, checksum) VALUES (9999, 'future', '')";
    let write = db.write(move |tx| Box::pin(async move { tx.exec(sql, params![]).await }));
    write.await.unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    let folder = folder();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o555)).unwrap();
    let words = refused(as_somebody(&["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]));
    assert!(words.contains("caretaker.db"), "{words}");
    let inside = data.join("inside");
    let words = refused(as_somebody(&["serve", "--listen", "127.0.0.1:0", "--data", inside.to_str().unwrap()]));
    assert!(words.contains("Permission denied"), "{words}");
}

#[test]
fn a_file_that_can_only_be_read_is_refused() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    said(run(&["migrate", "--data", data]));
    fs::set_permissions(folder.path().join("caretaker.db"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let words = refused(as_somebody(&["serve", "--listen", "127.0.0.1:0", "--data", data]));
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(words.contains("database"), "{words}");
}

/// Root may write anywhere: then it is somebody else who tries, with a copy of the program that they can reach.
fn as_somebody(arguments: &[&str]) -> Output {
    let id = Command::new("id").arg("-u").output().unwrap().stdout;
    if id != b"0\n" {
        return caretaker(arguments).output().unwrap();
    }
    let folder = folder();
    let program = folder.path().join("caretaker");
    fs::copy(env!("CARGO_BIN_EXE_caretaker"), &program).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program).args(arguments);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).output().unwrap()
}

#[test]
fn an_address_that_is_taken_or_none_is_refused() {
    let folder = folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let held = std::net::TcpListener::bind(taken).unwrap();
    for address in [held.local_addr().unwrap().to_string(), "nonsense".to_owned()] {
        let words = refused(run(&["serve", "--data", folder.path().to_str().unwrap(), "--listen", &address]));
        assert!(words.contains("cannot listen on"), "{words}");
    }
}

#[test]
fn a_database_that_is_not_there_is_not_made_to_be_looked_at() {
    let folder = folder();
    let data = folder.path().join("none");
    for command in [["check"].as_slice(), &["export", "users"]] {
        let words = refused(run(&[command, &["--data", data.to_str().unwrap()]].concat()));
        assert!(words.contains("there is no database"), "{words}");
    }
    assert!(!data.exists());
}
