//! One import, from the file to its end.
use crate::many::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// The file is there; nobody has said yet what its columns are.
    Draft,
    Queued,
    Running,
    /// A dry run has ended: what is wrong with which row is known.
    Checked,
    /// The requests are there.
    Done,
    /// Nothing was imported.
    Failed,
}

impl RunState {
    const ALL: [RunState; 6] =
        [RunState::Draft, RunState::Queued, RunState::Running, RunState::Checked, RunState::Done, RunState::Failed];

    pub fn word(self) -> &'static str {
        match self {
            RunState::Draft => "draft",
            RunState::Queued => "queued",
            RunState::Running => "running",
            RunState::Checked => "checked",
            RunState::Done => "done",
            RunState::Failed => "failed",
        }
    }

    pub fn parse(word: &str) -> Option<RunState> {
        RunState::ALL.into_iter().find(|state| state.word() == word)
    }

    /// It goes on by itself.
    pub fn is_under_way(self) -> bool {
        matches!(self, RunState::Queued | RunState::Running)
    }
}

/// An import as it stands. Times are microseconds UTC.
#[derive(Clone, Debug)]
pub struct Run {
    pub id: i64,
    pub user_id: i64,
    pub file_name: String,
    /// JSON: [`super::Settings`].
    pub settings: String,
    pub state: RunState,
    pub dry_run: bool,
    /// The job that does it.
    pub job_id: Option<i64>,
    /// Why it failed as a whole.
    pub problem: Option<Refusal>,
    /// Rows of the file, those that stay out included.
    pub rows_total: i64,
    pub rows_done: i64,
    pub rows_good: i64,
    pub rows_bad: i64,
    pub created_at: i64,
    pub finished_at: Option<i64>,
    /// Between which times the imported requests were opened.
    pub opened: Option<(i64, i64)>,
}
