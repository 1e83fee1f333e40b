//! What pages show beside the buildings themselves.
use kit::Problem;
use std::collections::HashMap;
use store::{Tx, params};

/// So many people of a building are looked at; whoever wants all of them has the list of people.
const MOST_PEOPLE: i64 = 200;

/// How many rooms each of these buildings has; a building without any is left out.
pub(crate) async fn room_counts(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, i64>, Problem> {
    let sql = "SELECT building_id, count(*) FROM resource WHERE building_id = ANY($1) GROUP BY building_id";
    let rows: Vec<(i64, i64)> = tx.rows(sql, params![ids]).await?;
    Ok(rows.into_iter().collect())
}

/// The groups of each of these buildings, by name.
pub(crate) async fn groups(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, Vec<(i64, String)>>, Problem> {
    let sql =
        "SELECT m.building_id, g.id, g.name FROM building_group_member m JOIN building_group g ON g.id = m.group_id
        WHERE m.building_id = ANY($1) ORDER BY lower(g.name), g.id";
    let rows: Vec<(i64, i64, String)> = tx.rows(sql, params![ids]).await?;
    let mut groups: HashMap<i64, Vec<(i64, String)>> = HashMap::new();
    rows.into_iter().for_each(|(building, id, name)| groups.entry(building).or_default().push((id, name)));
    Ok(groups)
}

/// Active people who have this building among theirs, by name: their own, or through groups and teams.
pub(crate) async fn people(tx: &mut Tx, id: i64) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT u.id FROM app_user u WHERE u.deleted_at IS NULL AND u.active AND u.id IN (
          SELECT user_id FROM user_building WHERE building_id = $1
          UNION SELECT g.user_id FROM user_building_group g JOIN building_group_member m ON m.group_id = g.group_id
            WHERE m.building_id = $1
          UNION SELECT t.user_id FROM team_member t JOIN team_building b ON b.team_id = t.team_id WHERE b.building_id = $1
          UNION SELECT t.user_id FROM team_member t JOIN team_building_group g ON g.team_id = t.team_id
            JOIN building_group_member m ON m.group_id = g.group_id WHERE m.building_id = $1)
        ORDER BY lower(u.name), u.id LIMIT $2";
    let rows: Vec<(i64,)> = tx.rows(sql, params![id, MOST_PEOPLE]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
