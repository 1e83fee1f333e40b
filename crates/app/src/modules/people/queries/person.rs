//! Everything that decides what people may do, in three reads for however many of them.
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// A person and their own user type.
pub(crate) struct PersonRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) user_name: String,
    pub(crate) color: String,
    pub(crate) active: bool,
    pub(crate) must_change_password: bool,
    pub(crate) all_buildings: bool,
    pub(crate) default_building_id: Option<i64>,
    pub(crate) overrides: String,
    pub(crate) user_type: TypeRow,
}

/// A user type that a person has, themselves or through a team.
pub(crate) struct TypeRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) signs_in: bool,
    pub(crate) grants: String,
}

/// A user type that a team gives.
pub(crate) struct TeamTypeRow {
    pub(crate) user_id: i64,
    pub(crate) team_id: i64,
    pub(crate) team_name: String,
    pub(crate) user_type: TypeRow,
}

/// A building that a person can access, and through what: nothing (their own), a group, a team, or a team's group.
pub(crate) struct AccessibleRow {
    pub(crate) user_id: i64,
    pub(crate) building_id: i64,
    pub(crate) group: Option<(i64, String)>,
    pub(crate) team: Option<(i64, String)>,
}

impl FromRow for PersonRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(PersonRow {
            id: row.get(0)?,
            name: row.get(1)?,
            user_name: row.get::<Option<String>>(2)?.unwrap_or_default(),
            color: row.get(3)?,
            active: row.get(4)?,
            must_change_password: row.get(5)?,
            all_buildings: row.get(6)?,
            default_building_id: row.get(7)?,
            overrides: row.get(8)?,
            user_type: TypeRow { id: row.get(9)?, name: row.get(10)?, signs_in: row.get(11)?, grants: row.get(12)? },
        })
    }
}

impl FromRow for TeamTypeRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(TeamTypeRow {
            user_id: row.get(0)?,
            team_id: row.get(1)?,
            team_name: row.get(2)?,
            user_type: TypeRow { id: row.get(3)?, name: row.get(4)?, signs_in: row.get(5)?, grants: row.get(6)? },
        })
    }
}

impl FromRow for AccessibleRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let named = |at: usize| Ok::<_, Error>(row.get::<Option<i64>>(at)?.zip(row.get::<Option<String>>(at + 1)?));
        Ok(AccessibleRow { user_id: row.get(0)?, building_id: row.get(1)?, group: named(2)?, team: named(4)? })
    }
}

pub(crate) async fn persons(tx: &mut Tx, user_ids: &[i64]) -> Result<Vec<PersonRow>, Problem> {
    let sql = "SELECT u.id, u.name, u.user_name, u.color, u.active, u.must_change_password, u.all_buildings, u.default_building_id,
          u.overrides, t.id, t.name, t.signs_in, t.grants
        FROM app_user u JOIN user_type t ON t.id = u.user_type_id
        WHERE u.id = ANY($1) AND u.deleted_at IS NULL ORDER BY lower(u.name), u.id";
    Ok(tx.rows_by_kept_plan(sql, params![user_ids.to_vec()]).await?)
}

pub(crate) async fn team_types(tx: &mut Tx, user_ids: &[i64]) -> Result<Vec<TeamTypeRow>, Problem> {
    let sql = "SELECT m.user_id, team.id, team.name, t.id, t.name, t.signs_in, t.grants
        FROM team_member m JOIN team ON team.id = m.team_id
          JOIN team_user_type tt ON tt.team_id = team.id JOIN user_type t ON t.id = tt.user_type_id
        WHERE m.user_id = ANY($1) ORDER BY m.user_id, team.id, t.id";
    Ok(tx.rows_by_kept_plan(sql, params![user_ids.to_vec()]).await?)
}

pub(crate) async fn accessible(tx: &mut Tx, user_ids: &[i64]) -> Result<Vec<AccessibleRow>, Problem> {
    let sql = "SELECT ub.user_id, ub.building_id, CAST(NULL AS BIGINT), CAST(NULL AS TEXT), CAST(NULL AS BIGINT), CAST(NULL AS TEXT)
        FROM user_building ub WHERE ub.user_id = ANY($1)
        UNION ALL
        SELECT ug.user_id, gm.building_id, g.id, g.name, NULL, NULL FROM user_building_group ug
          JOIN building_group g ON g.id = ug.group_id JOIN building_group_member gm ON gm.group_id = g.id
        WHERE ug.user_id = ANY($1)
        UNION ALL
        SELECT m.user_id, tb.building_id, NULL, NULL, team.id, team.name FROM team_member m
          JOIN team ON team.id = m.team_id JOIN team_building tb ON tb.team_id = team.id
        WHERE m.user_id = ANY($1)
        UNION ALL
        SELECT m.user_id, gm.building_id, g.id, g.name, team.id, team.name FROM team_member m
          JOIN team ON team.id = m.team_id JOIN team_building_group tg ON tg.team_id = team.id
          JOIN building_group g ON g.id = tg.group_id JOIN building_group_member gm ON gm.group_id = g.id
        WHERE m.user_id = ANY($1)";
    Ok(tx.rows_by_kept_plan(sql, params![user_ids.to_vec()]).await?)
}
