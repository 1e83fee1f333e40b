//! What waits for one person: to approve, to assign, to do, to review.
use super::{
    approve::can_decide,
    door,
    read::{self, Seen},
};
use crate::{
    context::Ctx,
    items::spine,
    modules::work::{
        model::{Request, State},
        queries::request as queries,
    },
};
use access::{Module, ModuleKey, Scope, keys::work};
use kit::Problem;
use serde::Serialize;
use store::Tx;
use utoipa::ToSchema;

/// So many are looked at; of more it is only said that there are more.
const LOOKED_AT: usize = 100;

/// What is to be done with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    Approve,
    Assign,
    /// One's own work: to resolve.
    Resolve,
    /// To review and finalize.
    Finalize,
}

impl Duty {
    const ALL: [Duty; 4] = [Duty::Approve, Duty::Assign, Duty::Resolve, Duty::Finalize];

    /// The state in which requests wait for it.
    pub(crate) const fn state(self) -> State {
        match self {
            Duty::Approve => State::PendingApproval,
            Duty::Assign => State::PendingAssignment,
            Duty::Resolve => State::PendingResolution,
            Duty::Finalize => State::PendingFinalization,
        }
    }

    const fn key(self) -> ModuleKey {
        match self {
            Duty::Approve => work::APPROVE,
            Duty::Assign => work::ASSIGN,
            Duty::Resolve => work::RESOLVE,
            Duty::Finalize => work::FINALIZE,
        }
    }
}

/// Requests of one module that wait for the same.
pub(crate) struct Waiting {
    pub(crate) duty: Duty,
    pub(crate) module: Module,
    /// The most urgent ones.
    pub(crate) requests: Vec<Seen>,
    /// How many there are among those that were looked at.
    pub(crate) count: usize,
    /// Whether all were looked at.
    pub(crate) exact: bool,
}

/// Everything that waits for the actor, at most `shown` of each kind; what nothing waits in is left out.
pub(crate) async fn waiting(ctx: &Ctx, shown: usize) -> Result<Vec<Waiting>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let mut found = vec![];
            for duty in Duty::ALL {
                for module in &asked.settings().modules {
                    found.extend(of(tx, &asked, duty, module.module(), shown).await?);
                }
            }
            Ok(found)
        })
    })
    .await
}

async fn of(tx: &mut Tx, ctx: &Ctx, duty: Duty, module: Module, shown: usize) -> Result<Option<Waiting>, Problem> {
    if ctx.person().level(duty.key().of(module)).is_none() {
        return Ok(None);
    }
    let knows_due_dates = ctx.person().has(work::ACCESS_DUE_DATE.of(module));
    let is_own = duty == Duty::Resolve;
    let filter = spine::Filter {
        states: Some(vec![duty.state().code()]),
        assignee_id: is_own.then_some(ctx.user_id()),
        ..spine::Filter::default()
    };
    let list = spine::List {
        scope: &Scope::of(ctx.person(), duty.key().of(module)),
        filter: &filter,
        sort: if knows_due_dates { spine::Sort::Due } else { spine::Sort::Oldest },
        after: None,
        limit: LOOKED_AT + 1,
        deleted: false,
    };
    let rows = spine::list(tx, &list).await?;
    let positions: Vec<i64> = rows.iter().take(LOOKED_AT).map(|place| place.1).collect();
    let requests = queries::find_at(tx, &positions).await?;
    let mut waiting = vec![];
    for request in requests {
        if is_duty(tx, ctx, duty, &request).await? {
            waiting.push(request);
        }
    }
    if waiting.is_empty() {
        return Ok(None);
    }
    let count = waiting.len();
    waiting.truncate(shown);
    let requests = read::seen(tx, ctx, waiting).await?;
    Ok(Some(Waiting { duty, module, requests, count, exact: rows.len() <= LOOKED_AT }))
}

/// Whether the actor could do it now: reads it, and is among those who are asked.
async fn is_duty(tx: &mut Tx, ctx: &Ctx, duty: Duty, request: &Request) -> Result<bool, Problem> {
    let may = door::may(ctx, request, work::READ) && door::may(ctx, request, duty.key());
    Ok(may && (duty != Duty::Approve || can_decide(tx, ctx, request).await?))
}
