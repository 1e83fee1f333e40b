//! One's own imports, newest first.
use super::{LIST, words};
use crate::{
    context::Ctx,
    modules::imports::{
        actions::{draft, read},
        model::{Run, RunState},
    },
    near::{Near, When},
    page::page,
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::Query,
    layout::Shell,
    paging::{self, ListQuery},
};

const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "modules/imports/templates/list.html")]
struct ImportsPage {
    t: T,
    shell: Shell,
    rows: Vec<RunRow>,
    more: String,
}

struct RunRow {
    id: i64,
    file: String,
    kind: &'static str,
    state: &'static str,
    tint: &'static str,
    rows: String,
    at: When,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let t = T::default();
    let found = read::own(&ctx, paging::position(query.after.as_deref())?, ROWS, false).await?;
    let near = Near::new(&ctx, t);
    let rows = found.items.into_iter().map(|run| row(t, &near, run)).collect::<Result<_, Problem>>()?;
    let more = found.next.map_or_else(String::new, |next| format!("{LIST}?after={next}"));
    page(&ImportsPage { t, shell: shell(&ctx, &headers, LIST), rows, more })
}

fn row(t: T, near: &Near<'_>, run: Run) -> Result<RunRow, Problem> {
    let count = if run.state == RunState::Done { run.rows_good } else { run.rows_total };
    Ok(RunRow {
        id: run.id,
        kind: words::kind(t, draft::settings(&run)?.kind),
        state: words::run_state(t, run.state),
        tint: words::tint(run.state),
        rows: if run.state == RunState::Done {
            t.imports_imported_count(words::thousands(count))
        } else {
            words::rows(t, count)
        },
        at: near.moment(run.created_at),
        file: run.file_name,
    })
}
