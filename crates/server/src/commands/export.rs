//! `caretaker export`

use std::{
    fs::{self, File},
    io::{self, BufWriter, Seek, SeekFrom, Write, stdout},
    path::Path,
};

use app::operations::{self, Format, Kind};
use store::Db;

use crate::{
    cli::{Common, Export},
    database,
    failure::Failure,
};

pub(crate) async fn run(common: &Common, options: Export) -> Result<(), Failure> {
    let (kind, format) = (options.kind.into(), options.format.into());
    let db = database::find(common).await?;
    match &options.output {
        Some(path) => to_file(&db, kind, format, path).await,
        None => {
            let out = Forward { out: BufWriter::new(stdout()), at: 0 };
            match operations::export(&db, kind, format, out).await {
                // whoever reads has seen enough
                Err(error) if error.to_string().contains("Broken pipe") => Ok(()),
                outcome => Ok(outcome?),
            }
        }
    }
}

/// It appears there whole or not at all.
async fn to_file(db: &Db, kind: Kind, format: Format, path: &Path) -> Result<(), Failure> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = Path::new(&name);
    let named = |error: io::Error| Failure::new(format!("{}: {error}", path.display()));
    let file = File::create(part).map_err(named)?;
    let outcome = operations::export(db, kind, format, BufWriter::new(file)).await;
    if let Err(error) = outcome {
        fs::remove_file(part).ok();
        return Err(error.into());
    }
    fs::rename(part, path).map_err(named)
}

/// Standard output, which cannot go back: a workbook only asks where it stands.
struct Forward<W> {
    out: W,
    at: u64,
}

impl<W: Write> Write for Forward<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.at += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W> Seek for Forward<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Current(0) => Ok(self.at),
            SeekFrom::Start(at) if at == self.at => Ok(at),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}
