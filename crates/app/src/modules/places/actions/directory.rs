//! Places by their names.
use super::door;
use crate::{context::Ctx, modules::places::queries::directory as queries};
use access::keys::buildings;
use kit::Problem;
use store::Tx;

/// Id and name of each building that the actor may know of, by name.
pub(crate) async fn readable(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<(i64, String)>, Problem> {
    let mut all = queries::buildings(tx).await?;
    all.retain(|(id, _)| door::covers(ctx, buildings::READ, *id));
    Ok(all)
}

/// Every building that there is, for who asked what they may know of.
pub(crate) async fn everywhere(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    Ok(queries::buildings(tx).await?.into_iter().map(|(id, _)| id).collect())
}

/// Building, id and name of every room of the buildings that the actor may know of.
pub(crate) async fn rooms(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<(i64, i64, String)>, Problem> {
    let mut all = queries::rooms(tx).await?;
    all.retain(|(building_id, _, _)| door::covers(ctx, buildings::READ, *building_id));
    Ok(all)
}
