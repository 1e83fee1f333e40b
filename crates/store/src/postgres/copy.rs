//! Reading whole tables, and setting a database to where a copy of another left off.

use crate::{FromRow, Result, Tx, params};

/// The names of all tables.
pub(crate) async fn tables(tx: &mut Tx) -> Result<Vec<String>> {
    let sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
    Ok(tx.rows::<(String,)>(sql, params![]).await?.into_iter().map(|(name,)| name).collect())
}

/// Begins to read a table from its first row to its last.
pub(crate) async fn open(tx: &mut Tx, table: &str, columns: &[String]) -> Result<()> {
    let columns = columns.join(", ");
    tx.script(&format!("DECLARE copy_{table} NO SCROLL CURSOR FOR SELECT {columns} FROM {table}")).await
}

/// The next rows of a table that is being read; none at its end.
pub(crate) async fn next<T: FromRow>(tx: &mut Tx, table: &str, count: usize) -> Result<Vec<T>> {
    tx.rows(&format!("FETCH {count} FROM copy_{table}"), params![]).await
}

/// Lets ids go on behind those that were copied.
pub(crate) async fn count_on(tx: &mut Tx, table: &str, columns: &[String]) -> Result<()> {
    if columns.iter().any(|column| column == "id") {
        let sql = format!("SELECT setval(pg_get_serial_sequence($1, 'id'), (SELECT max(id) FROM {table}))");
        tx.rows::<(Option<i64>,)>(&sql, params![table]).await?;
    }
    Ok(())
}

/// The sequences that belong to no column, without their ending, with what each has reached.
pub(crate) async fn sequences(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT left(s.sequencename::text, -4), coalesce(s.last_value, 0)
        FROM pg_sequences s JOIN pg_class c ON c.relname = s.sequencename AND c.relnamespace = current_schema()::regnamespace
        WHERE s.schemaname = current_schema() AND s.sequencename::text LIKE '%\\_seq'
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'a')";
    tx.rows(sql, params![]).await
}

pub(crate) async fn set_sequences(tx: &mut Tx, numbers: Vec<(String, i64)>) -> Result<()> {
    let there = sequences(tx).await?;
    for (name, value) in numbers {
        if !there.iter().any(|(known, _)| *known == name) {
            tx.create_sequence(&name).await?;
        }
        let sql = "SELECT setval($1::text::regclass, greatest($2::bigint, 1), $2::bigint > 0)";
        tx.rows::<(i64,)>(sql, params![format!("{name}_seq"), value]).await?;
    }
    Ok(())
}
