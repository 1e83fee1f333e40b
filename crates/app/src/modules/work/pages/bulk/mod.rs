//! The same to requests that were picked in the list: a page that shows them, says who cannot take part and why, asks for what is
//! needed and so makes sure; then what came of each.
pub(super) mod form;
pub(super) mod outcome;

use super::LIST;
use crate::{
    many,
    modules::work::actions::bulk::{Bulk, BulkAction},
};
use kit::{FieldError, Problem, T};
use serde::Deserialize;

/// What the list sends, and what was typed on the page that follows.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Typed {
    action: String,
    /// The requests that were picked.
    id: Vec<String>,
    /// What stands behind the question mark of the list's address.
    view: String,
    reason: String,
    action_taken: String,
    user_ids: Vec<String>,
}

impl Typed {
    fn action(&self) -> Result<BulkAction, Problem> {
        BulkAction::parse(&self.action)
            .ok_or_else(|| Problem::field("action", "must be approve, assign, resolve or delete"))
    }

    fn ids(&self) -> Result<Vec<i64>, Problem> {
        let id = |text: &String| text.parse().map_err(|_| Problem::field("id", "must be numbers of requests"));
        self.id.iter().map(id).collect()
    }

    /// The step that was asked for; 422 with what it lacks.
    fn bulk(&self, action: BulkAction) -> Result<Bulk, Problem> {
        let mut bulk = Bulk { ids: self.ids()?, action, reason: None, user_ids: None, action_taken: None };
        match action {
            BulkAction::Approve => bulk.reason = Some(self.reason.clone()),
            BulkAction::Assign => {
                let id = |text: &String| text.parse().map_err(|_| Problem::field("user_ids", "name nobody"));
                let user_ids: Vec<i64> = self.user_ids.iter().map(id).collect::<Result<_, _>>()?;
                if user_ids.is_empty() {
                    return Err(Problem::field("user_ids", "is missing: choose who is to do the work"));
                }
                bulk.user_ids = Some(user_ids);
            }
            BulkAction::Resolve if self.action_taken.trim().is_empty() => {
                return Err(Problem::field("action_taken", "is missing"));
            }
            BulkAction::Resolve => bulk.action_taken = Some(self.action_taken.clone()),
            BulkAction::Delete => {}
        }
        Ok(bulk)
    }

    /// The list as it was left.
    fn back(&self) -> String {
        many::back(LIST, &self.view)
    }
}

/// What a step is called where it is offered, and the picture beside it.
pub(super) fn label(t: T, action: BulkAction) -> (&'static str, &'static str) {
    match action {
        BulkAction::Approve => (t.work_do_approve(), "thumb-up"),
        BulkAction::Assign => (t.work_do_assign(), "user-plus"),
        BulkAction::Resolve => (t.work_do_resolve(), "check"),
        BulkAction::Delete => (t.work_do_delete(), "trash"),
    }
}

/// What is to be done to so many.
fn title(t: T, action: BulkAction, count: usize) -> String {
    match action {
        BulkAction::Approve => t.work_bulk_approve(count),
        BulkAction::Assign => t.work_bulk_assign(count),
        BulkAction::Resolve => t.work_bulk_resolve(count),
        BulkAction::Delete => t.work_bulk_delete(count),
    }
}

/// A request as these pages name it.
struct Line {
    id: i64,
    number: i64,
    title: String,
    place: String,
    /// Why it is left out or was refused; empty: it is not.
    why: String,
}

/// The errors of the fields that the form has.
fn at_fields(errors: &[FieldError]) -> bool {
    errors.iter().all(|error| ["reason", "action_taken"].contains(&error.field.as_str()))
}
