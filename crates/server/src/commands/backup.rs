//! `caretaker backup`, `caretaker restore`

use std::{
    fs,
    path::{Path, PathBuf},
};

use app::operations;
use store::Url;

use crate::{cli::Common, database, failure::Failure, terminal};

/// Copies everything into one SQLite file, whichever database it comes from.
pub(crate) async fn backup(common: &Common, file: &Path) -> Result<(), Failure> {
    let db = database::find(common).await?;
    // an earlier backup is not lost by a later one of the same name
    if file.exists() {
        return Err(Failure::new(format!("{} exists already", file.display())));
    }
    db.backup_to(file).await?;
    terminal::say(&format!("everything is in {}", file.display()));
    Ok(())
}

/// Brings a backup back, into an empty database of either kind.
pub(crate) async fn restore(common: &Common, file: &Path) -> Result<(), Failure> {
    let working = Working::beside(common)?;
    match database::url(common)? {
        Url::Sqlite(path) => restore_file(common, file, &working, &path).await?,
        Url::Postgres(_) => {
            let db = database::find_or_prepare(common).await?;
            operations::refuse_to_overwrite(&db).await?;
            let unpacked = operations::unpack(file, &working.path, database::now()).await?;
            operations::fill(&db, &unpacked).await?;
        }
    }
    terminal::say("everything is back");
    Ok(())
}

async fn restore_file(common: &Common, file: &Path, working: &Working, path: &Path) -> Result<(), Failure> {
    let mut _serving = None;
    if path.exists() {
        let db = database::find_or_prepare(common).await?;
        _serving = Some(db.claim_serving()?);
        operations::refuse_to_overwrite(&db).await?;
    }
    let unpacked = operations::unpack(file, &working.path, database::now()).await?;
    // what is empty gives way; the copy appears whole
    remove(path)?;
    Ok(unpacked.backup_to(path).await?)
}

/// Where a backup is unpacked; gone at the end.
struct Working {
    path: PathBuf,
}

impl Working {
    fn beside(common: &Common) -> Result<Self, Failure> {
        database::make_folder(&common.data)?;
        let path = common.data.join("restoring.db");
        remove(&path)?;
        Ok(Self { path })
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        remove(&self.path).ok();
    }
}

/// Removes a database and what SQLite keeps beside it.
fn remove(path: &Path) -> Result<(), Failure> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
