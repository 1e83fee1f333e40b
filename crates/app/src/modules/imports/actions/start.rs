//! A file with its settings becomes a run, and the run a job.
use super::{check, file::File, guess::refuse_known, kinds};
use crate::{
    context::Ctx,
    items::history::{self, Change},
    modules::imports::{
        model::{RunState, Settings},
        queries::run::{self as queries, NewRun},
    },
};
use jobs::NewJob;
use kit::Problem;
use serde::{Deserialize, Serialize};
use store::Tx;

/// The kind of the job that does an import.
pub(crate) const JOB: &str = "import";
/// A run that was cut off begins anew this often at most.
const ATTEMPTS: u32 = 3;
/// The trade's word for the subject of history lines.
pub(crate) const SUBJECT: &str = "import";

/// What the job is handed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) run_id: i64,
}

/// Starts an import, or its dry run; answers the run's id.
pub(crate) async fn start(ctx: &Ctx, file: File, settings: Settings) -> Result<i64, Problem> {
    kinds::admit(ctx, &settings)?;
    let rows = check::prepare(ctx, &file, &settings).await?.rows() as i64;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            refuse_known(tx, &asked, settings.kind, file.hash()).await?;
            let written = written(&settings)?;
            let new = NewRun {
                kind: settings.kind,
                user_id: asked.user_id(),
                file_name: &file.name,
                hash: file.hash(),
                file: Some(&file.bytes),
                settings: &written,
                state: RunState::Queued,
                dry_run: settings.dry_run,
                rows_total: rows,
                at: asked.micros(),
            };
            let id = queries::insert(tx, &new).await?;
            enqueue(tx, &asked, id, &file.name, &settings, rows).await?;
            Ok(id)
        })
    });
    write.await
}

/// Hands the run to a job, in the transaction that knows its settings.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    ctx: &Ctx,
    id: i64,
    file_name: &str,
    settings: &Settings,
    rows: i64,
) -> Result<(), Problem> {
    let job = NewJob::new(JOB, &Order { run_id: id }).map_err(|_| Problem::Internal)?.attempts(ATTEMPTS);
    let job_id = jobs::enqueue(tx, ctx.micros(), &job).await?;
    queries::queue(tx, id, job_id, &written(settings)?, settings.dry_run, rows).await?;
    let changes = [Change::new("file", (), file_name), Change::new("dry_run", (), settings.dry_run)];
    history::record(tx, ctx, (SUBJECT, id), "started", &changes).await
}

pub(crate) fn written(settings: &Settings) -> Result<String, Problem> {
    serde_json::to_string(settings).map_err(|_| Problem::Internal)
}
