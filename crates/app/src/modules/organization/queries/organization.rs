use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

#[derive(Clone)]
pub(crate) struct OrganizationRow {
    pub(crate) name: String,
    pub(crate) zone_name: String,
    pub(crate) currency: String,
    pub(crate) buildings_cover_own: bool,
    pub(crate) version: i64,
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

const COLUMNS: &str = "name, time_zone, currency, buildings_cover_own, version";

pub(crate) async fn find(tx: &mut Tx) -> Result<Option<OrganizationRow>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM organization WHERE id = 1"), params![]).await?)
}

/// The same, held against other transactions until this one ends.
pub(crate) async fn lock(tx: &mut Tx) -> Result<Option<OrganizationRow>, Problem> {
    Ok(tx.optional(&format!("SELECT {COLUMNS} FROM organization WHERE id = 1 FOR UPDATE"), params![]).await?)
}

pub(crate) async fn insert(tx: &mut Tx, name: &str, zone: &str, currency: &str, at: i64) -> Result<(), Problem> {
    let sql = "INSERT INTO organization (id, name, time_zone, currency, created_at) VALUES (1, $1, $2, $3, $4)";
    tx.exec(sql, params![name, zone, currency, at]).await?;
    Ok(())
}

pub(crate) async fn update(tx: &mut Tx, row: &OrganizationRow) -> Result<(), Problem> {
    let sql = "UPDATE organization SET name = $1, time_zone = $2, currency = $3, buildings_cover_own = $4, version = $5 WHERE id = 1";
    tx.exec(sql, params![&row.name, &row.zone_name, &row.currency, row.buildings_cover_own, row.version]).await?;
    Ok(())
}

/// Whether somebody has an hourly rate: those are kept in minor units of the organization's currency, whichever it is.
pub(crate) async fn has_rates(tx: &mut Tx) -> Result<bool, Problem> {
    let sql = "SELECT EXISTS (SELECT 1 FROM worker
          WHERE hourly_rate IS NOT NULL OR overtime_rate IS NOT NULL OR other_rate IS NOT NULL)
        OR EXISTS (SELECT 1 FROM worker_rate) OR EXISTS (SELECT 1 FROM work_entry WHERE hourly_rate IS NOT NULL)";
    let (has,): (bool,) = tx.one(sql, params![]).await?;
    Ok(has)
}
