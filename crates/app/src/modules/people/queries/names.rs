//! Names that go with ids, and what a form offers.
use kit::Problem;
use std::collections::HashMap;
use store::{Tx, params};

/// More than this is no drop-down any more.
const MOST_OFFERED: i64 = 2_000;

/// The names of these buildings.
pub(crate) async fn of_buildings(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, String>, Problem> {
    named(tx, "SELECT id, name FROM building WHERE id = ANY($1)", ids).await
}

/// The names of these people, whether or not they are still there.
pub(crate) async fn of_people(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, String>, Problem> {
    named(tx, "SELECT id, name FROM app_user WHERE id = ANY($1)", ids).await
}

/// The names of these user types.
pub(crate) async fn of_user_types(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, String>, Problem> {
    named(tx, "SELECT id, name FROM user_type WHERE id = ANY($1)", ids).await
}

/// The names of these building groups.
pub(crate) async fn of_groups(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, String>, Problem> {
    named(tx, "SELECT id, name FROM building_group WHERE id = ANY($1)", ids).await
}

/// The names of these teams.
pub(crate) async fn of_teams(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, String>, Problem> {
    named(tx, "SELECT id, name FROM team WHERE id = ANY($1)", ids).await
}

async fn named(tx: &mut Tx, sql: &str, ids: &[i64]) -> Result<HashMap<i64, String>, Problem> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, String)> = tx.rows(sql, params![ids]).await?;
    Ok(rows.into_iter().collect())
}

/// Every building, by name.
pub(crate) async fn buildings(tx: &mut Tx) -> Result<Vec<(i64, String)>, Problem> {
    all(tx, "building").await
}

/// Every building group, by name.
pub(crate) async fn groups(tx: &mut Tx) -> Result<Vec<(i64, String)>, Problem> {
    all(tx, "building_group").await
}

/// Every team, by name.
pub(crate) async fn teams(tx: &mut Tx) -> Result<Vec<(i64, String)>, Problem> {
    all(tx, "team").await
}

async fn all(tx: &mut Tx, table: &str) -> Result<Vec<(i64, String)>, Problem> {
    Ok(tx
        .rows(&format!("SELECT id, name FROM {table} ORDER BY lower(name), id LIMIT $1"), params![MOST_OFFERED])
        .await?)
}
