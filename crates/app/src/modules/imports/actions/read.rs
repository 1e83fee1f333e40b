//! One's own imports.
use crate::{
    context::Ctx,
    modules::imports::{
        model::{Run, RunState},
        queries::{
            error::{self, Placed},
            run as queries,
        },
    },
};
use kit::{Problem, paging::Page};
use store::Tx;

const CUT_OFF: &str = "It was cut off too often; nothing was imported.";

/// A page of one's own imports, newest first.
pub(crate) async fn own(ctx: &Ctx, before: Option<i64>, limit: usize, count: bool) -> Result<Page<Run>, Problem> {
    let user_id = ctx.user_id();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let mut runs = vec![];
            for run in queries::of(tx, user_id, before, limit as i64 + 1).await? {
                runs.push(as_it_stands(tx, run).await?);
            }
            let page = Page::from_rows(runs, limit, |run| run.id);
            page.counted(count, queries::count_of(tx, user_id)).await
        })
    });
    read.await
}

/// One of one's own; 404 for another's.
pub(crate) async fn one(ctx: &Ctx, id: i64) -> Result<Run, Problem> {
    let user_id = ctx.user_id();
    let read = ctx.read(move |tx| Box::pin(async move { visible(tx, user_id, id).await }));
    read.await
}

/// What is wrong with its rows, behind a place.
pub(crate) async fn errors(ctx: &Ctx, id: i64, after: Option<i64>, limit: usize) -> Result<Page<Placed>, Problem> {
    let user_id = ctx.user_id();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            visible(tx, user_id, id).await?;
            let rows = error::after(tx, id, after.unwrap_or(-1), limit as i64 + 1).await?;
            Ok(Page::from_rows(rows, limit, |row| row.place))
        })
    });
    read.await
}

/// The numbers of all rows with which something is wrong.
pub(crate) async fn bad_rows(ctx: &Ctx, id: i64) -> Result<Vec<u32>, Problem> {
    let user_id = ctx.user_id();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            visible(tx, user_id, id).await?;
            error::rows(tx, id).await
        })
    });
    read.await
}

/// The run, if it is this person's.
pub(crate) async fn visible(tx: &mut Tx, user_id: i64, id: i64) -> Result<Run, Problem> {
    let found = queries::find(tx, id).await?.filter(|run| run.user_id == user_id).ok_or(Problem::NotFound)?;
    as_it_stands(tx, found).await
}

/// A run whose job was given up will not go on.
async fn as_it_stands(tx: &mut Tx, mut run: Run) -> Result<Run, Problem> {
    if let Some(job_id) = run.job_id.filter(|_| run.state.is_under_way())
        && !jobs::is_waiting(tx, job_id).await?
    {
        run.state = RunState::Failed;
        run.problem = Some(CUT_OFF.into());
    }
    Ok(run)
}
