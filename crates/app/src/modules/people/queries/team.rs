//! Teams with what hangs on them.
use crate::{
    modules::people::model::Team,
    named::{Conditions, Listing},
};
use kit::Problem;
use std::collections::HashMap;
use store::{Error, FromRow, Row, Tx, params};

impl FromRow for Team {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Team { id: row.get(0)?, name: row.get(1)?, lead_id: row.get(2)?, version: row.get(3)?, ..Team::default() })
    }
}

const COLUMNS: &str = "id, name, lead_id, version";

/// One more than a page, by name, without what hangs on them.
pub(crate) async fn list(tx: &mut Tx, listing: &Listing) -> Result<Vec<Team>, Problem> {
    let (sql, values) = Conditions::new().and_asked(listing).page(COLUMNS, "team", listing);
    Ok(tx.rows(&sql, values).await?)
}

/// How many, counting no further than one above what is shown.
pub(crate) async fn count(tx: &mut Tx, listing: &Listing) -> Result<i64, Problem> {
    let (sql, values) = Conditions::new().and_asked(listing).count("team");
    let (count,): (i64,) = tx.one(&sql, values).await?;
    Ok(count)
}

pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<Team>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM team WHERE id = $1");
    let mut found: Vec<Team> = tx.rows(&sql, params![id]).await?;
    complete(tx, &mut found).await?;
    Ok(found.pop())
}

/// Fills in members, user types, buildings and building groups.
pub(crate) async fn complete(tx: &mut Tx, teams: &mut [Team]) -> Result<(), Problem> {
    let ids: Vec<i64> = teams.iter().map(|team| team.id).collect();
    for link in LINKS {
        let sql = format!("SELECT team_id, {1} FROM {0} WHERE team_id = ANY($1) ORDER BY {1}", link.table, link.column);
        let rows: Vec<(i64, i64)> = tx.rows(&sql, params![ids.clone()]).await?;
        let mut by_team: HashMap<i64, Vec<i64>> = HashMap::new();
        rows.into_iter().for_each(|(team, id)| by_team.entry(team).or_default().push(id));
        for team in teams.iter_mut() {
            *(link.of_mut)(team) = by_team.remove(&team.id).unwrap_or_default();
        }
    }
    Ok(())
}

pub(crate) async fn insert(tx: &mut Tx, name: &str) -> Result<i64, Error> {
    let (id,): (i64,) = tx.one("INSERT INTO team (name) VALUES ($1) RETURNING id", params![name]).await?;
    Ok(id)
}

/// One that was deleted, under the id that it had: no other one ever gets it.
pub(crate) async fn insert_again(tx: &mut Tx, id: i64, name: &str) -> Result<i64, Error> {
    tx.exec("INSERT INTO team (id, name) VALUES ($1, $2)", params![id, name]).await?;
    Ok(id)
}

/// What members get by it, and who they are.
pub(crate) async fn set_links(tx: &mut Tx, team: &mut Team) -> Result<(), Problem> {
    for link in LINKS {
        let ids = (link.of_mut)(team).clone();
        let sql = format!("DELETE FROM {} WHERE team_id = $1 AND {} <> ALL($2)", link.table, link.column);
        tx.exec(&sql, params![team.id, ids.clone()]).await?;
        let sql =
            format!("INSERT INTO {} (team_id, {}) VALUES ($1, $2) ON CONFLICT DO NOTHING", link.table, link.column);
        tx.exec_many(&sql, ids.iter().map(|id| params![team.id, *id]).collect()).await?;
    }
    Ok(())
}

pub(crate) async fn update(tx: &mut Tx, team: &Team) -> Result<(), Error> {
    let sql = "UPDATE team SET name = $2, lead_id = $3, version = $4 WHERE id = $1";
    tx.exec(sql, params![team.id, &team.name, team.lead_id, team.version]).await?;
    Ok(())
}

/// Its memberships and what it gave go with it.
pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM team WHERE id = $1", params![id]).await?;
    Ok(())
}

/// A table of what hangs on a team, and where the team has it.
struct Link {
    table: &'static str,
    column: &'static str,
    of_mut: fn(&mut Team) -> &mut Vec<i64>,
}

const LINKS: [Link; 4] = [
    Link { table: "team_member", column: "user_id", of_mut: |team| &mut team.member_ids },
    Link { table: "team_user_type", column: "user_type_id", of_mut: |team| &mut team.user_type_ids },
    Link { table: "team_building", column: "building_id", of_mut: |team| &mut team.building_ids },
    Link { table: "team_building_group", column: "group_id", of_mut: |team| &mut team.building_group_ids },
];
