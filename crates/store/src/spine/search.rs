//! The index of words, asked and kept in either database's way.

use std::collections::BTreeSet;

use crate::{
    Db, Dialect, Result, Tx, params, postgres,
    spine::{Asked, Condition, List, Position, Question, kept, marks, plan},
    sqlite,
};

/// What so many items have of some words, PostgreSQL's index collects faster than one stretch of time after another.
const FEW: i64 = 4_000;
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
            let words =
                tx.rows_by_kept_plan::<(String,)>(sql, params![&*beginning, end, (MOST_WORDS + 1) as i64]).await?;
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
        Dialect::Postgres => postgres::search::is_learned(word),
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

/// Whether a search by age is one by stretches of time, or of all at once where that is little: PostgreSQL's index collects all that it
/// finds. A beginning of very many words is as dear in each stretch as in all together; of a few items, each is looked at for its words.
pub(super) fn goes_by_stretches(dialect: Dialect, question: &Question, list: &List<'_>) -> bool {
    let by_age = plan::order(list.sort).column.is_none() && list.filter.among.is_none();
    dialect == Dialect::Postgres && by_age && (question.has_number() || !question.has_beginnings())
}

/// The first of what is found by age.
pub(super) async fn by_stretches(
    tx: &mut Tx,
    question: &Question,
    conditions: &[Condition],
    list: &List<'_>,
) -> Result<Vec<Position>> {
    let most = if question.has_number() { 0 } else { kept::at_most(tx, list).await? };
    if most <= FEW {
        let (text, sql) = postgres::by_age::whole(question, conditions, list);
        return tx.rows_by_kept_plan(&text, sql.params).await;
    }
    postgres::by_age::first(tx, question, conditions, list, most).await
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
            postgres::search::learn(tx, words).await?;
            postgres::search::index(tx, items).await
        }
    }
}

/// A question for the positions of all items that are in the index.
pub(super) fn indexed(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => sqlite::spine::INDEXED,
        Dialect::Postgres => postgres::search::INDEXED,
    }
}

/// Takes an item out of the index.
pub(super) async fn forget(tx: &mut Tx, position: i64) -> Result<()> {
    let forget = match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::FORGET,
        Dialect::Postgres => postgres::search::FORGET,
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
