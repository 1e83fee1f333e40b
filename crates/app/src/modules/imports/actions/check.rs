//! Everything but the commit: each row is read, its names are looked up, and what the actor may not do is refused.
use super::{
    file::File,
    lookup::{Directory, Lost, Wanted, month_first},
    progress::Progress,
};
use crate::{
    context::Ctx,
    modules::{
        imports::model::{Draft, Field, Line, Plan, RowError, Settings, Table, plan::Surroundings},
        organization::WorkModule,
        work::actions::bring_in::{self, Aspect, Incoming, Terms},
    },
};
use kit::{FieldError, Problem, T};
use std::{collections::HashMap, sync::Arc};

/// The rows of a file, as far as they could come in.
pub(crate) struct Checked {
    pub(crate) ready: Vec<Incoming>,
    pub(crate) errors: Vec<RowError>,
    /// Names of request types to be created; terms refer to them by -1, -2, …
    pub(crate) new_types: Vec<String>,
    /// How many rows there are, those that stay out included.
    pub(crate) rows: usize,
    pub(crate) bad_rows: usize,
}

/// A file with settings that fit it.
pub(crate) struct Prepared {
    table: Table,
    plan: Plan,
    settings: Settings,
    directory: Directory,
    module_id: i64,
}

/// Reads the file and makes sure that the settings fit it; 422 names each setting that does not.
pub(crate) async fn prepare(
    ctx: &Ctx,
    file: &File,
    settings: &Settings,
    module: &WorkModule,
) -> Result<Prepared, Problem> {
    let table = file.table().await?;
    let around = Surroundings {
        zone: ctx.zone().clone(),
        currency: ctx.settings().currency.clone(),
        month_first: month_first(ctx),
        now: ctx.micros(),
        reference_label: T::default().imports_reference().to_owned(),
    };
    let plan = Plan::new(&table, settings, around).map_err(Problem::Invalid)?;
    let wanted = Wanted::of(&plan, &table);
    let (asked, module_id, creates_types) = (ctx.clone(), module.id, settings.create_types);
    let read = ctx
        .read(move |tx| Box::pin(async move { Directory::load(tx, &asked, module_id, wanted, creates_types).await }));
    let directory = read.await?;
    let lost = |lost: Lost<'_>| FieldError { field: format!("constants.{}", lost.field), message: lost.message };
    let constants = plan.constant_names();
    if let Err(all) = directory.find(&constants, &mut vec![]) {
        return Err(Problem::Invalid(all.into_iter().map(lost).collect()));
    }
    Ok(Prepared { table, plan, settings: settings.clone(), directory, module_id })
}

impl Prepared {
    pub(crate) fn rows(&self) -> usize {
        self.table.lines.len()
    }

    /// Checks all rows that do not stay out, where nobody waits for it.
    pub(crate) async fn check(self: Arc<Self>, ctx: &Ctx, progress: &Progress) -> Result<Checked, Problem> {
        let (ctx, progress) = (ctx.clone(), progress.clone());
        let checking = tokio::task::spawn_blocking(move || self.check_now(&ctx, &progress));
        checking.await.map_err(|_| Problem::Internal)
    }

    fn check_now(&self, ctx: &Ctx, progress: &Progress) -> Checked {
        let mut checked = Checked { ready: vec![], errors: vec![], new_types: vec![], rows: self.rows(), bad_rows: 0 };
        let mut judged: HashMap<Terms, Vec<(Aspect, String)>> = HashMap::new();
        for (count, line) in self.table.lines.iter().enumerate() {
            progress.set(count);
            if self.settings.excluded_rows.contains(&line.number) {
                continue;
            }
            match self.row(ctx, line, &mut checked.new_types, &mut judged) {
                Ok(incoming) => checked.ready.push(incoming),
                Err(errors) => {
                    checked.errors.extend(errors);
                    checked.bad_rows += 1;
                }
            }
        }
        progress.set(self.rows());
        checked
    }

    fn row(
        &self,
        ctx: &Ctx,
        line: &Line,
        new_types: &mut Vec<String>,
        judged: &mut HashMap<Terms, Vec<(Aspect, String)>>,
    ) -> Result<Incoming, Vec<RowError>> {
        let error = |column: &str, value: &str, message: String| RowError::new(line.number, column, value, message);
        // a name that leads nowhere is named even where the row is bad anyway
        let names = self.plan.names(line);
        let found = self.directory.find(&names, new_types).map_err(|all| {
            let row_error = |lost: Lost<'_>| error(&lost.reference.column, &lost.reference.text(), lost.message);
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
            module_id: self.module_id,
            building_id: found.building_id,
            type_id: found.type_id,
            requester_id: found.requester_id.unwrap_or(ctx.user_id()),
            state: draft.state,
            has_due_date: draft.due_at.is_some(),
            has_cost: draft.cost.is_some(),
        };
        let refused = judged
            .entry(terms.clone())
            .or_insert_with_key(|terms| bring_in::judge(ctx, terms).err().unwrap_or_default());
        if !refused.is_empty() {
            let row_error = |(aspect, message): &(Aspect, String)| {
                let field = field_of(*aspect);
                error(self.plan.column_of(field), &self.plan.value(line, field), message.clone())
            };
            return Err(refused.iter().map(row_error).collect());
        }
        Ok(self.incoming(ctx, draft, terms, found.resource_id))
    }

    fn incoming(&self, ctx: &Ctx, draft: Draft, terms: Terms, resource_id: Option<i64>) -> Incoming {
        let note = self.plan.column_of(Field::Cost);
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
