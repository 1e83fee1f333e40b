//! The index of words, asked and kept in either database's way.

use std::collections::BTreeSet;

use crate::{
    Db, Dialect, Result, Tx, params, postgres,
    spine::{Asked, Question, marks},
    sqlite,
};

/// Words that a beginning may become. Where there are more, the index collects all that it matches.
const MOST_WORDS: usize = 200;

/// Makes of a question one that the index answers without passing over what it does not want: beginnings become the words that
/// begin so.
pub(super) async fn prepared(tx: &mut Tx, mut question: Question) -> Result<Question> {
    for asked in &mut question.words {
        let Asked::Prefix(beginning) = asked else { continue };
        if is_learned(tx.dialect(), beginning) {
            let sql = "SELECT word FROM item_word WHERE word >= $1 AND word < $2 ORDER BY word LIMIT $3";
            let end = format!("{beginning}{}", char::MAX);
            let words = tx.rows::<(String,)>(sql, params![&*beginning, end, (MOST_WORDS + 1) as i64]).await?;
            if words.len() <= MOST_WORDS {
                *asked = Asked::any(words.into_iter().map(|(word,)| Asked::Token(word)).collect());
            }
        }
    }
    Ok(question)
}

fn is_learned(dialect: Dialect, word: &str) -> bool {
    match dialect {
        Dialect::Sqlite => sqlite::spine::is_learned(word),
        Dialect::Postgres => postgres::spine::is_learned(word),
    }
}

/// The positions of all that has the words, if that is so little that looking at each is less work than asking the index for
/// everything that the reader may see. PostgreSQL's index does that by itself.
pub(super) async fn few(tx: &mut Tx, question: &Question) -> Result<Option<Vec<i64>>> {
    match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::few(tx, question).await,
        Dialect::Postgres => Ok(None),
    }
}

/// Puts items, by position, into the index.
pub(super) async fn index(tx: &mut Tx, items: Vec<(i64, Vec<String>)>) -> Result<()> {
    let dialect = tx.dialect();
    let tokens = items.iter().flat_map(|(_, tokens)| tokens);
    let learned = tokens.filter(|token| !marks::is_mark(token) && is_learned(dialect, token));
    let words: BTreeSet<String> = learned.cloned().collect();
    match tx.dialect() {
        Dialect::Sqlite => {
            sqlite::spine::learn(tx, words).await?;
            sqlite::spine::index(tx, items).await
        }
        Dialect::Postgres => {
            postgres::spine::learn(tx, words).await?;
            postgres::spine::index(tx, items).await
        }
    }
}

/// A question for the positions of all items that are in the index.
pub(super) fn indexed(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => sqlite::spine::INDEXED,
        Dialect::Postgres => postgres::spine::INDEXED,
    }
}

/// Takes an item out of the index.
pub(super) async fn forget(tx: &mut Tx, position: i64) -> Result<()> {
    let forget = match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::FORGET,
        Dialect::Postgres => postgres::spine::FORGET,
    };
    tx.exec_later(forget, vec![params![position]]).await
}

/// After very many items: makes one piece of what they left in many.
pub(super) async fn tidy(tx: &mut Tx) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => tx.exec(sqlite::spine::TIDY, params![]).await.map(|_| ()),
        Dialect::Postgres => Ok(()),
    }
}

/// Whether [`merge`] is to be asked for now and then: PostgreSQL does it by itself.
pub fn wants_merging(db: &Db) -> bool {
    db.dialect() == Dialect::Sqlite
}

/// Makes one piece of some of what changes left in many; whether there is more to do.
pub async fn merge(tx: &mut Tx) -> Result<bool> {
    match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::merge(tx).await,
        Dialect::Postgres => Ok(false),
    }
}
