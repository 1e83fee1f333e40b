//! Proves the derived tables against what they derive from.

use crate::{
    Result, Tx, params,
    spine::{kept, search},
};

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What should hold.
    pub rule: &'static str,
    /// Where it does not: the item's position, or the key of the count.
    pub at: String,
}

/// Named violations of one rule at most: thousands are one mistake.
const MOST: usize = 20;

/// Looks at the whole spine. Reads each table a few times over: seconds where there are a million items.
pub async fn check(tx: &mut Tx) -> Result<Vec<Violation>> {
    kept::settle(tx).await?;
    let mut violations = Vec::new();
    for (rule, expected, kept) in [
        ("item_party has whoever created, requested or is assigned to an item", PARTIES, KEPT_PARTIES),
        ("item_place has the building of every item", PLACES, KEPT_PLACES),
        ("item_count has the number of items by building and state", COUNTS, KEPT_COUNTS),
        ("item_party_count has the number of items by person, building and state", PARTY_COUNTS, KEPT_PARTY_COUNTS),
        ("item_total has the number of items", TOTALS, KEPT_TOTALS),
        ("item_party_total has the number of items by person", PARTY_TOTALS, KEPT_PARTY_TOTALS),
    ] {
        compare(tx, rule, expected, kept, &mut violations).await?;
    }
    let indexed = search::indexed(tx.dialect());
    let live = "SELECT position FROM item WHERE deleted_at IS NULL";
    compare(tx, "item_search has every item that is not deleted", live, indexed, &mut violations).await?;
    let rule = "due_order is due_at, or the end of time";
    compare(tx, rule, DUE_ORDER, "SELECT position FROM item WHERE false", &mut violations).await?;
    Ok(violations)
}

async fn compare(
    tx: &mut Tx,
    rule: &'static str,
    expected: &str,
    kept: &str,
    violations: &mut Vec<Violation>,
) -> Result<()> {
    for (left, right, word) in [(expected, kept, "missing"), (kept, expected, "too much")] {
        let key = "SELECT position FROM";
        let sql = format!("{key} (SELECT * FROM ({left}) l EXCEPT SELECT * FROM ({right}) r) d LIMIT {MOST}");
        let rows = tx.rows::<(i64,)>(&sql, params![]).await?;
        violations.extend(rows.into_iter().map(|(key,)| Violation { rule, at: format!("{key}: {word}") }));
    }
    Ok(())
}

// Truth values are compared as numbers, since `max` of them exists on SQLite alone. Each first column is called
// `position`: it names the place of a violation.
pub(super) const PARTIES: &str = "
    SELECT i.position, p.user_id, i.module_id, max(p.assigned) AS assigned, max(p.requested) AS requested, i.state, i.type_id,
        i.building_id, i.due_order, i.updated_at
    FROM item i JOIN (
        SELECT position, creator_id AS user_id, 0 AS assigned, 0 AS requested FROM item
        UNION ALL SELECT position, requester_id, 0, 1 FROM item
        UNION ALL SELECT i.position, a.user_id, 1, 0 FROM assignment a JOIN item i ON i.id = a.item_id
    ) p ON p.position = i.position
    WHERE i.deleted_at IS NULL
    GROUP BY i.position, p.user_id, i.module_id, i.state, i.type_id, i.building_id, i.due_order, i.updated_at";

const KEPT_PARTIES: &str = "
    SELECT position, user_id, module_id, CASE WHEN assigned THEN 1 ELSE 0 END, CASE WHEN requested THEN 1 ELSE 0 END, state,
        type_id, building_id, due_order, updated_at
    FROM item_party";

pub(super) const PLACES: &str = "
    SELECT position, building_id, module_id, state, type_id, due_order, updated_at
    FROM item WHERE deleted_at IS NULL AND building_id IS NOT NULL";

const KEPT_PLACES: &str = "
    SELECT position, building_id, module_id, state, type_id, due_order, updated_at FROM item_place";

pub(super) const COUNTS: &str = "
    SELECT coalesce(building_id, 0) AS position, module_id, state, count(*) AS items
    FROM item WHERE deleted_at IS NULL GROUP BY coalesce(building_id, 0), module_id, state";

const KEPT_COUNTS: &str = "SELECT building_id AS position, module_id, state, items FROM item_count WHERE items <> 0";

pub(super) const PARTY_COUNTS: &str = "
    SELECT user_id AS position, module_id, coalesce(building_id, 0) AS building_id, state, count(*) AS items
    FROM item_party GROUP BY user_id, module_id, coalesce(building_id, 0), state";

const KEPT_PARTY_COUNTS: &str = "
    SELECT user_id AS position, module_id, building_id, state, items FROM item_party_count WHERE items <> 0";

// sixteen shards, by the last four bits of the position
pub(super) const TOTALS: &str = "
    SELECT position & 15 AS position, module_id, state, count(*) AS items
    FROM item WHERE deleted_at IS NULL GROUP BY position & 15, module_id, state";

const KEPT_TOTALS: &str = "SELECT shard AS position, module_id, state, items FROM item_total WHERE items <> 0";

pub(super) const PARTY_TOTALS: &str = "
    SELECT user_id AS position, module_id, state, count(*) AS items FROM item_party GROUP BY user_id, module_id, state";

const KEPT_PARTY_TOTALS: &str =
    "SELECT user_id AS position, module_id, state, items FROM item_party_total WHERE items <> 0";

const DUE_ORDER: &str = "
    SELECT position FROM item WHERE due_order <> coalesce(due_at, 9223372036854775807)";
