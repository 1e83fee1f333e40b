//! Many requests at once: one statement a table, sent for row after row.
use super::request;
use crate::modules::work::model::Request;
use kit::Problem;
use store::{Tx, params};

/// Money that was spent on a request that comes in; minor units.
pub(crate) struct Cost {
    pub(crate) item_id: i64,
    pub(crate) note: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) entered_by: i64,
    pub(crate) at: i64,
}

/// Writes the parts that are not on the spine.
pub(crate) async fn insert_requests(tx: &mut Tx, requests: &[Request]) -> Result<(), Problem> {
    tx.exec_many(request::INSERT, requests.iter().map(request::own_columns).collect()).await?;
    Ok(())
}

pub(crate) async fn insert_costs(tx: &mut Tx, costs: &[Cost]) -> Result<(), Problem> {
    let sql = "INSERT INTO cost (item_id, kind, note, amount, currency, entered_by, at) VALUES ($1, 'other', $2, $3, $4, $5, $6)";
    let row = |c: &Cost| params![c.item_id, &c.note, c.amount, &c.currency, c.entered_by, c.at];
    tx.exec_many(sql, costs.iter().map(row).collect()).await?;
    Ok(())
}

/// Id and name of the types that are offered.
pub(crate) async fn offered_types(tx: &mut Tx, module_id: i64) -> Result<Vec<(i64, String)>, Problem> {
    let sql = "SELECT id, name FROM request_type WHERE module_id = $1 AND active ORDER BY lower(name), id";
    Ok(tx.rows(sql, params![module_id]).await?)
}
