//! The job that does an import. It may be cut off at any moment and begins anew: until its one transaction commits, nothing is there.
use super::{
    check::{self, Checked},
    commit::{self, Delivery},
    file::File,
    kinds,
    progress::Progress,
    start::Order,
};
use crate::{
    context::{App, Ctx},
    many::Refusal,
    modules::{
        imports::{
            model::{Run, RunState, Settings},
            queries::{
                error,
                run::{self as queries, End},
            },
        },
        people,
    },
};
use jobs::{Failure, Job};
use kit::Problem;
use std::time::Duration;

/// How often progress is written.
const REPORT: Duration = Duration::from_millis(300);

/// Does one import or dry run.
pub(crate) async fn run(app: App, job: Job) -> Result<(), Failure> {
    let Order { run_id } = job.payload()?;
    let Some(run) = begin(&app, run_id).await.map_err(|problem| Failure::for_now(format!("{problem:?}")))? else {
        return Ok(());
    };
    let progress = Progress::default();
    let reports = tokio::spawn(report(app.clone(), run_id, progress.clone()));
    let outcome = attempt(&app, &run, &job, &progress).await;
    reports.abort();
    match outcome {
        Ok(()) => Ok(()),
        Err(problem) if may_pass(&problem) && job.attempt < job.max_attempts => {
            Err(Failure::for_now(format!("{problem:?}")))
        }
        Err(problem) => {
            give_up(&app, &run, &problem).await;
            Err(Failure::for_good(format!("{problem:?}")))
        }
    }
}

/// The run, if it still is to be done.
async fn begin(app: &App, run_id: i64) -> Result<Option<Run>, Problem> {
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            let found = queries::lock(tx, run_id).await?.filter(|run| run.state.is_under_way());
            if found.is_some() {
                queries::begin(tx, run_id).await?;
            }
            Ok(found)
        })
    });
    write.await
}

async fn attempt(app: &App, run: &Run, job: &Job, progress: &Progress) -> Result<(), Problem> {
    let settings: Settings = serde_json::from_str(&run.settings).map_err(|_| Problem::Internal)?;
    let ctx = people::acting(app, run.user_id).await?.ok_or(Problem::NotFound)?;
    kinds::admit(&ctx, &settings)?;
    let run_id = run.id;
    let bytes = app.db().read(move |tx| Box::pin(queries::file(tx, run_id))).await?.ok_or(Problem::NotFound)?;
    let prepared = check::prepare(&ctx, &File::new(&run.file_name, bytes), &settings).await?;
    // rows are counted where the work is: in a dry run when they are checked, otherwise when they are written
    let (checking, writing) =
        if settings.dry_run { (progress, &Progress::default()) } else { (&Progress::default(), progress) };
    let checked = prepared.check(&ctx, checking).await?;
    if settings.dry_run || checked.bad_rows > 0 {
        return conclude(&ctx, run_id, checked, settings.dry_run).await;
    }
    let ready = checked.ready.ripen().await?;
    let delivery = Delivery { run_id, user_id: run.user_id, ready, notes: ctx.notes.clone() };
    let (with, job, writing) = (app.clone(), job.clone(), writing.clone());
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let found = queries::lock(tx, run_id).await?;
            if found.is_none_or(|run| run.state != RunState::Running) {
                return Err(Problem::Conflict("The import was stopped.".into()));
            }
            commit::commit(tx, &with, delivery, Some(&job), &writing).await
        })
    });
    write.await
}

/// The end of what only looks: bad rows let nothing in.
async fn conclude(ctx: &Ctx, run_id: i64, checked: Checked, dry_run: bool) -> Result<(), Problem> {
    let at = ctx.micros();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            error::replace(tx, run_id, &checked.errors).await?;
            let end = End {
                state: if dry_run { RunState::Checked } else { RunState::Failed },
                problem: None,
                good: checked.ready.count() as i64,
                bad: checked.bad_rows as i64,
                opened: checked.ready.opened(),
                at,
            };
            Ok(queries::end(tx, run_id, &end).await?)
        })
    });
    write.await
}

/// Whether another attempt may go better.
fn may_pass(problem: &Problem) -> bool {
    matches!(problem, Problem::Conflict(_) | Problem::Unavailable(_) | Problem::Internal)
}

async fn give_up(app: &App, run: &Run, problem: &Problem) {
    let (run_id, why, at) = (run.id, refusal(problem), app.now().as_microsecond());
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            let end = End { state: RunState::Failed, problem: Some(&why), good: 0, bad: 0, opened: None, at };
            Ok::<_, Problem>(queries::end(tx, run_id, &end).await?)
        })
    });
    if let Err(problem) = write.await {
        tracing::error!(run = run_id, ?problem, "an import failed, and that could not be noted");
    }
}

/// For whoever asked for the import.
fn refusal(problem: &Problem) -> Refusal {
    match problem {
        Problem::Invalid(errors) => {
            let lines: Vec<String> = errors.iter().map(|e| format!("{} {}", e.field, e.message)).collect();
            lines.join("\n").into()
        }
        Problem::Refused { permission, reason } => {
            Refusal { permission: Some(permission.clone()), reason: reason.clone() }
        }
        Problem::Conflict(text) | Problem::Malformed(text) => text.as_str().into(),
        Problem::Unavailable(text) => (*text).into(),
        Problem::NotFound => "The file is not kept any more, or whoever asked for this may not act any more.".into(),
        _ => "Something went wrong on our side; nothing was imported.".into(),
    }
}

/// Writes progress, beside the transaction of the import, until it is stopped.
async fn report(app: App, run_id: i64, progress: Progress) {
    let mut last = 0;
    loop {
        tokio::time::sleep(REPORT).await;
        let rows = progress.done();
        if rows != last {
            last = rows;
            let write = app.db().write(move |tx| Box::pin(queries::progress(tx, run_id, rows as i64)));
            if let Err(problem) = write.await {
                tracing::debug!(run = run_id, ?problem, "progress could not be written");
            }
        }
    }
}
