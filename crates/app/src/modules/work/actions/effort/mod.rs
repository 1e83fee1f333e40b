//! Money spent on a request beside work time.
mod entering;
pub(crate) mod own_timers;
pub(crate) mod pickable;
pub(crate) mod reminder;
pub(super) mod stopping;
pub mod time;
pub mod timer;

use super::{change::SUBJECT, door, read::Sight, text};
use crate::{
    context::Ctx,
    idempotency::Form,
    items::history::{self, Change},
    modules::work::{
        model::Request,
        queries::effort::{self as queries, CostRow},
    },
    money::Money,
};
use access::keys::work;
use entering::{open_for_entries, within};
use kit::{Problem, version};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;

const LONGEST_NOTE: usize = 500;

/// Money spent beside work time. A negative amount is a credit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCost {
    pub kind: CostKind,
    #[serde(default)]
    pub note: String,
    pub cost: Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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

/// What changes of a cost; what is left out stays.
#[derive(Debug, Default, PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CostEdit {
    pub kind: Option<CostKind>,
    pub note: Option<String>,
    pub cost: Option<Money>,
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

/// Enters a cost of a request at any time; 403 unless the cost access mode says so. A form that was sent before enters nothing more.
pub(crate) async fn enter_cost(ctx: &Ctx, id: i64, cost: NewCost, form: Option<Form>) -> Result<i64, Problem> {
    let asked = ctx.clone();
    ctx.write_once(form, move |tx| {
        Box::pin(async move {
            let request = door::for_change(tx, &asked, id, work::READ).await?;
            let added = add_cost(tx, &asked, &request, &cost, "", When::AnyTime).await?;
            open_for_entries(&request)?;
            Ok(added)
        })
    })
    .await
}

/// Corrects a cost; who may enter one at any time may.
pub async fn change_cost(
    ctx: &Ctx,
    id: i64,
    cost_id: i64,
    edit: CostEdit,
    expected: Option<i64>,
) -> Result<(), Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let (request, before) = for_correction(tx, &asked, id, cost_id).await?;
            let mut after = before.clone();
            if let Some(kind) = edit.kind {
                kind.word().clone_into(&mut after.kind);
            }
            if let Some(note) = &edit.note {
                after.note = text::optional("note", note, LONGEST_NOTE)?;
            }
            if let Some(cost) = &edit.cost {
                after.amount = cost.minor_units("cost", &asked.settings().currency)?;
                after.currency.clone_from(&asked.settings().currency);
            }
            version::check(expected, before.version)?;
            open_for_entries(&request)?;
            let changes = cost_differences(Some(&before), Some(&after));
            if changes.is_empty() {
                return Ok(());
            }
            after.version += 1;
            queries::update_cost(tx, &after).await?;
            history::record(tx, &asked, (SUBJECT, id), "cost_changed", &changes).await
        })
    })
    .await
}

/// Deletes a cost; who may enter one at any time may.
pub async fn delete_cost(ctx: &Ctx, id: i64, cost_id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    ctx.write(move |tx| {
        Box::pin(async move {
            let (request, cost) = for_correction(tx, &asked, id, cost_id).await?;
            version::check(expected, cost.version)?;
            open_for_entries(&request)?;
            queries::delete_cost(tx, cost_id).await?;
            history::record(tx, &asked, (SUBJECT, id), "cost_deleted", &cost_differences(Some(&cost), None)).await
        })
    })
    .await
}

/// One cost of a request, for who may see costs.
pub(crate) async fn one(ctx: &Ctx, id: i64, cost_id: i64) -> Result<(Request, CostRow), Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            if !Sight::of(asked.person(), &request).costs {
                return Err(asked.refusal(work::COSTS.of(request.module())));
            }
            let cost = queries::cost(tx, id, cost_id).await?.ok_or(Problem::NotFound)?;
            Ok((request, cost))
        })
    })
    .await
}

async fn for_correction(tx: &mut Tx, ctx: &Ctx, id: i64, cost_id: i64) -> Result<(Request, CostRow), Problem> {
    let request = door::for_change(tx, ctx, id, work::READ).await?;
    if !may_enter_costs(ctx, &request, When::AnyTime) {
        return Err(ctx.refusal(work::COSTS.of(request.module())));
    }
    let cost = queries::cost(tx, id, cost_id).await?.ok_or(Problem::NotFound)?;
    Ok((request, cost))
}

fn cost_differences(before: Option<&CostRow>, after: Option<&CostRow>) -> Vec<Change> {
    let money = |cost: Option<&CostRow>| cost.map(|cost| Money::new(cost.amount, &cost.currency));
    [
        Change::if_different("costs", money(before), money(after)),
        Change::if_different("kind", before.map(|c| &c.kind), after.map(|c| &c.kind)),
        Change::if_different("note", before.map(|c| &c.note), after.map(|c| &c.note)),
    ]
    .into_iter()
    .flatten()
    .collect()
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
    let row = queries::NewCost {
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
