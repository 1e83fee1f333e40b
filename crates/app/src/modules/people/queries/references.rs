//! Whether there is what an account refers to.
use kit::Problem;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

/// A user type's name, and whether its people sign in.
pub(crate) async fn user_type(tx: &mut Tx, id: i64) -> Result<Option<(String, bool)>, Problem> {
    Ok(tx.optional("SELECT name, signs_in FROM user_type WHERE id = $1", params![id]).await?)
}

/// Those of these teams that there are.
pub(crate) async fn teams(tx: &mut Tx, ids: &[i64]) -> Result<BTreeSet<i64>, Problem> {
    let rows: Vec<(i64,)> = tx.rows("SELECT id FROM team WHERE id = ANY($1)", params![ids]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Those of these buildings that there are.
pub(crate) async fn buildings(tx: &mut Tx, ids: &[i64]) -> Result<BTreeSet<i64>, Problem> {
    let rows: Vec<(i64,)> = tx.rows("SELECT id FROM building WHERE id = ANY($1)", params![ids]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Those of these building groups that there are, each with its buildings.
pub(crate) async fn groups(tx: &mut Tx, ids: &[i64]) -> Result<BTreeMap<i64, Vec<i64>>, Problem> {
    let sql = "SELECT g.id, m.building_id FROM building_group g LEFT JOIN building_group_member m ON m.group_id = g.id
        WHERE g.id = ANY($1)";
    let rows: Vec<(i64, Option<i64>)> = tx.rows(sql, params![ids]).await?;
    let mut groups: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (group, building) in rows {
        groups.entry(group).or_default().extend(building);
    }
    Ok(groups)
}

/// Those of these request types that a work module has.
pub(crate) async fn request_types(tx: &mut Tx, module_id: i64, ids: &[i64]) -> Result<BTreeSet<i64>, Problem> {
    let sql = "SELECT id FROM request_type WHERE module_id = $1 AND id = ANY($2)";
    let rows: Vec<(i64,)> = tx.rows(sql, params![module_id, ids]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Request types by name, each with its work module; of these modules, and at most so many.
pub(crate) async fn all_request_types(
    tx: &mut Tx,
    module_ids: &[i64],
    limit: i64,
) -> Result<Vec<(i64, i64, String)>, Problem> {
    let sql =
        "SELECT module_id, id, name FROM request_type WHERE module_id = ANY($1) ORDER BY lower(name), id LIMIT $2";
    Ok(tx.rows(sql, params![module_ids, limit]).await?)
}
