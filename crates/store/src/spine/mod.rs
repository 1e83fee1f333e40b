//! The spine: what every item has, and every question that lists ask of it.
//!
//! One implementation of scopes serves lists, counts and searches. A list is planned as a few *branches* (`plan.rs`), each
//! some short ranges of one index, and the databases' own ways of reading those ranges in order lie in
//! `sqlite/spine.rs` and `postgres/spine.rs`.

mod branch;
mod bulk;
mod check;
mod count;
mod derived;
mod document;
mod indexes;
mod item;
pub(crate) mod kept;
mod list;
mod loading;
pub(crate) mod marks;
pub(crate) mod plan;
mod query;
mod question;
mod reindex;
mod search;
mod source;
mod tally;
mod write;

pub use bulk::insert_many;
pub use check::{Violation, check};
pub use count::{count, counts_by_state};
pub use item::{Item, OPEN, STATES};
pub use list::{Explained, explain, list};
pub use loading::{begin_loading, finish_loading, load};
pub use query::{Due, Filter, List, Opened, Position, Sort};
pub use reindex::{index, unindexed};
pub use search::{merge, wants_merging};
pub use tally::{Tally, assigned_open, tally};
pub use write::{create_numbers, insert, new_id, new_ids, new_number, update};

pub(crate) use branch::{Branch, Condition, Order, Sql};
pub(crate) use loading::recover;
pub(crate) use question::{Asked, Question};

/// Counting stops here: what is beyond is "more than a thousand".
pub const MOST_COUNTED: i64 = 1_000;

/// What a list may take that no index bounds, before it asks for one more filter.
pub const BUDGET: std::time::Duration = std::time::Duration::from_millis(100);
