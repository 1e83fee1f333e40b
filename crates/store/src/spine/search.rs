//! The index of words, asked and kept in either database's way.

use crate::{Dialect, Result, Tx, params, postgres, spine::Question, sqlite};

/// Makes of a question one that the index answers without passing over what it does not want.
pub(super) async fn prepared(tx: &mut Tx, question: Question) -> Result<Question> {
    match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::known_words(tx, question).await,
        Dialect::Postgres => Ok(question),
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
    match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::index(tx, items).await,
        Dialect::Postgres => postgres::spine::index(tx, items).await,
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
    tx.exec(forget, params![position]).await?;
    Ok(())
}

/// After very many items: makes one piece of what they left in many.
pub(super) async fn tidy(tx: &mut Tx) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => tx.exec(sqlite::spine::TIDY, params![]).await.map(|_| ()),
        Dialect::Postgres => Ok(()),
    }
}

/// Makes one piece of some of what changes left in many; whether there is more to do. To be asked for now and then.
pub async fn merge(tx: &mut Tx) -> Result<bool> {
    match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::merge(tx).await,
        Dialect::Postgres => Ok(false),
    }
}
