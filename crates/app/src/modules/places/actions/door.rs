//! Which buildings somebody sees, and what they may do there.
use crate::{
    context::Ctx,
    modules::places::{
        model::{Building, Reach},
        queries::building as queries,
    },
};
use access::{Facts, Key, Scope, ScopeBuildings, decide, keys::buildings};
use kit::Problem;
use store::Tx;

/// In the place of a building that does not exist yet: whoever reaches it reaches every building.
pub(super) const NOBODYS: i64 = 0;

/// For the gate: 404 unless `buildings.read` covers the building, then 403 unless the key does.
pub(crate) async fn admit(ctx: &Ctx, id: i64, key: Key) -> Result<(), Problem> {
    let asked = ctx.clone();
    let readable = ctx.read(move |tx| Box::pin(async move { is_readable(tx, &asked, id).await })).await?;
    if !readable {
        return Err(Problem::NotFound);
    }
    covered(ctx, key, id)
}

/// Whether the actor's level of this key covers the building.
pub(crate) fn covers(ctx: &Ctx, key: Key, id: i64) -> bool {
    decide(ctx.person(), key, &Facts::of_building(&id)).allowed
}

/// 403 unless it does.
pub(crate) fn covered(ctx: &Ctx, key: Key, id: i64) -> Result<(), Problem> {
    if covers(ctx, key, id) { Ok(()) } else { Err(ctx.refusal(key)) }
}

/// All buildings that a key covers.
pub(crate) fn reach(ctx: &Ctx, key: Key) -> Reach {
    let mut ids = vec![];
    for clause in Scope::of(ctx.person(), key).clauses {
        match clause.buildings {
            _ if clause.any => return Reach::All,
            // a building is always in a building: itself
            ScopeBuildings::All => return Reach::All,
            ScopeBuildings::Ids(own) => ids.extend_from_slice(&own),
            ScopeBuildings::None => {}
        }
    }
    ids.sort_unstable();
    ids.dedup();
    Reach::Only(ids.into())
}

/// The buildings that the actor may know of.
pub(crate) fn readable(ctx: &Ctx) -> Reach {
    reach(ctx, buildings::READ)
}

/// Whether there is such a building and the actor may know of it.
pub(crate) async fn is_readable(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<bool, Problem> {
    Ok(covers(ctx, buildings::READ, id) && queries::exists(tx, id).await?)
}

/// The building, if the actor may know of it.
pub(crate) async fn visible(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Building, Problem> {
    if !covers(ctx, buildings::READ, id) {
        return Err(Problem::NotFound);
    }
    queries::find(tx, id).await?.ok_or(Problem::NotFound)
}

/// The building, held for a change that this key covers.
pub(super) async fn for_change(tx: &mut Tx, ctx: &Ctx, id: i64, key: Key) -> Result<Building, Problem> {
    if !covers(ctx, buildings::READ, id) {
        return Err(Problem::NotFound);
    }
    let found = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    covered(ctx, key, id)?;
    Ok(found)
}

/// The building in which a room is, if there is such a room.
pub(crate) async fn building_of_resource(tx: &mut Tx, resource_id: i64) -> Result<Option<i64>, Problem> {
    queries::building_of_resource(tx, resource_id).await
}
