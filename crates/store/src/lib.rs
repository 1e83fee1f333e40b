//! The database: one way to read and write, over SQLite and over PostgreSQL.
//!
//! SQL is written once, in PostgreSQL's spelling; what SQLite says differently is rewritten when a statement is first
//! prepared (`sqlite/rewrite.rs`). Nothing outside `sqlite/` and `postgres/` knows which of the two it talks to.

mod config;
mod copy;
mod db;
mod error;
mod migrate;
mod param;
mod postgres;
mod row;
pub mod spine;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod work;

pub use config::{Config, Dialect, Url};
pub use db::{Db, Serving};
pub use error::{Error, Result};
pub use migrate::Schema;
pub use param::Param;
pub use row::{FromColumn, FromRow, Row, Value};
pub use tx::Tx;

/// What a transaction's closure returns.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
