//! Brings a database to this program's schema: forward only, all or nothing, one at a time.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::{Db, Dialect, Error, Result, Tx, params, spine};

/// `(file name, text)` of every file in `migrations/`, sorted.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// What this crate itself keeps in a database. It has to be there before the first migration.
const OWN_TABLES: &str = "
    CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS access_version (id BIGINT PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL);
    INSERT INTO access_version (id, version) VALUES (1, 1) ON CONFLICT (id) DO NOTHING;
    CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
    CREATE TABLE IF NOT EXISTS dropped_index (name TEXT PRIMARY KEY, sql TEXT NOT NULL);";

/// One step of the schema: `NNNN_name.sql` for both databases, or `NNNN_name.sqlite.sql` and `NNNN_name.postgres.sql`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) name: String,
    pub(crate) sql: &'static str,
}

/// Where a database's schema stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// The newest migration that was applied; 0 for an empty database.
    pub found: i64,
    /// The newest one that this program knows.
    pub known: i64,
}

impl Schema {
    /// This program can work with it as it is.
    pub fn is_current(self) -> bool {
        self.found == self.known
    }
}

pub(crate) async fn run(db: &Db) -> Result<()> {
    let wanted = all(db.dialect())?;
    db.write(|tx| Box::pin(async move { apply(tx, &wanted).await })).await?;
    spine::recover(db).await
}

pub(crate) async fn schema(db: &Db) -> Result<Schema> {
    let known = all(db.dialect())?.last().map_or(0, |migration| migration.version);
    let newest = "SELECT coalesce(max(version), 0) FROM schema_migration";
    let found = db.read(move |tx| Box::pin(async move { tx.one::<(i64,)>(newest, params![]).await })).await;
    match found {
        Ok((found,)) => Ok(Schema { found, known }),
        // an empty database has no table of migrations
        Err(Error::Other(_)) => Ok(Schema { found: 0, known }),
        Err(error) => Err(error),
    }
}

/// This program's migrations, in order.
pub(crate) fn all(dialect: Dialect) -> Result<Vec<Migration>> {
    let parsed = FILES.iter().filter_map(|(file, sql)| parse(file, sql, dialect).transpose());
    let migrations = parsed.collect::<Result<Vec<_>>>()?;
    match migrations.windows(2).find(|pair| pair[0].version >= pair[1].version) {
        Some(pair) => Err(Error::Other(format!("two migrations have the number {}", pair[1].version))),
        None => Ok(migrations),
    }
}

/// `None`: a file for the other database.
fn parse(file: &str, sql: &'static str, dialect: Dialect) -> Result<Option<Migration>> {
    let wrong = || Error::Other(format!("{file} is not named NNNN_name.sql"));
    let stem = file.strip_suffix(".sql").ok_or_else(wrong)?;
    let (stem, only) = match stem.split_once('.') {
        None => (stem, dialect),
        Some((stem, "sqlite")) => (stem, Dialect::Sqlite),
        Some((stem, "postgres")) => (stem, Dialect::Postgres),
        Some(_) => return Err(wrong()),
    };
    let (number, name) = stem.split_once('_').filter(|(number, _)| number.len() == 4).ok_or_else(wrong)?;
    let version = number.parse().map_err(|_| wrong())?;
    Ok((only == dialect).then(|| Migration { version, name: name.to_owned(), sql }))
}

async fn apply(tx: &mut Tx, wanted: &[Migration]) -> Result<()> {
    tx.lock_schema().await?;
    tx.script(OWN_TABLES).await?;
    let applied = "SELECT version, name, checksum FROM schema_migration ORDER BY version";
    let applied = tx.rows::<(i64, String, String)>(applied, params![]).await?;
    for migration in pending(wanted, &applied)? {
        tracing::info!(version = migration.version, name = migration.name, "migrating");
        tx.script(migration.sql)
            .await
            .map_err(|error| Error::Other(format!("migration {} ({}): {error}", migration.version, migration.name)))?;
        let done = "INSERT INTO schema_migration (version, name, checksum) VALUES ($1, $2, $3)";
        tx.exec(done, params![migration.version, &migration.name, checksum(migration.sql)]).await?;
    }
    Ok(())
}

/// What is still to be applied, if the past of this database is a beginning of ours.
fn pending<'a>(wanted: &'a [Migration], applied: &[(i64, String, String)]) -> Result<&'a [Migration]> {
    let known = wanted.last().map_or(0, |migration| migration.version);
    if let Some((found, ..)) = applied.last().filter(|(found, ..)| *found > known) {
        return Err(Error::TooNew { found: *found, known });
    }
    for (migration, (version, name, sum)) in wanted.iter().zip(applied) {
        if migration.version != *version {
            let (skipped, number) = (&migration.name, migration.version.min(*version));
            return Err(Error::Other(format!("migration {number} ({skipped}) is missing before later ones")));
        }
        if checksum(migration.sql) != *sum {
            return Err(Error::Other(format!("migration {version} ({name}) was changed after it had been applied")));
        }
    }
    wanted.get(applied.len()..).ok_or_else(|| Error::Other("a migration of this database is unknown".to_owned()))
}

/// The SHA-256 of a migration's text, in hexadecimal.
pub(crate) fn checksum(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").expect("writing to a string");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::{Migration, all, checksum, parse, pending};
    use crate::{Dialect, Error};

    fn migrations(versions: &[i64]) -> Vec<Migration> {
        versions
            .iter()
            .map(|version| Migration { version: *version, name: format!("m{version}"), sql: "SELECT 1" })
            .collect()
    }

    fn applied(versions: &[i64]) -> Vec<(i64, String, String)> {
        versions.iter().map(|version| (*version, format!("m{version}"), checksum("SELECT 1"))).collect()
    }

    #[test]
    fn files_are_for_one_database_or_both() {
        let found = |file, dialect| parse(file, "", dialect).map(|found| found.map(|m| (m.version, m.name)));
        assert_eq!(found("0012_a_b.sql", Dialect::Sqlite), Ok(Some((12, "a_b".to_owned()))));
        assert_eq!(found("0012_a.sqlite.sql", Dialect::Sqlite), Ok(Some((12, "a".to_owned()))));
        assert_eq!(found("0012_a.sqlite.sql", Dialect::Postgres), Ok(None));
        for wrong in ["12_a.sql", "0012.sql", "abcd_a.sql", "0012_a.oracle.sql", "0012_a.txt"] {
            assert!(found(wrong, Dialect::Sqlite).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_file_of_this_program_is_named_properly() {
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            assert!(all(dialect).is_ok_and(|migrations| !migrations.is_empty()));
        }
    }

    #[test]
    fn only_what_is_new_is_applied() {
        let wanted = migrations(&[1, 2, 5]);
        let versions =
            |done: &[i64]| pending(&wanted, &applied(done)).map(|left| left.iter().map(|m| m.version).collect());
        assert_eq!(versions(&[]), Ok(vec![1, 2, 5]));
        assert_eq!(versions(&[1, 2]), Ok(vec![5]));
        assert_eq!(versions(&[1, 2, 5]), Ok(vec![]));
    }

    #[test]
    fn another_past_is_refused() {
        let wanted = migrations(&[1, 2, 5]);
        assert_eq!(pending(&wanted, &applied(&[1, 2, 5, 6])), Err(Error::TooNew { found: 6, known: 5 }));
        // a migration that was added before ones already applied, and one that is gone
        for other in [&[1, 5][..], &[1, 2, 3]] {
            assert!(matches!(pending(&wanted, &applied(other)), Err(Error::Other(_))), "{other:?}");
        }
        let mut changed = applied(&[1, 2]);
        changed[1].2 = checksum("SELECT 2");
        assert!(matches!(pending(&wanted, &changed), Err(Error::Other(_))));
    }
}
