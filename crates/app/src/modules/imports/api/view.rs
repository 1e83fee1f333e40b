//! Imports as the API shows them.
use crate::{
    context::Ctx,
    many::Refusal,
    modules::imports::{
        actions::guess::Guessed,
        model::{Column, Constant, Field, RowError, Run, RunState, guess::Described},
    },
    time::rfc3339,
};
use kit::paging::Page;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The answer to a file without a mapping: send it again with what of this is right.
#[derive(Serialize, ToSchema)]
pub(super) struct GuessView {
    /// Field → column.
    mapping: BTreeMap<Field, Column>,
    /// What the file does not say, as it will mostly be.
    constants: BTreeMap<Field, Constant>,
    /// The columns with what stands in them.
    columns: Vec<Described>,
    /// How many rows there are below the header.
    rows: usize,
}

impl From<Guessed> for GuessView {
    fn from(guessed: Guessed) -> Self {
        let Guessed { guess, constants, rows } = guessed;
        GuessView { mapping: guess.mapping, constants, columns: guess.columns, rows }
    }
}

/// How far an import is.
#[derive(Serialize, ToSchema)]
pub(super) struct Progress {
    done: i64,
    total: i64,
}

/// How many rows there were of each kind.
#[derive(Serialize, ToSchema)]
pub(super) struct Rows {
    total: i64,
    good: i64,
    bad: i64,
    excluded: i64,
}

/// One import.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportView {
    id: i64,
    kind: String,
    file_name: String,
    state: RunState,
    dry_run: bool,
    progress: Progress,
    /// Null until it has ended.
    rows: Option<Rows>,
    /// How many work requests, people or buildings were imported.
    imported: i64,
    /// The days on which work requests were opened, the first and the last.
    opened_from: Option<String>,
    opened_to: Option<String>,
    /// Why it failed, where not single rows are the reason.
    problem: Option<String>,
    settings: Value,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    finished_at: Option<String>,
}

impl ImportView {
    pub(super) fn of(ctx: &Ctx, run: Run) -> ImportView {
        let settings: Value = serde_json::from_str(&run.settings).unwrap_or_default();
        let has_ended = matches!(run.state, RunState::Checked | RunState::Done) || run.rows_bad > 0;
        let excluded = settings["excluded_rows"].as_array().map_or(0, Vec::len) as i64;
        let rows = has_ended && !run.state.is_under_way();
        let day = |at: i64| {
            let zoned = jiff::Timestamp::from_microsecond(at).unwrap_or_default().to_zoned(ctx.zone().clone());
            zoned.date().to_string()
        };
        ImportView {
            id: run.id,
            kind: settings["kind"].as_str().unwrap_or_default().to_owned(),
            file_name: run.file_name,
            state: run.state,
            dry_run: run.dry_run,
            progress: Progress { done: run.rows_done, total: run.rows_total },
            rows: rows.then_some(Rows { total: run.rows_total, good: run.rows_good, bad: run.rows_bad, excluded }),
            imported: if run.state == RunState::Done { run.rows_good } else { 0 },
            opened_from: run.opened.map(|(from, _)| day(from)),
            opened_to: run.opened.map(|(_, to)| day(to)),
            problem: run.problem.map(told),
            settings,
            created_at: rfc3339(run.created_at),
            finished_at: run.finished_at.map(rfc3339),
        }
    }
}

fn told(Refusal { permission, reason }: Refusal) -> String {
    match permission {
        Some(key) => format!("{reason} ({key})"),
        None => reason,
    }
}

/// What is wrong with one cell, or with a row as a whole.
#[derive(Serialize, ToSchema)]
#[schema(as = RowError)]
pub(super) struct RowErrorView {
    /// As a spreadsheet counts: the header is row 1.
    row: u32,
    /// The column's name; empty where the whole row is meant.
    column: String,
    /// What stands there, shortened.
    value: String,
    /// Why that is not accepted.
    message: String,
}

impl From<RowError> for RowErrorView {
    fn from(RowError { row, column, value, why }: RowError) -> Self {
        RowErrorView { row, column, value, message: why.to_string() }
    }
}

/// One import with what is wrong with its rows.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportWithErrors {
    #[serde(flatten)]
    pub(super) import: ImportView,
    /// Everything that is wrong, in the order of the rows; `next` is what `after` takes.
    pub(super) errors: Page<RowErrorView>,
}
