//! The kept counts by state: of each building and of everything, of each person by building and in all.

use std::collections::BTreeMap;

use access::{Clause, Scope, ScopeBuildings};

use crate::{
    Param, Result, Tx, params,
    spine::{Filter, List, STATES, Sql, derived::Derived, plan},
    tx::Batch,
};

/// Rows over which the sum of everything is spread, by the last bits of the position.
const SHARDS: i64 = 16;

/// Changes of the kept counts, of any number of items. They gather in their transaction and are written at its very end: whoever changes
/// the same ones waits from then until it has ended.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// By module, building (0: none) and state.
    places: BTreeMap<[i64; 3], i64>,
    /// By module, shard and state.
    totals: BTreeMap<[i64; 3], i64>,
    /// By person, module, building and state.
    parties: BTreeMap<[i64; 4], i64>,
    /// By person, module and state.
    party_totals: BTreeMap<[i64; 3], i64>,
}

impl Counts {
    pub(super) fn add(&mut self, position: i64, derived: &Derived, items: i64) {
        let Some(shared) = derived.shared else { return };
        let (module, state, building) = (shared.module_id, shared.state.into(), shared.building_id.unwrap_or(0));
        *self.places.entry([module, building, state]).or_default() += items;
        *self.totals.entry([module, position & (SHARDS - 1), state]).or_default() += items;
        for user in derived.parties.keys() {
            *self.parties.entry([*user, module, building, state]).or_default() += items;
            *self.party_totals.entry([*user, module, state]).or_default() += items;
        }
    }

    /// Table by table and in the order of their keys: two transactions that change the same counts then wait for one
    /// another, and never in a circle.
    pub(crate) fn written(&self) -> Vec<Batch> {
        // whatever counts anywhere counts in all
        if self.totals.is_empty() {
            return vec![];
        }
        vec![
            written("item_count", ["module_id", "building_id", "state"], &self.places),
            written("item_total", ["module_id", "shard", "state"], &self.totals),
            written("item_party_count", ["user_id", "module_id", "building_id", "state"], &self.parties),
            written("item_party_total", ["user_id", "module_id", "state"], &self.party_totals),
        ]
    }
}

/// Writes what the transaction has changed of the counts so far, before it reads them.
pub(crate) async fn settle(tx: &mut Tx) -> Result<()> {
    let counts = std::mem::take(&mut tx.counts);
    for (sql, each) in counts.written() {
        tx.exec_later(&sql, each).await?;
    }
    Ok(())
}

fn written<const N: usize>(table: &str, key: [&str; N], changes: &BTreeMap<[i64; N], i64>) -> Batch {
    let columns = key.join(", ");
    let values: String = (1..=N).map(|number| format!("${number}, ")).collect();
    let sql = format!(
        "INSERT INTO {table} ({columns}, items) VALUES ({values}${})
         ON CONFLICT ({columns}) DO UPDATE SET items = {table}.items + excluded.items",
        N + 1
    );
    let changed = changes.iter().filter(|(_, items)| **items != 0);
    let row = |(key, items): (&[i64; N], &i64)| key.iter().chain([items]).map(|value| Param::from(*value)).collect();
    (sql, changed.map(row).collect())
}

/// How many items of a scope there are in each state; for scopes without a list of types.
pub(super) async fn by_state(tx: &mut Tx, scope: &Scope) -> Result<Vec<(i16, i64)>> {
    settle(tx).await?;
    let mut counts = STATES.map(|state| (state, 0));
    let Some(module) = scope.module else { return Ok(counts.to_vec()) };
    let mut sql = Sql::default();
    let module = format!("module_id = {}::bigint", sql.bind(i64::from(module.0)));
    let parts = if scope.is_any() {
        vec![format!("state, items FROM item_total WHERE {module}")]
    } else {
        parts(&mut sql, scope, &module)
    };
    if parts.is_empty() {
        return Ok(counts.to_vec());
    }
    let union = parts.iter().map(|part| format!("SELECT {part}")).collect::<Vec<_>>().join(" UNION ALL ");
    let text = format!("SELECT state, CAST(sum(items) AS BIGINT) FROM ({union}) c GROUP BY state");
    for (state, items) in tx.rows_by_kept_plan::<(i16, i64)>(&text, sql.params).await? {
        counts.iter_mut().filter(|count| count.0 == state).for_each(|count| count.1 = items);
    }
    Ok(counts.to_vec())
}

/// What adds up to a scope's counts: those of its buildings, and one's own elsewhere, which is one's own less what is in
/// the buildings.
fn parts(sql: &mut Sql, scope: &Scope, module: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let placed = scope.clauses.iter().map(|clause| &clause.buildings).find(|places| **places != ScopeBuildings::None);
    let ids = match placed {
        Some(ScopeBuildings::Ids(ids)) => Some(sql.bind(ids.clone())),
        _ => None,
    };
    match (&placed, &ids) {
        (Some(_), Some(ids)) => {
            parts.push(format!("state, items FROM item_count WHERE {module} AND building_id = ANY({ids}::bigint[])"));
        }
        (Some(_), None) => {
            parts.push(format!("state, items FROM item_total WHERE {module}"));
            parts.push(format!("state, -items FROM item_count WHERE {module} AND building_id = 0"));
        }
        (None, _) => {}
    }
    if scope.clauses.iter().any(|clause| clause.own) {
        let own = format!("user_id = {}::bigint AND {module}", sql.bind(scope.person));
        if placed.is_some() && ids.is_none() {
            parts.push(format!("state, items FROM item_party_count WHERE {own} AND building_id = 0"));
        } else {
            parts.push(format!("state, items FROM item_party_total WHERE {own}"));
        }
        parts.extend(ids.map(|ids| {
            format!("state, -items FROM item_party_count WHERE {own} AND building_id = ANY({ids}::bigint[])")
        }));
    }
    parts
}

/// A list has no more than this; it may have less. Found by one look at what narrows it most, as far as counts are kept.
pub(super) async fn at_most(tx: &mut Tx, list: &List<'_>) -> Result<i64> {
    let Filter { building_id, assignee_id, requester_id, .. } = list.filter;
    let alone = |own, buildings| vec![Clause { any: false, own, buildings, every_building: false, types: None }];
    let (person, clauses) = match (building_id, assignee_id.or(*requester_id)) {
        (Some(building), _) => (list.scope.person, alone(false, ScopeBuildings::Ids([*building].into()))),
        (None, Some(person)) => (person, alone(true, ScopeBuildings::None)),
        (None, None) => (list.scope.person, list.scope.clauses.clone()),
    };
    let states = plan::states(list.filter);
    let mut most = 0;
    for clause in clauses {
        let scope = Scope { person, clauses: vec![Clause { types: None, ..clause }], ..list.scope.clone() };
        let wanted = |state: i16| states.as_ref().is_none_or(|states| states.contains(&state.into()));
        let counts = by_state(tx, &scope).await?;
        most += counts.into_iter().filter(|(state, _)| wanted(*state)).map(|(_, items)| items).sum::<i64>();
    }
    Ok(most)
}

/// How many items are somebody's own.
pub(super) async fn own(tx: &mut Tx, person: i64, module: i64) -> Result<i64> {
    settle(tx).await?;
    let sql =
        "SELECT CAST(coalesce(sum(items), 0) AS BIGINT) FROM item_party_total WHERE user_id = $1 AND module_id = $2";
    Ok(tx.one::<(i64,)>(sql, params![person, module]).await?.0)
}
