use super::{colleagues, door};
use crate::{context::Ctx, modules::people::queries::known as queries};
use access::{Relation, decide_person, keys::users};
use kit::Problem;
use store::Tx;

/// How many names are looked through where only some of them may be known.
const LOOKED_THROUGH: usize = 1_000;

/// Active people whom the actor may know of, with these letters in their name, by name; the actor is always among them.
/// With `workers`, only those who can be given work.
pub(crate) async fn known(
    ctx: &Ctx,
    letters: &str,
    workers: bool,
    limit: usize,
) -> Result<Vec<(i64, String)>, Problem> {
    let (asked, letters) = (ctx.clone(), letters.trim().to_owned());
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            if asked.person().level(users::READ).contains(Relation::Any) {
                return queries::by_name(tx, &letters, workers, limit).await;
            }
            let mut found = queries::by_name(tx, &letters, workers, LOOKED_THROUGH).await?;
            if asked.person().level(users::READ).is_none() {
                found.retain(|(id, _)| *id == asked.user_id());
                return Ok(found);
            }
            let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
            let loaded = colleagues::colleagues(tx, &asked, &ids).await?;
            let may_know = |id: i64| {
                let target = loaded.iter().find(|colleague| colleague.id == id);
                let target = target.map(|colleague| access::Target::of(&colleague.person));
                target.is_some_and(|target| decide_person(asked.person(), users::READ, &target).allowed)
            };
            found.retain(|(id, _)| *id == asked.user_id() || may_know(*id));
            found.truncate(limit);
            Ok(found)
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
