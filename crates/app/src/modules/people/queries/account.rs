//! Accounts with what hangs on them: however many, in a handful of reads.
use crate::modules::people::model::{Account, Rates};
use kit::Problem;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use store::{Error, FromRow, Row, Tx, params};

impl FromRow for Account {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Account {
            id: row.get(0)?,
            user_name: row.get(1)?,
            name: row.get(2)?,
            email: row.get(3)?,
            user_type_id: row.get(4)?,
            all_buildings: row.get(5)?,
            default_building_id: row.get(6)?,
            color: row.get(7)?,
            active: row.get(8)?,
            has_password: row.get(9)?,
            must_change_password: row.get(10)?,
            invited: row.get(11)?,
            overrides: json(row, 12)?,
            contact: json(row, 13)?,
            insurance_expires_on: row.get(14)?,
            version: row.get(15)?,
            created_at: row.get(16)?,
            updated_at: row.get(17)?,
            ..Account::default()
        })
    }
}

fn json<T: DeserializeOwned>(row: &Row<'_>, index: usize) -> Result<T, Error> {
    serde_json::from_str(&row.get::<String>(index)?).map_err(|error| Error::Other(format!("an account: {error}")))
}

/// These accounts by name; who was deleted is left out.
pub(crate) async fn find(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Account>, Problem> {
    let sql = "SELECT id, user_name, name, email, user_type_id, all_buildings, default_building_id, color, active,
          password_hash IS NOT NULL, must_change_password, EXISTS (SELECT 1 FROM invitation i WHERE i.user_id = app_user.id),
          overrides, contact, insurance_expires_on, version, created_at, updated_at
        FROM app_user WHERE id = ANY($1) AND deleted_at IS NULL ORDER BY lower(name), id";
    let mut accounts: Vec<Account> = tx.rows(sql, params![ids]).await?;
    let buildings = "SELECT user_id, building_id FROM user_building WHERE user_id = ANY($1) ORDER BY building_id";
    let groups = "SELECT user_id, group_id FROM user_building_group WHERE user_id = ANY($1) ORDER BY group_id";
    let teams = "SELECT user_id, team_id FROM team_member WHERE user_id = ANY($1) ORDER BY team_id";
    let mut buildings = lists(tx, buildings, ids).await?;
    let mut groups = lists(tx, groups, ids).await?;
    let mut teams = lists(tx, teams, ids).await?;
    let mut rates = rates(tx, ids).await?;
    for account in &mut accounts {
        account.building_ids = buildings.remove(&account.id).unwrap_or_default();
        account.building_group_ids = groups.remove(&account.id).unwrap_or_default();
        account.team_ids = teams.remove(&account.id).unwrap_or_default();
        account.worker = rates.remove(&account.id);
    }
    Ok(accounts)
}

async fn lists(tx: &mut Tx, sql: &str, ids: &[i64]) -> Result<HashMap<i64, Vec<i64>>, Problem> {
    let mut lists: HashMap<i64, Vec<i64>> = HashMap::new();
    let rows: Vec<(i64, i64)> = tx.rows(sql, params![ids]).await?;
    rows.into_iter().for_each(|(user_id, id)| lists.entry(user_id).or_default().push(id));
    Ok(lists)
}

async fn rates(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, Rates>, Problem> {
    let sql = "SELECT user_id, hourly_rate, overtime_rate, other_rate FROM worker WHERE user_id = ANY($1)";
    let rows: Vec<RatesRow> = tx.rows(sql, params![ids]).await?;
    Ok(rows.into_iter().map(|row| (row.user_id, row.rates)).collect())
}

struct RatesRow {
    user_id: i64,
    rates: Rates,
}

impl FromRow for RatesRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let rates = Rates { hourly: row.get(1)?, overtime: row.get(2)?, other: row.get(3)? };
        Ok(RatesRow { user_id: row.get(0)?, rates })
    }
}

/// Lets changes of people happen one after the other until this transaction ends: two that are fine alone could together leave
/// nobody who administers, or give what neither may give.
pub(crate) async fn one_at_a_time(tx: &mut Tx) -> Result<(), Problem> {
    let sql = "SELECT id FROM user_type ORDER BY id LIMIT 1 FOR NO KEY UPDATE";
    tx.rows::<(i64,)>(sql, params![]).await?;
    Ok(())
}

/// Adds somebody with nothing but a name and a user type; the rest is written by the functions below.
pub(crate) async fn insert(tx: &mut Tx, new: &Account, at: i64) -> Result<i64, Problem> {
    let sql = "INSERT INTO app_user (name, user_type_id, color, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![&new.name, new.user_type_id, &new.color, at]).await?;
    Ok(id)
}

/// What decides what the person may do: user type, overrides, teams and buildings.
pub(crate) async fn set_access(tx: &mut Tx, account: &Account) -> Result<(), Problem> {
    let overrides = serde_json::to_string(&account.overrides).map_err(|_| Problem::Internal)?;
    let sql = "UPDATE app_user SET user_type_id = $2, all_buildings = $3, overrides = $4 WHERE id = $1";
    tx.exec(sql, params![account.id, account.user_type_id, account.all_buildings, overrides]).await?;
    for (table, column, ids) in [
        ("user_building", "building_id", &account.building_ids),
        ("user_building_group", "group_id", &account.building_group_ids),
        ("team_member", "team_id", &account.team_ids),
    ] {
        let sql = format!("DELETE FROM {table} WHERE user_id = $1 AND {column} <> ALL($2)");
        tx.exec(&sql, params![account.id, ids.clone()]).await?;
        let sql = format!("INSERT INTO {table} (user_id, {column}) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        tx.exec_many(&sql, ids.iter().map(|id| params![account.id, *id]).collect()).await?;
    }
    Ok(())
}

/// Everything else but password and rates. The error of a user name that somebody has is for the caller to word.
pub(crate) async fn set_profile(tx: &mut Tx, account: &Account) -> Result<(), Error> {
    let contact = serde_json::to_string(&account.contact).map_err(|error| Error::Other(error.to_string()))?;
    let sql = "UPDATE app_user SET user_name = $2, name = $3, email = $4, default_building_id = $5, color = $6, active = $7, contact = $8,
          insurance_expires_on = $9, version = $10, updated_at = $11, must_change_password = $12 WHERE id = $1";
    let values = params![
        account.id,
        account.user_name.clone(),
        &account.name,
        account.email.clone(),
        account.default_building_id,
        &account.color,
        account.active,
        contact,
        account.insurance_expires_on.clone(),
        account.version,
        account.updated_at,
        account.must_change_password
    ];
    tx.exec(sql, values).await?;
    Ok(())
}

/// The worker profile, or none. Rates that change now are kept as those in force until now.
pub(crate) async fn set_worker(tx: &mut Tx, id: i64, worker: Option<Rates>, at: i64) -> Result<(), Problem> {
    let Rates { hourly, overtime, other } = worker.unwrap_or_default();
    let sql = "INSERT INTO worker_rate (user_id, until, hourly_rate, overtime_rate, other_rate)
        SELECT user_id, $2, hourly_rate, overtime_rate, other_rate FROM worker
        WHERE user_id = $1 AND coalesce(hourly_rate, overtime_rate, other_rate) IS NOT NULL
          AND (hourly_rate IS DISTINCT FROM $3 OR overtime_rate IS DISTINCT FROM $4 OR other_rate IS DISTINCT FROM $5)
        ON CONFLICT DO NOTHING";
    tx.exec(sql, params![id, at, hourly, overtime, other]).await?;
    if worker.is_none() {
        tx.exec("DELETE FROM worker WHERE user_id = $1", params![id]).await?;
        return Ok(());
    }
    let sql = "INSERT INTO worker (user_id, hourly_rate, overtime_rate, other_rate) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id) DO UPDATE SET hourly_rate = $2, overtime_rate = $3, other_rate = $4";
    tx.exec(sql, params![id, hourly, overtime, other]).await?;
    Ok(())
}

/// Leaves the row with its name, which history and requests show, and nothing else of the person.
pub(crate) async fn delete(tx: &mut Tx, id: i64, at: i64) -> Result<(), Problem> {
    for table in
        ["session", "invitation", "user_building", "user_building_group", "team_member", "worker", "worker_rate"]
    {
        tx.exec(&format!("DELETE FROM {table} WHERE user_id = $1"), params![id]).await?;
    }
    tx.exec("UPDATE team SET lead_id = NULL WHERE lead_id = $1", params![id]).await?;
    let sql = "UPDATE app_user SET deleted_at = $2, updated_at = $2, version = version + 1, active = false, user_name = NULL, email = NULL,
          password_hash = NULL, all_buildings = false, default_building_id = NULL, overrides = '{}', contact = '{}', preferences = '{}',
          insurance_expires_on = NULL WHERE id = $1";
    tx.exec(sql, params![id, at]).await?;
    Ok(())
}
