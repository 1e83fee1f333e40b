//! Which people somebody sees, and what they may do with them.
use crate::{
    context::Ctx,
    modules::people::actions::person::colleagues::{self, Colleague},
};
use access::{Decision, Key, Missing, Person, decide_person, keys::users};
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

/// Whether the actor may know of anybody. User types and teams are about people: who may not, finds none of them.
pub(crate) fn knows_of_people(ctx: &Ctx) -> bool {
    !ctx.person().level(users::READ).is_none()
}

/// The person, if the actor may know of them.
pub(crate) async fn visible(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Colleague, Problem> {
    let found = colleagues::colleagues(tx, ctx, &[id]).await?.pop();
    found.filter(|found| id == ctx.user_id() || decide(ctx, found, users::READ).allowed).ok_or(Problem::NotFound)
}

/// The person, if the actor may know of them (404) and the key covers them (403).
pub(crate) async fn administered(tx: &mut Tx, ctx: &Ctx, id: i64, key: Key) -> Result<Person, Problem> {
    let found = visible(tx, ctx, id).await?;
    covered(ctx, &found, key)?;
    Ok(found.person)
}

/// 403 unless the key covers this person.
pub(crate) fn covered(ctx: &Ctx, found: &Colleague, key: Key) -> Result<(), Problem> {
    covers(ctx, &found.person, key)
}

/// The same for a person as they are, or as they would be.
/// Who changes many at once needs the key for that as well, from the source that covers this person.
pub(crate) fn covers(ctx: &Ctx, person: &Person, key: Key) -> Result<(), Problem> {
    let many = (ctx.in_bulk && key == users::ADMINISTER).then_some(users::BULK_ADMINISTER);
    [key].into_iter().chain(many).try_for_each(|key| {
        let decision = decide_person(ctx.person(), key, &access::Target::of(person));
        if decision.allowed { Ok(()) } else { Err(refusal(ctx, &decision)) }
    })
}

/// Whether the actor may do this to that person.
pub(crate) fn may(ctx: &Ctx, person: &Person, key: Key) -> bool {
    covers(ctx, person, key).is_ok()
}

/// 403: names the permission and what of it is missing.
fn refusal(ctx: &Ctx, decision: &Decision) -> Problem {
    let Some(missing) = decision.missing else { return ctx.refusal(decision.key) };
    let reason = match missing {
        Missing::Relation { granted, needed, .. } if !granted.is_none() => {
            format!("You hold this permission for {granted}; this person would need {needed}.")
        }
        Missing::Administrator(_) => "Your user type keeps you from administering administrators.".to_owned(),
        _ => return ctx.refusal(missing.key()),
    };
    Problem::refused(ctx.settings().catalogue.name(missing.key()), reason)
}

fn decide(ctx: &Ctx, found: &Colleague, key: Key) -> Decision {
    decide_person(ctx.person(), key, &access::Target::of(&found.person))
}
