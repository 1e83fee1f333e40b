//! Filling an empty spine with a million items.
//!
//! Keeping thirty indexes while rows come in costs half a millisecond an item, most of it for pages that are far apart. So
//! the indexes are dropped first, only items and words go in, and the rest is derived by a few statements and indexed
//! at the end, each in one pass. The definitions of dropped indexes are kept in a table meanwhile: should the program be
//! killed, the next migration finishes the work.

use crate::{
    Db, Dialect, Result, Serving, Tx, params, postgres,
    spine::{Item, check, derived::Derived, search, write},
    sqlite,
};

/// Tables whose indexes are dropped for the time of loading.
const TABLES: [&str; 4] = ["item", "item_party", "item_place", "item_search"];

/// Prepares an empty spine for [`load`]. Nobody can serve an SQLite file meanwhile, hence the right to do so; a server's
/// other nodes would find lists slow and incomplete until [`finish_loading`].
pub async fn begin_loading(db: &Db, _: &Serving) -> Result<()> {
    db.write(|tx| Box::pin(drop_indexes(tx))).await
}

async fn drop_indexes(tx: &mut Tx) -> Result<()> {
    let indexes = match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::INDEXES,
        Dialect::Postgres => postgres::spine::INDEXES,
    };
    let tables: Vec<String> = TABLES.map(str::to_owned).into();
    for (name, sql) in tx.rows::<(String, String)>(indexes, params![tables]).await? {
        tx.exec("INSERT INTO dropped_index (name, sql) VALUES ($1, $2)", params![&name, &sql]).await?;
        tx.exec(&format!("DROP INDEX {name}"), params![]).await?;
    }
    Ok(())
}

/// Adds items, and not yet what follows from them. Assignments are for the caller to write. A few thousand at a time, in
/// the order of their opening, are best.
pub async fn load(tx: &mut Tx, items: &[Item]) -> Result<()> {
    let rows = items.iter().map(|item| write::row(item, item.position()));
    tx.exec_many(write::ROW, rows.collect()).await?;
    let tokens = items.iter().map(|item| (item.position(), Derived::of(item).tokens));
    search::index(tx, tokens.filter(|(_, tokens)| !tokens.is_empty()).collect()).await
}

/// Derives what follows from the loaded items and restores the indexes.
pub async fn finish_loading(db: &Db) -> Result<()> {
    db.write(|tx| Box::pin(derive(tx))).await?;
    // each in a transaction of its own: what is logged for all of them together would be larger than the database
    for (name, sql) in dropped(db).await? {
        db.write(|tx| Box::pin(async move { restore(tx, &name, &sql).await })).await?;
    }
    db.write(|tx| Box::pin(search::tidy(tx))).await?;
    db.analyze().await
}

/// Finishes a loading that was cut short.
pub(crate) async fn recover(db: &Db) -> Result<()> {
    if dropped(db).await?.is_empty() { Ok(()) } else { finish_loading(db).await }
}

async fn dropped(db: &Db) -> Result<Vec<(String, String)>> {
    let sql = "SELECT name, sql FROM dropped_index ORDER BY name";
    db.read(move |tx| Box::pin(async move { tx.rows(sql, params![]).await })).await
}

async fn restore(tx: &mut Tx, name: &str, sql: &str) -> Result<()> {
    // another node may have been quicker
    if tx.exec("DELETE FROM dropped_index WHERE name = $1", params![name]).await? == 1 {
        if tx.dialect() == Dialect::Postgres {
            tx.script(postgres::spine::BUILD_INDEXES).await?;
        }
        tx.exec(sql, params![]).await?;
    }
    Ok(())
}

async fn derive(tx: &mut Tx) -> Result<()> {
    tx.lock_schema().await?;
    for table in ["item_party", "item_place", "item_count", "item_total", "item_party_count", "item_party_total"] {
        tx.exec(&format!("DELETE FROM {table}"), params![]).await?;
    }
    for (table, columns, from) in [
        (
            "item_party (user_id, module_id, position, assigned, requested, state, type_id, building_id, due_order, updated_at)",
            "user_id, module_id, position, assigned = 1, requested = 1, state, type_id, building_id, due_order, updated_at",
            check::PARTIES,
        ),
        (
            "item_place (building_id, module_id, position, state, type_id, due_order, updated_at)",
            "building_id, module_id, position, state, type_id, due_order, updated_at",
            check::PLACES,
        ),
        ("item_count (building_id, module_id, state, items)", "position, module_id, state, items", check::COUNTS),
        (
            "item_party_count (user_id, module_id, building_id, state, items)",
            "position, module_id, building_id, state, items",
            check::PARTY_COUNTS,
        ),
        ("item_total (shard, module_id, state, items)", "position, module_id, state, items", check::TOTALS),
        (
            "item_party_total (user_id, module_id, state, items)",
            "position, module_id, state, items",
            check::PARTY_TOTALS,
        ),
    ] {
        // in the order of the primary key, so that it grows at its end
        let sql = format!("INSERT INTO {table} SELECT {columns} FROM ({from}) d ORDER BY 1, 2, 3");
        tx.exec(&sql, params![]).await?;
    }
    Ok(())
}
