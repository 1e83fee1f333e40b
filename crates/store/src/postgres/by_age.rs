//! The first of what the index of words finds, by age.
//!
//! A GIN index has no order: it collects all that it finds, and for a common word and 25 buildings that took twenty milliseconds. So the
//! documents that come first in the list's order are looked at one by one, and from there on the index is asked for one stretch of
//! time after another, each as long as what was found before it lets expect.

use crate::{
    FromRow, Result, Row, Tx,
    postgres::{
        search,
        stretches::{Stretch, distance},
    },
    spine::{Asked, Condition, List, Order, Position, Question, Sql, plan},
};

/// Documents that are looked at one by one.
const NEAR: i64 = 512;
/// A stretch is longer by a third than what was found lets expect, in case there is less in it.
const MARGIN: f64 = 1.35;
/// No stretch is so many times as long as the documents that come first, or as the stretch before: further back there may be more than
/// lately.
const FIRST: f64 = 256.0;
const NEXT: f64 = 8.0;
/// Nor shorter than this part of it: asking takes its time, too.
const SHORTEST: f64 = 0.25;

/// The first positions of a list by age, whose words and scope are in the question, and what else is asked for in conditions. It has no
/// more than `most` items, whatever their words.
pub(crate) async fn first(
    tx: &mut Tx,
    question: &Question,
    conditions: &[Condition],
    list: &List<'_>,
    most: i64,
) -> Result<Vec<Position>> {
    let search = Search { question, conditions, order: plan::order(list.sort), limit: list.limit };
    let (mut found, mut left) = search.near(tx, list.after.map(|Position(_, position)| position), most).await?;
    while let Some(Left { edge, end, length, often, most_times }) = left {
        let wanted = list.limit - found.len();
        if wanted == 0 || !search.comes_first(edge, end) {
            break;
        }
        let stretch = Stretch::next(edge, wide(length, wanted, often, most_times), search.order.descending);
        let more = search.within(tx, edge, &stretch, wanted).await?;
        let (length, often) = (stretch.length, more.len() as f64);
        left = Some(Left { edge: stretch.end, end, length, often, most_times: NEXT });
        found.extend(more);
    }
    Ok(found)
}

/// The statement for the same that asks the index for everything at once.
pub(crate) fn whole(question: &Question, conditions: &[Condition], list: &List<'_>) -> (String, Sql) {
    let search = Search { question, conditions, order: plan::order(list.sort), limit: list.limit };
    search.statement(None, list.after.map(|Position(_, position)| position), list.limit)
}

struct Search<'a> {
    question: &'a Question,
    conditions: &'a [Condition],
    order: Order,
    limit: usize,
}

/// What is still to be searched: everything after `edge`, as far as `end`.
struct Left {
    edge: i64,
    end: i64,
    /// What was searched last, and how many it is likely to have had.
    length: i64,
    often: f64,
    /// How many times as long the next stretch may be.
    most_times: f64,
}

/// A place among the documents that come first, or in the last row what they are like all together.
struct Near {
    lowest: Option<i64>,
    highest: Option<i64>,
    /// How many have the words, if there may be more documents.
    with_words: Option<i64>,
    /// Documents in all, more or less.
    all: Option<i64>,
    /// The last position there is.
    last: Option<i64>,
}

impl FromRow for Near {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            lowest: row.get(0)?,
            highest: row.get(1)?,
            with_words: row.get(2)?,
            all: row.get(3)?,
            last: row.get(4)?,
        })
    }
}

impl Search<'_> {
    /// What is found among the documents that come first.
    async fn near(&self, tx: &mut Tx, after: Option<i64>, most: i64) -> Result<(Vec<Position>, Option<Left>)> {
        let mut sql = Sql::default();
        let [words, marks] = self.asked().map(|asked| has(&mut sql, &asked));
        let found = [marks].into_iter().chain(self.also(&mut sql)).collect::<Vec<_>>().join(" AND ");
        let (begin, until) = self.bounds(after);
        let from = begin.map_or_else(String::new, |begin| format!("WHERE {}", self.beyond(&mut sql, begin)));
        let (by, limit) = (self.order.by("s", "", "position"), sql.bind(self.limit as i64));
        let last = if self.order.descending { "min" } else { "max" };
        // the inner selection has a limit, so that a document's words are looked at once
        let text = format!(
            "WITH near AS MATERIALIZED (
                SELECT s.position, s.has_words, s.has_words AND {found} AS found
                  FROM (SELECT s.position, s.words, {words} AS has_words FROM item_search s {from} {by} LIMIT {NEAR}) s)
             SELECT position, position, NULL, NULL, NULL
               FROM (SELECT position FROM near WHERE found LIMIT {limit}) f
             UNION ALL
             SELECT min(position), max(position), CASE WHEN count(*) = {NEAR} THEN count(*) FILTER (WHERE has_words) END,
                    (SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE oid = 'item_search'::regclass),
                    (SELECT {last}(position) FROM item_search)
               FROM near"
        );
        let mut rows = tx.rows_by_kept_plan::<Near>(&text, sql.params).await?;
        let all = rows.pop();
        let found: Vec<Position> = rows.iter().filter_map(|near| Some(Position(near.lowest?, near.lowest?))).collect();
        let left = all.and_then(|near| self.left(near, found.len(), until, most));
        Ok((found, left))
    }

    /// What is left after the documents that come first; nothing, if they are all.
    fn left(&self, near: Near, found: usize, until: Option<i64>, most: i64) -> Option<Left> {
        let Near { lowest: Some(lowest), highest: Some(highest), with_words: Some(with_words), all, last: Some(last) } =
            near
        else {
            return None;
        };
        let edge = if self.order.descending { lowest } else { highest };
        let end = until.filter(|until| self.comes_first(*until, last)).unwrap_or(last);
        // as if the words were as frequent in this list as anywhere
        let share = most as f64 / all.unwrap_or(most).max(most) as f64;
        let often = (with_words as f64 * share).max(found as f64);
        Some(Left { edge, end, length: distance(lowest, highest), often, most_times: FIRST })
    }

    /// After which position the list begins, and the last that can be in it.
    fn bounds(&self, after: Option<i64>) -> (Option<i64>, Option<i64>) {
        let at_least = |condition: &Condition| match condition {
            Condition::AtLeast("position", position) => Some(*position),
            _ => None,
        };
        let below = |condition: &Condition| match condition {
            Condition::Below("position", position) => Some(*position),
            _ => None,
        };
        let from = self.conditions.iter().filter_map(at_least).max();
        let before = self.conditions.iter().filter_map(below).min();
        match self.order.descending {
            true => (after.into_iter().chain(before).min(), from),
            false => (after.into_iter().chain(from.map(|from| from.saturating_sub(1))).max(), before),
        }
    }

    /// What is found in a stretch.
    async fn within(&self, tx: &mut Tx, edge: i64, stretch: &Stretch, limit: usize) -> Result<Vec<Position>> {
        let within = Asked::any(stretch.marks.iter().cloned().map(Asked::Token).collect());
        let (text, sql) = self.statement(Some(within), Some(edge), limit);
        tx.rows_by_kept_plan(&text, sql.params).await
    }

    fn statement(&self, within: Option<Asked>, after: Option<i64>, limit: usize) -> (String, Sql) {
        let mut sql = Sql::default();
        let [words, marks] = self.asked();
        // the index goes on from one to the next: the marks may be very many, so they come last
        let asked = [words].into_iter().chain(within).chain([marks]);
        let mut conditions: Vec<String> = asked.map(|asked| has(&mut sql, &asked)).collect();
        conditions.extend(self.also(&mut sql));
        conditions.extend(after.map(|after| self.beyond(&mut sql, after)));
        let (conditions, limit) = (conditions.join(" AND "), sql.bind(limit as i64));
        // an order that no index has leaves no way but that by the words
        let by = self.order.by("s", "", "position + 0");
        (format!("SELECT s.position, s.position FROM item_search s WHERE {conditions} {by} LIMIT {limit}"), sql)
    }

    fn asked(&self) -> [Asked; 2] {
        [&self.question.words, &self.question.marks].map(|all| Asked::All(all.clone()))
    }

    /// What else is asked for, as one condition.
    fn also(&self, sql: &mut Sql) -> Option<String> {
        let conditions: Vec<String> = self.conditions.iter().map(|condition| sql.condition(condition)).collect();
        let conditions = conditions.join(" AND ");
        let exists = || format!("EXISTS (SELECT 1 FROM item r WHERE r.position = s.position AND {conditions})");
        (!conditions.is_empty()).then(exists)
    }

    fn beyond(&self, sql: &mut Sql, position: i64) -> String {
        format!("s.position {} {}::bigint", self.order.beyond(), sql.bind(position))
    }

    fn comes_first(&self, one: i64, other: i64) -> bool {
        if self.order.descending { one > other } else { one < other }
    }
}

/// A document has what is asked for. A plan that is kept would read the question anew for every document, if it were not selected.
fn has(sql: &mut Sql, asked: &Asked) -> String {
    format!("s.words @@ (SELECT {})", search::asked(sql, asked))
}

/// How long a stretch should be that has so many of what one of this length is likely to have had so often.
fn wide(length: i64, wanted: usize, often: f64, most_times: f64) -> i64 {
    let times = (MARGIN * wanted as f64 / often).clamp(SHORTEST, most_times);
    (length as f64 * times) as i64
}
