//! One work request as it stands.
use super::state::State;
use crate::items::spine;
use access::{Facts, Module};

/// Everything about a request that rules ask for. Times are microseconds UTC.
#[derive(Clone, Debug)]
pub struct Request {
    pub id: i64,
    pub number: i64,
    pub module_id: i64,
    pub type_id: Option<i64>,
    pub building_id: Option<i64>,
    pub title: String,
    pub description: String,
    pub location: String,
    pub resource_id: Option<i64>,
    pub state: State,
    pub creator_id: i64,
    pub requester_id: i64,
    pub due_at: Option<i64>,
    pub opened_at: i64,
    pub updated_at: i64,
    pub version: i64,
    /// From when to when its work is planned.
    pub scheduled: Option<(i64, i64)>,
    pub hold_reason: Option<String>,
    pub hold_until: Option<i64>,
    pub state_before_hold: Option<State>,
    pub action_taken: Option<String>,
    pub resolved_at: Option<i64>,
    pub finalized_at: Option<i64>,
    pub approval_process_id: Option<i64>,
    /// How many tiers of the process are satisfied.
    pub approval_tier: i64,
    pub decline_reason: Option<String>,
    pub deleted_at: Option<i64>,
    pub assignee_ids: Vec<i64>,
}

impl Request {
    pub fn module(&self) -> Module {
        Module(u16::try_from(self.module_id).expect("an organization has few work modules"))
    }

    /// What the permission engine asks about it.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            module: Some(self.module()),
            creator: Some(self.creator_id),
            requester: Some(self.requester_id),
            assignees: &self.assignee_ids,
            customer: None,
            buildings: self.building_id.as_slice(),
            type_id: self.type_id,
        }
    }

    /// Its row on the spine.
    pub fn on_spine(&self) -> spine::Item {
        spine::Item {
            id: self.id,
            module_id: self.module_id,
            number: self.number,
            title: self.title.clone(),
            text: format!("{} {}", self.description, self.location),
            state: self.state.code(),
            type_id: self.type_id,
            building_id: self.building_id,
            creator_id: self.creator_id,
            requester_id: self.requester_id,
            assignee_ids: self.assignee_ids.clone(),
            due_at: self.due_at,
            opened_at: self.opened_at,
            updated_at: self.updated_at,
            version: self.version,
            deleted_at: self.deleted_at,
        }
    }

    /// Past its due date while work is still to be done. Derived, never stored.
    pub fn is_overdue(&self, now: i64) -> bool {
        self.state.is_open() && self.due_at.is_some_and(|due| due < now)
    }

    /// Whether timers run on it: while work is to be done, and it neither waits nor is deleted.
    pub fn takes_timers(&self) -> bool {
        self.state.can_be_held() && self.deleted_at.is_none()
    }

    /// Without assignees it waits for one; with them, for their work.
    pub fn state_by_assignees(&self) -> State {
        if self.assignee_ids.is_empty() { State::PendingAssignment } else { State::PendingResolution }
    }
}
