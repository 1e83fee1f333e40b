//! Somebody must be left who can administer the organization.
use crate::{
    context::Ctx,
    modules::people::{actions::person, queries::administrators as queries},
};
use access::{Grants, Person, keys::organization::ADMINISTER};
use jiff::civil::Date;
use kit::Problem;
use serde_json::{Map, Value};
use store::Tx;

/// Whether somebody can come in and administer the organization, today and for good.
pub(crate) async fn are_there(tx: &mut Tx, ctx: &Ctx) -> Result<bool, Problem> {
    let candidates = candidates(tx, ctx).await?;
    let come_in = queries::who_come_in(tx, &candidates).await?;
    // nearly always the first one does
    for id in come_in {
        let found = person::load_on(tx, id, ctx.settings(), &[ctx.today(), Date::MAX]).await?;
        if found.is_some_and(|days| days.iter().all(administers)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// 409 when the change took the last one, if there was one.
pub(crate) async fn are_left(tx: &mut Tx, ctx: &Ctx, were_there: bool) -> Result<(), Problem> {
    if !were_there || are_there(tx, ctx).await? {
        return Ok(());
    }
    Err(Problem::Conflict("Then nobody would be left who can administer the organization.".into()))
}

/// Everybody who can administer the organization today, whether or not they can come in.
pub(crate) async fn all(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<i64>, Problem> {
    let candidates = candidates(tx, ctx).await?;
    let loaded = person::load_many(tx, &candidates, ctx.settings(), ctx.today()).await?;
    Ok(loaded.into_iter().filter(|(_, person)| administers(person)).map(|(row, _)| row.id).collect())
}

async fn candidates(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<i64>, Problem> {
    let catalogue = &ctx.settings().catalogue;
    let mut types = vec![];
    for (id, stored) in queries::types(tx).await? {
        let stored: Map<String, Value> = serde_json::from_str(&stored).map_err(|_| Problem::Internal)?;
        if Grants::load(catalogue, &stored).flag(ADMINISTER) {
            types.push(id);
        }
    }
    queries::candidates(tx, &types, &catalogue.name(ADMINISTER)).await
}

fn administers(person: &Person) -> bool {
    person.has(ADMINISTER)
}
