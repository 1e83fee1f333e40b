use kit::Problem;
use store::{Tx, params};

/// Address and preferences.
pub(crate) async fn contact(tx: &mut Tx, user_id: i64) -> Result<(Option<String>, String), Problem> {
    let sql = "SELECT email, preferences FROM app_user WHERE id = $1";
    let found = tx.rows_by_kept_plan(sql, params![user_id]).await?.into_iter().next();
    Ok(found.ok_or(store::Error::NoRow)?)
}

pub(crate) async fn with_email(tx: &mut Tx, ids: &[i64]) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT id FROM app_user WHERE id = ANY($1) AND email IS NOT NULL AND active AND deleted_at IS NULL";
    let rows: Vec<(i64,)> = tx.rows(sql, params![ids.to_vec()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(crate) async fn grants_of_types(tx: &mut Tx) -> Result<Vec<(i64, String)>, Problem> {
    Ok(tx.rows("SELECT id, grants FROM user_type ORDER BY id", params![]).await?)
}

/// People of these user types, themselves or through a team, and people with an override of this key.
pub(crate) async fn with_types_or_override(tx: &mut Tx, types: &[i64], key: &str) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT u.id FROM app_user u WHERE u.user_type_id = ANY($1) AND u.active AND u.deleted_at IS NULL
        UNION
        SELECT m.user_id FROM team_member m JOIN team_user_type t ON t.team_id = m.team_id WHERE t.user_type_id = ANY($1)
        UNION
        SELECT u.id FROM app_user u WHERE u.overrides <> '{}' AND u.overrides LIKE $2";
    let rows: Vec<(i64,)> = tx.rows(sql, params![types.to_vec(), format!("%\"{key}\"%")]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// People of these user types, themselves or through a team, who can access this building, by whichever way.
pub(crate) async fn with_types_in(tx: &mut Tx, types: &[i64], building: i64) -> Result<Vec<i64>, Problem> {
    // each of the few who are there is looked up: joined, everybody who works here would be gone through
    let sql = "SELECT there.user_id FROM (
          SELECT user_id FROM user_building WHERE building_id = $2
          UNION SELECT g.user_id FROM building_group_member b JOIN user_building_group g ON g.group_id = b.group_id
            WHERE b.building_id = $2
          UNION SELECT m.user_id FROM team_building b JOIN team_member m ON m.team_id = b.team_id WHERE b.building_id = $2
          UNION SELECT m.user_id FROM building_group_member b JOIN team_building_group g ON g.group_id = b.group_id
            JOIN team_member m ON m.team_id = g.team_id WHERE b.building_id = $2
          UNION SELECT id FROM app_user WHERE all_buildings
        ) there WHERE (
          SELECT u.active AND u.deleted_at IS NULL AND (u.user_type_id = ANY($1) OR EXISTS (
            SELECT 1 FROM team_member m JOIN team_user_type t ON t.team_id = m.team_id
              WHERE m.user_id = u.id AND t.user_type_id = ANY($1)))
            FROM app_user u WHERE u.id = there.user_id)";
    let rows: Vec<(i64,)> = tx.rows_by_kept_plan(sql, params![types.to_vec(), building]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
