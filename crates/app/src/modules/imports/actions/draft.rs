//! A file on its way in over pages: kept with the guess, looked at, corrected, and handed to a job, as often as it takes.
use super::{
    check,
    file::File,
    guess::{self, refuse_known},
    kinds::{self, requests},
    read, start,
};
use crate::{
    context::Ctx,
    modules::imports::{
        model::{Kind, Run, RunState, Settings, guess::Described},
        queries::{
            error,
            run::{self as queries, NewRun},
        },
    },
};
use kit::Problem;

/// An import with its file, as somebody corrects it.
pub(crate) struct Sheet {
    pub(crate) run: Run,
    pub(crate) settings: Settings,
    /// The columns of the file, in its order.
    pub(crate) columns: Vec<Described>,
}

/// Keeps a file with the guess which column is what; answers the run's id. Refusals are those of the guess.
pub(crate) async fn keep(ctx: &Ctx, file: File, mut settings: Settings) -> Result<i64, Problem> {
    if settings.kind == Kind::WorkRequests && settings.module.is_none() {
        settings.module = requests::modules(ctx).first().map(|module| module.key.clone());
    }
    let guessed = guess::guess(ctx, &file, &settings).await?;
    let mut settings = guessed.guess.settings(settings);
    settings.constants = guessed.constants;
    settings.dry_run = true;
    let (asked, written, rows) = (ctx.clone(), start::written(&settings)?, guessed.rows as i64);
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let new = NewRun {
                kind: settings.kind,
                user_id: asked.user_id(),
                file_name: &file.name,
                hash: file.hash(),
                file: Some(&file.bytes),
                settings: &written,
                state: RunState::Draft,
                dry_run: true,
                rows_total: rows,
                at: asked.micros(),
            };
            queries::insert(tx, &new).await
        })
    });
    write.await
}

/// One of one's own that can still be corrected, with what stands in its columns.
pub(crate) async fn sheet(ctx: &Ctx, id: i64) -> Result<Sheet, Problem> {
    let run = read::one(ctx, id).await?;
    let settings = settings(&run)?;
    let file = file(ctx, &run).await?;
    let columns = guess::guess(ctx, &file, &settings).await?.guess.columns;
    Ok(Sheet { run, settings, columns })
}

/// What somebody wants of it, as it is kept.
pub(crate) fn settings(run: &Run) -> Result<Settings, Problem> {
    serde_json::from_str(&run.settings).map_err(|_| Problem::Internal)
}

/// Hands it to a job with these settings: 422 where they do not fit the file, 409 where it has gone on meanwhile.
pub(crate) async fn hand_over(ctx: &Ctx, id: i64, settings: Settings) -> Result<(), Problem> {
    let file = file(ctx, &read::one(ctx, id).await?).await?;
    kinds::admit(ctx, &settings)?;
    let rows = check::prepare(ctx, &file, &settings).await?.rows() as i64;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            queries::lock(tx, id).await?;
            let run = read::visible(tx, asked.user_id(), id).await?;
            if run.state.is_under_way() {
                return Err(Problem::Conflict("This import is under way already.".into()));
            }
            refuse_known(tx, &asked, settings.kind, file.hash()).await?;
            error::replace(tx, id, &[]).await?;
            start::enqueue(tx, &asked, id, &file.name, &settings, rows).await
        })
    });
    write.await
}

async fn file(ctx: &Ctx, run: &Run) -> Result<File, Problem> {
    let id = run.id;
    let bytes = ctx.read(move |tx| Box::pin(async move { queries::file(tx, id).await })).await?;
    let gone = || match run.state {
        RunState::Done => Problem::Conflict("This file was imported; nothing of it is left to change.".into()),
        _ => Problem::Conflict("This file is not kept any more: choose it again.".into()),
    };
    bytes.map(|bytes| File::new(&run.file_name, bytes)).ok_or_else(gone)
}
