//! `/work-requests/{id}/costs/…`: entering and correcting money that was spent.
use super::entry_form::{Entry, EntryForm};
use crate::{
    context::Ctx,
    flash, idempotency,
    modules::work::{
        actions::{
            effort::{self, CostEdit, CostKind, NewCost},
            read,
        },
        model::Request,
        pages::{LIST, fields::Reading},
        queries::effort::CostRow,
    },
    money::{self, Money},
    page::{Refused, page_with},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id, Ids},
    layout::Shell,
};
use serde::Deserialize;

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::modules::work::pages) struct Typed {
    version: String,
    /// The word of this form, so that it counts once.
    once: String,
    kind: String,
    note: String,
    amount: String,
}

#[derive(Template)]
#[template(path = "modules/work/templates/cost_form.html")]
struct Page {
    t: T,
    shell: Shell,
    entry: Entry,
    is_new: bool,
    currency: String,
    typed: Typed,
}

const FORM: EntryForm = EntryForm { kind: "costs", shown: &["kind", "note", "amount"] };

pub(in crate::modules::work::pages) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Problem> {
    blank(&ctx, &headers, id, Typed::default(), Refused::nothing()).await
}

pub(in crate::modules::work::pages) async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match typed.cost(&ctx) {
        Ok(cost) => {
            let new = NewCost { kind: typed.kind(), note: typed.note.clone(), cost };
            effort::enter_cost(&ctx, id, new, idempotency::Form::on(id, &typed.once, &typed)).await.map(|_| ())
        }
        Err(problem) => Err(problem),
    };
    match done.map_err(at_typed) {
        Ok(()) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), T::default().work_cost_entered())),
        Err(problem) => blank(&ctx, &headers, id, typed, Refused::of(problem)?).await,
    }
}

pub(in crate::modules::work::pages) async fn edit(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(id, cost_id): Ids,
) -> Result<Response, Problem> {
    let (request, cost) = effort::one(&ctx, id, cost_id).await?;
    let typed = Typed::of(&cost);
    filled(&ctx, &headers, (request, cost), typed, Refused::nothing())
}

pub(in crate::modules::work::pages) async fn change(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(id, cost_id): Ids,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let before = effort::one(&ctx, id, cost_id).await?;
    let done = match typed.cost(&ctx) {
        Ok(cost) => {
            let (kind, note) = (Some(typed.kind()), Some(typed.note.clone()));
            let edit = CostEdit { kind, note, cost: Some(cost) };
            effort::change_cost(&ctx, id, cost_id, edit, typed.version.parse().ok()).await
        }
        Err(problem) => Err(problem),
    };
    match done.map_err(at_typed) {
        Ok(()) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), T::default().work_saved())),
        Err(problem) => filled(&ctx, &headers, before, typed, Refused::of(problem)?),
    }
}

pub(in crate::modules::work::pages) async fn delete(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(id, cost_id): Ids,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let before = effort::one(&ctx, id, cost_id).await?;
    match effort::delete_cost(&ctx, id, cost_id, typed.version.parse().ok()).await {
        Ok(()) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), T::default().work_cost_deleted())),
        Err(problem) => {
            let typed = Typed::of(&before.1);
            filled(&ctx, &headers, before, typed, Refused::of(problem)?)
        }
    }
}

/// Errors come back at the fields of the form.
fn at_typed(problem: Problem) -> Problem {
    let Problem::Invalid(mut errors) = problem else { return problem };
    for error in errors.iter_mut().filter(|error| error.field.starts_with("cost")) {
        "amount".clone_into(&mut error.field);
    }
    Problem::Invalid(errors)
}

impl Typed {
    fn of(cost: &CostRow) -> Typed {
        Typed {
            version: cost.version.to_string(),
            once: String::new(),
            kind: cost.kind.clone(),
            note: cost.note.clone(),
            amount: money::decimal(cost.amount, &cost.currency),
        }
    }

    fn kind(&self) -> CostKind {
        if self.kind == "contractor" { CostKind::Contractor } else { CostKind::Other }
    }

    fn cost(&self, ctx: &Ctx) -> Result<Money, Problem> {
        let (mut reading, currency) = (Reading::default(), &ctx.settings().currency);
        let amount = self.amount.trim().replace(',', "");
        if money::parse(&amount, currency).is_none() {
            reading.refuse("amount", "is no amount such as 12.50");
        }
        reading.done()?;
        Ok(Money { amount, currency: currency.clone() })
    }
}

async fn blank(ctx: &Ctx, headers: &HeaderMap, id: i64, typed: Typed, refused: Refused) -> Result<Response, Problem> {
    let request = read::one(ctx, id).await?.request;
    show(ctx, headers, FORM.blank(&request, refused), true, typed)
}

fn filled(
    ctx: &Ctx,
    headers: &HeaderMap,
    (request, cost): (Request, CostRow),
    typed: Typed,
    refused: Refused,
) -> Result<Response, Problem> {
    let entry = FORM.filled(&request, (cost.id, cost.version), &typed.version, refused);
    show(ctx, headers, Entry { may_delete: true, ..entry }, false, typed)
}

fn show(ctx: &Ctx, headers: &HeaderMap, entry: Entry, is_new: bool, typed: Typed) -> Result<Response, Problem> {
    let (shell, currency) = (shell(ctx, headers, LIST), ctx.settings().currency.clone());
    page_with(entry.status, &Page { t: T::default(), shell, entry, is_new, currency, typed })
}
