//! Which buildings somebody sees, and what they may do there.
use crate::{context::Ctx, modules::places::queries::building as queries};
use access::{Facts, Key, decide, keys::buildings};
use kit::Problem;
use store::Tx;

/// For the gate: 404 unless `buildings.read` covers the building, then 403 unless the key does.
pub(crate) async fn admit(ctx: &Ctx, id: i64, key: Key) -> Result<(), Problem> {
    let asked = ctx.clone();
    let readable = ctx.read(move |tx| Box::pin(async move { is_readable(tx, &asked, id).await })).await?;
    if !readable {
        return Err(Problem::NotFound);
    }
    if covers(ctx, key, id) { Ok(()) } else { Err(ctx.refusal(key)) }
}

/// Whether the actor's level of this key covers the building.
pub(crate) fn covers(ctx: &Ctx, key: Key, id: i64) -> bool {
    decide(ctx.person(), key, &Facts::of_building(&id)).allowed
}

/// Whether there is such a building and the actor may know of it.
pub(crate) async fn is_readable(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<bool, Problem> {
    Ok(covers(ctx, buildings::READ, id) && queries::exists(tx, id).await?)
}

/// The building in which a room is, if there is such a room.
pub(crate) async fn building_of_resource(tx: &mut Tx, resource_id: i64) -> Result<Option<i64>, Problem> {
    queries::building_of_resource(tx, resource_id).await
}
