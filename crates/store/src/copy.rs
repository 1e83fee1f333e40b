//! The whole of a PostgreSQL database as one SQLite file, and back: so a backup is the same whichever database it is of.
//!
//! The tables that both have are copied row by row, those that are referred to before those that refer. What only one of them
//! has (the index of words) is for the caller to make anew.

use std::path::Path;

use crate::{
    Config, Db, Error, FromRow, Param, Result, Row, Tx, Url, params,
    postgres::{self, Postgres},
    sqlite,
    work::untyped,
};

/// Rows that are on their way at once.
const AT_ONCE: usize = 2_000;
/// The same where rows have bytes, which may be pieces of files.
const WITH_BYTES_AT_ONCE: usize = 32;

/// A table as it is copied.
struct Table {
    name: String,
    columns: Vec<String>,
    /// Of each column, whether it holds truth values, which SQLite keeps as numbers.
    flags: Vec<bool>,
    /// How many of its rows are on their way at once.
    at_once: usize,
    /// What orders its rows in a file.
    key: Vec<String>,
}

/// A row as it is copied.
struct Raw(Vec<Param>);

impl FromRow for Raw {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.params().map(Raw)
    }
}

/// Copies a database, as it is at one moment, into `target`, which must not exist.
pub(crate) async fn to_file(from: &Postgres, target: &Path) -> Result<()> {
    let mut name = target.as_os_str().to_owned();
    name.push(".copying");
    let working = Path::new(&name);
    sqlite::remove(working)?;
    let copied = fill(from, working).await;
    let copied = match copied {
        // one file without a log beside it, which appears whole
        Ok(_file) => sqlite::copy_file(working, target).await,
        Err(error) => Err(error),
    };
    sqlite::remove(working)?;
    copied
}

async fn fill(from: &Postgres, working: &Path) -> Result<Db> {
    let file = Db::open(&Config::new(Url::Sqlite(working.to_owned()))).await?;
    file.migrate().await?;
    let (tables, to) = (tables(&file).await?, file.clone());
    let (read, copied) = untyped(move |tx: &mut Tx| {
        Box::pin(async move {
            let known = postgres::copy::tables(tx).await?;
            for table in tables.iter().filter(|table| known.contains(&table.name)) {
                table_to_file(tx, table, &to).await?;
            }
            let numbers = postgres::copy::sequences(tx).await?;
            to.write(|tx| Box::pin(sqlite::copy::set_sequences(tx, numbers))).await
        })
    });
    copied.after(from.read(None, read).await)?;
    Ok(file)
}

async fn table_to_file(tx: &mut Tx, table: &Table, file: &Db) -> Result<()> {
    postgres::copy::open(tx, &table.name, &table.columns).await?;
    loop {
        let rows: Vec<Raw> = postgres::copy::next(tx, &table.name, table.at_once).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let insert = insert(table);
        let rows = rows.into_iter().map(|row| row.0).collect();
        file.write(|tx| Box::pin(async move { tx.exec_many(&insert, rows).await })).await?;
    }
}

/// Replaces everything in a database by what is in a file of the same schema: all of it, or nothing.
pub(crate) async fn from_file(file: &Db, to: &Postgres) -> Result<()> {
    let (tables, file) = (tables(file).await?, file.clone());
    let numbers = file.read(|tx| Box::pin(sqlite::copy::sequences(tx))).await?;
    let (write, written) = untyped(move |tx: &mut Tx| {
        Box::pin(async move {
            let known = postgres::copy::tables(tx).await?;
            let tables: Vec<Table> = tables.into_iter().filter(|table| known.contains(&table.name)).collect();
            for table in tables.iter().rev() {
                tx.exec(&format!("DELETE FROM {}", table.name), params![]).await?;
            }
            for table in &tables {
                table_from_file(tx, table, &file).await?;
                postgres::copy::count_on(tx, &table.name, &table.columns).await?;
            }
            postgres::copy::set_sequences(tx, numbers).await?;
            tx.bump_access();
            Ok(())
        })
    });
    written.after(to.write(write).await)
}

async fn table_from_file(tx: &mut Tx, table: &Table, file: &Db) -> Result<()> {
    let insert = insert(table);
    let mut after: Vec<Param> = vec![];
    loop {
        let (select, behind) = (select_behind(table, &after), after);
        let rows = file.read(|tx| Box::pin(async move { tx.rows::<Raw>(&select, behind).await })).await?;
        let Some(Raw(last)) = rows.last() else { return Ok(()) };
        after = last[..table.key.len()].to_vec();
        let rows = rows.into_iter().map(|row| truths(row.0.into_iter().skip(table.key.len()), &table.flags));
        tx.exec_many(&insert, rows.collect()).await?;
    }
}

fn truths(row: impl Iterator<Item = Param>, flags: &[bool]) -> Vec<Param> {
    let typed = |(value, is_flag): (Param, &bool)| match value {
        Param::Int(number) if *is_flag => Param::Bool(number != 0),
        value => value,
    };
    row.zip(flags).map(typed).collect()
}

/// The next rows of a file in the order of their key, each with its key before it.
fn select_behind(table: &Table, after: &[Param]) -> String {
    let (key, columns) = (table.key.join(", "), table.columns.join(", "));
    let behind = match after.len() {
        0 => String::new(),
        count => {
            let places: Vec<String> = (1..=count).map(|place| format!("${place}")).collect();
            format!("WHERE ({key}) > ({})", places.join(", "))
        }
    };
    format!("SELECT {key}, {columns} FROM {} {behind} ORDER BY {key} LIMIT {}", table.name, table.at_once)
}

fn insert(table: &Table) -> String {
    let places: Vec<String> = (1..=table.columns.len()).map(|place| format!("${place}")).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", table.name, table.columns.join(", "), places.join(", "))
}

async fn tables(file: &Db) -> Result<Vec<Table>> {
    let described = file.read(|tx| Box::pin(sqlite::copy::describe(tx))).await?;
    let mut tables: Vec<Table> = Vec::new();
    let mut waiting = described;
    // those whose references are all there already come next
    while !waiting.is_empty() {
        let is_ready = |refers: &[String], tables: &[Table]| {
            refers.iter().all(|other| tables.iter().any(|table| table.name == *other))
        };
        let (ready, later): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|described| is_ready(&described.refers, &tables));
        if ready.is_empty() {
            return Err(Error::Other("tables refer to one another in a circle".to_owned()));
        }
        tables.extend(ready.into_iter().map(|it| Table {
            name: it.name,
            columns: it.columns,
            flags: it.flags,
            at_once: if it.has_bytes { WITH_BYTES_AT_ONCE } else { AT_ONCE },
            key: it.key,
        }));
        waiting = later;
    }
    Ok(tables)
}
