//! What an account refers to, checked against what its writer can see.
use super::{edit::Edit, fields::Refusals};
use crate::{
    context::Ctx,
    modules::people::{
        model::{Account, account::tidy},
        queries::references as queries,
    },
};
use access::{Facts, decide, keys::buildings};
use kit::{Problem, patch::Patch};
use store::Tx;

const MOST_IDS: usize = 10_000;

/// Lays the references over the account. 422 on each field that names something missing or unreadable, in the same words. What the
/// writer cannot see stays as it was.
pub(crate) async fn apply(tx: &mut Tx, ctx: &Ctx, edit: &Edit, account: &mut Account) -> Result<(), Problem> {
    let mut refusals = Refusals::default();
    if let Some(id) = edit.user_type_id {
        if queries::user_type(tx, id).await?.is_none() {
            refusals.add("user_type_id", "is no user type");
        }
        account.user_type_id = id;
    }
    if let Some(ids) = &edit.team_ids {
        let ids = bounded(ids, "team_ids", &mut refusals);
        let known = queries::teams(tx, &ids).await?;
        if ids.iter().any(|id| !known.contains(id)) {
            refusals.add("team_ids", "name a team that does not exist");
        }
        account.team_ids = ids;
    }
    if let Some(ids) = &edit.building_ids {
        let ids = bounded(ids, "building_ids", &mut refusals);
        account.building_ids = buildings(tx, ctx, ids, (account.id, &account.building_ids), &mut refusals).await?;
    }
    if let Some(ids) = &edit.building_group_ids {
        let ids = bounded(ids, "building_group_ids", &mut refusals);
        account.building_group_ids = groups(tx, ctx, ids, &account.building_group_ids, &mut refusals).await?;
    }
    match edit.default_building_id {
        Patch::Absent => {}
        Patch::Null => account.default_building_id = None,
        Patch::Value(id) => {
            if !is_readable(tx, ctx, account.id, id).await? {
                refusals.add("default_building_id", "is no building that you can see");
            }
            account.default_building_id = Some(id);
        }
    }
    account.all_buildings = edit.all_buildings.unwrap_or(account.all_buildings);
    refusals.finish()
}

/// The buildings as they are sent, and those of an account (or of something else: 0) that the writer cannot see as they were.
pub(crate) async fn buildings(
    tx: &mut Tx,
    ctx: &Ctx,
    sent: Vec<i64>,
    (account_id, before): (i64, &[i64]),
    refusals: &mut Refusals,
) -> Result<Vec<i64>, Problem> {
    let known = queries::buildings(tx, &sent).await?;
    if sent.iter().any(|id| !known.contains(id) || !sees(ctx, account_id, *id)) {
        refusals.add("building_ids", "name a building that you cannot see");
    }
    let unseen = before.iter().copied().filter(|id| !sees(ctx, account_id, *id));
    Ok(tidy(unseen.chain(sent).collect()))
}

/// The groups as they are sent, and those that the writer cannot see as they were.
pub(crate) async fn groups(
    tx: &mut Tx,
    ctx: &Ctx,
    sent: Vec<i64>,
    before: &[i64],
    refusals: &mut Refusals,
) -> Result<Vec<i64>, Problem> {
    let all = tidy(before.iter().chain(&sent).copied().collect());
    let known = queries::groups(tx, &all).await?;
    // a group is seen by who sees one of its buildings
    let is_seen = |id: &i64| known.get(id).is_some_and(|of| of.is_empty() || of.iter().any(|id| sees(ctx, 0, *id)));
    if !sent.iter().all(|id| is_seen(id) || before.contains(id)) {
        refusals.add("building_group_ids", "name a building group that you cannot see");
    }
    let unseen = before.iter().copied().filter(|id| !is_seen(id));
    Ok(tidy(unseen.chain(sent).collect()))
}

/// Whether the reader of somebody's account sees this building on it: every one of their own, others by `buildings.read`.
pub(crate) fn sees(ctx: &Ctx, account_id: i64, building_id: i64) -> bool {
    account_id == ctx.user_id() || decide(ctx.person(), buildings::READ, &Facts::of_building(&building_id)).allowed
}

/// Whether there is such a building, and the reader of that account would see it there.
pub(crate) async fn is_readable(tx: &mut Tx, ctx: &Ctx, account_id: i64, id: i64) -> Result<bool, Problem> {
    Ok(sees(ctx, account_id, id) && queries::buildings(tx, &[id]).await?.contains(&id))
}

fn bounded(ids: &[i64], field: &str, refusals: &mut Refusals) -> Vec<i64> {
    if ids.len() > MOST_IDS {
        refusals.add(field, &format!("are more than {MOST_IDS}"));
        return vec![];
    }
    tidy(ids.to_vec())
}
