//! What a list is asked for.

use access::Scope;
use std::{cmp::Ordering, sync::Arc};

/// Conditions that an item has to meet, all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// One of these.
    pub states: Option<Vec<i16>>,
    pub type_id: Option<i64>,
    pub building_id: Option<i64>,
    pub assignee_id: Option<i64>,
    pub requester_id: Option<i64>,
    pub due: Option<Due>,
    pub opened: Opened,
    /// Only what is at these positions: what another table knows of items, and the spine does not. They should be few.
    pub among: Option<Arc<[i64]>>,
    /// Nothing that is at these positions.
    pub but: Option<Arc<[i64]>>,
    /// Words that begin a word of title, number or text, each of them.
    pub text: Option<String>,
}

impl Filter {
    /// It would tell due dates to who may not see them.
    pub fn uses_due_date(&self) -> bool {
        self.due.is_some()
    }

    /// It would tell assignees to who may not see them.
    pub fn uses_assignees(&self) -> bool {
        self.assignee_id.is_some()
    }
}

/// When an item is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Open, and due before this moment, which is now.
    Overdue(i64),
    Before(i64),
    /// It has no due date.
    None,
}

/// When an item was opened: from the first moment on, before the second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Opened {
    pub from: Option<i64>,
    pub before: Option<i64>,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Newest,
    Oldest,
    /// What is due first comes first, what has no due date last.
    Due,
    /// What changed last comes first.
    Updated,
}

impl Sort {
    /// The word of the API.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "newest" => Self::Newest,
            "oldest" => Self::Oldest,
            "due" => Self::Due,
            "updated" => Self::Updated,
            _ => return None,
        })
    }

    /// It would tell due dates to who may not see them.
    pub fn uses_due_date(self) -> bool {
        self == Self::Due
    }

    /// How two places of lists in this order stand to each other, so that lists can be merged.
    pub fn compare(self, one: Position, other: Position) -> Ordering {
        let ascending = (one.0, one.1).cmp(&(other.0, other.1));
        match self {
            Self::Oldest | Self::Due => ascending,
            Self::Newest | Self::Updated => ascending.reverse(),
        }
    }
}

/// Where an item stands in a list, and so where a page of it ends: the value that it is sorted by, and the item's unique position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position(pub i64, pub i64);

/// One page of a list.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// What the reader may see. It is of one work module.
    pub scope: &'a Scope,
    pub filter: &'a Filter,
    pub sort: Sort,
    pub after: Option<Position>,
    pub limit: usize,
    /// The deleted ones instead of the others.
    pub deleted: bool,
}
