//! Everything but the commit: each row is read, its names are looked up, and what the actor may not do is refused.
use super::{
    file::File,
    kinds::{self, Ready, Rows},
    progress::Progress,
};
use crate::{
    context::Ctx,
    modules::imports::model::{RowError, Settings, Table},
};
use kit::Problem;
use std::collections::BTreeSet;

/// The rows of a file, as far as they could come in.
pub(crate) struct Checked {
    pub(crate) ready: Ready,
    pub(crate) errors: Vec<RowError>,
    /// How many rows there are, those that stay out included.
    pub(crate) rows: usize,
    pub(crate) bad_rows: usize,
}

/// A file with settings that fit it.
pub(crate) struct Prepared {
    table: Table,
    excluded: BTreeSet<u32>,
    rows: Rows,
}

/// Reads the file and makes sure that the settings fit it; 422 names each setting that does not.
pub(crate) async fn prepare(ctx: &Ctx, file: &File, settings: &Settings) -> Result<Prepared, Problem> {
    let table = file.table().await?;
    let rows = kinds::prepare(ctx, &table, settings).await?;
    Ok(Prepared { table, excluded: settings.excluded_rows.clone(), rows })
}

impl Prepared {
    pub(crate) fn rows(&self) -> usize {
        self.table.lines.len()
    }

    /// Checks all rows that do not stay out, where nobody waits for it.
    pub(crate) async fn check(self, ctx: &Ctx, progress: &Progress) -> Result<Checked, Problem> {
        let (ctx, progress) = (ctx.clone(), progress.clone());
        let checking = tokio::task::spawn_blocking(move || self.check_now(&ctx, &progress));
        checking.await.map_err(|_| Problem::Internal)
    }

    fn check_now(self, ctx: &Ctx, progress: &Progress) -> Checked {
        let Prepared { table, excluded, rows } = self;
        let (mut errors, mut bad_rows) = (vec![], 0);
        let lines = table.lines.iter().enumerate().inspect(|(count, _)| progress.set(*count));
        let lines = lines.map(|(_, line)| line).filter(|line| !excluded.contains(&line.number));
        let ready = rows.check(ctx, lines, |wrong| {
            errors.extend(wrong);
            bad_rows += 1;
        });
        progress.set(table.lines.len());
        Checked { ready, errors, rows: table.lines.len(), bad_rows }
    }
}
