//! What a file of requests does not say, as it will mostly be.
use crate::{
    context::Ctx,
    modules::imports::model::{
        Constant, Field, Guess, Table,
        date::{self, When},
    },
};
use jiff::{ToSpan, tz::TimeZone};
use std::collections::BTreeMap;

/// Old requests are mostly done; amounts are mostly in the organization's currency.
pub(crate) fn proposed(ctx: &Ctx, table: &Table, guess: &Guess) -> BTreeMap<Field, Constant> {
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
