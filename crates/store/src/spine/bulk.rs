//! Very many items at once, for imports and demonstrations.

use std::collections::HashSet;

use crate::{
    Error, Result, Tx, params,
    spine::{
        Item,
        derived::{self, Derived},
        search, write,
    },
};

/// Adds items and all that follows from them. Their assignments are for the caller to write. A few thousand at a time are
/// best.
pub async fn insert_many(tx: &mut Tx, items: &[Item]) -> Result<()> {
    let positions = free_positions(tx, items).await?;
    let (mut rows, mut parties, mut places, mut tokens) = (vec![], vec![], vec![], vec![]);
    for (item, position) in items.iter().zip(positions) {
        let derived = Derived::of(item);
        rows.push(write::row(item, position));
        parties.extend(derived::party_rows(position, &derived));
        places.extend(derived::place_row(position, &derived));
        tx.counts.add(position, &derived, 1);
        if !derived.tokens.is_empty() {
            tokens.push((position, derived.tokens));
        }
    }
    tx.exec_later(write::ROW, rows).await?;
    tx.exec_later(derived::PARTY, parties).await?;
    tx.exec_later(derived::PLACE, places).await?;
    search::index(tx, tokens).await
}

/// The items' positions. A taken one (two items of one millisecond whose ids are a million apart) gives way to the next.
async fn free_positions(tx: &mut Tx, items: &[Item]) -> Result<Vec<i64>> {
    let mut positions: Vec<i64> = items.iter().map(Item::position).collect();
    for _ in 0..1_000 {
        let mut taken = taken(tx, &positions).await?;
        let mut free = true;
        for position in &mut positions {
            if !taken.insert(*position) {
                *position += 1;
                free = false;
            }
        }
        if free {
            return Ok(positions);
        }
    }
    Err(Error::Other("a thousand items have the same time of opening".to_owned()))
}

async fn taken(tx: &mut Tx, positions: &[i64]) -> Result<HashSet<i64>> {
    let sql = "SELECT position FROM item WHERE position = ANY($1)";
    let taken = tx.rows_by_kept_plan::<(i64,)>(sql, params![positions]).await?;
    Ok(taken.into_iter().map(|(position,)| position).collect())
}
