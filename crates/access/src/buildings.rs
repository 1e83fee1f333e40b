//! The buildings that a person can access, and through what.

use std::sync::Arc;

/// Which building, group or team gives access.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Through {
    /// The person's own list.
    Own,
    /// A building group of the person.
    Group { id: i64, name: String },
    /// A building of a team, or a building group of that team.
    Team { id: i64, name: String, group: Option<(i64, String)> },
}

/// A set of buildings, or all of them. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buildings {
    all: bool,
    ids: Arc<[i64]>,
    why: Arc<[(i64, Through)]>,
}

impl Default for Buildings {
    fn default() -> Buildings {
        Buildings::none()
    }
}

impl Buildings {
    /// No building: who has none and is not switched to all has access to none.
    pub fn none() -> Buildings {
        Buildings::of([])
    }

    /// Every building, present and future: the explicit switch *all buildings*.
    pub fn all() -> Buildings {
        Buildings { all: true, ..Buildings::none() }
    }

    /// These buildings, given directly.
    pub fn of(ids: impl IntoIterator<Item = i64>) -> Buildings {
        Buildings::through(ids.into_iter().map(|id| (id, Through::Own)))
    }

    /// These buildings, each with what it comes through; one building may come in several ways.
    pub fn through(entries: impl IntoIterator<Item = (i64, Through)>) -> Buildings {
        let mut why: Vec<(i64, Through)> = entries.into_iter().collect();
        why.sort_unstable();
        why.dedup();
        let mut ids: Vec<i64> = why.iter().map(|(id, _)| *id).collect();
        ids.dedup();
        Buildings { all: false, ids: ids.into(), why: why.into() }
    }

    pub fn contains(&self, id: i64) -> bool {
        self.all || self.ids.binary_search(&id).is_ok()
    }

    /// Whether the switch *all buildings* is on; then [`ids`](Buildings::ids) says nothing.
    pub fn is_all(&self) -> bool {
        self.all
    }

    /// The buildings, ascending; empty with *all buildings*.
    pub fn ids(&self) -> &Arc<[i64]> {
        &self.ids
    }

    pub fn is_none(&self) -> bool {
        !self.all && self.ids.is_empty()
    }

    /// In how many ways the person came to this building; empty with *all buildings*.
    pub fn why(&self, id: i64) -> impl Iterator<Item = &Through> {
        self.why.iter().filter(move |(building, _)| *building == id).map(|(_, through)| through)
    }

    /// Both together.
    pub fn with(&self, more: &[i64]) -> Buildings {
        let added = more.iter().filter(|id| !self.contains(**id)).map(|id| (*id, Through::Own));
        Buildings { all: self.all, ..Buildings::through(self.why.iter().cloned().chain(added)) }
    }
}
