//! `caretaker demo`
use crate::{
    commands::{at, with},
    http::call,
    process::{Server, folder, refused, run, said},
};
use serde_json::json;
use std::path::Path;
use store::{Config, Db, Url, params};

#[test]
fn the_same_seed_makes_the_same_district() {
    let (one, other, another) = (folder(), folder(), folder());
    let fill = |folder: &Path, seed: &str| {
        let data = folder.to_str().unwrap();
        let table = said(run(&["demo", "--data", data, "--requests", "200", "--users", "30", "--seed", seed]));
        (table, everything(folder))
    };
    let first = fill(one.path(), "7");
    assert!(first.1.len() > 1_000);
    assert_eq!(first, fill(other.path(), "7"));
    assert_ne!(first, fill(another.path(), "8"));
}

/// What there is, as text: all but the password, which is salted.
#[tokio::main]
async fn everything(data: &Path) -> Vec<(String,)> {
    let db = Db::open(&Config::new(Url::Sqlite(data.join("caretaker.db")))).await.unwrap();
    let sql = "
        SELECT id || number || title || state || opened_at || due_at || creator_id || requester_id || building_id FROM item
        UNION ALL SELECT item_id || description || coalesce(action_taken, '') || coalesce(resolved_at, '') FROM work_request
        UNION ALL SELECT user_name || name || user_type_id || color FROM app_user WHERE user_name IS NOT NULL
        UNION ALL SELECT id || at || coalesce(actor_id, '') || action || changes FROM history
        UNION ALL SELECT id || user_id || text || private || at FROM response
        UNION ALL SELECT id || user_id || minutes || coalesce(hourly_rate, '') FROM work_entry
        UNION ALL SELECT id || note || amount FROM cost
        UNION ALL SELECT item_id || user_id || at FROM assignment";
    let read = db.read(move |tx| Box::pin(async move { tx.rows::<(String,)>(sql, params![]).await }));
    read.await.unwrap()
}

#[test]
fn one_of_each_role_can_sign_in() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    let table = said(run(&["demo", "--data", data, "--requests", "50"]));
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(1)
        .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    let signing_in = access::shipped().iter().filter(|shipped| shipped.signs_in).count();
    assert_eq!(rows.len(), signing_in, "{table}");
    let server = Server::start(folder.path(), &[]);
    for row in rows {
        let body = json!({"user_name": row[0], "password": row[1]});
        let answer = call(&server.address, "POST", "/api/v1/sessions", None, Some(&body)).unwrap().expect(201);
        assert_eq!(answer["must_change_password"], false, "{row:?}");
    }
}

store::for_each_database! {
    async fn a_district_is_whole_and_comes_once(db: TestDb) {
        let at = at(db);
        said(run(&with(&["demo", "--requests", "300", "--users", "40", "--buildings", "12"], &at)));
        assert_eq!(said(run(&with(&["check"], &at))), "everything holds\n");
        let words = refused(run(&with(&["demo", "--requests", "10"], &at)));
        assert!(words.contains("not empty"), "{words}");
        let count = "SELECT count(*) FROM item";
        let read = db.read(move |tx| Box::pin(async move { tx.one::<(i64,)>(count, params![]).await }));
        assert_eq!(read.await.unwrap().0, 300);
    }
}
