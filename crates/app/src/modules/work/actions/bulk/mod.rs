//! The same to many requests: each is decided and carried out for itself, and what happened is said for each.
pub(crate) mod picked;

use super::{
    approve::{self, Approval, Decision},
    assign::{self, Assignees},
    delete, door,
    resolve::{self, Resolution},
};
use crate::{
    context::Ctx,
    many::{self, Outcome},
};
use access::{Module, ModuleKey, keys::work};
use kit::{FieldError, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is done to each of the selected requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RequestBulkAction)]
pub enum BulkAction {
    Approve,
    Assign,
    Resolve,
    Delete,
}

impl BulkAction {
    pub(crate) const ALL: [BulkAction; 4] =
        [BulkAction::Approve, BulkAction::Assign, BulkAction::Resolve, BulkAction::Delete];

    /// The word of the API.
    pub(crate) fn word(self) -> &'static str {
        match self {
            BulkAction::Approve => "approve",
            BulkAction::Assign => "assign",
            BulkAction::Resolve => "resolve",
            BulkAction::Delete => "delete",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<BulkAction> {
        BulkAction::ALL.into_iter().find(|action| action.word() == word)
    }

    /// What doing it to one takes.
    pub(crate) fn key(self) -> ModuleKey {
        match self {
            BulkAction::Approve => work::APPROVE,
            BulkAction::Assign => work::ASSIGN,
            BulkAction::Resolve => work::RESOLVE,
            BulkAction::Delete => work::DELETE,
        }
    }
}

/// What the actor may do to many requests of this module.
pub(crate) fn offered(ctx: &Ctx, module: Module) -> Vec<BulkAction> {
    let may = |action: &BulkAction| !door::many_scope(ctx, module, action.key()).is_none();
    BulkAction::ALL.into_iter().filter(may).collect()
}

/// 403 unless the actor may do this to many requests of some module.
pub(crate) fn require(ctx: &Ctx, action: BulkAction) -> Result<(), Problem> {
    let modules = &ctx.settings().modules;
    if modules.iter().any(|module| offered(ctx, module.module()).contains(&action)) {
        return Ok(());
    }
    let keys = [action.key()].into_iter().chain(door::to_many(action.key()).iter().copied());
    keys.clone().try_for_each(|key| ctx.require_in_some_module(key))?;
    // it holds both, but no one source gives both
    let (key, module) = keys.last().zip(modules.first()).ok_or(Problem::NotFound)?;
    Err(ctx.refusal(key.of(module.module())))
}

/// Which requests, what is done to each of them, and what that takes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestBulk)]
pub struct Bulk {
    pub ids: Vec<i64>,
    pub action: BulkAction,
    /// Of `approve`: a word along with it.
    pub reason: Option<String>,
    /// Of `assign`: everybody who is to do the work.
    pub user_ids: Option<Vec<i64>>,
    /// Of `resolve`: what was done.
    pub action_taken: Option<String>,
}

/// Does it to each, in the order of the list, in a transaction of its own: a refusal of one leaves the others. Each needs the right
/// that the single step needs and the one to do it in bulk, both from one source.
pub(crate) async fn carry_out(ctx: &Ctx, bulk: Bulk) -> Result<Vec<Outcome>, Problem> {
    check(&bulk)?;
    let ctx = ctx.in_bulk();
    let ids = many::once(bulk.ids.clone());
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        outcomes.push(Outcome { id, done: one(&ctx, id, &bulk).await });
    }
    Ok(outcomes)
}

/// What is said of one that is not there.
pub(crate) const MISSING: &str = "There is no such request.";

async fn one(ctx: &Ctx, id: i64, bulk: &Bulk) -> Result<(), Problem> {
    match bulk.action {
        BulkAction::Approve => {
            let reason = bulk.reason.clone().unwrap_or_default();
            approve::decide(ctx, id, Approval { decision: Decision::Approved, reason }).await
        }
        BulkAction::Assign => {
            assign::assign(ctx, id, Assignees { user_ids: bulk.user_ids.clone().unwrap_or_default() }).await
        }
        BulkAction::Resolve => {
            let action_taken = bulk.action_taken.clone().unwrap_or_default();
            let resolution = Resolution { action_taken, resolved_at: None, costs: vec![], work_entries: vec![] };
            resolve::resolve(ctx, id, resolution).await
        }
        BulkAction::Delete => delete::delete(ctx, id, None).await,
    }
}

/// What holds for all of them: how many, and that the step has what it takes and nothing else.
fn check(bulk: &Bulk) -> Result<(), Problem> {
    let mut errors: Vec<FieldError> = many::count_error(&bulk.ids, "requests").into_iter().collect();
    let mut refuse = |field: &str, message: String| errors.push(FieldError { field: field.to_owned(), message });
    for (field, belongs_to, is_there, is_needed) in [
        ("reason", BulkAction::Approve, bulk.reason.is_some(), false),
        ("user_ids", BulkAction::Assign, bulk.user_ids.is_some(), true),
        ("action_taken", BulkAction::Resolve, bulk.action_taken.is_some(), true),
    ] {
        if bulk.action == belongs_to && is_needed && !is_there {
            refuse(field, "is missing".to_owned());
        }
        if bulk.action != belongs_to && is_there {
            refuse(field, "is not for this action".to_owned());
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::Invalid(errors)) }
}
