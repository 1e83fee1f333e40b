//! The indexes that lists are read by, and the choice among them.

use std::sync::Arc;

use crate::{
    Dialect,
    spine::{
        STATES,
        branch::{Branch, Condition, Order},
    },
};

/// Where a branch is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Item,
    Place,
    /// Somebody's own.
    Party,
    /// Of somebody's own what is assigned to them.
    Assigned,
    /// Of somebody's own what was requested by them, or on their behalf.
    Requested,
}

impl At {
    pub(super) fn table(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Place => "item_place",
            Self::Party | Self::Assigned | Self::Requested => "item_party",
        }
    }

    /// The column of `item_party` that is true of all rows wanted.
    pub(super) fn role(self) -> Option<&'static str> {
        match self {
            Self::Assigned => Some("assigned"),
            Self::Requested => Some("requested"),
            Self::Item | Self::Place | Self::Party => None,
        }
    }
}

struct Index {
    table: &'static str,
    /// None: the primary key.
    name: Option<&'static str>,
    /// Compared with given values.
    columns: &'static [&'static str],
    /// What one such range is sorted by, before the position.
    sorted: Option<&'static str>,
    partial: Option<&'static str>,
    /// Only this database has it.
    only: Option<Dialect>,
}

const LIVE: Option<&str> = Some("deleted_at IS NULL");
const DUE: Option<&str> = Some("due_order");
const UPDATED: Option<&str> = Some("updated_at");

/// As the migration creates them. Of two that serve equally well, the first is taken.
const INDEXES: &[Index] = &[
    Index { only: Some(Dialect::Sqlite), ..index("item", Some("item_age"), &["module_id"], None, LIVE) },
    index("item", Some("item_state"), &["module_id", "state"], None, LIVE),
    index("item", Some("item_type"), &["module_id", "type_id", "state"], None, LIVE),
    index("item", Some("item_due"), &["module_id", "state"], DUE, LIVE),
    index("item", Some("item_due"), &["module_id", "state", "due_order"], None, LIVE),
    index("item", Some("item_updated"), &["module_id"], UPDATED, LIVE),
    index("item_place", None, &["building_id", "module_id"], None, None),
    index("item_place", Some("item_place_state"), &["building_id", "module_id", "state"], None, None),
    index("item_place", Some("item_place_type"), &["building_id", "module_id", "type_id", "state"], None, None),
    index("item_place", Some("item_place_due"), &["building_id", "module_id", "state"], DUE, None),
    index("item_place", Some("item_place_due"), &["building_id", "module_id", "state", "due_order"], None, None),
    index("item_place", Some("item_place_updated"), &["building_id", "module_id"], UPDATED, None),
    index("item_party", None, &["user_id", "module_id"], None, None),
    index("item_party", Some("item_party_state"), &["user_id", "module_id", "state"], None, None),
    index("item_party", Some("item_party_type"), &["user_id", "module_id", "type_id", "state"], None, None),
    index("item_party", Some("item_party_building"), &["user_id", "module_id", "building_id", "state"], None, None),
    index("item_party", Some("item_party_due"), &["user_id", "module_id", "state"], DUE, None),
    index("item_party", Some("item_party_due"), &["user_id", "module_id", "state", "due_order"], None, None),
    index("item_party", Some("item_party_updated"), &["user_id", "module_id"], UPDATED, None),
    index("item_party", Some("item_party_assigned"), &["user_id", "module_id", "state"], None, Some("assigned")),
    index(
        "item_party",
        Some("item_party_assigned_building"),
        &["user_id", "module_id", "building_id", "state"],
        None,
        Some("assigned"),
    ),
    index("item_party", Some("item_party_requested"), &["user_id", "module_id", "state"], None, Some("requested")),
    index(
        "item_party",
        Some("item_party_requested_building"),
        &["user_id", "module_id", "building_id", "state"],
        None,
        Some("requested"),
    ),
];

const fn index(
    table: &'static str,
    name: Option<&'static str>,
    columns: &'static [&'static str],
    sorted: Option<&'static str>,
    partial: Option<&'static str>,
) -> Index {
    Index { table, name, columns, sorted, partial, only: None }
}

/// The branch that reads `at` in this order, with the index that serves most of what is given. What it does not serve is
/// looked at row by row.
pub(super) fn choose(dialect: Dialect, at: At, order: Order, given: Vec<(&'static str, Arc<[i64]>)>) -> Branch {
    let here = INDEXES.iter().filter(|index| index.only.is_none_or(|only| only == dialect));
    let usable = here.filter(|index| index.table == at.table() && index.sorted == order.column);
    let usable =
        usable.filter(|index| index.partial.is_none_or(|partial| LIVE == Some(partial) || at.role() == Some(partial)));
    // a range for each state there is stands in for a state that is not given
    let has = |column: &&str| *column == "state" || given.iter().any(|(name, _)| name == column);
    let usable = usable.filter(|index| index.columns.iter().all(has));
    let served = |index: &Index| {
        let columns = index.columns.iter().filter(|column| given.iter().any(|(name, _)| name == *column));
        columns.count() + usize::from(index.partial.is_some())
    };
    // the last of the best, hence reversed: the first one, then
    let best = usable.rev().max_by_key(|index| (served(index), std::cmp::Reverse(index.columns.len())));
    branch(at, best.expect("every table has an index for every order"), given)
}

fn branch(at: At, index: &Index, mut given: Vec<(&'static str, Arc<[i64]>)>) -> Branch {
    let (mut fixed, mut each) = (Vec::new(), Vec::new());
    for column in index.columns {
        let place = given.iter().position(|(name, _)| name == column);
        let values = place.map_or_else(all_states, |place| given.swap_remove(place).1);
        match *values {
            [one] => fixed.push((*column, one)),
            _ => each.push((*column, values)),
        }
    }
    let role = at.role().filter(|role| index.partial != Some(role)).map(Condition::True);
    let residual = given.into_iter().map(|(column, values)| Condition::In(column, values)).chain(role).collect();
    Branch { table: at.table(), index: index.name, partial: index.partial, fixed, each, within: vec![], residual }
}

fn all_states() -> Arc<[i64]> {
    STATES.iter().map(|state| i64::from(*state)).collect()
}
