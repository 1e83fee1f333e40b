//! How many there are, as far as anybody wants to know.

use access::Scope;

use crate::{
    Dialect, Result, Tx,
    spine::{
        Due, Filter, List, MOST_COUNTED, STATES, Sort, Sql, kept, search,
        source::{self, Source},
    },
};

/// How many items a list has. What exceeds [`MOST_COUNTED`] is not counted: one more than that is the answer then.
pub async fn count(tx: &mut Tx, scope: &Scope, filter: &Filter, deleted: bool) -> Result<i64> {
    let limit = MOST_COUNTED as usize + 1;
    let list = List { scope, filter, sort: countable(filter), after: None, limit, deleted };
    let Some(source) = source::of(tx, &list).await? else { return Ok(0) };
    source.limit(tx, list.sort);
    let counted = match &source {
        Source::Found(question, conditions) if search::goes_by_stretches(tx.dialect(), question, &list) => {
            search::by_stretches(tx, question, conditions, &list).await?.len() as i64
        }
        _ => {
            let (text, sql) = statement(tx.dialect(), &source, limit);
            source.rows::<(i64,)>(tx, &text, sql).await?.first().map_or(0, |(count,)| *count)
        }
    };
    tx.limit(None);
    Ok(counted)
}

fn statement(dialect: Dialect, source: &Source, limit: usize) -> (String, Sql) {
    let (mut sql, most) = (Sql::default(), limit.to_string());
    let parts = source.unordered(dialect, &mut sql, &most);
    let parts = parts.iter().enumerate().map(|(at, part)| format!("SELECT p FROM ({part}) u{at}"));
    let text = format!("SELECT count(*) FROM ({} LIMIT {most}) c", parts.collect::<Vec<_>>().join(" UNION "));
    (text, sql)
}

/// The order does not matter to a count, except for what bounds it: a range of due dates is one of an index in that order alone.
fn countable(filter: &Filter) -> Sort {
    match filter.due {
        Some(Due::Overdue(_) | Due::Before(_)) if filter.text.is_none() => Sort::Due,
        _ => Sort::Newest,
    }
}

/// How many items of a scope there are in each state, by state. Without a filter they are exact, from the kept counts;
/// else each stops at [`MOST_COUNTED`] as [`count`] does. The filter's own states do not matter.
pub async fn counts_by_state(tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<Vec<(i16, i64)>> {
    let unfiltered = Filter { states: None, ..filter.clone() } == Filter::default();
    if unfiltered && scope.clauses.iter().all(|clause| clause.types.is_none()) {
        return kept::by_state(tx, scope).await;
    }
    let mut counts = Vec::new();
    for state in STATES {
        let filter = Filter { states: Some(vec![state]), ..filter.clone() };
        counts.push((state, count(tx, scope, &filter, false).await?));
    }
    Ok(counts)
}
