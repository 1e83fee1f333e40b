//! The index of words, asked and kept in either database's way.

use crate::{Dialect, Result, Tx, params, postgres, spine::Asked, sqlite};

/// Makes of a question one that the index answers without passing over what it does not want.
pub(super) async fn prepared(tx: &mut Tx, question: Asked) -> Result<Asked> {
    match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::known_words(tx, question).await,
        Dialect::Postgres => Ok(question),
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
