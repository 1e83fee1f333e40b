//! What is known of a request's life.

/// Where a request is. *Overdue* is no state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    PendingApproval,
    PendingAssignment,
    PendingResolution,
    PendingFinalization,
    Finalized,
    Declined,
    OnHold,
}

/// What happened to a request. People are indexes into the district's people, times microseconds since 1970 UTC, money is cents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// Where it is now.
    pub state: State,
    /// Who decided about it; at most one, as the district asks for one approval.
    pub decision: Option<Decision>,
    /// Who is to do it; empty until it is assigned.
    pub assignees: Vec<usize>,
    /// When they were assigned.
    pub assigned_at: Option<i64>,
    /// When it had to wait.
    pub hold: Option<Hold>,
    /// How it was done.
    pub resolution: Option<Resolution>,
    /// Who looked at the work.
    pub review: Option<Review>,
    /// What was said, in the order of saying.
    pub responses: Vec<Response>,
    /// Who worked how long.
    pub labor: Vec<Labor>,
    /// What it cost besides.
    pub costs: Vec<Cost>,
}

/// An approver's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub at: i64,
    pub by: usize,
    pub approved: bool,
    /// What the requester reads.
    pub reason: String,
}

/// A time of waiting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub at: i64,
    pub by: usize,
    pub reason: String,
    /// When it is to go on by itself, where that was said.
    pub until: Option<i64>,
    /// When it went on; none while it still waits.
    pub released_at: Option<i64>,
}

/// What was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    pub at: i64,
    /// Who entered it: the assignee, or the office for somebody without sign-in.
    pub by: usize,
    pub action_taken: String,
}

/// The last look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub at: i64,
    pub by: usize,
}

/// Something said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub at: i64,
    pub by: usize,
    pub text: String,
    /// Not for the requester.
    pub private: bool,
}

/// Time spent on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labor {
    pub at: i64,
    pub worker: usize,
    pub entered_by: usize,
    pub minutes: i64,
    /// What an hour of the worker cost then, where that was known.
    pub hourly_rate: Option<i64>,
}

/// Money spent on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    pub at: i64,
    pub entered_by: usize,
    pub kind: CostKind,
    pub note: String,
    /// Negative for a credit.
    pub amount: i64,
}

/// What money was spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CostKind {
    Contractor,
    Other,
}
