use super::edit::SUBJECT;
use crate::{
    context::Ctx,
    items::{
        assignments,
        history::{self, Change},
    },
    modules::people::{
        actions::authority::{self, Held, administrators, door},
        model::Account,
        queries::account as queries,
    },
};
use access::keys::users;
use kit::{Problem, version};
use store::Tx;

/// Deletes a person: the user name is free again, nobody is signed in as them any more, and their name stays where it stands.
///
/// Errors: 409 for oneself, for the last administrator, and while they are assigned to open requests.
pub async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { delete_in(tx, &asked, id, expected).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn delete_in(tx: &mut Tx, ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    queries::one_at_a_time(tx).await?;
    let found = door::visible(tx, ctx, id).await?;
    door::covered(ctx, &found, users::DELETE)?;
    let account = queries::find(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    let days = authority::days(ctx, [&account]);
    let held = Held::load(tx, ctx, id, &days).await?;
    held.covered(ctx, users::DELETE)?;
    authority::in_reach(ctx, &held)?;
    if id == ctx.user_id() {
        return Err(Problem::Conflict("You cannot delete yourself.".into()));
    }
    version::check(expected, account.version)?;
    match assignments::open_of(tx, id).await? {
        0 => {}
        1 => return Err(Problem::Conflict("This person is assigned to 1 open request.".into())),
        n => return Err(Problem::Conflict(format!("This person is assigned to {n} open requests."))),
    }
    let were_there = administrators::are_there(tx, ctx).await?;
    queries::delete(tx, id, ctx.micros()).await?;
    tx.bump_access();
    history::record(tx, ctx, (SUBJECT, id), "deleted", &what_decided(&account)).await?;
    administrators::are_left(tx, ctx, were_there).await
}

/// What decided what they might do stays written down, so that it can be told who could what on a day. Of the person nothing does.
fn what_decided(account: &Account) -> Vec<Change> {
    let nobody = Account::default();
    [
        Change::if_different("user_type_id", account.user_type_id, ()),
        Change::if_different("team_ids", &account.team_ids, &nobody.team_ids),
        Change::if_different("building_ids", &account.building_ids, &nobody.building_ids),
        Change::if_different("building_group_ids", &account.building_group_ids, &nobody.building_group_ids),
        Change::if_different("all_buildings", account.all_buildings, false),
        Change::if_different("overrides", &account.overrides, &nobody.overrides),
        Change::if_different("active", account.active, false),
    ]
    .into_iter()
    .flatten()
    .collect()
}
