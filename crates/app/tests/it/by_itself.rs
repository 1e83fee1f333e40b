//! What happens by itself, once per period.
use crate::app::TestApp;
use store::{Dialect, Error, params};

store::for_each_database! {
    async fn the_index_of_words_is_merged_where_the_database_does_not(db: TestDb) {
        let app = TestApp::new(db).await;
        app.work().await;
        let read = db.read::<_, Error, _>(|tx| Box::pin(async move { tx.rows("SELECT kind FROM job_period ORDER BY kind", params![]).await }));
        let kinds: Vec<(String,)> = read.await.unwrap();
        let every = ["insurance", "merge_search", "overdue", "prune", "release_holds"];
        let is_due = |kind: &&str| *kind != "merge_search" || db.dialect() == Dialect::Sqlite;
        assert_eq!(kinds.iter().map(|(kind,)| kind.as_str()).collect::<Vec<_>>(), every.into_iter().filter(is_due).collect::<Vec<_>>());
    }
}
