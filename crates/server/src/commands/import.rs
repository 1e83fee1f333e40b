//! `caretaker import`

use std::{fs, io::IsTerminal, ops::RangeInclusive, path::Path, str::FromStr, time::Duration};

use app::{
    context::{App, Clock, Config, Ctx},
    modules::imports::{
        actions::{File, Progress, direct},
        model::{Column, Constant as Value, Field, RowError, Settings},
    },
    operations,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kit::Problem;

use crate::{
    cli::{Common, Import},
    database,
    failure::Failure,
    terminal,
};

/// `title=Short text`; without a column, the field is not in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mapping(Field, Option<String>);

/// `building=Lincoln High`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constant(Field, String);

/// `17`, or `30-34`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rows(RangeInclusive<u32>);

/// More rows than any file has.
const LAST_ROW: u32 = 10_000_000;

pub(crate) async fn run(common: &Common, options: Import) -> Result<(), Failure> {
    let file = read(&options.file)?;
    let db = database::find(common).await?;
    let config = Config { public_url: String::new(), secure_cookies: false, mail: None };
    let app = App::new(db, config, Clock::System);
    let ctx = direct::somebody(&app, options.actor.as_deref()).await.map_err(in_words)?;
    let settings = settings(&ctx, &file, &options).await?;
    explain(&ctx, &settings, &file.columns().await.map_err(in_words)?);
    let report = watched(&ctx, &file, settings.clone()).await?;
    report.errors.iter().for_each(|error| terminal::say(&line(error)));
    let bad = bad_rows(&report.errors);
    match (bad.as_slice(), report.imported) {
        ([], true) => terminal::say(&format!("{} of {} rows came in", report.good, report.rows)),
        ([], false) => terminal::say(&format!("{} of {} rows would come in", report.good, report.rows)),
        (bad, _) => return Err(nothing_came(bad, report.rows)),
    }
    Ok(())
}

fn read(path: &Path) -> Result<File, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    Ok(File::new(&path.to_string_lossy(), bytes))
}

/// What was typed, on top of the file of settings, on top of the guess.
async fn settings(ctx: &Ctx, file: &File, options: &Import) -> Result<Settings, Failure> {
    let mut settings = match &options.settings {
        Some(path) => written(path)?,
        None => Settings::new(options.kind.into()),
    };
    settings.dry_run |= options.dry_run;
    settings.create_types |= options.create_types;
    settings.create_groups |= options.create_groups;
    settings.module = options.module.clone().or(settings.module);
    settings.excluded_rows.extend(options.exclude.iter().flat_map(|rows| rows.0.clone()));
    if settings.mapping.is_none() {
        settings = direct::guessed(ctx, file, settings).await.map_err(in_words)?;
    }
    let mapping = settings.mapping.get_or_insert_default();
    for Mapping(field, column) in &options.map {
        mapping.retain(|_, known| Some(&known.column) != column.as_ref());
        match column {
            Some(column) => mapping.insert(*field, Column::named(column)),
            None => mapping.remove(field),
        };
    }
    for Constant(field, value) in &options.set {
        settings.constants.insert(*field, Value::Text(value.clone()));
    }
    Ok(settings)
}

fn written(path: &Path) -> Result<Settings, Failure> {
    let json = fs::read(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    direct::written_settings(&json)
        .map_err(|problem| Failure::new(format!("{}: {}", path.display(), in_words(problem))))
}

/// How the file is understood, so that a wrong guess is seen.
fn explain(ctx: &Ctx, settings: &Settings, columns: &[String]) {
    terminal::note(&format!("as {}", ctx.actor.name));
    for (field, column) in settings.mapping.iter().flatten() {
        let order = column.order.map_or_else(String::new, |order| format!(", {}", order.word()));
        terminal::note(&format!("{} is the column {:?}{order}", field.word(), column.column));
    }
    let is_used = |name: &String| settings.mapping.iter().flatten().any(|(_, column)| column.column == *name);
    for name in columns.iter().filter(|name| !is_used(name)) {
        terminal::note(&format!("the column {name:?} is left out"));
    }
    for (field, value) in &settings.constants {
        let value = match value {
            Value::Id(id) => id.to_string(),
            Value::Text(text) => format!("{text:?}"),
        };
        terminal::note(&format!("{} is {value} where no column says it", field.word()));
    }
}

/// The import, with a bar on standard error where somebody watches it.
async fn watched(ctx: &Ctx, file: &File, settings: Settings) -> Result<direct::Report, Failure> {
    let progress = Progress::default();
    let target =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} rows, {elapsed}") {
        bar.set_style(style);
    }
    let work = direct::import(ctx, file, settings, &progress);
    tokio::pin!(work);
    let report = loop {
        tokio::select! {
            report = &mut work => break report,
            () = tokio::time::sleep(Duration::from_millis(250)) => {
                bar.set_position(progress.done() as u64);
                bar.tick();
            }
        }
    };
    bar.finish_and_clear();
    report.map_err(in_words)
}

fn line(error: &RowError) -> String {
    let RowError { row, column, value, why } = error;
    match column.as_str() {
        "" => format!("row {row}: {why}"),
        column if value.is_empty() => format!("row {row}, {column}: {why}"),
        column => format!("row {row}, {column}: {value:?} {why}"),
    }
}

fn bad_rows(errors: &[RowError]) -> Vec<u32> {
    let mut rows: Vec<u32> = errors.iter().map(|error| error.row).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn nothing_came(bad: &[u32], rows: usize) -> Failure {
    let first = bad.iter().take(10).map(u32::to_string).collect::<Vec<_>>().join(",");
    let more = if bad.len() > 10 { ",…" } else { "" };
    Failure::new(format!(
        "nothing came in: {} of {rows} rows cannot, see above. --exclude {first}{more} leaves them out.",
        bad.len()
    ))
}

/// As an operator reads it: the settings' fields are options here.
fn in_words(problem: Problem) -> Failure {
    match problem {
        Problem::Refused { permission, reason } => Failure::new(format!("{reason} ({permission})")),
        Problem::Invalid(errors) => {
            let option = |field: &str| match field.split_once('.') {
                Some(("mapping", field)) => format!("--map {field}"),
                Some(("constants", field)) => format!("--set {field}"),
                _ if field == "excluded_rows" => "--exclude".to_owned(),
                _ if field == "file" => "the file".to_owned(),
                _ => format!("--{field}"),
            };
            let lines: Vec<String> = errors.iter().map(|e| format!("{} {}", option(&e.field), e.message)).collect();
            Failure::new(lines.join("\n"))
        }
        other => operations::Error::from(other).into(),
    }
}

fn pair(text: &str) -> Result<(Field, &str), String> {
    let (field, value) = text.split_once('=').ok_or("looks like FIELD=…")?;
    let known = || Field::ALL.iter().map(|field| field.word()).collect::<Vec<_>>().join(", ");
    let field =
        Field::parse(field.trim()).ok_or_else(|| format!("there is no field {field:?}; there are {}", known()))?;
    Ok((field, value.trim()))
}

impl FromStr for Mapping {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        pair(text).map(|(field, column)| Self(field, (!column.is_empty()).then(|| column.to_owned())))
    }
}

impl FromStr for Constant {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        pair(text).map(|(field, value)| Self(field, value.to_owned()))
    }
}

impl FromStr for Rows {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (first.trim().parse(), last.trim().parse()) {
            (Ok(first), Ok(last)) if first <= last && last <= LAST_ROW => Ok(Self(first..=last)),
            _ => Err("looks like 17 or 30-34".to_owned()),
        }
    }
}
