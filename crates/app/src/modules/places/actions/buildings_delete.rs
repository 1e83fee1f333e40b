//! A building leaves only when nothing refers to it any more.
use super::{buildings::SUBJECT, door, groups};
use crate::{
    constraint::{counted, in_use, still_used},
    context::Ctx,
    items::history::{self, Change},
    modules::{
        people::{self, Given},
        places::queries::building::{self as queries, References},
    },
};
use access::keys::buildings;
use kit::{Problem, version};
use store::Tx;

/// Deletes a building with its rooms. 409 while requests are in it, requests name its rooms, or people start with it; says how many.
pub async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { delete_in(tx, &asked, id, expected).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn delete_in(tx: &mut Tx, ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    people::one_at_a_time(tx).await?;
    let before = door::for_change(tx, ctx, id, buildings::DELETE).await?;
    version::check(expected, before.version)?;
    if let Some(problem) = refused(&queries::references(tx, id).await?) {
        return Err(problem);
    }
    people::take_away(tx, ctx, Given::Building(id)).await?;
    groups::without(tx, ctx, id).await?;
    queries::delete(tx, id).await.map_err(still_used)?;
    history::record(tx, ctx, (SUBJECT, id), "deleted", &[Change::new("name", &before.name, ())]).await?;
    tx.bump_access();
    Ok(())
}

fn refused(found: &References) -> Option<Problem> {
    let lines = [
        counted(found.requests, "work request is in it", "work requests are in it"),
        counted(found.room_requests, "work request names one of its rooms", "work requests name its rooms"),
        counted(found.defaults, "person has it as default building", "people have it as default building"),
    ];
    in_use(lines)
}
