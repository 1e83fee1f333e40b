use super::model::WorkModule;
use crate::items::spine;
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

pub(super) struct OrganizationRow {
    pub(super) name: String,
    pub(super) zone_name: String,
    pub(super) currency: String,
    pub(super) buildings_cover_own: bool,
    pub(super) version: i64,
}

impl FromRow for OrganizationRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(OrganizationRow {
            name: row.get(0)?,
            zone_name: row.get(1)?,
            currency: row.get(2)?,
            buildings_cover_own: row.get(3)?,
            version: row.get(4)?,
        })
    }
}

impl FromRow for WorkModule {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(WorkModule {
            id: row.get(0)?,
            key: row.get(1)?,
            name: row.get(2)?,
            needs_review: row.get(3)?,
            version: row.get(4)?,
        })
    }
}

pub(super) async fn organization(tx: &mut Tx) -> Result<Option<OrganizationRow>, Problem> {
    let sql = "SELECT name, time_zone, currency, buildings_cover_own, version FROM organization WHERE id = 1";
    Ok(tx.optional(sql, params![]).await?)
}

pub(super) async fn modules(tx: &mut Tx) -> Result<Vec<WorkModule>, Problem> {
    Ok(tx.rows("SELECT id, key, name, needs_review, version FROM work_module ORDER BY id", params![]).await?)
}

pub(super) async fn insert_organization(
    tx: &mut Tx,
    name: &str,
    zone: &str,
    currency: &str,
    at: i64,
) -> Result<(), Problem> {
    let sql = "INSERT INTO organization (id, name, time_zone, currency, created_at) VALUES (1, $1, $2, $3, $4)";
    tx.exec(sql, params![name, zone, currency, at]).await?;
    Ok(())
}

pub(super) async fn insert_module(tx: &mut Tx, key: &str, name: &str) -> Result<i64, Problem> {
    let sql = "INSERT INTO work_module (key, name) VALUES ($1, $2) RETURNING id";
    let (id,): (i64,) = tx.one(sql, params![key, name]).await?;
    spine::create_numbers(tx, id).await?;
    Ok(id)
}
