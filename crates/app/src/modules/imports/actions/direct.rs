//! An import from the command line: the same rules, in the process of the command. A run that is cut off leaves nothing.
use super::{
    check::{self, Checked},
    commit::{self, Delivery},
    file::File,
    guess, kinds,
    progress::Progress,
};
use crate::{
    context::{App, Ctx},
    modules::{
        imports::{
            model::{RowError, RunState, Settings},
            queries::run::{self as queries, NewRun},
        },
        people,
    },
};
use access::keys::organization::ADMINISTER;
use kit::Problem;

/// What became of the rows.
#[derive(Debug)]
pub struct Report {
    /// Whose rights were asked, and who has brought it in.
    pub actor: String,
    pub rows: usize,
    pub good: usize,
    /// Everything that is wrong; with anything here nothing was imported.
    pub errors: Vec<RowError>,
    pub imported: bool,
}

/// Somebody for whom a command acts: by user name, or the longest-serving administrator.
pub async fn somebody(app: &App, user_name: Option<&str>) -> Result<Ctx, Problem> {
    match user_name {
        Some(name) => people::named(app, name).await?.ok_or_else(|| Problem::field("as", "is nobody who may act")),
        None => people::administrator(app).await?.ok_or_else(|| {
            let key = ADMINISTER;
            Problem::field("as", format!("is needed: nobody holds {}", key.permission().key))
        }),
    }
}

/// Settings as the API takes them.
pub fn written_settings(json: &[u8]) -> Result<Settings, Problem> {
    kit::extract::json(json)
}

/// The settings with the guess of which column is what, and with what a page would propose for every row.
pub async fn guessed(ctx: &Ctx, file: &File, settings: Settings) -> Result<Settings, Problem> {
    let guessed = guess::guess(ctx, file, &settings).await?;
    let mut settings = guessed.guess.settings(settings);
    for (field, constant) in guessed.constants {
        settings.constants.entry(field).or_insert(constant);
    }
    Ok(settings)
}

/// Checks a file and, unless it is a dry run or a row is bad, imports it.
pub async fn import(ctx: &Ctx, file: &File, settings: Settings, progress: &Progress) -> Result<Report, Problem> {
    kinds::admit(ctx, &settings)?;
    let prepared = check::prepare(ctx, file, &settings).await?;
    let (asked, kind, hash) = (ctx.clone(), settings.kind, file.hash());
    ctx.read(move |tx| Box::pin(async move { guess::refuse_known(tx, &asked, kind, hash).await })).await?;
    let checked = prepared.check(ctx, progress).await?;
    let mut report = Report {
        actor: ctx.actor.name.clone(),
        rows: checked.rows,
        good: checked.ready.count(),
        errors: checked.errors.clone(),
        imported: false,
    };
    if !settings.dry_run && report.errors.is_empty() {
        write(ctx, file, &settings, checked, progress).await?;
        report.imported = true;
    }
    Ok(report)
}

async fn write(
    ctx: &Ctx,
    file: &File,
    settings: &Settings,
    checked: Checked,
    progress: &Progress,
) -> Result<(), Problem> {
    let written = super::start::written(settings)?;
    let Checked { ready, rows, .. } = checked;
    let ready = ready.ripen().await?;
    let (asked, file, kind, progress) = (ctx.clone(), file.clone(), settings.kind, progress.clone());
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let new = NewRun {
                kind,
                user_id: asked.user_id(),
                file_name: &file.name,
                hash: file.hash(),
                file: None,
                settings: &written,
                state: RunState::Running,
                dry_run: false,
                rows_total: rows as i64,
                at: asked.micros(),
            };
            let run_id = queries::insert(tx, &new).await?;
            let delivery = Delivery { run_id, user_id: asked.user_id(), ready, notes: asked.notes.clone() };
            commit::commit(tx, &asked.app, delivery, None, &progress).await
        })
    });
    write.await
}
