//! Whom somebody may know of, as a set.
use super::administrators;
use crate::{context::Ctx, modules::people::queries::directory};
use access::{Key, PersonScope, keys::users};
use kit::Problem;
use std::collections::BTreeSet;
use store::Tx;

/// The scope of a key, with the administrators whom it may spare.
pub(crate) struct Whom {
    pub(crate) scope: PersonScope,
    pub(crate) administrators: Vec<i64>,
}

pub(crate) async fn may_be_read(tx: &mut Tx, ctx: &Ctx) -> Result<Whom, Problem> {
    of_key(tx, ctx, users::READ).await
}

/// The same for `users.administer`.
pub(crate) async fn may_be_administered(tx: &mut Tx, ctx: &Ctx) -> Result<Whom, Problem> {
    of_key(tx, ctx, users::ADMINISTER).await
}

async fn of_key(tx: &mut Tx, ctx: &Ctx, key: Key) -> Result<Whom, Problem> {
    let scope = PersonScope::of(ctx.person(), key);
    let spares = scope.clauses.iter().any(|clause| clause.spares_administrators);
    let administrators = if spares { administrators::all(tx, ctx).await? } else { vec![] };
    Ok(Whom { scope, administrators })
}

/// Those of these people whom the actor may know of; oneself always.
pub(crate) async fn among(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<BTreeSet<i64>, Problem> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let Whom { scope, administrators } = may_be_read(tx, ctx).await?;
    let mut seen = directory::among(tx, (&scope, &administrators), ids).await?;
    seen.extend(ids.iter().copied().filter(|id| *id == ctx.user_id()));
    Ok(seen)
}
