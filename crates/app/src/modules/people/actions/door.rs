//! Which people somebody sees, and what they may do with them.
use super::colleagues::{self, Colleague};
use crate::context::Ctx;
use access::{Decision, Key, decide_person, keys::users};
use kit::Problem;
use store::Tx;

/// For the gate: 404 unless `users.read` covers the person (or it is oneself), then 403 unless the key does.
pub(crate) async fn admit(ctx: &Ctx, id: i64, key: Key) -> Result<(), Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let found = visible(tx, &asked, id).await?;
            if id == asked.user_id() && key == users::READ { Ok(()) } else { covered(&asked, &found, key) }
        })
    })
    .await
}

/// The person, if the actor may know of them.
pub(crate) async fn visible(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Colleague, Problem> {
    let found = colleagues::colleagues(tx, ctx, &[id]).await?.pop();
    found.filter(|found| id == ctx.user_id() || decide(ctx, found, users::READ).allowed).ok_or(Problem::NotFound)
}

/// 403 unless the key covers this person.
pub(crate) fn covered(ctx: &Ctx, found: &Colleague, key: Key) -> Result<(), Problem> {
    if decide(ctx, found, key).allowed { Ok(()) } else { Err(ctx.refusal(key)) }
}

fn decide(ctx: &Ctx, found: &Colleague, key: Key) -> Decision {
    decide_person(ctx.person(), key, &access::Target::of(&found.person))
}
