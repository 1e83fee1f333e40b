//! The TOML file: its keys become the defaults of the options of the same name, so a variable or an argument beats it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Arg, Command, CommandFactory, FromArgMatches};
use toml::{Table, Value};

use crate::{cli::Cli, failure::Failure};

/// The file that is read when none is named, in the folder of the data.
const USUAL: &str = "caretaker.toml";
const PREFIX: &str = "CARETAKER_";

/// What was typed, on top of the environment, on top of the file. Help and misuse are answered here and end the program.
pub(crate) fn arguments() -> Result<Cli, Failure> {
    let command = match path()? {
        Some(path) => with(Cli::command(), &read(&path)?),
        None => Cli::command(),
    };
    let mut matches = command.get_matches();
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.exit())
}

/// Which file to read. Options that the file itself may give are missing as yet, so errors of theirs do not count here.
fn path() -> Result<Option<PathBuf>, Failure> {
    let Ok(known) = Cli::command().ignore_errors(true).try_get_matches() else { return Ok(None) };
    if let Some(named) = known.get_one::<PathBuf>("config") {
        return Ok(Some(named.clone()));
    }
    let usual = known.get_one::<PathBuf>("data").map(|data| data.join(USUAL));
    Ok(usual.filter(|usual| usual.exists()))
}

fn read(path: &Path) -> Result<Table, Failure> {
    let wrong = |reason: &dyn std::fmt::Display| Failure::new(format!("{}: {reason}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| wrong(&error))?;
    // its own message would show the line, and with it a password
    let table: Table = text.parse().map_err(|error: toml::de::Error| wrong(&error.message()))?;
    let known = keys(&Cli::command());
    match table.keys().find(|key| !known.contains(key)) {
        Some(key) => Err(wrong(&format!("there is no option {key}"))),
        None => Ok(table),
    }
}

fn keys(command: &Command) -> Vec<String> {
    let own = command.get_arguments().filter_map(key).filter(|key| key != "config");
    own.chain(command.get_subcommands().flat_map(keys)).collect()
}

/// `CARETAKER_PUBLIC_URL` → `public_url`
fn key(argument: &Arg) -> Option<String> {
    Some(argument.get_env()?.to_str()?.strip_prefix(PREFIX)?.to_lowercase())
}

fn with(command: Command, file: &Table) -> Command {
    let command = command.mut_args(|argument| match key(&argument).and_then(|key| file.get(&key)) {
        // the command line lives as long as the program
        Some(Value::Array(several)) => {
            let several: Vec<&str> = several.iter().map(|value| &*text(value).leak()).collect();
            argument.required(false).default_values(several)
        }
        Some(value) => argument.required(false).default_value(&*text(value).leak()),
        None => argument,
    });
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |inner| with(inner, file)))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
