//! How PostgreSQL keeps and asks its index of words.

use std::collections::BTreeSet;

use crate::{
    Param, Result, Tx, params,
    postgres::stretches,
    spine::{Asked, Order, Question, Sql},
};

/// The first found items in order, of all that the index finds.
pub(crate) fn ordered(
    sql: &mut Sql,
    question: &Question,
    mut conditions: Vec<String>,
    order: Order,
    after: Option<String>,
    limit: &str,
) -> String {
    conditions.extend(after);
    conditions.extend(matching(sql, question));
    let (key, by) = (order.key(), order.by("r", order.key(), "position"));
    format!(
        "SELECT r.{key} AS k, r.position AS p FROM item_search s JOIN item r ON r.position = s.position WHERE {} {by} LIMIT {limit}",
        conditions.join(" AND ")
    )
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
    [&question.words, &question.marks].map(|all| format!("s.words @@ {}", asked(sql, &Asked::All(all.clone()))))
}

/// What is asked for, as the index takes it.
pub(super) fn asked(sql: &mut Sql, asked: &Asked) -> String {
    format!("{}::text::tsquery", sql.bind(spelled(asked)))
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
    let row = |(position, mut tokens): (i64, Vec<String>)| {
        tokens.extend(stretches::of(position));
        params![position, Param::from(tokens)]
    };
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
