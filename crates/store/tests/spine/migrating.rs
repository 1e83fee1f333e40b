//! Migrations leave what is there as if it had come in afterwards.

use store::{Dialect, Error, for_each_database, params, spine, testing::TestDb};

use crate::{house, loading::items};

/// The index of words as it was before migrations 23, 24 and 27, and as if those had not been.
const BEFORE_SQLITE: &str = "
    CREATE VIRTUAL TABLE has USING fts5vocab (item_search, instance);
    CREATE TABLE kept AS SELECT i.position AS position, group_concat(
        CASE WHEN h.term = char(57344) || i.module_id || 'm' THEN char(57344) || 'm' || i.module_id
             ELSE replace(h.term, char(57344) || i.module_id, char(57344)) END, ' ') AS words
      FROM has h CROSS JOIN item i ON i.position = -h.doc
      WHERE h.term <> char(57344) || i.module_id || 's' || i.state AND substr(h.term, 1, 1) <> char(57345)
      GROUP BY i.position;
    DELETE FROM item_search;
    INSERT INTO item_search (rowid, words) SELECT position, words FROM kept ORDER BY position;
    DROP TABLE kept; DROP TABLE has;
    DELETE FROM schema_migration WHERE version IN (23, 24);";
const BEFORE_POSTGRES: &str = "
    UPDATE item_search s SET words = array_to_tsvector(ARRAY(
        SELECT CASE WHEN w = chr(57344) || i.module_id || 'm' THEN chr(57344) || 'm' || i.module_id
                    ELSE replace(w, chr(57344) || i.module_id, chr(57344)) END
          FROM unnest(tsvector_to_array(s.words)) w
         WHERE w <> chr(57344) || i.module_id || 's' || i.state AND left(w, 1) <> chr(57345)
           AND substr(w, 1, 2) NOT IN (chr(57344) || 'x', chr(57344) || 'y', chr(57344) || 'z')))
      FROM item i WHERE i.position = s.position;
    DROP TABLE item_word;
    DELETE FROM schema_migration WHERE version IN (23, 24);";

/// What came after them, taken back.
const LATER: &str = "
    ALTER TABLE import_error DROP COLUMN permission;
    ALTER TABLE import_run DROP COLUMN permission;
    DROP INDEX history_log_actor;
    DELETE FROM schema_migration WHERE version > 24;";

/// Everything that the index of words has: number and word.
async fn documents(db: &TestDb) -> Vec<(i64, String)> {
    let sql = match db.dialect() {
        Dialect::Sqlite => {
            db.script("CREATE VIRTUAL TABLE seen USING fts5vocab (item_search, instance)").await.unwrap();
            "SELECT doc, term FROM seen ORDER BY doc, term"
        }
        Dialect::Postgres => {
            "SELECT position, w FROM item_search, unnest(tsvector_to_array(words)) w ORDER BY position, w COLLATE \"C\""
        }
    };
    let found = db.read::<_, Error, _>(move |tx| Box::pin(async move { tx.rows(sql, params![]).await })).await.unwrap();
    if db.dialect() == Dialect::Sqlite {
        db.script("DROP TABLE seen").await.unwrap();
    }
    found
}

/// Every word that a beginning may become.
async fn words(db: &TestDb) -> Vec<String> {
    let sql = "SELECT word FROM item_word ORDER BY word";
    let words = db.read::<_, Error, _>(move |tx| Box::pin(async move { tx.rows::<(String,)>(sql, params![]).await }));
    words.await.unwrap().into_iter().map(|(word,)| word).collect()
}

for_each_database! {
    async fn what_was_found_by_its_words_is_found_by_the_new_marks(db: TestDb) {
        db.write(|tx| Box::pin(house::build(tx))).await.unwrap();
        let module = db.write::<_, Error, _>(|tx| Box::pin(house::module(tx))).await.unwrap();
        db.write(move |tx| Box::pin(async move { spine::insert_many(tx, &items(module)).await })).await.unwrap();
        let (now, known) = (documents(db).await, words(db).await);
        db.script(LATER).await.unwrap();
        db.script(if db.dialect() == Dialect::Sqlite { BEFORE_SQLITE } else { BEFORE_POSTGRES }).await.unwrap();
        assert_ne!(documents(db).await, now);
        db.another().await.migrate().await.unwrap();
        let migrated = documents(db).await;
        assert!(migrated.len() > 1_000);
        assert_eq!(migrated, now);
        assert!(db.dialect() == Dialect::Sqlite || !known.is_empty());
        assert_eq!(words(db).await, known);
    }
}
