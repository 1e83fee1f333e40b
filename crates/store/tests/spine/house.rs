//! An organization small enough that every combination occurs.

use store::{
    Error, Tx, params,
    spine::{self, Item},
};

pub(crate) const PEOPLE: i64 = 5;
pub(crate) const BUILDINGS: i64 = 4;
pub(crate) const TYPES: i64 = 3;
/// Times of the tests lie around this one.
pub(crate) const NOW: i64 = 1_790_000_000_000_000;
pub(crate) const DAY: i64 = 86_400_000_000;

/// People 1 to 5, buildings 1 to 4 and a first work module.
pub(crate) async fn build(tx: &mut Tx) -> Result<(), Error> {
    tx.exec("INSERT INTO user_type (name, signs_in, grants) VALUES ('Everybody', true, '{}')", params![]).await?;
    for id in 1..=PEOPLE {
        let sql =
            "INSERT INTO app_user (name, user_type_id, color, created_at, updated_at) VALUES ($1, 1, 'green', 0, 0)";
        tx.exec(sql, params![format!("Person {id}")]).await?;
    }
    for id in 1..=BUILDINGS {
        let sql = "INSERT INTO building (name, created_at, updated_at) VALUES ($1, 0, 0)";
        tx.exec(sql, params![format!("Building {id}")]).await?;
    }
    Ok(())
}

/// A new work module with its types; answers its id. Tests have one each, so that they share a database unseen.
pub(crate) async fn module(tx: &mut Tx) -> Result<i64, Error> {
    let count: (i64,) = tx.one("SELECT count(*) FROM work_module", params![]).await?;
    let sql = "INSERT INTO work_module (key, name) VALUES ($1, $1) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![format!("module{}", count.0)]).await?;
    for number in 1..=TYPES {
        let sql = "INSERT INTO request_type (module_id, name) VALUES ($1, $2)";
        tx.exec(sql, params![id, format!("Type {number}")]).await?;
    }
    spine::create_numbers(tx, id).await?;
    Ok(id)
}

/// The ids of a module's types.
pub(crate) async fn types(tx: &mut Tx, module: i64) -> Result<Vec<i64>, Error> {
    let rows =
        tx.rows::<(i64,)>("SELECT id FROM request_type WHERE module_id = $1 ORDER BY id", params![module]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Inserts an item with its assignments, as an action would.
pub(crate) async fn insert(tx: &mut Tx, mut item: Item) -> Result<Item, Error> {
    (item.id, item.number) = spine::new_id(tx, item.module_id).await?;
    spine::insert(tx, &item).await?;
    assign(tx, &item).await?;
    Ok(item)
}

/// Changes an item with its assignments, as an action would.
pub(crate) async fn update(tx: &mut Tx, before: &Item, after: &Item) -> Result<(), Error> {
    spine::update(tx, before, after).await?;
    assign(tx, after).await
}

async fn assign(tx: &mut Tx, item: &Item) -> Result<(), Error> {
    tx.exec("DELETE FROM assignment WHERE item_id = $1", params![item.id]).await?;
    let each = item.assignee_ids.iter().map(|user| params![item.id, *user]).collect();
    tx.exec_many("INSERT INTO assignment (item_id, user_id, at) VALUES ($1, $2, 0)", each).await?;
    Ok(())
}
