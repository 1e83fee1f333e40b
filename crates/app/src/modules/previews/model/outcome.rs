//! The answer.
use super::kinds::Comparison;
use access::{Key, Value};
use kit::paging::Count;
use std::sync::Arc;

/// What one key is before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyChange {
    pub(crate) key: Key,
    pub(crate) from: Value,
    pub(crate) to: Value,
}

/// How many items somebody reaches by a key, before and after.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    pub(crate) key: Key,
    pub(crate) before: Count,
    pub(crate) after: Count,
}

/// Of the buildings that somebody gains or loses those that the reader may know of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BuildingsChanged {
    pub(crate) gained: Vec<i64>,
    pub(crate) lost: Vec<i64>,
    /// The switch *all buildings*, where it changes.
    pub(crate) all: Option<bool>,
    /// There are more that the reader may not know of.
    pub(crate) more: bool,
}

/// Somebody for whom the change changes something.
#[derive(Debug)]
pub(crate) struct Whom {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// Nothing where the reader may not know what they hold.
    pub(crate) compared: Arc<Comparison>,
    pub(crate) buildings: BuildingsChanged,
    pub(crate) numbers: Vec<Numbers>,
}

/// How many people gain and lose one key, of those whose holdings the reader may know.
#[derive(Debug)]
pub(crate) struct KeyTotal {
    pub(crate) key: Key,
    pub(crate) gain: usize,
    pub(crate) lose: usize,
}

/// A step of approving for which somewhere nobody would be left. Where no process applies it is everybody who may approve.
#[derive(Debug)]
pub(crate) struct Tier {
    pub(crate) process_id: Option<i64>,
    /// The building that the process is for.
    pub(crate) of_building: Option<i64>,
    pub(crate) module: String,
    pub(crate) request_type_id: Option<i64>,
    /// Counted from 1.
    pub(crate) number: usize,
    /// How many its process has.
    pub(crate) steps: usize,
    /// For no building at all; then none is listed.
    pub(crate) everywhere: bool,
    /// Those of the buildings that the reader may know of.
    pub(crate) building_ids: Vec<i64>,
    /// Nor for requests without a building.
    pub(crate) nowhere: bool,
    /// There are more that the reader may not know of.
    pub(crate) more: bool,
}

/// Somebody who would not see open work any more that is assigned to them.
#[derive(Debug)]
pub(crate) struct Unsighted {
    pub(crate) user_id: i64,
    pub(crate) name: String,
    pub(crate) items: i64,
}

/// What the change would do.
#[derive(Debug)]
pub(crate) struct Preview {
    /// One page of them, by name.
    pub(crate) people: Vec<Whom>,
    pub(crate) next: Option<String>,
    pub(crate) people_total: usize,
    /// How many more people, whom the reader may not know of.
    pub(crate) others: usize,
    pub(crate) keys: Vec<KeyTotal>,
    pub(crate) tiers: Vec<Tier>,
    pub(crate) unsighted: Vec<Unsighted>,
    pub(crate) unsighted_others: usize,
    /// Mails a day, before and after.
    pub(crate) mails: (f64, f64),
    /// Whether every work request counts that somebody reaches, since the reader can read all.
    pub(crate) counts_all: bool,
}
