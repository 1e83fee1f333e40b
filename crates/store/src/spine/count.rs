//! How many there are, as far as anybody wants to know.

use access::{Scope, ScopeBuildings};

use crate::{
    Param, Result, Tx,
    spine::{Filter, List, MOST_COUNTED, STATES, Sort, Sql, source},
};

/// How many items a list has. What exceeds [`MOST_COUNTED`] is not counted: one more than that is the answer then.
pub async fn count(tx: &mut Tx, scope: &Scope, filter: &Filter, deleted: bool) -> Result<i64> {
    let list = List { scope, filter, sort: Sort::Newest, after: None, limit: 0, deleted };
    let Some(source) = source::of(tx, &list).await? else { return Ok(0) };
    let (mut sql, most) = (Sql::default(), (MOST_COUNTED + 1).to_string());
    let parts = source.unordered(tx.dialect(), &mut sql, &most);
    let parts = parts.iter().enumerate().map(|(at, part)| format!("SELECT p FROM ({part}) u{at}"));
    let text = format!("SELECT count(*) FROM ({} LIMIT {most}) c", parts.collect::<Vec<_>>().join(" UNION "));
    source.limit(tx, list.sort);
    let (count,) = tx.one::<(i64,)>(&text, sql.params).await?;
    tx.limit(None);
    Ok(count)
}

/// How many items of a scope there are in each state, by state. Without a filter they are exact, from the kept counts;
/// else each stops at [`MOST_COUNTED`] as [`count`] does. The filter's own states do not matter.
pub async fn counts_by_state(tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<Vec<(i16, i64)>> {
    let unfiltered = Filter { states: None, ..filter.clone() } == Filter::default();
    if unfiltered && scope.clauses.iter().all(|clause| clause.types.is_none()) {
        return kept(tx, scope).await;
    }
    let mut counts = Vec::new();
    for state in STATES {
        let filter = Filter { states: Some(vec![state]), ..filter.clone() };
        counts.push((state, count(tx, scope, &filter, false).await?));
    }
    Ok(counts)
}

/// From the kept counts: those of the scope's buildings, and one's own elsewhere.
async fn kept(tx: &mut Tx, scope: &Scope) -> Result<Vec<(i16, i64)>> {
    let mut counts = STATES.map(|state| (state, 0));
    let Some(module) = scope.module else { return Ok(counts.to_vec()) };
    let mut sql = Sql::default();
    let module = sql.bind(i64::from(module.0));
    let placed = scope.clauses.iter().map(|clause| &clause.buildings).find(|places| **places != ScopeBuildings::None);
    let own = scope.clauses.iter().any(|clause| clause.own);
    let mut parts = Vec::new();
    let mut elsewhere = String::new();
    if scope.is_any() {
        parts.push(format!("SELECT state, items FROM item_count WHERE module_id = {module}::bigint"));
    } else if let Some(places) = placed {
        let (inside, outside) = match places {
            ScopeBuildings::Ids(ids) => {
                let ids = sql.bind(Param::Ints(ids.clone()));
                // an anti-join: PostgreSQL compares `<> ALL` one by one
                (
                    format!("building_id = ANY({ids}::bigint[])"),
                    format!("NOT EXISTS (SELECT 1 FROM unnest({ids}::bigint[]) AS b WHERE b = c.building_id)"),
                )
            }
            ScopeBuildings::All | ScopeBuildings::None => {
                ("building_id <> 0".to_owned(), "c.building_id = 0".to_owned())
            }
        };
        parts.push(format!("SELECT state, items FROM item_count WHERE module_id = {module}::bigint AND {inside}"));
        elsewhere = format!(" AND {outside}");
    }
    if own && !scope.is_any() {
        let person = sql.bind(scope.person);
        parts.push(format!(
            "SELECT c.state, c.items FROM item_party_count c WHERE c.user_id = {person}::bigint AND c.module_id = {module}::bigint{elsewhere}"
        ));
    }
    if parts.is_empty() {
        return Ok(counts.to_vec());
    }
    let text =
        format!("SELECT state, CAST(sum(items) AS BIGINT) FROM ({}) c GROUP BY state", parts.join(" UNION ALL "));
    for (state, items) in tx.rows::<(i16, i64)>(&text, sql.params).await? {
        if let Some(count) = counts.iter_mut().find(|count| count.0 == state) {
            count.1 = items;
        }
    }
    Ok(counts.to_vec())
}
