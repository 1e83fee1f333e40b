//! Finding and opening the database.

use std::{
    fs,
    path::{Path, PathBuf},
};

use app::operations;
use store::{Config, Db, Url};

use crate::{cli::Common, failure::Failure};

/// The SQLite file in the folder of the data.
const FILE: &str = "caretaker.db";

/// The database, made if it is missing and brought up to date: for whoever is about to serve, or begins with nothing.
pub(crate) async fn prepare(common: &Common) -> Result<Db, Failure> {
    let db = open(common).await?;
    operations::prepare(&db, now()).await?;
    Ok(db)
}

/// The database as it is, made only if it is missing: it may be one that another version serves at this moment.
pub(crate) async fn find_or_prepare(common: &Common) -> Result<Db, Failure> {
    find_or_prepare_with(common, |_| {}).await
}

/// The same, opened in another way than usual.
pub(crate) async fn find_or_prepare_with(common: &Common, change: impl FnOnce(&mut Config)) -> Result<Db, Failure> {
    let db = open_with(common, change).await?;
    if db.schema().await?.found == 0 {
        db.migrate().await?;
    }
    let db = current(db).await?;
    operations::prepare(&db, now()).await?;
    Ok(db)
}

/// The database that is there.
pub(crate) async fn find(common: &Common) -> Result<Db, Failure> {
    if let Url::Sqlite(path) = url(common)?
        && !path.exists()
    {
        return Err(Failure::new(format!("{}: there is no database", path.display())));
    }
    current(open(common).await?).await
}

/// The database, whatever is in it.
pub(crate) async fn open(common: &Common) -> Result<Db, Failure> {
    open_with(common, |_| {}).await
}

async fn open_with(common: &Common, change: impl FnOnce(&mut Config)) -> Result<Db, Failure> {
    let url = url(common)?;
    if let Url::Sqlite(path) = &url {
        make_folder(path.parent().unwrap_or(Path::new(".")))?;
    }
    let mut config = Config::new(url);
    change(&mut config);
    Ok(Db::open(&config).await?)
}

async fn current(db: Db) -> Result<Db, Failure> {
    let schema = db.schema().await?;
    if schema.found > schema.known {
        return Err(store::Error::TooNew { found: schema.found, known: schema.known }.into());
    }
    if !schema.is_current() {
        return Err(Failure::new("the database has an older schema: caretaker migrate brings it up to date"));
    }
    Ok(db)
}

/// Which database is meant.
pub(crate) fn url(common: &Common) -> Result<Url, Failure> {
    match &common.database_url {
        // without the text itself: it may hold a password
        Some(text) => text.parse().map_err(|expected| Failure::new(format!("--database-url: {expected}"))),
        None => Ok(Url::Sqlite(common.data.join(FILE))),
    }
}

/// For this user alone: the database holds what nobody else on the machine needs to read.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::DirBuilderExt;
    let mut missing = fs::DirBuilder::new();
    missing.recursive(true).mode(0o700);
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() };
    missing.create(&folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))
}

/// Commands run at one moment.
pub(crate) fn now() -> jiff::Timestamp {
    app::context::Clock::System.now()
}
