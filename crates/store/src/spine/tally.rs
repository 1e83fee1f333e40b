//! How many items there are by place, and how many of those are somebody's own: what the counts of any plain scope are
//! put together from, for many people at once.

use std::collections::HashMap;

use crate::{Dialect, Result, Tx, params, spine::kept};

/// The kept counts, all states together. A building of 0 stands for none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// By module and building.
    pub places: HashMap<(i64, i64), i64>,
    /// By person, module and building.
    pub own: HashMap<i64, HashMap<(i64, i64), i64>>,
}

/// All places, and the own of these people.
pub async fn tally(tx: &mut Tx, people: &[i64]) -> Result<Tally> {
    let places =
        "SELECT module_id, building_id, CAST(sum(items) AS BIGINT) FROM item_count GROUP BY module_id, building_id";
    let own = "SELECT user_id, module_id, building_id, CAST(sum(items) AS BIGINT) FROM item_party_count
        WHERE user_id = ANY($1) GROUP BY user_id, module_id, building_id";
    kept::settle(tx).await?;
    let mut tally = Tally::default();
    for (module, building, items) in tx.rows::<(i64, i64, i64)>(places, params![]).await? {
        tally.places.insert((module, building), items);
    }
    for (person, module, building, items) in tx.rows::<(i64, i64, i64, i64)>(own, params![people]).await? {
        tally.own.entry(person).or_default().insert((module, building), items);
    }
    Ok(tally)
}

/// Where the open work is that is assigned to these people in these modules: person, module and building of each item.
pub async fn assigned_open(tx: &mut Tx, people: &[i64], modules: &[i64]) -> Result<Vec<(i64, i64, Option<i64>)>> {
    // SQLite would go through all that they ever had; grouped, PostgreSQL would take the index by building and do the same
    let by = if tx.dialect() == Dialect::Sqlite { "INDEXED BY item_party_assigned" } else { "" };
    let sql = format!(
        "SELECT user_id, module_id, building_id FROM item_party {by}
        WHERE user_id = ANY($1) AND module_id = ANY($2) AND assigned AND state IN (1, 2, 3, 7)"
    );
    tx.rows(&sql, params![people, modules]).await
}
