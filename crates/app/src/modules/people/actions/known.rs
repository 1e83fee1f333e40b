use super::{door, whom};
use crate::{
    context::Ctx,
    modules::people::queries::{
        directory::{self, Narrowed},
        known as queries,
    },
};
use kit::Problem;
use store::Tx;

/// Active people whom the actor may know of, with these letters in their name, by name; the actor is always among them.
/// With `workers`, only those who can be given work.
pub(crate) async fn known(
    ctx: &Ctx,
    letters: &str,
    workers: bool,
    limit: usize,
) -> Result<Vec<(i64, String)>, Problem> {
    let me = ctx.user_id();
    let narrowed = Narrowed {
        text: Some(letters.to_owned()),
        active: Some(true),
        workers,
        always: Some(me),
        ..Narrowed::default()
    };
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let whom = whom::may_be_read(tx, &asked).await?;
            let scope = (&whom.scope, whom.administrators.as_slice());
            let mut found = directory::list(tx, scope, &narrowed, None, limit).await?;
            found.truncate(limit);
            Ok(found.into_iter().map(|entry| (entry.id, entry.name)).collect())
        })
    });
    read.await
}

/// What somebody is called, if the actor may know of them.
pub(crate) async fn name(ctx: &Ctx, id: i64) -> Result<Option<String>, Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            match door::visible(tx, &asked, id).await {
                Ok(found) => Ok(Some(found.name)),
                Err(Problem::NotFound) => Ok(None),
                Err(problem) => Err(problem),
            }
        })
    });
    read.await
}

/// What user types are called. The names of an organization's user types are no secret.
pub(crate) async fn names_of_types(tx: &mut Tx, ids: &[i64]) -> Result<Vec<String>, Problem> {
    queries::names_of_types(tx, ids).await
}
