//! Many new people at once.
use crate::modules::people::model::Account;
use kit::Problem;
use std::collections::HashSet;
use store::{Error, Tx, params};

/// Names that are asked for at once.
const AT_ONCE: usize = 1_000;

/// Those of these user names that somebody has, in small letters.
pub(crate) async fn taken(tx: &mut Tx, user_names: &HashSet<String>) -> Result<HashSet<String>, Problem> {
    let mut wanted: Vec<String> = user_names.iter().flat_map(|name| [name.clone(), name.to_lowercase()]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut taken = HashSet::new();
    // both: the databases do not agree on the small letters of other alphabets
    let sql = "SELECT user_name FROM app_user WHERE user_name IS NOT NULL AND deleted_at IS NULL
          AND (lower(user_name) = ANY($1::text[]) OR user_name = ANY($1::text[]))";
    for names in wanted.chunks(AT_ONCE) {
        let rows: Vec<(String,)> = tx.rows(sql, params![names.to_vec()]).await?;
        taken.extend(rows.into_iter().map(|(name,)| name.to_lowercase()));
    }
    Ok(taken)
}

/// Every building group with each of its buildings.
pub(crate) async fn group_members(tx: &mut Tx) -> Result<Vec<(i64, i64)>, Problem> {
    Ok(tx.rows("SELECT group_id, building_id FROM building_group_member", params![]).await?)
}

/// Adds somebody with everything that is a column of theirs; the error of a user name that somebody has is for the caller to word.
pub(crate) async fn insert(tx: &mut Tx, new: &Account, password_hash: Option<&str>) -> Result<i64, Error> {
    let contact = serde_json::to_string(&new.contact).map_err(|error| Error::Other(error.to_string()))?;
    let sql =
        "INSERT INTO app_user (user_name, name, email, user_type_id, all_buildings, default_building_id, color, active,
          password_hash, must_change_password, contact, version, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) RETURNING id";
    let values = params![
        new.user_name.clone(),
        &new.name,
        new.email.clone(),
        new.user_type_id,
        new.all_buildings,
        new.default_building_id,
        &new.color,
        new.active,
        password_hash.map(str::to_owned),
        new.must_change_password,
        contact,
        new.version,
        new.updated_at
    ];
    let (id,): (i64,) = tx.one(sql, values).await?;
    Ok(id)
}

/// Their buildings, building groups and teams.
pub(crate) async fn insert_access(tx: &mut Tx, new: &[&Account]) -> Result<(), Problem> {
    let (mut buildings, mut groups, mut teams) = (vec![], vec![], vec![]);
    for account in new {
        let rows = |ids: &[i64]| ids.iter().map(|id| params![account.id, *id]).collect::<Vec<_>>();
        buildings.extend(rows(&account.building_ids));
        groups.extend(rows(&account.building_group_ids));
        teams.extend(rows(&account.team_ids));
    }
    tx.exec_many("INSERT INTO user_building (user_id, building_id) VALUES ($1, $2)", buildings).await?;
    tx.exec_many("INSERT INTO user_building_group (user_id, group_id) VALUES ($1, $2)", groups).await?;
    tx.exec_many("INSERT INTO team_member (user_id, team_id) VALUES ($1, $2)", teams).await?;
    Ok(())
}
