use crate::{many::Refusal, modules::imports::model::RowError};
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// What is wrong with a row, and its place among all that is wrong.
pub(crate) struct Placed {
    pub(crate) place: i64,
    pub(crate) error: RowError,
}

impl FromRow for Placed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let why = Refusal { reason: row.get(4)?, permission: row.get(5)? };
        let error = RowError { row: row.get(1)?, column: row.get(2)?, value: row.get(3)?, why };
        Ok(Placed { place: row.get(0)?, error })
    }
}

/// Puts these in the place of what was known before.
pub(crate) async fn replace(tx: &mut Tx, run_id: i64, errors: &[RowError]) -> Result<(), Problem> {
    tx.exec("DELETE FROM import_error WHERE run_id = $1", params![run_id]).await?;
    let sql = "INSERT INTO import_error (run_id, place, row_number, column_name, cell, message, permission)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let row = |(place, e): (usize, &RowError)| {
        params![run_id, place as i64, e.row, &e.column, &e.value, &e.why.reason, e.why.permission.as_deref()]
    };
    tx.exec_many(sql, errors.iter().enumerate().map(row).collect()).await?;
    Ok(())
}

/// Those behind a place, in the order of the rows.
pub(crate) async fn after(tx: &mut Tx, run_id: i64, place: i64, limit: i64) -> Result<Vec<Placed>, Problem> {
    let sql = "SELECT place, row_number, column_name, cell, message, permission FROM import_error
        WHERE run_id = $1 AND place > $2 ORDER BY place LIMIT $3";
    Ok(tx.rows(sql, params![run_id, place, limit]).await?)
}

/// The numbers of all rows with which something is wrong.
pub(crate) async fn rows(tx: &mut Tx, run_id: i64) -> Result<Vec<u32>, Problem> {
    let sql = "SELECT DISTINCT row_number FROM import_error WHERE run_id = $1 ORDER BY row_number";
    let rows: Vec<(u32,)> = tx.rows(sql, params![run_id]).await?;
    Ok(rows.into_iter().map(|(row,)| row).collect())
}
