use super::{Error, empty::refuse_unless_empty, prepare};
use crate::modules::work::actions::reindex;
use jiff::Timestamp;
use std::{fs, path::Path};
use store::{Config, Db, Url, spine};

/// Items that are made findable at once.
const AT_ONCE: usize = 2_000;

/// Makes a backup ready in a file of its own, which is then as the program that reads it would have left it: the backup may be
/// of an older version, and of either database. The backup itself stays as it is.
///
/// Errors: it is no backup, or one of a newer version.
pub async fn unpack(backup: &Path, working: &Path, now: Timestamp) -> Result<Db, Error> {
    fs::copy(backup, working).map_err(|error| Error::refused(format!("{}: {error}", backup.display())))?;
    let file = Db::open(&Config::new(Url::Sqlite(working.to_owned()))).await?;
    if file.schema().await?.found == 0 {
        return Err(Error::refused(format!("{} is no backup", backup.display())));
    }
    prepare(&file, now).await?;
    make_findable(&file).await?;
    Ok(file)
}

/// Refuses to restore over what somebody has entered.
pub async fn refuse_to_overwrite(db: &Db) -> Result<(), Error> {
    db.read(|tx| Box::pin(refuse_unless_empty(tx))).await
}

/// Fills an empty PostgreSQL database with what was unpacked.
pub async fn fill(db: &Db, unpacked: &Db) -> Result<(), Error> {
    db.replace_by(unpacked).await?;
    make_findable(db).await
}

async fn make_findable(db: &Db) -> Result<(), Error> {
    let mut after = 0;
    while let Some(last) = db.write(move |tx| Box::pin(next(tx, after))).await? {
        after = last;
    }
    Ok(())
}

/// Makes the next ones findable; answers the last of them.
async fn next(tx: &mut store::Tx, after: i64) -> Result<Option<i64>, Error> {
    let ids = spine::unindexed(tx, after, AT_ONCE).await?;
    let items = reindex::on_spine(tx, &ids).await?;
    spine::index(tx, &items).await?;
    Ok(ids.last().copied())
}
