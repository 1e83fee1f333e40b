//! Work requests.
mod lookup;
mod propose;

pub(crate) use lookup::known;
pub(super) use propose::proposed;

use crate::{
    context::Ctx,
    many::Refusal,
    modules::{
        imports::model::{
            Field, Line, RowError, Settings, Table,
            requests::{Draft, Plan, plan::Surroundings},
        },
        organization::WorkModule,
        work::actions::bring_in::{self, Aspect, Incoming, Terms},
    },
};
use access::keys::{organization, work};
use kit::{FieldError, Problem, T};
use lookup::{Directory, Lost, Wanted, month_first};
use std::collections::HashMap;
use store::Tx;

/// The modules into which the actor may import.
pub(crate) fn modules(ctx: &Ctx) -> Vec<&WorkModule> {
    let may = |module: &&WorkModule| ctx.person().has(work::BULK_IMPORT.of(module.module()));
    ctx.settings().modules.iter().filter(may).collect()
}

/// The module that the settings name, if the actor may import into it: 403 otherwise, 422 where there is none.
pub(crate) fn admit<'a>(ctx: &'a Ctx, settings: &Settings) -> Result<&'a WorkModule, Problem> {
    let module = match settings.module.as_deref() {
        None => ctx.settings().modules.first(),
        Some(key) => ctx.settings().module_by_key(key),
    };
    let module = module.ok_or_else(|| Problem::field("module", "is no work module of this organization"))?;
    bring_in::admit(ctx, module.module())?;
    if settings.create_types {
        ctx.require(organization::ADMINISTER)?;
    }
    Ok(module)
}

/// The rows of a table that become requests.
pub(crate) struct Rows {
    plan: Plan,
    directory: Directory,
    module: access::Module,
    judged: HashMap<Terms, Vec<(Aspect, Refusal)>>,
    /// Names of request types to be created; terms refer to them by -1, -2, …
    new_types: Vec<String>,
}

/// Requests that are ready to come in.
pub(crate) struct Ready {
    pub(crate) incoming: Vec<Incoming>,
    module: access::Module,
    new_types: Vec<String>,
}

impl Ready {
    /// Between which times they were opened.
    pub(crate) fn opened(&self) -> Option<(i64, i64)> {
        let times = self.incoming.iter().map(|incoming| incoming.opened_at);
        times.clone().min().zip(times.max())
    }
}

impl Rows {
    pub(super) async fn prepare(ctx: &Ctx, table: &Table, settings: &Settings) -> Result<Rows, Problem> {
        let module = admit(ctx, settings)?.module();
        let around = Surroundings {
            zone: ctx.zone().clone(),
            currency: ctx.settings().currency.clone(),
            month_first: month_first(ctx),
            now: ctx.micros(),
            reference_label: T::default().imports_reference().to_owned(),
        };
        let plan = Plan::new(table, settings, around).map_err(Problem::Invalid)?;
        let wanted = Wanted::of(&plan, table);
        let (asked, module_id, creates_types) = (ctx.clone(), i64::from(module.0), settings.create_types);
        let read = ctx.read(move |tx| {
            Box::pin(async move { Directory::load(tx, &asked, module_id, wanted, creates_types).await })
        });
        let directory = read.await?;
        let lost = |lost: Lost<'_>| FieldError { field: format!("constants.{}", lost.field), message: lost.message };
        let constants = plan.constant_names();
        if let Err(all) = directory.find(&constants, &mut vec![]) {
            return Err(Problem::Invalid(all.into_iter().map(lost).collect()));
        }
        Ok(Rows { plan, directory, module, judged: HashMap::new(), new_types: vec![] })
    }

    pub(super) fn row(&mut self, ctx: &Ctx, line: &Line) -> Result<Incoming, Vec<RowError>> {
        let error = |column: &str, value: &str, why: Refusal| RowError::new(line.number, column, value, why);
        // a name that leads nowhere is named even where the row is bad anyway
        let names = self.plan.names(line);
        let found = self.directory.find(&names, &mut self.new_types).map_err(|all| {
            let row_error = |lost: Lost<'_>| error(&lost.reference.column, &lost.reference.text(), lost.message.into());
            all.into_iter().map(row_error).collect::<Vec<_>>()
        });
        let (draft, found) = match (self.plan.draft(line), found) {
            (Ok(draft), Ok(found)) => (draft, found),
            (draft, found) => {
                let mut errors = draft.err().unwrap_or_default();
                errors.extend(found.err().unwrap_or_default());
                return Err(errors);
            }
        };
        let terms = Terms {
            module_id: i64::from(self.module.0),
            building_id: found.building_id,
            type_id: found.type_id,
            requester_id: found.requester_id.unwrap_or(ctx.user_id()),
            state: draft.state,
            has_due_date: draft.due_at.is_some(),
            has_cost: draft.cost.is_some(),
        };
        let refused = self
            .judged
            .entry(terms.clone())
            .or_insert_with_key(|terms| bring_in::judge(ctx, terms).err().unwrap_or_default());
        if !refused.is_empty() {
            let sources = &self.plan.sources;
            let row_error = |(aspect, why): &(Aspect, Refusal)| {
                let field = field_of(*aspect);
                error(sources.column_of(field), &sources.value(line, field), why.clone())
            };
            return Err(refused.iter().map(row_error).collect());
        }
        Ok(self.incoming(ctx, draft, terms, found.resource_id))
    }

    fn incoming(&self, ctx: &Ctx, draft: Draft, terms: Terms, resource_id: Option<i64>) -> Incoming {
        let note = self.plan.sources.column_of(Field::Cost);
        Incoming {
            terms,
            resource_id,
            title: draft.title,
            description: draft.description,
            location: draft.location,
            opened_at: draft.opened_at.unwrap_or(ctx.micros()),
            due_at: draft.due_at,
            resolved_at: draft.resolved_at,
            cost: draft.cost.map(|cost| (cost.amount, cost.currency, note.to_owned())),
        }
    }

    pub(super) fn ready(self, incoming: Vec<Incoming>) -> Ready {
        Ready { incoming, module: self.module, new_types: self.new_types }
    }
}

fn field_of(aspect: Aspect) -> Field {
    match aspect {
        Aspect::Request => Field::Building,
        Aspect::Requester => Field::RequestedBy,
        Aspect::DueDate => Field::DueAt,
        Aspect::State => Field::State,
        Aspect::Cost => Field::Cost,
    }
}

pub(super) async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    mut ready: Ready,
    run_id: i64,
    written: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), Problem> {
    bring_in::admit(ctx, ready.module)?;
    create_types(tx, ctx, &mut ready).await?;
    bring_in::insert_all(tx, ctx, &ready.incoming, run_id, written).await
}

/// The missing request types get their ids, and the requests that are of them.
async fn create_types(tx: &mut Tx, ctx: &Ctx, ready: &mut Ready) -> Result<(), Problem> {
    let mut ids = Vec::with_capacity(ready.new_types.len());
    for name in &ready.new_types {
        ids.push(bring_in::create_type(tx, ctx, i64::from(ready.module.0), name).await?);
    }
    for incoming in &mut ready.incoming {
        if let Some(place) = incoming.terms.type_id.filter(|id| *id < 0) {
            incoming.terms.type_id = usize::try_from(-1 - place).ok().and_then(|at| ids.get(at).copied());
        }
    }
    Ok(())
}
