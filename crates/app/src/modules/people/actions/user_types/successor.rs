//! One user type takes the place of another: for its people and its teams, before it is deleted.
use crate::{
    context::Ctx,
    items::history::{self, Change},
    modules::people::{
        actions::{
            accounts::edit,
            authority::{Crowd, administrators, sight},
            person, teams,
        },
        queries::{team, user_type as queries},
    },
};
use access::keys::users;
use kit::Problem;
use store::Tx;

/// Gives the successor to everybody and every team that has the user type. 422 on a successor that is none, 403 where the actor does
/// not administer one of the people or would give what they lack, 409 where nobody would be left who administers.
pub(super) async fn succeed(tx: &mut Tx, ctx: &Ctx, id: i64, successor: i64) -> Result<(), Problem> {
    let exists = queries::find(tx, successor).await?.is_some();
    if !exists || successor == id {
        return Err(Problem::field("move_to", "is no other user type"));
    }
    let people = queries::people(tx, id).await?;
    let teams = queries::teams(tx, id).await?;
    let bearers = queries::bearers(tx, id).await?;
    let crowd = Crowd::load(tx, ctx, &bearers).await?;
    let is_moved = |id: &i64| people.binary_search(id).is_ok();
    crowd.covered(ctx, users::ADMINISTER, is_moved)?;
    let were_there = administrators::are_there(tx, ctx).await?;
    let before = teams_now(tx, &teams).await?;
    queries::succeed(tx, id, successor, ctx.micros()).await?;
    crowd.may_be_given(tx, ctx).await?;
    crowd.still_covered(tx, ctx, users::ADMINISTER, is_moved).await?;
    administrators::are_left(tx, ctx, were_there).await?;
    let moved = person::load_many(tx, &people, ctx.settings(), ctx.today()).await?;
    let workers = moved.iter().filter(|(_, person)| sight::has_rates(ctx, person)).map(|(row, _)| row.id);
    queries::make_workers(tx, &workers.collect::<Vec<i64>>()).await?;
    tx.bump_access();
    let told: Vec<_> =
        people.iter().map(|person| (*person, vec![Change::new("user_type_id", id, successor)])).collect();
    history::record_many(tx, ctx, edit::SUBJECT, "updated", &told).await?;
    let after = teams_now(tx, &teams).await?;
    let told = before.into_iter().zip(after);
    let told: Vec<_> = told.map(|((id, old), (_, new))| (id, vec![Change::new("user_type_ids", old, new)])).collect();
    history::record_many(tx, ctx, teams::SUBJECT, "updated", &told).await
}

/// Each of these teams with the user types that it gives.
async fn teams_now(tx: &mut Tx, ids: &[i64]) -> Result<Vec<(i64, Vec<i64>)>, Problem> {
    let mut teams = vec![];
    for id in ids {
        let found = team::find(tx, *id).await?;
        teams.extend(found.map(|team| (team.id, team.user_type_ids)));
    }
    Ok(teams)
}
