//! People by what others call them.
use crate::{
    context::Ctx,
    modules::people::{
        actions::{authority::door, person::colleagues},
        queries::called as queries,
    },
};
use access::{decide_person, keys::users};
use kit::Problem;
use std::collections::{HashMap, HashSet};
use store::Tx;

/// Whom the actor may know of by a user name, an e-mail address or a name, each in small letters; a name may be several people's.
pub(crate) async fn readable_by_name(
    tx: &mut Tx,
    ctx: &Ctx,
    names: &HashSet<String>,
) -> Result<HashMap<String, Vec<i64>>, Problem> {
    let called = queries::called(tx, names).await?;
    let mut ids: Vec<i64> = called.iter().map(|person| person.id).collect();
    ids.sort_unstable();
    let readable = readable(tx, ctx, &ids).await?;
    let mut found: HashMap<String, Vec<i64>> = HashMap::new();
    for person in called.into_iter().filter(|person| readable.contains(&person.id)) {
        for name in person.names.into_iter().flatten().map(|name| name.to_lowercase()) {
            let ids = found.entry(name).or_default();
            if !ids.contains(&person.id) {
                ids.push(person.id);
            }
        }
    }
    Ok(found)
}

/// Those of these people whom the actor may know of: oneself always, others by `users.read`.
pub(crate) async fn readable(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<HashSet<i64>, Problem> {
    let found = colleagues::colleagues(tx, ctx, ids).await?;
    let visible = found.iter().filter(|found| {
        found.id == ctx.user_id()
            || decide_person(ctx.person(), users::READ, &access::Target::of(&found.person)).allowed
    });
    Ok(visible.map(|found| found.id).collect())
}

/// What somebody is called, if the actor may know of them.
pub(crate) async fn name(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Option<String>, Problem> {
    match door::visible(tx, ctx, id).await {
        Ok(found) => Ok(Some(found.name)),
        Err(Problem::NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}
