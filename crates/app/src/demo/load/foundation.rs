//! Everything that is there before the first request: the organization, its places, its people.
use super::sign_ins::PASSWORD;
use crate::{
    demo::{DAY, District, Person, calendar::DAYS},
    modules::people::actions::sign_in::password,
    operations::Error,
};
use jiff::tz::TimeZone;
use std::collections::HashMap;
use store::{Param, Tx, params};

/// Avatar colours to choose from.
const COLORS: usize = 12;

/// The ids that indexes of the district became.
pub(super) struct Ids {
    pub(super) module: i64,
    pub(super) currency: &'static str,
    pub(super) zone: TimeZone,
    pub(super) types: Vec<i64>,
    pub(super) buildings: Vec<i64>,
    /// By building, in the order of its rooms.
    pub(super) rooms: Vec<Vec<i64>>,
    pub(super) people: Vec<i64>,
    /// Who assigns: the ids of the office's people.
    pub(super) office: Vec<i64>,
}

/// Writes it. The people are the district's, then `further`.
pub(super) async fn write(tx: &mut Tx, district: &District, further: &[Person]) -> Result<Ids, Error> {
    let opened = district.plan.midnight - DAYS as i64 * DAY;
    let sql = "UPDATE organization SET name = $1, time_zone = $2, currency = $3, created_at = $4";
    tx.exec(sql, params![district.name, district.time_zone, district.currency, opened]).await?;
    let sql = "SELECT id FROM work_module WHERE key = 'maintenance'";
    let (module,): (i64,) = tx.one(sql, params![]).await?;
    let types = types(tx, district, module).await?;
    let (buildings, rooms) = places(tx, district, opened).await?;
    let groups = groups(tx, district, &buildings).await?;
    let everybody: Vec<&Person> = district.people.iter().chain(further).collect();
    let people = people(tx, &everybody, &buildings, &groups, opened).await?;
    let is_office = |person: &Person| person.user_type == "facilitron.system_processor";
    let office = everybody.iter().zip(&people).filter(|(person, _)| is_office(person)).map(|(_, id)| *id).collect();
    let zone = TimeZone::get(district.time_zone).unwrap_or(TimeZone::UTC);
    tx.bump_access();
    Ok(Ids { module, currency: district.currency, zone, types, buildings, rooms, people, office })
}

async fn types(tx: &mut Tx, district: &District, module: i64) -> Result<Vec<i64>, Error> {
    let rows = district.request_types.iter().map(|kind| params![module, kind.name, kind.due_days]);
    let sql = "INSERT INTO request_type (module_id, name, due_days) VALUES ($1, $2, $3)";
    tx.exec_many(sql, rows.collect()).await?;
    ids(tx, "request_type").await
}

async fn places(tx: &mut Tx, district: &District, opened: i64) -> Result<(Vec<i64>, Vec<Vec<i64>>), Error> {
    let rows = district.buildings.iter().map(|building| params![&building.name, &building.address, opened]);
    let sql = "INSERT INTO building (name, address, created_at, updated_at) VALUES ($1, $2, $3, $3)";
    tx.exec_many(sql, rows.collect()).await?;
    let buildings = ids(tx, "building").await?;
    let named = district.buildings.iter().zip(&buildings);
    let rows = named.flat_map(|(building, id)| building.rooms.iter().map(|room| params![*id, &room.name]));
    tx.exec_many("INSERT INTO resource (building_id, name) VALUES ($1, $2)", rows.collect()).await?;
    let mut all = ids(tx, "resource").await?.into_iter();
    let rooms = district.buildings.iter().map(|building| all.by_ref().take(building.rooms.len()).collect());
    Ok((buildings, rooms.collect()))
}

async fn groups(tx: &mut Tx, district: &District, buildings: &[i64]) -> Result<Vec<i64>, Error> {
    let rows = district.groups.iter().map(|group| params![&group.name]);
    tx.exec_many("INSERT INTO building_group (name) VALUES ($1)", rows.collect()).await?;
    let groups = ids(tx, "building_group").await?;
    let members = district.groups.iter().zip(&groups);
    let rows = members.flat_map(|(group, id)| group.buildings.iter().map(|&index| params![*id, buildings[index]]));
    let sql = "INSERT INTO building_group_member (group_id, building_id) VALUES ($1, $2)";
    tx.exec_many(sql, rows.collect()).await?;
    Ok(groups)
}

async fn people(
    tx: &mut Tx,
    people: &[&Person],
    buildings: &[i64],
    groups: &[i64],
    opened: i64,
) -> Result<Vec<i64>, Error> {
    let types: HashMap<String, i64> =
        tx.rows("SELECT builtin, id FROM user_type WHERE builtin IS NOT NULL", params![]).await?.into_iter().collect();
    let password_hash = password::hash_now(PASSWORD);
    let mut rows = Vec::with_capacity(people.len());
    for (index, person) in people.iter().enumerate() {
        let user_type = types.get(person.user_type).copied();
        let user_type = user_type.ok_or_else(|| Error::refused("the shipped user types are not there"))?;
        rows.push(params![
            person.user_name.as_deref(),
            &person.name,
            person.email.as_deref(),
            user_type,
            person.all_buildings,
            person.default_building.map(|index| buildings[index]),
            (index % COLORS).to_string(),
            person.user_name.is_some().then_some(password_hash.as_str()),
            opened
        ]);
    }
    let sql = "INSERT INTO app_user
            (user_name, name, email, user_type_id, all_buildings, default_building_id, color, password_hash, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)";
    tx.exec_many(sql, rows).await?;
    let ids = ids(tx, "app_user").await?;
    let of = |some: &dyn Fn(&Person) -> Vec<i64>| -> Vec<Vec<Param>> {
        let each = people.iter().zip(&ids);
        each.flat_map(|(person, id)| some(person).into_iter().map(|other| params![*id, other])).collect()
    };
    let own = of(&|person| person.buildings.iter().map(|&index| buildings[index]).collect());
    tx.exec_many("INSERT INTO user_building (user_id, building_id) VALUES ($1, $2)", own).await?;
    let through_groups = of(&|person| person.groups.iter().map(|&index| groups[index]).collect());
    tx.exec_many("INSERT INTO user_building_group (user_id, group_id) VALUES ($1, $2)", through_groups).await?;
    let workers = people.iter().zip(&ids).filter(|(person, _)| person.trade.is_some());
    let workers = workers.map(|(person, id)| params![*id, person.hourly_rate]).collect();
    tx.exec_many("INSERT INTO worker (user_id, hourly_rate) VALUES ($1, $2)", workers).await?;
    Ok(ids)
}

/// All ids of a table that was empty, in the order in which its rows were written.
async fn ids(tx: &mut Tx, table: &str) -> Result<Vec<i64>, Error> {
    let rows: Vec<(i64,)> = tx.rows(&format!("SELECT id FROM {table} ORDER BY id"), params![]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
