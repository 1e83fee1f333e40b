//! What can be imported. Each kind says who may, what a guess can recognise and propose, how a row is checked, and how all are written;
//! here is only which one it is.
pub(super) mod buildings;
mod named;
pub(crate) mod requests;
pub(super) mod users;

use crate::{
    context::Ctx,
    modules::imports::model::{
        Constant, Field, Guess, Kind, Line, RowError, Settings, Table, guess::Known, sources::Sources,
    },
};
use kit::{FieldError, Problem};
use std::collections::BTreeMap;
use store::Tx;

/// The kinds that the actor may import.
pub(crate) fn offered(ctx: &Ctx) -> Vec<Kind> {
    let may = |kind: &Kind| match kind {
        Kind::WorkRequests => !requests::modules(ctx).is_empty(),
        Kind::Users => users::admit(ctx).is_ok(),
        Kind::Buildings => buildings::admit(ctx).is_ok(),
    };
    Kind::ALL.into_iter().filter(may).collect()
}

/// 403 for who may not import this; 422 where something is said that this kind does not have.
pub(crate) fn admit(ctx: &Ctx, settings: &Settings) -> Result<(), Problem> {
    match settings.kind {
        Kind::WorkRequests => requests::admit(ctx, settings).map(|_| ())?,
        Kind::Users => users::admit(ctx)?,
        Kind::Buildings => buildings::admit(ctx)?,
    }
    let foreign = [
        ("module", settings.module.is_some(), Kind::WorkRequests),
        ("create_types", settings.create_types, Kind::WorkRequests),
        ("create_groups", settings.create_groups, Kind::Buildings),
    ];
    let said = foreign.into_iter().find(|(_, said, kind)| *said && *kind != settings.kind);
    said.map_or(Ok(()), |(field, _, kind)| Err(Problem::field(field, format!("is only for {}", kind.word()))))
}

/// What a guess can recognise.
pub(crate) async fn known(tx: &mut Tx, ctx: &Ctx, settings: &Settings) -> Result<Known, Problem> {
    match settings.kind {
        Kind::WorkRequests => requests::known(tx, ctx, settings).await,
        Kind::Users => users::known(tx, ctx).await,
        Kind::Buildings => buildings::known(tx, ctx).await,
    }
}

/// What the file does not say, as it will mostly be.
pub(crate) fn proposed(ctx: &Ctx, kind: Kind, table: &Table, guess: &Guess) -> BTreeMap<Field, Constant> {
    match kind {
        Kind::WorkRequests => requests::proposed(ctx, table, guess),
        Kind::Users => users::proposed(guess),
        Kind::Buildings => BTreeMap::new(),
    }
}

/// The rows of one table, with everything that is needed to check them.
pub(crate) enum Rows {
    Requests(Box<requests::Rows>),
    Users(Box<users::Rows>),
    Buildings(Box<buildings::Rows>),
}

/// Makes sure that the settings fit the table; 422 names each setting that does not.
pub(crate) async fn prepare(ctx: &Ctx, table: &Table, settings: &Settings) -> Result<Rows, Problem> {
    match settings.kind {
        Kind::WorkRequests => Ok(Rows::Requests(Box::new(requests::Rows::prepare(ctx, table, settings).await?))),
        Kind::Users => Ok(Rows::Users(Box::new(users::Rows::prepare(ctx, table, settings).await?))),
        Kind::Buildings => Ok(Rows::Buildings(Box::new(buildings::Rows::prepare(ctx, table, settings).await?))),
    }
}

/// What is ready to come in.
pub(crate) enum Ready {
    Requests(requests::Ready),
    Users(users::Ready),
    Buildings(buildings::Ready),
}

impl Rows {
    /// Checks these rows one after the other; what is wrong with one goes to `wrong`.
    pub(super) fn check<'a>(
        self,
        ctx: &Ctx,
        lines: impl Iterator<Item = &'a Line>,
        wrong: impl FnMut(Vec<RowError>),
    ) -> Ready {
        match self {
            Rows::Requests(mut rows) => {
                let incoming = good(lines, |line| rows.row(ctx, line), wrong);
                Ready::Requests(rows.ready(incoming))
            }
            Rows::Users(mut rows) => Ready::Users(good(lines, |line| rows.row(ctx, line), wrong)),
            Rows::Buildings(mut rows) => {
                let incoming = good(lines, |line| rows.row(ctx, line), wrong);
                Ready::Buildings(rows.ready(incoming))
            }
        }
    }
}

fn good<'a, T>(
    lines: impl Iterator<Item = &'a Line>,
    row: impl FnMut(&Line) -> Result<T, Vec<RowError>>,
    wrong: impl FnMut(Vec<RowError>),
) -> Vec<T> {
    let (mut row, mut wrong) = (row, wrong);
    lines.filter_map(|line| row(line).map_err(&mut wrong).ok()).collect()
}

impl Ready {
    /// How many come in.
    pub(crate) fn count(&self) -> usize {
        match self {
            Ready::Requests(ready) => ready.incoming.len(),
            Ready::Users(ready) => ready.len(),
            Ready::Buildings(ready) => ready.incoming.len(),
        }
    }

    /// What they are called in the history of the import.
    pub(crate) fn subject(&self) -> &'static str {
        match self {
            Ready::Requests(_) => "work_requests",
            Ready::Users(_) => "users",
            Ready::Buildings(_) => "buildings",
        }
    }

    /// Between which times what comes in was opened, where it was.
    pub(crate) fn opened(&self) -> Option<(i64, i64)> {
        match self {
            Ready::Requests(ready) => ready.opened(),
            Ready::Users(_) | Ready::Buildings(_) => None,
        }
    }

    /// Whatever takes its time and needs no transaction.
    pub(crate) async fn ripen(mut self) -> Result<Ready, Problem> {
        if let Ready::Users(ready) = &mut self {
            users::ripen(ready).await?;
        }
        Ok(self)
    }

    /// Writes all of it in the caller's transaction; what the actor may do by now counts.
    pub(crate) async fn write(
        self,
        tx: &mut Tx,
        ctx: &Ctx,
        run_id: i64,
        written: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<(), Problem> {
        match self {
            Ready::Requests(ready) => requests::write(tx, ctx, ready, run_id, written).await,
            Ready::Users(ready) => users::write(tx, ctx, ready, written).await,
            Ready::Buildings(ready) => buildings::write(tx, ctx, ready, written).await,
        }
    }
}

/// Constants that are wrong by themselves, as `read` finds them when nothing else is said.
fn wrong_constants(ctx: &Ctx, sources: &Sources, read: impl Fn(&Sources, Field) -> Vec<RowError>) -> Vec<FieldError> {
    let mut errors = vec![];
    for (field, alone) in sources.constants_alone() {
        let name = format!("constants.{}", field.word());
        let error = |error: RowError| FieldError { field: name.clone(), message: error.why.on_page(ctx) };
        errors.extend(read(&alone, field).into_iter().map(error));
    }
    errors
}
