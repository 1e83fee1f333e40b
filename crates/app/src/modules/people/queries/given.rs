use crate::modules::people::Given;
use kit::Problem;
use store::{Tx, params};

/// The people who have it themselves.
pub(crate) async fn people(tx: &mut Tx, given: Given) -> Result<Vec<i64>, Problem> {
    let (sql, id) = match given {
        Given::Building(id) => ("SELECT user_id FROM user_building WHERE building_id = $1 ORDER BY user_id", id),
        Given::BuildingGroup(id) => {
            ("SELECT user_id FROM user_building_group WHERE group_id = $1 ORDER BY user_id", id)
        }
    };
    let rows: Vec<(i64,)> = tx.rows(sql, params![id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The teams that give it.
pub(crate) async fn teams(tx: &mut Tx, given: Given) -> Result<Vec<i64>, Problem> {
    let (sql, id) = match given {
        Given::Building(id) => ("SELECT team_id FROM team_building WHERE building_id = $1 ORDER BY team_id", id),
        Given::BuildingGroup(id) => {
            ("SELECT team_id FROM team_building_group WHERE group_id = $1 ORDER BY team_id", id)
        }
    };
    let rows: Vec<(i64,)> = tx.rows(sql, params![id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
