//! `caretaker demo`

use std::{
    io::{IsTerminal, stderr},
    time::Duration,
};

use app::demo::{self, District, PASSWORD, Plan, SignIn};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{
    cli::{Common, Demo},
    database,
    failure::Failure,
    terminal,
};

/// Page cache for very many rows in no order, in bytes. A process that serves needs less.
const CACHE: usize = 512 << 20;

pub(crate) async fn run(common: &Common, options: Demo) -> Result<(), Failure> {
    let db = database::find_or_prepare_with(common, |config| config.cache_bytes = CACHE).await?;
    let district = District::new(plan(&options)?);
    let bar = bar(options.requests);
    let sign_ins = demo::load(&db, district, |count| bar.inc(count)).await?;
    bar.finish_and_clear();
    table(&sign_ins).iter().for_each(|line| terminal::say(line));
    Ok(())
}

fn plan(options: &Demo) -> Result<Plan, Failure> {
    let now = database::now().in_tz(demo::TIME_ZONE).and_then(|now| now.start_of_day());
    let midnight = now.map_err(|error| Failure::new(error.to_string()))?.timestamp().as_microsecond();
    let Demo { requests, users, buildings, seed } = *options;
    Ok(Plan { seed, requests, people: users, buildings, midnight })
}

/// On standard error, where somebody watches it.
fn bar(requests: u64) -> ProgressBar {
    let target = if stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len} requests, {eta} left");
    let bar = ProgressBar::with_draw_target(Some(requests), target);
    bar.enable_steady_tick(Duration::from_millis(250));
    style.map_or(bar.clone(), |style| bar.with_style(style))
}

/// Columns as wide as what is in them.
fn table(sign_ins: &[SignIn]) -> Vec<String> {
    let head = ["user name", "password", "role", "name", "buildings"].map(str::to_owned);
    let row = |it: &SignIn| {
        [it.user_name.clone(), PASSWORD.to_owned(), it.role.to_owned(), it.name.clone(), it.buildings.clone()]
    };
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(sign_ins.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 5] = std::array::from_fn(width);
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}  "));
        cells.collect::<String>().trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
