//! How SQLite reads the ranges of a branch.
//!
//! The lists of values are the outer loops, the table is the innermost one and in order: SQLite then leaves a range as soon
//! as it cannot add to the best so far. `INDEXED BY` holds the plan whatever the statistics say.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    Param, Result, Tx, params,
    spine::{Asked, Branch, List, Order, Position, Question, Sql, plan},
};

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
        let values = sql.bind(Arc::clone(values));
        loops += &format!("rarray({values}) e{at} CROSS JOIN ");
        all.push(format!("r.{column} = e{at}.value"));
    }
    let table = branch.table;
    // SQLite's own name for the index of a primary key
    let index = branch.index.map_or_else(|| format!("sqlite_autoindex_{table}_1"), str::to_owned);
    format!("FROM {loops}{table} r INDEXED BY {index} WHERE {}", all.join(" AND "))
}

/// The first found items in order. By age they come out of the index of words as they are wanted.
pub(crate) fn search(
    sql: &mut Sql,
    question: &Question,
    mut conditions: Vec<String>,
    list: &List<'_>,
    limit: &str,
) -> String {
    let order = plan::order(list.sort);
    conditions.extend(list.after.map(|Position(key, position)| match order.column {
        Some(_) => sql.after(order, key, position),
        None => format!("item_search.rowid {} {}", if order.descending { '>' } else { '<' }, sql.bind(-position)),
    }));
    let sorted = match order.column {
        Some(key) => order.by("r", key, "position"),
        None => format!("ORDER BY item_search.rowid {}", if order.descending { "ASC" } else { "DESC" }),
    };
    format!(
        "SELECT r.{} AS k, r.position AS p {} {sorted} LIMIT {limit}",
        order.key(),
        matching(sql, question, conditions)
    )
}

/// Any found items.
pub(crate) fn found(sql: &mut Sql, question: &Question, conditions: Vec<String>, most: &str) -> String {
    format!("SELECT r.position AS p {} LIMIT {most}", matching(sql, question, conditions))
}

fn matching(sql: &mut Sql, question: &Question, mut conditions: Vec<String>) -> String {
    conditions.push(format!("item_search MATCH {}", sql.bind(spelled(&question.whole()))));
    format!("FROM item_search CROSS JOIN item r ON r.position = -item_search.rowid WHERE {}", conditions.join(" AND "))
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

/// Puts items, by position, into the index of words: the newest first. So they are numbered, downwards from zero, because what is
/// asked for is mostly the newest, and the index is quick only in the direction of its numbers: backwards, it goes through a
/// page from its beginning for every step. It also takes in together only what comes in that order.
pub(crate) async fn index(tx: &mut Tx, mut items: Vec<(i64, Vec<String>)>) -> Result<()> {
    items.sort_unstable_by_key(|(position, _)| -position);
    let row = |(position, tokens): (i64, Vec<String>)| params![-position, tokens.join(" ")];
    tx.exec_many("INSERT INTO item_search (rowid, words) VALUES ($1, $2)", items.into_iter().map(row).collect())
        .await?;
    Ok(())
}

/// Takes the item at a position out of it.
pub(crate) const FORGET: &str = "DELETE FROM item_search WHERE rowid = -$1";

/// Each of many pieces is looked through by every search.
pub(crate) const TIDY: &str = "INSERT INTO item_search (item_search) VALUES ('optimize')";

/// Remembers words.
pub(crate) async fn learn(tx: &mut Tx, words: BTreeSet<String>) -> Result<()> {
    let each = words.into_iter().map(|word| params![word]).collect();
    tx.exec_many("INSERT INTO item_word (word) VALUES ($1) ON CONFLICT DO NOTHING", each).await?;
    Ok(())
}

/// Beginnings of up to so many letters are in the index of words itself. For longer ones it would first collect all that
/// they match, a hundred thousand items for a common word.
const INDEXED_LETTERS: usize = 4;

/// Whether a word is remembered, and a beginning looked up.
pub(crate) fn is_learned(word: &str) -> bool {
    word.chars().count() > INDEXED_LETTERS
}

/// From so many marks on, it is worth asking first whether the words alone find few: the index goes through each list.
const MANY_LISTS: usize = 4;
/// So many are few.
const FEW: usize = 100;

/// The positions of what has the words, where they are few and the marks are many.
pub(crate) async fn few(tx: &mut Tx, question: &Question) -> Result<Option<Vec<i64>>> {
    if question.lists() < MANY_LISTS {
        return Ok(None);
    }
    let words = spelled(&Asked::All(question.words.clone()));
    let sql = "SELECT -rowid AS position FROM item_search WHERE item_search MATCH $1 LIMIT $2";
    let found = tx.rows::<(i64,)>(sql, params![words, (FEW + 1) as i64]).await?;
    Ok((found.len() <= FEW).then(|| found.into_iter().map(|(position,)| position).collect()))
}

/// Every change leaves a piece of the index of its own, up to sixteen, and each is looked through for each word and mark. This merges
/// pieces of like size, some pages of them, and says whether there may be more to merge.
pub(crate) async fn merge(tx: &mut Tx) -> Result<bool> {
    let before = tx.one::<(i64,)>(CHANGES, params![]).await?.0;
    tx.exec("INSERT INTO item_search (item_search, rank) VALUES ('merge', 256)", params![]).await?;
    // the order itself counts as one
    Ok(tx.one::<(i64,)>(CHANGES, params![]).await?.0 - before > 1)
}

const CHANGES: &str = "SELECT total_changes()";

/// The positions of everything that can be found.
pub(crate) const INDEXED: &str = "SELECT -rowid AS position FROM item_search";

/// Name and definition of the indexes of some tables, except those that hold a uniqueness.
pub(crate) const INDEXES: &str = "SELECT name, sql FROM sqlite_master
    WHERE type = 'index' AND tbl_name = ANY($1) AND sql LIKE 'CREATE INDEX%'";

/// The lines of a statement's plan.
pub(crate) async fn explain(tx: &mut Tx, text: &str, params: Vec<Param>) -> Result<Vec<String>> {
    let rows = tx.rows::<(i64, i64, i64, String)>(&format!("EXPLAIN QUERY PLAN {text}"), params).await?;
    Ok(rows.into_iter().map(|row| row.3).collect())
}
