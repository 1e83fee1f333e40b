//! What can go wrong, in the same words for both databases.

use std::time::Duration;

/// A failure that a caller can tell apart. It is `Clone` because every transaction of a batch hears of the same failed
/// commit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// `<table>_<columns>_key` or `<table>_pkey` on both databases; unique indexes are named so in the migrations.
    #[error("{constraint} holds this value already")]
    Unique { constraint: String },
    /// Nameless, because SQLite does not say which.
    #[error("a row refers to one that does not exist, or is still referred to")]
    ForeignKey,
    /// The constraint's name where it has one.
    #[error("{constraint} does not hold")]
    Check { constraint: String },
    /// `<table>.<column>`.
    #[error("{column} is missing")]
    NotNull { column: String },
    /// A lock, a deadlock, or no free connection: the same call may succeed when repeated.
    #[error("the database is busy")]
    Busy,
    /// No space is left. Nothing of the transaction was kept; writing works again once there is space.
    #[error("the disk of the database is full")]
    Full,
    #[error("the database can only be read")]
    ReadOnly,
    /// It cannot be reached or opened. After a failed commit it is unknown whether the transaction was kept.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A newer version of the program has changed the schema.
    #[error("the database has schema version {found}, this program knows {known} at most: use the newer program")]
    TooNew { found: i64, known: i64 },
    /// Another process serves this file.
    #[error("{0} is already being served by another process")]
    Locked(String),
    /// The reading took longer than its budget.
    #[error("not done within {} ms", .0.as_millis())]
    Interrupted(Duration),
    #[error("no such row")]
    NoRow,
    #[error("database: {0}")]
    Other(String),
}

/// A result with this crate's error, unless another is named.
pub type Result<T, E = Error> = std::result::Result<T, E>;
