//! The timers of the person who looks at a page: its frame shows them, whatever the page is about.

/// A timer that runs, and on what.
#[derive(Clone, Debug)]
pub struct Mine {
    pub item_id: i64,
    pub number: i64,
    pub title: String,
    pub started_at: i64,
    /// Whether its worker may stop it.
    pub may_stop: bool,
}
