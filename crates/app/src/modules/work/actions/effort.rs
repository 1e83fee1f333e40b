//! Time and money spent on a request.
use super::{
    change::{SUBJECT, wrong_state},
    door, text,
};
use crate::{
    context::Ctx,
    items::history::{self, Change},
    modules::{
        people,
        work::{
            model::{Request, State},
            queries::effort::{self as queries, NewCost as CostRow, NewWorkEntry},
        },
    },
    money::Money,
};
use access::keys::work;
use kit::Problem;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

const LONGEST_NOTE: usize = 500;
const LONGEST_MINUTES: i64 = 31 * 24 * 60;

/// Money spent beside work time. A negative amount is a credit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCost {
    pub kind: CostKind,
    #[serde(default)]
    pub note: String,
    pub cost: Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    Contractor,
    Other,
}

impl CostKind {
    pub fn word(self) -> &'static str {
        match self {
            CostKind::Contractor => "contractor",
            CostKind::Other => "other",
        }
    }
}

/// Time of one worker; of the actor, unless it says whose.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTime {
    pub user_id: Option<i64>,
    pub minutes: i64,
}

/// At which moment a cost is entered: `enter_when_resolving` allows one of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Resolving,
    AnyTime,
}

/// For the gate: 404 unless `read` covers the request, then 403 unless costs may be entered at any time.
pub(crate) async fn admit_cost(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| Box::pin(async move { door::visible(tx, &asked, id).await }));
    let request = read.await?;
    if may_enter_costs(ctx, &request, When::AnyTime) {
        Ok(())
    } else {
        Err(ctx.refusal(work::COSTS.of(request.module())))
    }
}

/// Enters a cost of a request at any time; 403 unless the cost access mode says so.
pub async fn enter_cost(ctx: &Ctx, id: i64, cost: NewCost) -> Result<i64, Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let request = for_effort(tx, &asked, id).await?;
            let added = add_cost(tx, &asked, &request, &cost, "", When::AnyTime).await?;
            open_for_effort(&request)?;
            Ok(added)
        })
    })
    .await
}

/// Enters time of a worker.
pub async fn enter_time(ctx: &Ctx, id: i64, time: NewTime) -> Result<i64, Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let request = for_effort(tx, &asked, id).await?;
            let added = add_time(tx, &asked, &request, &time, "").await?;
            open_for_effort(&request)?;
            Ok(added)
        })
    })
    .await
}

async fn for_effort(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Request, Problem> {
    door::for_change(tx, ctx, id, work::READ).await
}

/// A declined request takes nothing but responses and reopening.
fn open_for_effort(request: &Request) -> Result<(), Problem> {
    match request.state {
        State::Declined => Err(wrong_state(request, "it can only be responded to and reopened.")),
        _ => Ok(()),
    }
}

/// Whether the actor may enter costs at that moment.
pub(crate) fn may_enter_costs(ctx: &Ctx, request: &Request, when: When) -> bool {
    match ctx.person().choice(work::COSTS.of(request.module())) {
        "enter_any_time" => true,
        "enter_when_resolving" => when == When::Resolving,
        _ => false,
    }
}

/// Enters a cost in the currency of the organization.
pub(crate) async fn add_cost(
    tx: &mut Tx,
    ctx: &Ctx,
    request: &Request,
    cost: &NewCost,
    field: &str,
    when: When,
) -> Result<i64, Problem> {
    if !may_enter_costs(ctx, request, when) {
        return Err(ctx.refusal(work::COSTS.of(request.module())));
    }
    let amount = cost.cost.minor_units(&within(field, "cost"), &ctx.settings().currency)?;
    let note = text::optional(&within(field, "note"), &cost.note, LONGEST_NOTE)?;
    let row = CostRow {
        item_id: request.id,
        kind: cost.kind.word().to_owned(),
        note,
        amount,
        currency: ctx.settings().currency.clone(),
        entered_by: ctx.user_id(),
        at: ctx.micros(),
    };
    let id = queries::insert_cost(tx, &row).await?;
    history::record(tx, ctx, (SUBJECT, request.id), "cost_added", &[Change::new("costs", (), &cost.cost)]).await?;
    Ok(id)
}

/// A field of an entry that may itself be one of several.
fn within(field: &str, name: &str) -> String {
    if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") }
}

/// Enters time: one's own with `own_work.edit`, another's with `others_work.edit`, both behind `view_work`.
pub(crate) async fn add_time(
    tx: &mut Tx,
    ctx: &Ctx,
    request: &Request,
    time: &NewTime,
    field: &str,
) -> Result<i64, Problem> {
    let user_id = time.user_id.unwrap_or(ctx.user_id());
    let key = if user_id == ctx.user_id() { work::OWN_WORK_EDIT } else { work::OTHERS_WORK_EDIT };
    let at_field = within(field, "user_id");
    if !people::exists(tx, user_id).await? {
        return Err(Problem::field(at_field, "is nobody who works"));
    }
    door::covered(ctx, request, work::VIEW_WORK, &[key])?;
    if !(1..=LONGEST_MINUTES).contains(&time.minutes) {
        return Err(Problem::field(within(field, "minutes"), format!("must be between 1 and {LONGEST_MINUTES}")));
    }
    let hourly_rate = match queries::hourly_rate(tx, user_id).await? {
        None => return Err(Problem::field(at_field, "is nobody who works")),
        Some(None) => {
            return Err(Problem::field(at_field, "has no rates yet: enter them at the person first (0.00 counts)"));
        }
        Some(rate) => rate,
    };
    let entry = NewWorkEntry {
        item_id: request.id,
        user_id,
        entered_by: ctx.user_id(),
        minutes: time.minutes,
        hourly_rate,
        worked_on: ctx.today().to_string(),
        at: ctx.micros(),
    };
    let id = queries::insert_work_entry(tx, &entry).await?;
    let changes = [Change::new("worker", (), user_id), Change::new("minutes", (), time.minutes)];
    history::record(tx, ctx, (SUBJECT, request.id), "time_added", &changes).await?;
    Ok(id)
}
