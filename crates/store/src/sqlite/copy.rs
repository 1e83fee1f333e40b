//! What a file has, table by table, so that all of it can be copied.

use crate::{Result, Tx, params};

/// A table of the product.
pub(crate) struct Described {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    /// Of each column, whether it holds truth values.
    pub(crate) flags: Vec<bool>,
    /// Whether a column holds bytes.
    pub(crate) has_bytes: bool,
    /// Its primary key, or what SQLite numbers its rows by.
    pub(crate) key: Vec<String>,
    /// Other tables that its rows refer to.
    pub(crate) refers: Vec<String>,
}

/// What this crate itself keeps, and each database keeps in its own way.
const OWN: [&str; 4] = ["schema_migration", "access_version", "sequence", "dropped_index"];

pub(crate) async fn describe(tx: &mut Tx) -> Result<Vec<Described>> {
    let names =
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'";
    let mut described = Vec::new();
    for (name,) in tx.rows::<(String,)>(names, params![]).await? {
        if OWN.contains(&name.as_str()) {
            continue;
        }
        let columns = "SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid";
        let columns: Vec<(String, String, i64)> = tx.rows(columns, params![&name]).await?;
        let refers = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1) WHERE \"table\" <> $1";
        let refers: Vec<(String,)> = tx.rows(refers, params![&name]).await?;
        let mut key: Vec<&(String, String, i64)> = columns.iter().filter(|(.., place)| *place > 0).collect();
        key.sort_by_key(|(.., place)| *place);
        let mut key: Vec<String> = key.into_iter().map(|(column, ..)| column.clone()).collect();
        if key.is_empty() {
            key.push("rowid".to_owned());
        }
        described.push(Described {
            key,
            has_bytes: columns.iter().any(|(_, kind, _)| kind.eq_ignore_ascii_case("blob")),
            flags: columns.iter().map(|(_, kind, _)| kind.eq_ignore_ascii_case("boolean")).collect(),
            columns: columns.into_iter().map(|(column, ..)| column).collect(),
            refers: refers.into_iter().map(|(table,)| table).collect(),
            name,
        });
    }
    Ok(described)
}

/// The counters, with what each has reached.
pub(crate) async fn sequences(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    tx.rows("SELECT name, value FROM sequence", params![]).await
}

pub(crate) async fn set_sequences(tx: &mut Tx, numbers: Vec<(String, i64)>) -> Result<()> {
    let sql =
        "INSERT INTO sequence (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.exec_many(sql, numbers.into_iter().map(|(name, value)| params![name, value]).collect()).await?;
    Ok(())
}
