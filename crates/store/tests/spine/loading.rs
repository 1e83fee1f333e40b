//! Loading leads to the same spine as inserting, even if it is cut short.

use store::{
    Dialect, Error, for_each_database, params,
    spine::{self, Item},
    testing::TestDb,
};

use crate::{
    house::{self, BUILDINGS, DAY, NOW, PEOPLE},
    plans,
};

const ITEMS: i64 = 500;

pub(crate) fn items(module: i64) -> Vec<Item> {
    let item = |at: i64| Item {
        number: at + 1,
        assignee_ids: vec![],
        building_id: (at % 7 > 0).then_some(1 + at % BUILDINGS),
        creator_id: 1 + at % PEOPLE,
        deleted_at: (at % 50 == 0).then_some(NOW),
        opened_at: NOW + at * DAY / 100,
        ..plans::item(at, module, &[])
    };
    (0..ITEMS).map(item).collect()
}

/// The definitions of all indexes there are.
async fn indexes(db: &TestDb) -> Vec<String> {
    let sql = match db.dialect() {
        Dialect::Sqlite => "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1",
        Dialect::Postgres => "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    };
    let rows = db.read::<_, Error, _>(move |tx| Box::pin(async move { tx.rows::<(String,)>(sql, params![]).await }));
    rows.await.unwrap().into_iter().map(|(sql,)| sql.trim().to_owned()).collect()
}

async fn load(db: &TestDb) {
    db.write(|tx| Box::pin(house::build(tx))).await.unwrap();
    let module = db.write::<_, Error, _>(|tx| Box::pin(house::module(tx))).await.unwrap();
    let before = indexes(db).await;
    spine::begin_loading(db, &db.claim_serving().unwrap()).await.unwrap();
    assert!(indexes(db).await.len() < before.len() - 15, "indexes are out of the way");
    db.write(move |tx| Box::pin(async move { spine::load(tx, &items(module)).await })).await.unwrap();
}

async fn is_in_order(db: &TestDb, before: Vec<String>) {
    let violations = db.read(|tx| Box::pin(spine::check(tx))).await.unwrap();
    assert_eq!(violations, vec![]);
    assert_eq!(indexes(db).await, before);
}

for_each_database! {
    async fn what_was_loaded_is_as_if_inserted(db: TestDb) {
        let before = indexes(db).await;
        load(db).await;
        spine::finish_loading(db).await.unwrap();
        is_in_order(db, before).await;
    }

    async fn a_migration_finishes_what_was_cut_short(db: TestDb) {
        let before = indexes(db).await;
        load(db).await;
        let later = db.another().await;
        later.migrate().await.unwrap();
        is_in_order(db, before).await;
    }
}
