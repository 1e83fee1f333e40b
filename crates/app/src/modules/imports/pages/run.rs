//! One import: how far it is, what is wrong with which row, and what came of it.
use super::{
    LIST,
    words::{self, Step},
};
use crate::{
    context::Ctx,
    flash,
    many::Refusal,
    modules::imports::{
        actions::{draft, read},
        model::{Constant, Field, Kind, Run, RunState, Settings},
        queries::error::Placed,
    },
    near::{Near, When},
    page::{Refused, page_with},
    shell::shell,
    why,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use jiff::Timestamp;
use kit::{
    FieldError, Problem, T,
    extract::{Form, Id, Query},
    layout::Shell,
    paging::{self, ListQuery},
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// How many things that are wrong a page shows.
const ROWS: usize = 200;

#[derive(Template)]
#[template(path = "modules/imports/templates/run.html")]
struct RunPage {
    t: T,
    shell: Shell,
    steps: Vec<Step>,
    id: i64,
    run: Run,
    /// Why it failed as a whole.
    problem: Option<String>,
    state: &'static str,
    at: When,
    good: i64,
    bad: i64,
    counts: Counts,
    /// The days on which the requests were opened, the first and the last.
    opened: Option<(When, When)>,
    errors: Vec<ErrorRow>,
    more: String,
    /// The rows that stay out, as they are typed.
    excluded: String,
    /// Where what is imported is listed, with the words and the icon of the link.
    list: String,
    to_list: &'static str,
    icon: &'static str,
    import: String,
    done: String,
    /// What is wrong with what was ticked and typed.
    wrong: Vec<String>,
    refused: Refused,
}

/// How many rows there are of each kind, as they are shown.
struct Counts {
    total: String,
    done: String,
    good: String,
    bad: String,
    excluded: String,
}

/// One thing that is wrong with a row.
struct ErrorRow {
    row: u32,
    /// Of several lines of one row the first one has the tick.
    first: bool,
    column: String,
    value: String,
    message: String,
}

pub(super) async fn read(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(query): Query<ListQuery>,
) -> Result<Response, Problem> {
    let run = read::one(&ctx, id).await?;
    if run.state == RunState::Draft {
        return Ok(flash::go(&headers, &format!("{LIST}/{id}/columns")));
    }
    show(&ctx, &headers, run, query.after.as_deref(), None, Refused::nothing()).await
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    run: Run,
    after: Option<&str>,
    typed: Option<String>,
    refused: Refused,
) -> Result<Response, Problem> {
    let t = T::default();
    let settings = draft::settings(&run)?;
    let found = read::errors(ctx, run.id, paging::position(after)?, ROWS).await?;
    let near = Near::new(ctx, t);
    let numbers: Vec<String> = settings.excluded_rows.iter().map(u32::to_string).collect();
    let page = RunPage {
        t,
        shell: shell(ctx, headers, LIST),
        steps: words::steps(t, step(&run)),
        id: run.id,
        problem: run.problem.as_ref().map(|problem| failure(ctx, problem)),
        state: words::run_state(t, run.state),
        at: near.moment(run.finished_at.unwrap_or(run.created_at)),
        good: run.rows_good,
        bad: run.rows_bad,
        counts: Counts {
            total: words::thousands(run.rows_total),
            done: words::thousands(run.rows_done),
            good: words::thousands(run.rows_good),
            bad: words::thousands(run.rows_bad),
            excluded: words::thousands(numbers.len() as i64),
        },
        opened: run.opened.map(|(from, to)| (near.day(from), near.day(to))),
        errors: lines(ctx, found.items),
        more: found.next.map_or_else(String::new, |next| format!("{LIST}/{}?after={next}", run.id)),
        excluded: typed.unwrap_or_else(|| numbers.join(", ")),
        list: match settings.kind {
            Kind::WorkRequests => imported(ctx, &run, &settings),
            kind => words::list(kind).to_owned(),
        },
        to_list: words::to_list(t, settings.kind),
        icon: words::icon(settings.kind),
        import: words::import(t, settings.kind, run.rows_good),
        done: words::done(t, settings.kind, run.rows_good),
        run,
        wrong: refused.errors.elsewhere(&[]),
        refused,
    };
    page_with(page.refused.status, &page)
}

fn failure(ctx: &Ctx, Refusal { permission, reason }: &Refusal) -> String {
    match permission {
        Some(key) => why::refusal(ctx, reason, key),
        None => reason.clone(),
    }
}

/// Bad rows lead back to the check.
fn step(run: &Run) -> usize {
    let checks = run.dry_run || run.state == RunState::Failed && run.rows_bad > 0;
    if checks { 2 } else { 3 }
}

fn lines(ctx: &Ctx, errors: Vec<Placed>) -> Vec<ErrorRow> {
    let mut before = 0;
    let line = |Placed { error, .. }| {
        let first = error.row != before;
        before = error.row;
        ErrorRow { row: error.row, first, column: error.column, value: error.value, message: error.why.on_page(ctx) }
    };
    errors.into_iter().map(line).collect()
}

/// The list of requests, narrowed to the days of this file.
fn imported(ctx: &Ctx, run: &Run, settings: &Settings) -> String {
    let day = |at: i64| Timestamp::from_microsecond(at).unwrap_or_default().to_zoned(ctx.zone().clone()).date();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if let Some(module) = &settings.module {
        query.append_pair("module", module);
    }
    query.append_pair("state", "all");
    if let Some(Constant::Id(id)) = settings.constants.get(&Field::Building) {
        query.append_pair("building_id", &id.to_string());
    }
    if let Some((from, to)) = run.opened {
        query.append_pair("opened_from", &day(from).to_string()).append_pair("opened_to", &day(to).to_string());
    }
    format!("/work-requests?{}", query.finish())
}

/// What was ticked and typed about the rows, and which button was pressed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    excluded: String,
    #[serde(default)]
    row: Vec<u32>,
    #[serde(rename = "do", default)]
    press: String,
}

/// `check` again without these rows, `all` without all bad ones, or `import`.
pub(super) async fn go_on(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let run = read::one(&ctx, id).await?;
    let handed = match rows(&typed) {
        Ok(rows) => hand_over(&ctx, &run, rows, &typed.press).await,
        Err(problem) => Err(problem),
    };
    match handed {
        Ok(()) => Ok(flash::go(&headers, &format!("{LIST}/{id}"))),
        Err(problem) => show(&ctx, &headers, run, None, Some(typed.excluded), Refused::of(problem)?).await,
    }
}

async fn hand_over(ctx: &Ctx, run: &Run, mut rows: BTreeSet<u32>, press: &str) -> Result<(), Problem> {
    let mut settings = draft::settings(run)?;
    if press == "all" {
        rows.extend(read::bad_rows(ctx, run.id).await?);
    }
    settings.excluded_rows = rows;
    settings.dry_run = press != "import";
    draft::hand_over(ctx, run.id, settings).await
}

/// Those that are ticked, and those that are typed with commas or spaces between.
fn rows(typed: &Typed) -> Result<BTreeSet<u32>, Problem> {
    let words = typed.excluded.split([',', ';', ' ', '\n', '\t']).filter(|word| !word.is_empty());
    let number = |word: &str| {
        let message = format!("{word:?} is no number of a row");
        word.parse().map_err(|_| Problem::Invalid(vec![FieldError { field: "excluded_rows".into(), message }]))
    };
    let mut rows: BTreeSet<u32> = words.map(number).collect::<Result<_, _>>()?;
    rows.extend(&typed.row);
    Ok(rows)
}
