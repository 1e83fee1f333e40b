//! A page of a list.

use crate::{
    Dialect, FromRow, Result, Tx, postgres,
    spine::{BUDGET, List, Order, Position, Sql, document, plan},
    sqlite,
};

/// One row of a page. All else about it is read by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    /// Hand it in as `after` to get what follows.
    pub position: Position,
}

impl FromRow for Row {
    fn from_row(row: &crate::Row<'_>) -> Result<Self> {
        Ok(Self { id: row.get(0)?, position: Position(row.get(1)?, row.get(2)?) })
    }
}

/// The rows of one page, in order. A list that no index bounds ends with [`crate::Error::Interrupted`] when it takes too
/// long: one more filter will help.
pub async fn list(tx: &mut Tx, list: &List<'_>) -> Result<Vec<Row>> {
    let Some(statement) = statement(tx.dialect(), list) else { return Ok(vec![]) };
    if !statement.bounded {
        tx.limit(Some(BUDGET));
    }
    let rows = tx.rows(&statement.text, statement.sql.params).await?;
    if !statement.bounded {
        tx.limit(None);
    }
    Ok(rows)
}

/// How the database reads a list, for the tests that hold its plans.
pub async fn explain(tx: &mut Tx, list: &List<'_>) -> Result<Explained> {
    let Some(statement) = statement(tx.dialect(), list) else { return Ok(Explained::default()) };
    let prefix = match tx.dialect() {
        Dialect::Sqlite => "EXPLAIN QUERY PLAN",
        Dialect::Postgres => "EXPLAIN",
    };
    let sql = format!("{prefix} {}", statement.text);
    let steps: Vec<String> = match tx.dialect() {
        Dialect::Sqlite => {
            let rows = tx.rows::<(i64, i64, i64, String)>(&sql, statement.sql.params).await?;
            rows.into_iter().map(|row| row.3).collect()
        }
        Dialect::Postgres => {
            let rows = tx.rows::<(String,)>(&sql, statement.sql.params).await?;
            rows.into_iter().map(|row| row.0).collect()
        }
    };
    Ok(Explained { bounded: statement.bounded, steps, sql: statement.text })
}

/// A list's statement, and what the database makes of it.
#[derive(Debug, Default)]
pub struct Explained {
    /// Read under no budget, because indexes bound it.
    pub bounded: bool,
    pub sql: String,
    pub steps: Vec<String>,
}

struct Statement {
    sql: Sql,
    text: String,
    bounded: bool,
}

/// None: nothing can be in the list.
fn statement(dialect: Dialect, list: &List<'_>) -> Option<Statement> {
    let mut sql = Sql::default();
    let order = plan::order(list.sort);
    let (parts, bounded) = parts(dialect, &mut sql, list, order)?;
    let union = match parts.as_slice() {
        [one] => one.clone(),
        several => {
            let several: Vec<String> =
                several.iter().enumerate().map(|(at, part)| format!("SELECT * FROM ({part}) u{at}")).collect();
            format!(
                "SELECT * FROM ({}) u {} LIMIT {}",
                several.join(" UNION "),
                order.by("u", "k", "p"),
                limit(&mut sql, list)
            )
        }
    };
    let text =
        format!("SELECT i.id, k.k, k.p FROM ({union}) k JOIN item i ON i.position = k.p {}", order.by("k", "k", "p"));
    Some(Statement { sql, text, bounded })
}

fn parts(dialect: Dialect, sql: &mut Sql, list: &List<'_>, order: Order) -> Option<(Vec<String>, bool)> {
    if list.filter.text.is_some() && !list.deleted {
        let question = document::question(list)?;
        let conditions = plan::unsearched(list.filter);
        let bounded = conditions.is_empty() && order.column.is_none() && dialect == Dialect::Sqlite;
        let conditions = conditions.iter().map(|condition| sql.condition(condition)).collect();
        let after = list.after.map(|Position(key, position)| sql.after(order, key, position));
        let limit = limit(sql, list);
        let part = match dialect {
            Dialect::Sqlite => sqlite::spine::search(sql, &question, conditions, order, after, &limit),
            Dialect::Postgres => postgres::spine::search(sql, &question, conditions, order, after, &limit),
        };
        return Some((vec![part], bounded));
    }
    let branches = plan::branches(list);
    let bounded = branches.iter().all(|branch| branch.residual.is_empty());
    let parts: Vec<String> = branches
        .iter()
        .map(|branch| {
            let mut conditions = sql.conditions(branch);
            conditions.extend(list.after.map(|Position(key, position)| sql.after(order, key, position)));
            let limit = limit(sql, list);
            match dialect {
                Dialect::Sqlite => sqlite::spine::ordered(sql, branch, &conditions, order, &limit),
                Dialect::Postgres => postgres::spine::ordered(sql, branch, &conditions, order, &limit),
            }
        })
        .collect();
    (!parts.is_empty()).then_some((parts, bounded))
}

fn limit(sql: &mut Sql, list: &List<'_>) -> String {
    format!("{}::bigint", sql.bind(i64::try_from(list.limit).unwrap_or(i64::MAX)))
}
