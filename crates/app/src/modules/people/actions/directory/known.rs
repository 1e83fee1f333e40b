use crate::{
    context::Ctx,
    modules::people::{
        actions::{
            authority::{administrators, door, whom},
            person::colleagues,
        },
        queries::{
            directory::{self, Narrowed},
            known as queries,
        },
    },
};
use kit::Problem;
use store::Tx;

/// How many are named who can be asked.
const MOST_NAMED: usize = 3;

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

/// The same, but only whom the actor may know of and administers.
pub(crate) async fn administered(ctx: &Ctx, letters: &str, limit: usize) -> Result<Vec<(i64, String)>, Problem> {
    let narrowed = Narrowed { text: Some(letters.to_owned()), ..Narrowed::default() };
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let whom = whom::may_be_administered(tx, &asked).await?;
            let scope = (&whom.scope, whom.administrators.as_slice());
            let mut found = directory::list(tx, scope, &narrowed, None, limit).await?;
            found.truncate(limit);
            let ids: Vec<i64> = found.iter().map(|entry| entry.id).collect();
            let known = whom::among(tx, &asked, &ids).await?;
            Ok(found
                .into_iter()
                .filter(|entry| known.contains(&entry.id))
                .map(|entry| (entry.id, entry.name))
                .collect())
        })
    });
    read.await
}

/// A few names of people who can administer the organization, as far as the actor may know of them.
pub(crate) async fn administrators_by_name(ctx: &Ctx) -> Result<Vec<String>, Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let all = administrators::all(tx, &asked).await?;
            let known = whom::among(tx, &asked, &all).await?;
            let others: Vec<i64> = known.into_iter().filter(|id| *id != asked.user_id()).collect();
            let colleagues = colleagues::colleagues(tx, &asked, &others).await?;
            let active = colleagues.into_iter().filter(|colleague| colleague.active);
            Ok(active.take(MOST_NAMED).map(|colleague| colleague.name).collect())
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

/// These people as a drop-down offers them, with the one who is chosen: named as far as the actor may know of them.
pub(crate) async fn chosen(
    ctx: &Ctx,
    mut offered: Vec<(i64, String)>,
    id: Option<i64>,
) -> Result<Vec<(String, String, bool)>, Problem> {
    if let Some(id) = id.filter(|id| !offered.iter().any(|(known, _)| known == id)) {
        offered.push((id, name(ctx, id).await?.unwrap_or_else(|| format!("#{id}"))));
    }
    Ok(offered.into_iter().map(|(known, name)| (known.to_string(), name, Some(known) == id)).collect())
}

/// What user types are called. The names of an organization's user types are no secret.
pub(crate) async fn names_of_types(tx: &mut Tx, ids: &[i64]) -> Result<Vec<String>, Problem> {
    queries::names_of_types(tx, ids).await
}
