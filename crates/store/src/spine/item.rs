//! An item as the spine sees it.

/// All states of a work request, as the database keeps them.
pub const STATES: [i16; 7] = [1, 2, 3, 4, 5, 6, 7];

/// The open ones: pending approval, assignment and resolution, and on hold.
pub const OPEN: [i16; 4] = [1, 2, 3, 7];

/// The kind of every item there is so far. Others get numbers of their own.
pub(super) const WORK_REQUEST: i16 = 1;

/// What the spine keeps of an item. Times are microseconds UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: i64,
    pub module_id: i64,
    pub number: i64,
    pub title: String,
    /// What else it is to be found by, beside title and number.
    pub text: String,
    pub state: i16,
    pub type_id: Option<i64>,
    pub building_id: Option<i64>,
    pub creator_id: i64,
    pub requester_id: i64,
    pub assignee_ids: Vec<i64>,
    pub due_at: Option<i64>,
    pub opened_at: i64,
    pub updated_at: i64,
    pub version: i64,
    pub deleted_at: Option<i64>,
}

impl Item {
    /// Where lists by due date have it: behind all others if it has none.
    pub(super) fn due_order(&self) -> i64 {
        self.due_at.unwrap_or(i64::MAX)
    }

    /// Its place in lists by age: the millisecond of opening, and the lower 20 bits of its id among those of the same.
    pub(super) fn position(&self) -> i64 {
        (self.opened_at.div_euclid(1_000) << 20) | (self.id & 0xf_ffff)
    }
}
