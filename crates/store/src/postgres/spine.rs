//! How PostgreSQL reads the ranges of a branch.
//!
//! *Tops and threshold*: seek the first row of each range, keep as many ranges as the page has rows, and read on only in
//! those, and there only down to the worst of the tops. A plain `= ANY` list makes the planner assume that all ranges are
//! equally busy; where they are quiet it then reads a hundred thousand rows of others.

use std::sync::Arc;

use crate::{
    Param, Result, Tx,
    spine::{Branch, Condition, Order, Sql},
};

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

/// Name and definition of the indexes of some tables, except those that hold a uniqueness.
pub(crate) const INDEXES: &str = "SELECT indexname::text, indexdef FROM pg_indexes
    WHERE schemaname = current_schema() AND tablename = ANY($1::text[]) AND indexdef LIKE 'CREATE INDEX%'";

/// Lets this transaction build indexes of a million items with fewer passes than the server's own setting would.
pub(crate) const BUILD_INDEXES: &str = "SET LOCAL maintenance_work_mem = '256MB'";

/// The lines of a statement's plan.
pub(crate) async fn explain(tx: &mut Tx, text: &str, params: Vec<Param>) -> Result<Vec<String>> {
    let rows = tx.rows::<(String,)>(&format!("EXPLAIN {text}"), params).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
