//! How PostgreSQL reads the ranges of a branch.
//!
//! *Tops and threshold*: seek the first row of each range, keep as many ranges as the page has rows, and read on only in
//! those, and there only down to the worst of the tops. A plain `= ANY` list makes the planner assume that all ranges are
//! equally busy; where they are quiet it then reads a hundred thousand rows of others.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    Param, Result, Tx, params,
    spine::{Asked, Branch, Condition, Order, Question, Sql},
};

/// Digits of a number from which on few items have it: of a million, a thousand with their own.
const FEW_FROM: usize = 4;

/// The first rows of a branch in order, as `k` (what it is sorted by) and `p` (the position).
pub(crate) fn ordered(
    sql: &mut Sql,
    branch: &Branch,
    conditions: &[String],
    (order, rows): (Order, usize),
    limit: &str,
) -> String {
    let (key, by) = (order.key(), order.by("r", order.key(), "position"));
    let table = branch.table;
    let select = |conditions: &[String], limit: &str| {
        format!(
            "SELECT r.{key} AS k, r.position AS p FROM {table} r WHERE {} {by} LIMIT {limit}",
            conditions.join(" AND ")
        )
    };
    if branch.each.is_empty() {
        return select(conditions, limit);
    }
    let (names, loops, mut all) = loops(sql, branch, conditions);
    let sorted = order.by("t", "k", "p");
    // fewer ranges than rows would all be kept, and their tops say nothing
    if branch.each.iter().map(|(_, values)| values.len()).product::<usize>() < rows {
        return format!("SELECT t.k, t.p FROM {loops}, LATERAL ({}) t {sorted} LIMIT {limit}", select(&all, limit));
    }
    let top = select(&all, "1");
    let (worst, end) = if order.descending { ("min", i64::MIN) } else { ("max", i64::MAX) };
    let sign = if order.descending { ">=" } else { "<=" };
    all.push(format!("r.{key} {sign} (SELECT CASE WHEN count(*) = {limit} THEN {worst}(k) ELSE {end} END FROM tops)"));
    let rest = select(&all, limit);
    format!(
        "WITH tops AS MATERIALIZED (SELECT {names}, t.k, t.p FROM {loops}, LATERAL ({top}) t {sorted} LIMIT {limit})
         SELECT t.k, t.p FROM tops, LATERAL ({rest}) t {sorted} LIMIT {limit}"
    )
}

/// Any rows of a branch, as `p`. Ranges that are narrowed are read in their order, since the planner otherwise trusts to find enough
/// rows soon by passing over all of them: an order that only their index has leaves it no other way.
pub(crate) fn unordered(sql: &mut Sql, branch: &Branch, conditions: &[String], most: &str) -> String {
    let (_, loops, all) = loops(sql, branch, conditions);
    let narrowed = branch.within.iter().find_map(Condition::column);
    let by = narrowed.map(|column| format!("ORDER BY r.{column} ")).unwrap_or_default();
    let select = format!("SELECT r.position AS p FROM {} r WHERE {} {by}LIMIT {most}", branch.table, all.join(" AND "));
    if loops.is_empty() { select } else { format!("SELECT t.p FROM {loops}, LATERAL ({select}) t LIMIT {most}") }
}

/// The names of the lists of values, the lists, and the conditions with those on each of them.
fn loops(sql: &mut Sql, branch: &Branch, conditions: &[String]) -> (String, String, Vec<String>) {
    let (mut names, mut loops, mut all) = (Vec::new(), Vec::new(), conditions.to_vec());
    for (at, (column, values)) in branch.each.iter().enumerate() {
        let values = sql.bind(Arc::clone(values));
        names.push(format!("e{at}"));
        loops.push(format!("unnest({values}::bigint[]) e{at}"));
        all.push(format!("r.{column} = e{at}"));
    }
    (names.join(", "), loops.join(", "), all)
}

/// The first found items in order.
pub(crate) fn search(
    sql: &mut Sql,
    question: &Question,
    mut conditions: Vec<String>,
    order: Order,
    after: Option<String>,
    limit: &str,
) -> String {
    conditions.extend(after);
    conditions.extend(matching(sql, question));
    let key = order.key();
    let by = match question.words.iter().any(is_of_few) {
        true => order.by("r", &format!("{key} + 0"), "position + 0"),
        false => order.by("r", key, "position"),
    };
    format!(
        "SELECT r.{key} AS k, r.position AS p FROM item_search s JOIN item r ON r.position = s.position WHERE {} {by} LIMIT {limit}",
        conditions.join(" AND ")
    )
}

/// Whether hardly any item has such a word: a number, or the greater part of one. The planner takes any beginning for that of one word in
/// two hundred, and would go through everything in order to find a page of them soon: an order that no index has leaves it no way but
/// that by the word.
fn is_of_few(word: &Asked) -> bool {
    matches!(word, Asked::Prefix(word) if word.len() >= FEW_FROM && !is_learned(word))
}

/// Any found items.
pub(crate) fn found(sql: &mut Sql, question: &Question, mut conditions: Vec<String>, most: &str) -> String {
    conditions.extend(matching(sql, question));
    format!(
        "SELECT r.position AS p FROM item_search s JOIN item r ON r.position = s.position WHERE {} LIMIT {most}",
        conditions.join(" AND ")
    )
}

/// Words and marks as two conditions: the index then skips from one to the next that both have. In one, it would look at
/// everything that has a mark.
fn matching(sql: &mut Sql, question: &Question) -> [String; 2] {
    [&question.words, &question.marks].map(|all| {
        let asked = sql.bind(spelled(&Asked::All(all.clone())));
        format!("s.words @@ {asked}::text::tsquery")
    })
}

fn spelled(question: &Asked) -> String {
    let several = |all: &[Asked], sign: &str| all.iter().map(spelled).collect::<Vec<_>>().join(sign);
    match question {
        Asked::Prefix(word) => format!("'{word}':*"),
        Asked::Token(token) => format!("'{token}'"),
        Asked::All(all) => format!("({})", several(all, " & ")),
        Asked::Any(any) => format!("({})", several(any, " | ")),
    }
}

/// Puts items, by position, into the index of words.
pub(crate) async fn index(tx: &mut Tx, items: Vec<(i64, Vec<String>)>) -> Result<()> {
    let row = |(position, tokens): (i64, Vec<String>)| params![position, Param::from(tokens)];
    let sql = "INSERT INTO item_search (position, words) VALUES ($1, $2)";
    tx.exec_later(sql, items.into_iter().map(row).collect()).await
}

/// Remembers words; numbers, of which there are as many as items, are no words here.
pub(crate) async fn learn(tx: &mut Tx, words: BTreeSet<String>) -> Result<()> {
    // hardly one is new, and what is there is neither locked nor written
    let sql = "INSERT INTO item_word (word) SELECT w FROM unnest($1::text[]) w
        WHERE NOT EXISTS (SELECT 1 FROM item_word k WHERE k.word = w) ORDER BY w ON CONFLICT DO NOTHING";
    tx.exec_later(sql, vec![params![words.into_iter().collect::<Vec<String>>()]]).await
}

/// Whether a word is remembered, and a beginning looked up.
pub(crate) fn is_learned(word: &str) -> bool {
    word.chars().any(|c| !c.is_ascii_digit())
}

/// Takes the item at a position out of it.
pub(crate) const FORGET: &str = "DELETE FROM item_search WHERE position = $1";

/// The positions of everything that can be found.
pub(crate) const INDEXED: &str = "SELECT position FROM item_search";

/// Name and definition of the indexes of some tables, except those that hold a uniqueness.
pub(crate) const INDEXES: &str = "SELECT indexname::text, indexdef FROM pg_indexes
    WHERE schemaname = current_schema() AND tablename = ANY($1::text[]) AND indexdef LIKE 'CREATE INDEX%'";

/// The lines of a statement's plan.
pub(crate) async fn explain(tx: &mut Tx, text: &str, params: Vec<Param>) -> Result<Vec<String>> {
    let rows = tx.rows::<(String,)>(&format!("EXPLAIN {text}"), params).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
