//! Very many rows for one table: one stream of them costs a fraction of a statement for each.

use std::pin::pin;

use deadpool_postgres::Object;
use tokio_postgres::{Error, binary_copy::BinaryCopyInWriter, types::Type};

use crate::{Param, postgres::bind};

/// From so many rows on, the stream's own round trips are worth it.
pub(super) const MANY: usize = 50;

/// Where the rows of a statement go that does nothing but put its values, in order, into columns.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target<'a> {
    table: &'a str,
    columns: &'a str,
}

impl<'a> Target<'a> {
    /// Of `INSERT INTO table (a, b) VALUES ($1, $2)`; none of a statement that says anything else.
    pub(super) fn of(sql: &'a str) -> Option<Self> {
        let (table, rest) = sql.trim().strip_prefix("INSERT INTO ")?.split_once('(')?;
        let (columns, rest) = rest.split_once(')')?;
        let values = rest.trim_start().strip_prefix("VALUES")?.trim_start();
        let places: Vec<String> = (1..=columns.split(',').count()).map(|number| format!("${number}")).collect();
        let said: String = values.split_whitespace().collect();
        (said == format!("({})", places.join(","))).then_some(Self { table: table.trim(), columns })
    }

    /// Sends the rows; answers how many there were.
    pub(super) async fn send(&self, object: &Object, rows: &[Vec<Param>]) -> Result<u64, Error> {
        let Self { table, columns } = self;
        let described = object.prepare_cached(&format!("SELECT {columns} FROM {table}")).await?;
        let types: Vec<Type> = described.columns().iter().map(|column| column.type_().clone()).collect();
        let sink = object.copy_in(&format!("COPY {table} ({columns}) FROM STDIN BINARY")).await?;
        let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
        for row in rows {
            writer.as_mut().write(&bind::all(row)).await?;
        }
        writer.finish().await
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn only_what_puts_values_into_columns_is_streamed() {
        let target = |table, columns| Some(Target { table, columns });
        assert_eq!(Target::of("INSERT INTO cost (a, b)\n  VALUES ($1, $2)"), target("cost", "a, b"));
        for other in [
            "INSERT INTO cost (a, b) VALUES ($2, $1)",
            "INSERT INTO cost (a, b) VALUES ($1, 7)",
            "INSERT INTO cost (a) VALUES ($1::text)",
            "INSERT INTO cost (a) VALUES ($1) ON CONFLICT DO NOTHING",
            "INSERT INTO cost (a) SELECT $1",
            "UPDATE cost SET a = $1",
        ] {
            assert_eq!(Target::of(other), None, "{other}");
        }
    }
}
