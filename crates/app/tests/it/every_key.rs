//! Each route of the product, with the key that it takes: everything but this key is not enough, this key and what it presupposes is.
use crate::{
    app::{Actor, Answer, TestApp},
    routes::{self, Row, World},
};
use kit::registry::{Access, Entry};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::{Db, params};

/// What a key is worth nothing without: who holds only the key holds these too.
const PRESUPPOSED: &[(&str, &[&str])] = &[
    ("buildings.update", &["buildings.read"]),
    ("buildings.delete", &["buildings.read"]),
    ("users.administer", &["users.read"]),
    ("users.delete", &["users.read"]),
    ("users.set_labor_rate", &["users.administer", "users.view_labor_rate"]),
    ("users.view_labor_rate", &["users.read"]),
    // what is reported is reported somewhere, perhaps for somebody
    ("work.{module}.create", &["buildings.read"]),
    ("work.{module}.create_on_behalf", &["work.{module}.create", "users.read"]),
    ("work.{module}.bulk_import", &["work.{module}.create"]),
    ("users.bulk_import", &["users.administer"]),
    ("buildings.bulk_import", &["buildings.create"]),
    ("work.{module}.edit_on_hold", &["work.{module}.update"]),
    ("work.{module}.edit_after_resolution", &["work.{module}.update"]),
    ("work.{module}.view_worker_time", &["work.{module}.view_work"]),
    ("work.{module}.own_work.start_stop", &["work.{module}.view_work"]),
    ("work.{module}.own_work.edit", &["work.{module}.view_work"]),
    ("work.{module}.own_work.delete", &["work.{module}.view_work"]),
    // whose work it is must be somebody whom one knows of, and how long theirs took
    ("work.{module}.others_work.start_stop", &["work.{module}.view_work", "users.read"]),
    ("work.{module}.others_work.edit", &["work.{module}.view_worker_time", "users.read"]),
    ("work.{module}.others_work.delete", &["work.{module}.view_worker_time", "users.read"]),
    ("work.{module}.set_work_times", &["work.{module}.view_work"]),
];

/// Everything that is kept but what every visit touches: each row of each table, as text.
pub struct State {
    sql: String,
}

impl State {
    pub async fn of_tables(db: &Db) -> State {
        let migrations = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations")).unwrap();
        let (mut tables, mut gone) = (BTreeSet::new(), BTreeSet::new());
        for file in migrations.map(|entry| entry.unwrap().path()) {
            let text = std::fs::read_to_string(&file).unwrap();
            let named = |after: &str| -> Vec<String> {
                let found = text.split(after).skip(1).filter_map(|rest| rest.split([' ', '(', ';']).next());
                found.map(str::to_owned).collect()
            };
            tables.extend(named("CREATE TABLE "));
            gone.extend(named("DROP TABLE "));
        }
        tables.retain(|table| !gone.contains(table));
        // when somebody was last seen, failed sign-ins, and what items are found by
        for other in ["session", "sign_in_failure", "item_word", "item_search", "job_period"] {
            tables.remove(other);
        }
        assert!(tables.len() > 30, "{tables:?}");
        let mut parts = vec![];
        for table in tables {
            let row = match db.dialect() {
                store::Dialect::Postgres => "t::text".to_owned(),
                store::Dialect::Sqlite => {
                    let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                    let read =
                        db.read(move |tx| Box::pin(async move { tx.rows::<(String,)>(&columns, params![]).await }));
                    let quoted: Vec<String> =
                        read.await.unwrap().into_iter().map(|(name,)| format!("quote(\"{name}\")")).collect();
                    quoted.join("||','||")
                }
            };
            parts.push(format!("SELECT '{table}' || ':' || {row} AS line FROM {table} t"));
        }
        State { sql: parts.join(" UNION ALL ") }
    }

    pub async fn now(&self, db: &Db) -> BTreeSet<String> {
        let sql = self.sql.clone();
        let read = db.read(move |tx| Box::pin(async move { tx.rows::<(String,)>(&sql, params![]).await }));
        read.await.unwrap().into_iter().map(|(line,)| line).collect()
    }
}

/// Somebody whose user type is changed before every call.
struct Holder {
    actor: Actor,
    word: &'static str,
}

impl Holder {
    async fn new(app: &TestApp, word: &'static str, name: &str) -> Holder {
        app.role(word, json!({})).await;
        let actor = app.as_role(word, name, &[]).await;
        let id = actor.id;
        let write = app.app.db().write(move |tx| {
            Box::pin(async move {
                tx.exec("UPDATE app_user SET all_buildings = true WHERE id = $1", params![id]).await?;
                tx.exec("UPDATE worker SET hourly_rate = 3000", params![]).await
            })
        });
        write.await.unwrap();
        Holder { actor, word }
    }

    /// From now on they hold this, in every module that there is.
    async fn hold(&self, app: &TestApp, grants: Map<String, Value>) {
        let word = self.word;
        let write = app.app.db().write(move |tx| {
            Box::pin(async move {
                tx.bump_access();
                let modules: Vec<(String,)> = tx.rows("SELECT key FROM work_module", params![]).await?;
                let each = |(key, value): (&String, &Value)| {
                    let keys: BTreeSet<String> =
                        modules.iter().map(|(module,)| key.replace("{module}", module)).collect();
                    keys.into_iter().map(|key| (key, value.clone())).collect::<Vec<_>>()
                };
                let grants = Value::Object(grants.iter().flat_map(each).collect()).to_string();
                tx.exec("UPDATE user_type SET grants = $1 WHERE builtin = $2", params![grants, word]).await
            })
        });
        write.await.unwrap();
    }
}

/// Everything, without these.
fn all_but(keys: &[&str]) -> Map<String, Value> {
    let less = keys.iter().map(|key| ((*key).to_owned(), routes::value(key, false)));
    [("*".to_owned(), json!(true))].into_iter().chain(less).collect()
}

/// These at their widest, with all that they presuppose.
fn only(keys: &[Vec<&'static str>]) -> Map<String, Value> {
    let mut held = BTreeMap::new();
    let mut wanted: Vec<&str> = keys.iter().map(|alternatives| alternatives[0]).collect();
    while let Some(key) = wanted.pop() {
        if held.insert(key.to_owned(), routes::value(key, true)).is_none() {
            wanted.extend(PRESUPPOSED.iter().filter(|(held, _)| *held == key).flat_map(|(_, needed)| *needed));
            // nothing is done to what cannot be read
            wanted.extend((key.starts_with("work.{module}.") && !is_creation(key)).then_some("work.{module}.read"));
        }
    }
    held.into_iter().collect()
}

fn is_creation(key: &str) -> bool {
    ["create", "create_on_behalf", "bulk_import"].iter().any(|word| key.ends_with(word))
}

/// What cannot be read does not exist; all else is refused by name.
fn hides(entry: &Entry, row: &Row, keys: &[&str]) -> bool {
    let reads = |key: &&str| ["users.read", "buildings.read", "work.{module}.read"].contains(key);
    // a list, or what lies behind one, is refused as a whole
    let lists = matches!(entry.access, Access::Level(_) | Access::AnyModule(_) | Access::AnyModuleOr(..))
        && row.keys(entry)[0] == keys;
    !lists && (keys.iter().any(reads) || matches!(entry.access, Access::DeletedWorkRequest))
}

fn succeeded(answer: &Answer) -> bool {
    let status = answer.status.as_u16();
    let away = answer.headers.get("location").is_some_and(|to| to.to_str().unwrap().starts_with("/sign-in?"));
    (200..300).contains(&status) || (status == 303 && !away)
}

async fn lines_of_history(db: &Db) -> i64 {
    let read = db.read(|tx| Box::pin(async move { tx.one::<(i64,)>("SELECT count(*) FROM history", params![]).await }));
    read.await.unwrap().0
}

store::for_each_database! {
    async fn everything_but_its_key_opens_no_route(db: TestDb) {
        let app = TestApp::new(db).await;
        let world = World::new(&app).await;
        let wide = Holder::new(&app, "test.wide", "Wanda").await;
        let (state, mut wrong) = (State::of_tables(db).await, vec![]);
        for (entry, row) in routes::lines() {
            for keys in row.keys(&entry) {
                wide.hold(&app, all_but(&keys)).await;
                let ids = world.make(row.place, &wide.actor).await;
                let before = state.now(db).await;
                let answer = routes::send(&app, &wide.actor, row.method(), &row.path(&ids), routes::sent(&row, &world)).await;
                let expected = match hides(&entry, &row, &keys) {
                    true if row.refers => 422,
                    true => 404,
                    false => 403,
                };
                let named = |key: &&str| routes::is_of(answer.body["permission"].as_str().unwrap_or_default(), key);
                let refused = answer.status == expected && (expected != 403 || !entry.api || keys.iter().any(named));
                if !refused {
                    wrong.push(format!("{} without {keys:?}: {} {}", row.route, answer.status, short(&answer)));
                }
                if state.now(db).await != before {
                    wrong.push(format!("{} without {keys:?} left something behind", row.route));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn its_key_and_what_it_presupposes_opens_each_route(db: TestDb) {
        let app = TestApp::new(db).await;
        let world = World::new(&app).await;
        let narrow = Holder::new(&app, "test.narrow", "Nora").await;
        let mut wrong = vec![];
        for (entry, row) in routes::lines() {
            narrow.hold(&app, only(&row.keys(&entry))).await;
            let alone = if row.alone { Some(app.as_role(narrow.word, &world.fresh("Parting"), &[]).await) } else { None };
            let caller = alone.as_ref().unwrap_or(&narrow.actor);
            let ids = world.make(row.place, caller).await;
            let before = lines_of_history(db).await;
            let answer = routes::send(&app, caller, row.method(), &row.path(&ids), routes::sent(&row, &world)).await;
            let opens = row.path(&ids).contains("unknown") || succeeded(&answer);
            if !opens {
                wrong.push(format!("{} with only {:?}: {} {}", row.route, row.keys(&entry), answer.status, short(&answer)));
            }
            let changes = entry.method != "GET" && row.quiet.is_none() && !row.path(&ids).contains("unknown");
            if opens && changes && lines_of_history(db).await == before {
                wrong.push(format!("{} left no line of history", row.route));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn short(answer: &Answer) -> String {
    let text = if answer.body.is_object() { &answer.text } else { "" };
    text.chars().take(300).collect()
}

/// The tables of `routes/` say how each route is called: a new route is not done before its line is there.
#[test]
fn every_route_has_its_line_in_the_table() {
    let table = routes::table();
    let entries = app::routes::all();
    let missing: Vec<String> =
        entries.entries().iter().filter(|e| !table.iter().any(|row| row.is_of(e))).map(routes::name).collect();
    assert!(missing.is_empty(), "add these to a table in tests/it/routes/: {missing:#?}");
    let lines = routes::lines();
    for (entry, row) in &lines {
        assert_eq!(row.is_api(), entry.api);
        for key in row.keys(entry).concat() {
            routes::value(key, true);
        }
    }
}
