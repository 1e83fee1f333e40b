use crate::{
    modules::places::model::{BuildingGroup, Reach},
    named::{Conditions, Listing},
};
use kit::Problem;
use std::collections::HashMap;
use store::{Error, FromRow, Row, Tx, params};

impl FromRow for BuildingGroup {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(BuildingGroup { id: row.get(0)?, name: row.get(1)?, building_ids: vec![], version: row.get(2)? })
    }
}

const COLUMNS: &str = "id, name, version";
const WITH_ONE_OF: &str = "EXISTS (SELECT 1 FROM building_group_member m
    WHERE m.group_id = building_group.id AND m.building_id = ANY(?))";
const EMPTY: &str = "NOT EXISTS (SELECT 1 FROM building_group_member m WHERE m.group_id = building_group.id)";

fn narrowed((reach, empty): (&Reach, bool), listing: &Listing) -> Conditions {
    let all = Conditions::new();
    let reached = match reach {
        Reach::All => all,
        Reach::Only(ids) if empty => all.and(&format!("({WITH_ONE_OF} OR {EMPTY})"), ids.clone()),
        Reach::Only(ids) => all.and(WITH_ONE_OF, ids.clone()),
    };
    reached.and_asked(listing)
}

/// One more than a page, by name, without their buildings: those with a building within reach, and perhaps the empty ones.
pub(crate) async fn list(tx: &mut Tx, seen: (&Reach, bool), listing: &Listing) -> Result<Vec<BuildingGroup>, Problem> {
    let (sql, values) = narrowed(seen, listing).page(COLUMNS, "building_group", listing);
    Ok(tx.rows(&sql, values).await?)
}

/// How many, counting no further than one above what is shown.
pub(crate) async fn count(tx: &mut Tx, seen: (&Reach, bool), listing: &Listing) -> Result<i64, Problem> {
    let (sql, values) = narrowed(seen, listing).count("building_group");
    let (count,): (i64,) = tx.one(&sql, values).await?;
    Ok(count)
}

/// Fills in the buildings, ascending.
pub(crate) async fn add_buildings(tx: &mut Tx, groups: &mut [BuildingGroup]) -> Result<(), Problem> {
    let ids: Vec<i64> = groups.iter().map(|group| group.id).collect();
    let mut by_group = building_ids(tx, &ids).await?;
    for group in groups {
        group.building_ids = by_group.remove(&group.id).unwrap_or_default();
    }
    Ok(())
}

/// The buildings of these groups, ascending.
pub(crate) async fn building_ids(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, Vec<i64>>, Problem> {
    let sql = "SELECT group_id, building_id FROM building_group_member WHERE group_id = ANY($1) ORDER BY building_id";
    let mut by_group: HashMap<i64, Vec<i64>> = HashMap::new();
    for (group, building) in tx.rows::<(i64, i64)>(sql, params![ids]).await? {
        by_group.entry(group).or_default().push(building);
    }
    Ok(by_group)
}

/// The group with all its buildings.
pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<BuildingGroup>, Problem> {
    one(tx, id, "").await
}

/// The same, held against other transactions until this one ends.
pub(crate) async fn lock(tx: &mut Tx, id: i64) -> Result<Option<BuildingGroup>, Problem> {
    one(tx, id, " FOR UPDATE").await
}

async fn one(tx: &mut Tx, id: i64, locking: &str) -> Result<Option<BuildingGroup>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM building_group WHERE id = $1{locking}");
    let mut found: Vec<BuildingGroup> = tx.rows(&sql, params![id]).await?;
    add_buildings(tx, &mut found).await?;
    Ok(found.pop())
}

pub(crate) async fn insert(tx: &mut Tx, name: &str) -> Result<i64, Error> {
    let (id,): (i64,) = tx.one("INSERT INTO building_group (name) VALUES ($1) RETURNING id", params![name]).await?;
    Ok(id)
}

/// One that was deleted, under the id that it had: no other one ever gets it.
pub(crate) async fn insert_again(tx: &mut Tx, id: i64, name: &str) -> Result<i64, Error> {
    tx.exec("INSERT INTO building_group (id, name) VALUES ($1, $2)", params![id, name]).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, group: &BuildingGroup) -> Result<(), Error> {
    let sql = "UPDATE building_group SET name = $2, version = $3 WHERE id = $1";
    tx.exec(sql, params![group.id, &group.name, group.version]).await?;
    Ok(())
}

pub(crate) async fn set_buildings(tx: &mut Tx, group: &BuildingGroup) -> Result<(), Problem> {
    let sql = "DELETE FROM building_group_member WHERE group_id = $1 AND building_id <> ALL($2)";
    tx.exec(sql, params![group.id, group.building_ids.clone()]).await?;
    let sql = "INSERT INTO building_group_member (group_id, building_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    tx.exec_many(sql, group.building_ids.iter().map(|id| params![group.id, *id]).collect()).await?;
    Ok(())
}

/// The memberships of its buildings, people and teams go with it.
pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM building_group WHERE id = $1", params![id]).await?;
    Ok(())
}

/// The groups that have this building.
pub(crate) async fn with_building(tx: &mut Tx, building: i64) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT group_id FROM building_group_member WHERE building_id = $1 ORDER BY group_id";
    let rows: Vec<(i64,)> = tx.rows(sql, params![building]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Everybody who has the group, themselves or through a team.
pub(crate) async fn holders(tx: &mut Tx, id: i64) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT user_id FROM user_building_group WHERE group_id = $1
        UNION SELECT m.user_id FROM team_building_group g JOIN team_member m ON m.team_id = g.team_id WHERE g.group_id = $1";
    let rows: Vec<(i64,)> = tx.rows(sql, params![id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
