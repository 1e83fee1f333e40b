//! SQLite's result codes in the house's words.

use std::time::Duration;

use rusqlite::ffi;

use crate::Error;

/// As [`from`], for a statement that ran under a budget.
pub(super) fn within(error: rusqlite::Error, budget: Option<Duration>) -> Error {
    match budget {
        Some(budget) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) => {
            Error::Interrupted(budget)
        }
        _ => from(error),
    }
}

pub(super) fn from(error: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(code, message) = &error else { return Error::Other(error.to_string()) };
    let message = message.clone().unwrap_or_else(|| code.to_string());
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE => Error::Unique { constraint: unique(&message) },
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            Error::Unique { constraint: primary_key(&message) }
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Error::ForeignKey,
        ffi::SQLITE_CONSTRAINT_CHECK => Error::Check { constraint: after_colon(&message).to_owned() },
        ffi::SQLITE_CONSTRAINT_NOTNULL => Error::NotNull { column: after_colon(&message).to_owned() },
        _ => match code.extended_code & 0xff {
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Error::Busy,
            ffi::SQLITE_FULL => Error::Full,
            ffi::SQLITE_READONLY => Error::ReadOnly,
            ffi::SQLITE_CANTOPEN | ffi::SQLITE_IOERR | ffi::SQLITE_NOTADB | ffi::SQLITE_CORRUPT => {
                Error::Unavailable(message)
            }
            _ => Error::Other(message),
        },
    }
}

/// `UNIQUE constraint failed: t.a, t.b` → `t_a_b_key`; an index over expressions is named as it is: `… failed: index 'n'`.
fn unique(message: &str) -> String {
    let failed = after_colon(message);
    if let Some(index) = failed.strip_prefix("index '") {
        return index.trim_end_matches('\'').to_owned();
    }
    let (table, columns) = split(failed);
    format!("{table}_{}_key", columns.join("_"))
}

fn primary_key(message: &str) -> String {
    format!("{}_pkey", split(after_colon(message)).0)
}

/// `t.a, t.b` → `t` and its columns.
fn split(failed: &str) -> (&str, Vec<&str>) {
    let table = failed.split('.').next().unwrap_or(failed);
    (table, failed.split(", ").map(|column| column.rsplit('.').next().unwrap_or(column)).collect())
}

fn after_colon(message: &str) -> &str {
    message.split_once(": ").map_or(message, |(_, rest)| rest)
}
