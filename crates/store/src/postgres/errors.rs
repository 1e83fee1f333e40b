//! PostgreSQL's SQLSTATE codes in the house's words.

use std::time::Duration;

use deadpool_postgres::{PoolError, TimeoutType};
use tokio_postgres::error::{DbError, SqlState};

use crate::Error;

pub(super) fn from(error: tokio_postgres::Error) -> Error {
    within(&error, None)
}

/// For a statement that ran under a budget, which the server reports as *canceled*.
pub(super) fn within(error: &tokio_postgres::Error, budget: Option<Duration>) -> Error {
    let Some(server) = error.as_db_error() else {
        // not an answer of the server: the connection, or a value that does not fit its column
        return if error.is_closed() || is_io(error) {
            Error::Unavailable(words(error))
        } else {
            Error::Other(words(error))
        };
    };
    let constraint = || server.constraint().unwrap_or_default().to_owned();
    match server.code() {
        code if *code == SqlState::UNIQUE_VIOLATION => Error::Unique { constraint: constraint() },
        code if *code == SqlState::FOREIGN_KEY_VIOLATION => Error::ForeignKey,
        code if *code == SqlState::CHECK_VIOLATION => Error::Check { constraint: constraint() },
        code if *code == SqlState::NOT_NULL_VIOLATION => Error::NotNull { column: column(server) },
        code if *code == SqlState::QUERY_CANCELED => Error::Interrupted(budget.unwrap_or_default()),
        code if *code == SqlState::DISK_FULL => Error::Full,
        code if *code == SqlState::READ_ONLY_SQL_TRANSACTION => Error::ReadOnly,
        code if *code == SqlState::LOCK_NOT_AVAILABLE => Error::Busy,
        // 40: serialization failure, deadlock; 08: connection; 57: shutting down, starting up; 53: too many connections
        code => match &code.code()[..2] {
            "40" => Error::Busy,
            "08" | "53" | "57" | "28" | "3D" => Error::Unavailable(server.message().to_owned()),
            _ => Error::Other(words(error)),
        },
    }
}

pub(super) fn from_pool(error: PoolError) -> Error {
    match error {
        PoolError::Backend(error) => match from(error) {
            Error::Other(words) => Error::Unavailable(words),
            error => error,
        },
        PoolError::Timeout(TimeoutType::Wait) => Error::Busy,
        error => Error::Unavailable(error.to_string()),
    }
}

fn column(server: &DbError) -> String {
    format!("{}.{}", server.table().unwrap_or_default(), server.column().unwrap_or_default())
}

fn is_io(error: &tokio_postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>())
}

/// The message with what caused it: the outer one alone says "db error".
fn words(error: &tokio_postgres::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}
