//! Changes of items. The caller holds the item's row (`FOR UPDATE`) when it changes one, and has checked everything.

use crate::{
    Result, Tx, params,
    spine::{
        Item,
        bulk::insert_many,
        derived::{self, Derived},
        item::WORK_REQUEST,
    },
};

/// Has to be called for each new work module: its items are numbered for themselves.
pub async fn create_numbers(tx: &mut Tx, module_id: i64) -> Result<()> {
    tx.create_sequence(&numbers(module_id)).await
}

/// The id and the number of an item about to be inserted.
pub async fn new_id(tx: &mut Tx, module_id: i64) -> Result<(i64, i64)> {
    Ok((tx.next("item").await?, tx.next(&numbers(module_id)).await?))
}

/// The number of an item that moves to this module.
pub async fn new_number(tx: &mut Tx, module_id: i64) -> Result<i64> {
    tx.next(&numbers(module_id)).await
}

/// The ids and numbers of many, rising.
pub async fn new_ids(tx: &mut Tx, module_id: i64, count: usize) -> Result<Vec<(i64, i64)>> {
    let ids = tx.next_many("item", count).await?;
    let numbers = tx.next_many(&numbers(module_id), count).await?;
    Ok(ids.into_iter().zip(numbers).collect())
}

pub(super) fn numbers(module_id: i64) -> String {
    format!("number_{module_id}")
}

/// Adds an item and all that follows from it. Its assignments are for the caller to write.
pub async fn insert(tx: &mut Tx, item: &Item) -> Result<()> {
    insert_many(tx, std::slice::from_ref(item)).await
}

pub(super) const ROW: &str = "INSERT INTO item
        (position, id, kind, module_id, number, title, state, type_id, building_id, creator_id, requester_id, due_at,
         due_order, opened_at, updated_at, version, deleted_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

pub(super) fn row(i: &Item, position: i64) -> Vec<crate::Param> {
    params![
        position,
        i.id,
        WORK_REQUEST,
        i.module_id,
        i.number,
        &i.title,
        i.state,
        i.type_id,
        i.building_id,
        i.creator_id,
        i.requester_id,
        i.due_at,
        i.due_order(),
        i.opened_at,
        i.updated_at,
        i.version,
        i.deleted_at
    ]
}

/// Changes an item, which stood as `before`, to `after`: any column but id and time of opening, also into another module,
/// and deleting (`deleted_at` set) or restoring it. Assignments are for the caller to write.
pub async fn update(tx: &mut Tx, before: &Item, after: &Item) -> Result<()> {
    let sql = "UPDATE item SET module_id = $2, number = $3, title = $4, state = $5, type_id = $6, building_id = $7,
            requester_id = $8, due_at = $9, due_order = $10, updated_at = $11, version = $12, deleted_at = $13
        WHERE id = $1 RETURNING position";
    let i = after;
    let columns = params![
        i.id,
        i.module_id,
        i.number,
        &i.title,
        i.state,
        i.type_id,
        i.building_id,
        i.requester_id,
        i.due_at,
        i.due_order(),
        i.updated_at,
        i.version,
        i.deleted_at
    ];
    let (position,) = tx.one::<(i64,)>(sql, columns).await?;
    derived::replace(tx, position, &Derived::of(before), &Derived::of(after)).await
}
