//! Approval processes as they are set up.
use crate::{
    modules::{places::model::Reach, work::model::approval::Tier},
    named::Conditions,
};
use kit::Problem;
use std::collections::BTreeMap;
use store::{Error, FromRow, Row, Tx, params};

/// A process with its tiers in order. Neither building nor request type: the organization's.
#[derive(Clone, Debug)]
pub(crate) struct ProcessRow {
    pub(crate) id: i64,
    pub(crate) module_id: i64,
    pub(crate) building_id: Option<i64>,
    pub(crate) request_type_id: Option<i64>,
    pub(crate) enforce_order: bool,
    pub(crate) version: i64,
    pub(crate) tiers: Vec<Tier>,
}

impl FromRow for ProcessRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(ProcessRow {
            id: row.get(0)?,
            module_id: row.get(1)?,
            building_id: row.get(2)?,
            request_type_id: row.get(3)?,
            enforce_order: row.get(4)?,
            version: row.get(5)?,
            tiers: vec![],
        })
    }
}

const COLUMNS: &str = "id, module_id, building_id, request_type_id, enforce_order, version";

/// Which processes a list is about: of one module, with their building within reach.
pub(crate) struct Wanted {
    pub(crate) module_id: Option<i64>,
    pub(crate) building_id: Option<i64>,
    pub(crate) request_type_id: Option<i64>,
    pub(crate) reach: Reach,
    pub(crate) after: Option<i64>,
    pub(crate) limit: usize,
}

fn narrowed(wanted: &Wanted) -> Conditions {
    let asked = [
        ("module_id = ?", wanted.module_id),
        ("building_id = ?", wanted.building_id),
        ("request_type_id = ?", wanted.request_type_id),
    ];
    let asked = asked.into_iter().filter_map(|(condition, id)| Some((condition, id?)));
    let narrowed = asked.fold(Conditions::new(), |all, (condition, id)| all.and(condition, id));
    match &wanted.reach {
        Reach::All => narrowed,
        Reach::Only(ids) => narrowed.and("(building_id IS NULL OR building_id = ANY(?))", ids.clone()),
    }
}

/// One more than a page, the oldest first.
pub(crate) async fn list(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<ProcessRow>, Problem> {
    let (sql, values) = narrowed(wanted).and("id > ?", wanted.after.unwrap_or(0)).select(
        COLUMNS,
        "approval_process",
        "id",
        wanted.limit as i64 + 1,
    );
    let mut found: Vec<ProcessRow> = tx.rows(&sql, values).await?;
    add_tiers(tx, &mut found).await?;
    Ok(found)
}

/// All of them, the oldest first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<ProcessRow>, Problem> {
    let mut found: Vec<ProcessRow> =
        tx.rows(&format!("SELECT {COLUMNS} FROM approval_process ORDER BY id"), params![]).await?;
    add_tiers(tx, &mut found).await?;
    Ok(found)
}

/// How many, counting no further than one above what is shown.
pub(crate) async fn count(tx: &mut Tx, wanted: &Wanted) -> Result<i64, Problem> {
    let (sql, values) = narrowed(wanted).count("approval_process");
    let (count,): (i64,) = tx.one(&sql, values).await?;
    Ok(count)
}

pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<ProcessRow>, Problem> {
    one(tx, id, "").await
}

/// The same, held against other transactions until this one ends.
pub(crate) async fn lock(tx: &mut Tx, id: i64) -> Result<Option<ProcessRow>, Problem> {
    one(tx, id, " FOR UPDATE").await
}

async fn one(tx: &mut Tx, id: i64, locking: &str) -> Result<Option<ProcessRow>, Problem> {
    let sql = format!("SELECT {COLUMNS} FROM approval_process WHERE id = $1{locking}");
    let mut found: Vec<ProcessRow> = tx.rows(&sql, params![id]).await?;
    add_tiers(tx, &mut found).await?;
    Ok(found.pop())
}

async fn add_tiers(tx: &mut Tx, processes: &mut [ProcessRow]) -> Result<(), Problem> {
    let ids: Vec<i64> = processes.iter().map(|process| process.id).collect();
    let sql = "SELECT process_id, tier, user_type_id, user_id FROM approval_tier_member WHERE process_id = ANY($1)
        ORDER BY process_id, tier, user_type_id, user_id";
    let members: Vec<(i64, i64, Option<i64>, Option<i64>)> = tx.rows(sql, params![ids]).await?;
    let mut tiers: BTreeMap<i64, BTreeMap<i64, Tier>> = BTreeMap::new();
    for (process_id, number, user_type_id, user_id) in members {
        let tier = tiers.entry(process_id).or_default().entry(number).or_default();
        tier.user_type_ids.extend(user_type_id);
        tier.user_ids.extend(user_id);
    }
    for process in processes {
        process.tiers = tiers.remove(&process.id).unwrap_or_default().into_values().collect();
    }
    Ok(())
}

/// The process of the same scope, if there is another one.
pub(crate) async fn same_scope(tx: &mut Tx, row: &ProcessRow) -> Result<Option<i64>, Problem> {
    let sql = "SELECT id FROM approval_process WHERE module_id = $1 AND coalesce(building_id, 0) = $2
        AND coalesce(request_type_id, 0) = $3 AND id <> $4";
    let scope = (row.building_id.unwrap_or(0), row.request_type_id.unwrap_or(0));
    let found: Option<(i64,)> = tx.optional(sql, params![row.module_id, scope.0, scope.1, row.id]).await?;
    Ok(found.map(|(id,)| id))
}

/// Adds a process with its tiers; its `id` and `version` are not looked at.
pub(crate) async fn insert(tx: &mut Tx, row: &ProcessRow) -> Result<i64, Error> {
    let sql = "INSERT INTO approval_process (module_id, building_id, request_type_id, enforce_order)
        VALUES ($1, $2, $3, $4) RETURNING id";
    let values = params![row.module_id, row.building_id, row.request_type_id, row.enforce_order];
    let (id,): (i64,) = tx.one(sql, values).await?;
    insert_tiers(tx, id, &row.tiers).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, row: &ProcessRow) -> Result<(), Error> {
    let sql = "UPDATE approval_process SET building_id = $2, request_type_id = $3, enforce_order = $4, version = $5 WHERE id = $1";
    let values = params![row.id, row.building_id, row.request_type_id, row.enforce_order, row.version];
    tx.exec(sql, values).await?;
    tx.exec("DELETE FROM approval_tier_member WHERE process_id = $1", params![row.id]).await?;
    insert_tiers(tx, row.id, &row.tiers).await
}

async fn insert_tiers(tx: &mut Tx, id: i64, tiers: &[Tier]) -> Result<(), Error> {
    let sql = "INSERT INTO approval_tier_member (process_id, tier, user_type_id, user_id) VALUES ($1, $2, $3, $4)";
    let members = (1_i64..).zip(tiers).flat_map(|(number, tier)| {
        let types = tier.user_type_ids.iter().map(move |type_id| params![id, number, Some(*type_id), None::<i64>]);
        types.chain(tier.user_ids.iter().map(move |user_id| params![id, number, None::<i64>, Some(*user_id)]))
    });
    tx.exec_many(sql, members.collect()).await?;
    Ok(())
}

/// Requests that wait at a tier which is no more wait at the last one.
pub(crate) async fn fit_waiting(tx: &mut Tx, id: i64, tiers: usize) -> Result<(), Problem> {
    let sql = "UPDATE work_request SET approval_tier = $2 WHERE approval_process_id = $1 AND approval_tier > $2
        AND EXISTS (SELECT 1 FROM item i WHERE i.id = work_request.item_id AND i.state IN (1, 7))";
    tx.exec(sql, params![id, tiers.saturating_sub(1) as i64]).await?;
    Ok(())
}

/// Requests under it wait for everybody who may approve them, from then on.
pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM approval_process WHERE id = $1", params![id]).await?;
    Ok(())
}

/// Which of these user types there are.
pub(crate) async fn user_types(tx: &mut Tx, ids: &[i64]) -> Result<Vec<i64>, Problem> {
    let rows: Vec<(i64,)> = tx.rows("SELECT id FROM user_type WHERE id = ANY($1)", params![ids]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// All user types, by name.
pub(crate) async fn all_user_types(tx: &mut Tx) -> Result<Vec<(i64, String)>, Problem> {
    Ok(tx.rows("SELECT id, name FROM user_type ORDER BY lower(name), id", params![]).await?)
}

/// Active people with these letters in their names, by name; at most so many.
pub(crate) async fn people_named(tx: &mut Tx, text: &str, limit: usize) -> Result<Vec<i64>, Problem> {
    let conditions = Conditions::new().and("active = ?", true).and_text(Some(text));
    let (sql, values) = conditions.select(
        "id",
        "(SELECT * FROM app_user WHERE deleted_at IS NULL) AS u",
        "lower(name), id",
        limit as i64,
    );
    let rows: Vec<(i64,)> = tx.rows(&sql, values).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
