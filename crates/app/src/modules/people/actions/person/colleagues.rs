//! People as other modules meet them: to assign, to ask on behalf of, to name.
use crate::{
    context::Ctx,
    modules::people::{
        actions::person,
        queries::{colleague as queries, person::PersonRow},
    },
};
use access::{Person, Via, decide_person, keys::users};
use kit::Problem;
use std::collections::BTreeSet;
use store::Tx;

/// Somebody with everything that decides what they may do.
pub struct Colleague {
    pub id: i64,
    pub name: String,
    pub color: String,
    pub active: bool,
    pub person: Person,
}

impl From<(PersonRow, Person)> for Colleague {
    fn from((row, person): (PersonRow, Person)) -> Self {
        Colleague { id: row.id, name: row.name, color: row.color, active: row.active, person }
    }
}

/// These people; who does not exist is left out.
pub(crate) async fn colleagues(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<Vec<Colleague>, Problem> {
    let loaded = person::load_many(tx, ids, ctx.settings(), ctx.today()).await?;
    Ok(loaded.into_iter().map(Colleague::from).collect())
}

/// Everybody with a worker profile who is active, by name.
pub(crate) async fn active_workers(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<Colleague>, Problem> {
    let ids = queries::active_workers(tx).await?;
    colleagues(tx, ctx, &ids).await
}

/// Whether the actor may know of this person: oneself always, others by `users.read`.
pub(crate) async fn is_readable(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<bool, Problem> {
    if id == ctx.user_id() {
        return Ok(true);
    }
    let Some(found) = colleagues(tx, ctx, &[id]).await?.pop() else { return Ok(false) };
    Ok(decide_person(ctx.person(), users::READ, &access::Target::of(&found.person)).allowed)
}

/// Those of these people whose labor rates the actor may know.
pub(crate) async fn with_known_rates(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<BTreeSet<i64>, Problem> {
    if ids.is_empty() || !ctx.person().has(users::VIEW_LABOR_RATE) {
        return Ok(BTreeSet::new());
    }
    let mut found = colleagues(tx, ctx, ids).await?;
    found.retain(|c| decide_person(ctx.person(), users::VIEW_LABOR_RATE, &access::Target::of(&c.person)).allowed);
    Ok(found.into_iter().map(|colleague| colleague.id).collect())
}

/// The user types of a person, their own first.
pub(crate) fn user_type_ids(person: &Person) -> Vec<i64> {
    let id = |via: &Via| match via {
        Via::UserType { id, .. } => *id,
        Via::Team { user_type_id, .. } => *user_type_id,
    };
    person.sources().iter().map(|source| id(&source.via)).collect()
}
