//! Chores of this repository: `cargo xtask CHORE`.
#![allow(clippy::print_stderr, reason = "a command line tool talks on standard error")]

mod postgres;
mod tidy;

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (chore, rest) = arguments.split_first().map_or(("", &[][..]), |(chore, rest)| (chore.as_str(), rest));
    let rest = rest.strip_prefix(&["--".to_owned()][..]).unwrap_or(rest);
    let outcome = match chore {
        "with-postgres" => postgres::run(rest),
        "tidy" => tidy::run(),
        _ => Err("usage: cargo xtask tidy | with-postgres -- COMMAND…".to_owned()),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::FAILURE
    })
}
