//! How SQLite reads the ranges of a branch.
//!
//! The lists of values are the outer loops, the table is the innermost one and in order: SQLite then leaves a range as soon
//! as it cannot add to the best so far. `INDEXED BY` holds the plan whatever the statistics say.

use crate::spine::{Asked, Branch, Order, Sql};

/// The first rows of a branch in order, as `k` (what it is sorted by) and `p` (the position).
pub(crate) fn ordered(sql: &mut Sql, branch: &Branch, conditions: &[String], order: Order, limit: &str) -> String {
    let (key, from) = (order.key(), from(sql, branch, conditions));
    format!("SELECT r.{key} AS k, r.position AS p {from} {} LIMIT {limit}", order.by("r", key, "position"))
}

/// Any rows of a branch, as `p`.
pub(crate) fn unordered(sql: &mut Sql, branch: &Branch, conditions: &[String], most: &str) -> String {
    format!("SELECT r.position AS p {} LIMIT {most}", from(sql, branch, conditions))
}

fn from(sql: &mut Sql, branch: &Branch, conditions: &[String]) -> String {
    let mut loops = String::new();
    let mut all = conditions.to_vec();
    for (at, (column, values)) in branch.each.iter().enumerate() {
        let values = sql.bind(std::sync::Arc::clone(values));
        loops += &format!("json_each({values}) e{at} CROSS JOIN ");
        all.push(format!("r.{column} = e{at}.value"));
    }
    let index = branch.index.map_or_else(String::new, |index| format!(" INDEXED BY {index}"));
    format!("FROM {loops}{} r{index} WHERE {}", branch.table, all.join(" AND "))
}

/// The first found items in order. By age they come out of the index of words as they are wanted.
pub(crate) fn search(
    sql: &mut Sql,
    question: &Asked,
    mut conditions: Vec<String>,
    order: Order,
    after: Option<String>,
    limit: &str,
) -> String {
    let by_age = order.column.is_none();
    let question = sql.bind(spelled(question));
    conditions.extend(after.map(|after| if by_age { after.replace("r.position", "item_search.rowid") } else { after }));
    conditions.push(format!("item_search MATCH {question}"));
    let sorted =
        if by_age { order.by("item_search", "rowid", "rowid") } else { order.by("r", order.key(), "position") };
    format!(
        "SELECT r.{} AS k, r.position AS p FROM item_search CROSS JOIN item r ON r.position = item_search.rowid
         WHERE {} {sorted} LIMIT {limit}",
        order.key(),
        conditions.join(" AND ")
    )
}

/// Any found items.
pub(crate) fn found(sql: &mut Sql, question: &Asked, mut conditions: Vec<String>, most: &str) -> String {
    let question = sql.bind(spelled(question));
    conditions.push(format!("item_search MATCH {question}"));
    format!(
        "SELECT r.position AS p FROM item_search CROSS JOIN item r ON r.position = item_search.rowid WHERE {} LIMIT {most}",
        conditions.join(" AND ")
    )
}

fn spelled(question: &Asked) -> String {
    let several = |all: &[Asked], sign: &str| all.iter().map(spelled).collect::<Vec<_>>().join(sign);
    match question {
        Asked::Prefix(word) => format!("\"{word}\" *"),
        Asked::Token(token) => format!("\"{token}\""),
        Asked::All(all) => format!("({})", several(all, " AND ")),
        Asked::Any(any) => format!("({})", several(any, " OR ")),
    }
}

/// Puts an item into the index of words, or other tokens in place of its own.
pub(crate) const INDEX: &str = "INSERT INTO item_search (rowid, words) VALUES ($1, $2)";
pub(crate) const FORGET: &str = "DELETE FROM item_search WHERE rowid = $1";

/// An item's tokens, as [`INDEX`] takes them.
pub(crate) fn tokens(tokens: Vec<String>) -> crate::Param {
    tokens.join(" ").into()
}

/// The positions of everything that can be found.
pub(crate) const INDEXED: &str = "SELECT rowid AS position FROM item_search";
