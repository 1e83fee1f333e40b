//! Which database, and how much of the machine it may take.

use std::{fmt, path::PathBuf, str::FromStr, time::Duration};

/// Where the data is.
#[derive(Clone, PartialEq, Eq)]
pub enum Url {
    /// A file, created when it is missing.
    Sqlite(PathBuf),
    /// A `postgres://` address, password included.
    Postgres(String),
}

impl FromStr for Url {
    type Err = String;

    /// `postgres://…`, `postgresql://…`, `sqlite:PATH`, or a plain path.
    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if path.is_empty() || path.contains("://") {
            return Err("expected postgres://… or the path of an SQLite file".to_owned());
        }
        Ok(Self::Sqlite(path.into()))
    }
}

/// Without the password: addresses end up in logs.
impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(address) => {
                let host = address.rsplit_once('@').map_or("…", |(_, host)| host);
                write!(f, "postgres://…@{}", host.split('?').next().unwrap_or("…"))
            }
        }
    }
}

/// Which of the two databases answers. For messages and tests; nobody outside this crate builds SQL by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// How to open a database.
#[derive(Debug, Clone)]
pub struct Config {
    pub url: Url,
    /// SQLite: threads that read, each with a connection of its own.
    pub readers: usize,
    /// SQLite: page cache of all connections together, in bytes. What it does not hold, the system's cache does.
    pub cache_bytes: usize,
    /// PostgreSQL: connections at most.
    pub connections: usize,
    /// How long to wait for a lock, or for a free connection, before the answer is [`crate::Error::Busy`].
    pub patience: Duration,
}

impl Config {
    /// The defaults: a reader per core, between two and four; 32 MiB of cache; 16 connections; five seconds of patience.
    pub fn new(url: Url) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            url,
            readers: cores.clamp(2, 4),
            cache_bytes: 32 << 20,
            connections: 16,
            patience: Duration::from_secs(5),
        }
    }
}
