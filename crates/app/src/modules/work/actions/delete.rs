use super::{
    change::{Deed, save_by},
    door, schedule,
};
use crate::context::Ctx;
use access::keys::work;
use kit::{Problem, version};

/// Deletes a request softly: it leaves every list, count and search, and can be restored.
pub async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = door::for_change(tx, &asked, id, work::DELETE).await?;
            version::check(expected, before.version)?;
            let mut after = before.clone();
            after.deleted_at = Some(asked.micros());
            save_by(tx, &asked, &before, &mut after, Deed { action: "deleted", changes: vec![], topic: None }).await
        })
    });
    write.await
}

/// Brings a deleted request back to where it was.
pub async fn restore(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = door::for_restoring(tx, &asked, id).await?;
            let mut after = before.clone();
            after.deleted_at = None;
            if let Some(clash) = schedule::refused(tx, &asked, &after).await? {
                return Err(Problem::Conflict(format!("It cannot be brought back as it is planned: {clash}.")));
            }
            save_by(tx, &asked, &before, &mut after, Deed { action: "restored", changes: vec![], topic: None }).await
        })
    });
    write.await
}
