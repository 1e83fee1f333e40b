//! The guess which column is what, for somebody to look at.
use super::{
    door,
    file::{self, File},
    lookup,
};
use crate::{
    context::Ctx,
    modules::{
        imports::{
            model::{
                Constant, Field, Guess, Settings, Table,
                date::{self, When},
                guess,
            },
            queries::run as queries,
        },
        people,
    },
};
use jiff::{ToSpan, tz::TimeZone};
use kit::Problem;
use std::collections::BTreeMap;
use store::Tx;

/// A guess with what else is proposed.
pub(crate) struct Guessed {
    pub(crate) guess: Guess,
    /// What the file does not say, as it will mostly be.
    pub(crate) constants: BTreeMap<Field, Constant>,
    pub(crate) rows: usize,
}

/// Reads a file and guesses. 403 for who may not import, 422 on a file that cannot be read, 409 on one that is in already.
pub(crate) async fn guess(ctx: &Ctx, file: &File, settings: &Settings) -> Result<Guessed, Problem> {
    let module_id = door::admit(ctx, settings)?.id;
    let table = file.table().await?;
    let (asked, kind, hash) = (ctx.clone(), settings.kind, file.hash());
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            refuse_known(tx, &asked, kind, hash).await?;
            lookup::known(tx, &asked, module_id).await
        })
    });
    let known = read.await?;
    let guess = guess::guess(&table, &known);
    let constants = proposed(ctx, &table, &guess);
    Ok(Guessed { rows: table.lines.len(), constants, guess })
}

/// 409 when this file is in already.
pub(crate) async fn refuse_known(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: crate::modules::imports::model::Kind,
    hash: [u8; 32],
) -> Result<(), Problem> {
    let Some((at, user_id)) = queries::imported(tx, kind, hash).await? else { return Ok(()) };
    let by = people::name(tx, ctx, user_id).await?;
    Err(file::known(ctx, at, by.as_deref()))
}

/// Old requests are mostly done; amounts are mostly in the organization's currency.
fn proposed(ctx: &Ctx, table: &Table, guess: &Guess) -> BTreeMap<Field, Constant> {
    let mut constants = BTreeMap::new();
    let lacks = |field: Field| !guess.mapping.contains_key(&field);
    if lacks(Field::State) && is_old(ctx, table, guess) {
        constants.insert(Field::State, Constant::Text("finalized".into()));
    }
    if lacks(Field::Building)
        && let Some(id) = ctx.actor.default_building_id
    {
        constants.insert(Field::Building, Constant::Id(id));
    }
    if !lacks(Field::Cost) && lacks(Field::Currency) {
        constants.insert(Field::Currency, Constant::Text(ctx.settings().currency.clone()));
    }
    constants
}

/// Whether all that it says of opening is more than a year ago.
fn is_old(ctx: &Ctx, table: &Table, guess: &Guess) -> bool {
    let Some(column) = guess.mapping.get(&Field::OpenedAt) else { return false };
    let Some(index) = table.column(&column.column) else { return false };
    let year_ago = ctx.today().saturating_sub(1.year());
    let days = table.lines.iter().filter_map(|line| date::parse(line.cell(index), column.order?).ok());
    let mut days = days.map(|when| match when {
        When::Local(day, _) => day,
        When::Exact(at) => at.to_zoned(TimeZone::UTC).date(),
    });
    days.all(|day| day < year_ago)
}
