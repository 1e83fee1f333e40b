//! What changes leave behind in the index of words is merged, and all is found as before.

use access::{Clause, Module, Scope, ScopeBuildings};
use store::{
    Dialect, Error, for_each_database, params,
    spine::{self, Filter, List, Sort},
    testing::TestDb,
};

use crate::{house, loading::items};

/// Pieces of the index: each change makes one.
async fn pieces(db: &TestDb) -> i64 {
    let sql = "SELECT count(DISTINCT segid) FROM item_search_idx";
    let count = db.read::<_, Error, _>(move |tx| Box::pin(async move { tx.one::<(i64,)>(sql, params![]).await })).await;
    count.unwrap().0
}

async fn found(db: &TestDb, module: i64) -> Vec<spine::Position> {
    let read = db.read::<_, Error, _>(move |tx| {
        Box::pin(async move {
            let everything =
                Clause { any: true, own: false, buildings: ScopeBuildings::None, every_building: false, types: None };
            let scope = Scope {
                person: 1,
                customer: None,
                module: Some(Module(module.try_into().unwrap())),
                clauses: vec![everything],
            };
            let filter = Filter { text: Some("lea".into()), ..Filter::default() };
            let list =
                List { scope: &scope, filter: &filter, sort: Sort::Newest, after: None, limit: 50, deleted: false };
            spine::list(tx, &list).await
        })
    });
    read.await.unwrap()
}

for_each_database! {
    async fn pieces_are_merged_and_nothing_is_lost(db: TestDb) {
        db.write(|tx| Box::pin(house::build(tx))).await.unwrap();
        let module = db.write::<_, Error, _>(|tx| Box::pin(house::module(tx))).await.unwrap();
        for item in items(module).into_iter().take(12) {
            db.write(move |tx| Box::pin(house::insert(tx, item))).await.unwrap();
        }
        let before = found(db, module).await;
        assert!(!before.is_empty());
        let many = db.dialect() == Dialect::Sqlite;
        assert!(!many || pieces(db).await > 6);
        while db.write::<_, Error, _>(|tx| Box::pin(spine::merge(tx))).await.unwrap() {}
        assert!(!many || pieces(db).await <= 3);
        assert_eq!(found(db, module).await, before);
    }
}
