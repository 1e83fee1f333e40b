//! A page of a list.

use crate::{
    Dialect, FromRow, Result, Tx, postgres,
    spine::{
        List, Position, Sql, plan, search,
        source::{self, Source},
    },
    sqlite,
};

impl FromRow for Position {
    fn from_row(row: &crate::Row<'_>) -> Result<Self> {
        Ok(Self(row.get(0)?, row.get(1)?))
    }
}

/// The positions of one page, in order: all else is read by their second half, which is `item.position`. A list that no index bounds ends with [`crate::Error::Interrupted`] when it takes too
/// long: one more filter will help.
pub async fn list(tx: &mut Tx, list: &List<'_>) -> Result<Vec<Position>> {
    let Some(source) = source::of(tx, list).await? else { return Ok(vec![]) };
    source.limit(tx, list.sort);
    let rows = match &source {
        Source::Found(question, conditions) if search::goes_by_stretches(tx.dialect(), question, list) => {
            search::by_stretches(tx, question, conditions, list).await?
        }
        _ => {
            let (text, sql) = statement(tx.dialect(), list, &source);
            source.rows(tx, &text, sql).await?
        }
    };
    tx.limit(None);
    Ok(rows)
}

fn statement(dialect: Dialect, list: &List<'_>, source: &Source) -> (String, Sql) {
    let mut sql = Sql::default();
    let order = plan::order(list.sort);
    let parts = source.ordered(dialect, &mut sql, list, order);
    let union = match parts.as_slice() {
        [one] => one.clone(),
        several => {
            let several = several.iter().enumerate().map(|(at, part)| format!("SELECT * FROM ({part}) u{at}"));
            let union = several.collect::<Vec<_>>().join(" UNION ");
            format!("SELECT * FROM ({union}) u {} LIMIT {}", order.by("u", "k", "p"), source::limit(&mut sql, list))
        }
    };
    (format!("SELECT k.k, k.p FROM ({union}) k {}", order.by("k", "k", "p")), sql)
}

/// A list's statement, and what the database makes of it.
#[derive(Debug, Default)]
pub struct Explained {
    /// Read under no budget, because indexes bound it.
    pub bounded: bool,
    pub sql: String,
    /// The lines of the plan, in the database's own words.
    pub steps: Vec<String>,
}

/// How the database reads a list, for those who hold or measure its plans.
pub async fn explain(tx: &mut Tx, list: &List<'_>) -> Result<Explained> {
    let Some(source) = source::of(tx, list).await? else { return Ok(Explained::default()) };
    let (text, sql) = match &source {
        Source::Found(question, conditions) if search::goes_by_stretches(tx.dialect(), question, list) => {
            postgres::by_age::whole(question, conditions, list)
        }
        _ => statement(tx.dialect(), list, &source),
    };
    let steps = match tx.dialect() {
        Dialect::Sqlite => sqlite::spine::explain(tx, &text, sql.params).await?,
        Dialect::Postgres => postgres::spine::explain(tx, &text, sql.params).await?,
    };
    Ok(Explained { bounded: source.is_bounded(tx.dialect(), list.sort), sql: text, steps })
}
