//! Tables for other programs: everything of one kind, for the operator; what pages export is bound by the reader's scope.
mod kinds;
mod sheet;
mod table;

pub use kinds::Kind;
pub use table::Format;

use super::Error;
use jiff::tz::TimeZone;
use std::io::{Seek, Write};
use store::Db;
use table::Table;

/// Rows that are read at once.
const AT_ONCE: i64 = 5_000;

/// Writes everything of a kind. Times are in the organization's zone where the format has no zones (spreadsheets).
pub async fn export<W: Write + Seek + Send>(db: &Db, kind: Kind, format: Format, out: W) -> Result<(), Error> {
    let zone = zone(db).await?;
    let mut table = Table::begin(format, kind.columns(), zone, out)?;
    let mut after = i64::MIN;
    loop {
        let rows = db.read(move |tx| Box::pin(kind.rows(tx, after, AT_ONCE))).await?;
        let Some((last, _)) = rows.last() else { break };
        after = *last;
        for (_, cells) in rows {
            table.row(&cells)?;
        }
    }
    table.finish()
}

async fn zone(db: &Db) -> Result<TimeZone, Error> {
    let settings = db.read(|tx| Box::pin(crate::modules::organization::actions::settings(tx))).await?;
    Ok(settings.map_or(TimeZone::UTC, |settings| settings.zone))
}
