//! The commands of an operator, on both databases.
use crate::{
    http::{call, sign_in},
    process::{Server, folder, refused, run, run_with, said},
};
use serde_json::Value;
use store::{Url, params, testing::TestDb};

/// `--data … --database-url …` of a test's database.
pub fn at(db: &TestDb) -> Vec<String> {
    let url = match db.url() {
        Url::Sqlite(path) => path.to_str().unwrap().to_owned(),
        Url::Postgres(address) => address.clone(),
    };
    vec!["--data".into(), db.folder().to_str().unwrap().into(), "--database-url".into(), url]
}

/// The arguments, and where the database is.
pub fn with<'a>(arguments: &[&'a str], at: &'a [String]) -> Vec<&'a str> {
    arguments.iter().copied().chain(at.iter().map(String::as_str)).collect()
}

#[test]
fn the_first_administrator_may_do_everything_and_every_name_is_one_persons() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    let create = ["admin", "create", "--data", data, "--user-name", "ann", "--name", "Ann Example"];
    said(run_with(&create, "correct horse battery\r\n"));
    for (user_name, password, expected) in [
        ("ANN", "correct horse battery", "user_name is taken"),
        ("bob", "short", "at least 10"),
        ("bob", "", "standard input"),
        ("bob", "\n", "standard input"),
        ("", "correct horse battery", "user_name must be"),
        ("a\nb", "correct horse battery", "user_name must be"),
    ] {
        let words = refused(run_with(&["admin", "create", "--data", data, "--user-name", user_name], password));
        assert!(words.contains(expected), "{user_name:?}: {words}");
    }
    let server = Server::start(folder.path(), &[]);
    let token = sign_in(&server.address, "ann", "correct horse battery");
    let me = call(&server.address, "GET", "/api/v1/me", Some(&token), None).unwrap().expect(200);
    assert_eq!(me["name"], "Ann Example");
    let list = call(&server.address, "GET", "/api/v1/work-requests", Some(&token), None).unwrap().expect(200);
    assert_eq!(list["items"], Value::Array(vec![]));
}

store::for_each_database! {
    async fn what_does_not_hold_is_named(db: TestDb) {
        let at = at(db);
        said(run(&with(&["demo", "--requests", "60"], &at)));
        assert_eq!(said(run(&with(&["check"], &at))), "everything holds\n");
        db.write(|tx| Box::pin(async move {
            for harm in [
                "DELETE FROM item_place WHERE position = (SELECT max(position) FROM item_place)",
                "DELETE FROM worker WHERE user_id = (SELECT min(user_id) FROM assignment)",
                "UPDATE item_count SET items = items + 1 WHERE building_id = (SELECT min(building_id) FROM item_count)",
                "UPDATE user_type SET grants = '{\"work.maintenance.fly\": \"any\"}' WHERE builtin = 'fmx.tenant'",
                "UPDATE app_user SET overrides = 'none' WHERE user_name IS NULL",
            ] {
                tx.exec(harm, params![]).await?;
            }
            Ok::<_, store::Error>(())
        })).await.unwrap();
        let output = run(&with(&["check"], &at));
        assert_eq!(output.status.code(), Some(1));
        let words = String::from_utf8(output.stdout).unwrap();
        for expected in ["item_place has", "worker profile", "item_count has", "work.maintenance.fly", "overrides of every"] {
            assert!(words.contains(expected), "{expected}: {words}");
        }
    }

    async fn every_kind_is_exported_in_every_format(db: TestDb) {
        let at = at(db);
        said(run(&with(&["demo", "--requests", "80", "--log", "error"], &at)));
        for (kind, count) in [("work-requests", 80), ("users", 150), ("buildings", 26), ("request-types", 15)] {
            let lines = said(run(&with(&["export", kind], &at))).matches("\r\n").count();
            assert_eq!(lines, 1 + count, "{kind}");
            let json: Value = serde_json::from_str(&said(run(&with(&["export", kind, "--format", "json"], &at)))).unwrap();
            assert_eq!(json.as_array().unwrap().len(), count, "{kind}");
            let path = db.folder().join(format!("{kind}.xlsx"));
            said(run(&with(&["export", kind, "--format", "xlsx", "--output", path.to_str().unwrap()], &at)));
            assert!(std::fs::read(&path).unwrap().starts_with(b"PK"), "{kind}");
        }
        let nowhere = db.folder().join("none").join("x.csv");
        refused(run(&with(&["export", "users", "--output", nowhere.to_str().unwrap()], &at)));
    }
}
