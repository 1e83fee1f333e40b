//! Nobody may give what they lack (behaviour.md, "How a permission is decided", 11): a building that comes into a group comes to
//! everybody who has the group, and with it all that they may do there.
use crate::{context::Ctx, modules::people};
use access::{Change, More, Person, Profile, keys::buildings, more};
use kit::Problem;
use std::{collections::BTreeSet, sync::Arc};
use store::Tx;

/// 403 unless the actor holds these buildings, and at them all that these people would get there.
pub(super) async fn may_give(tx: &mut Tx, ctx: &Ctx, holders: &[i64], added: &[i64]) -> Result<(), Problem> {
    let change = Change { grants: vec![], buildings: added.to_vec() };
    let check = |person: &Person| {
        let gains = more(&ctx.settings().catalogue, ctx.person(), person, &change.apply(person));
        gains.first().map_or(Ok(()), |gain| Err(refusal(ctx, gain)))
    };
    // the building counts in itself, even while nobody has the group
    check(&Person::new(Profile::default(), ctx.today()))?;
    if holds_everything(ctx.person()) {
        return Ok(());
    }
    // also what is kept down until tomorrow
    let people: Vec<Person> = people::Crowd::load(tx, ctx, holders).await?.on_all_days().collect();
    let mut seen = BTreeSet::new();
    people.iter().filter(|one| seen.insert(kind(one, added))).try_for_each(check)
}

fn holds_everything(person: &Person) -> bool {
    person.effective().iter().any(|grants| grants.is_everything() && grants.iter().next().is_none())
}

/// Of people with the same grants who lack the same buildings, one speaks for all.
fn kind(person: &Person, added: &[i64]) -> (Vec<usize>, Vec<i64>) {
    let grants = person.effective().iter().map(|grants| Arc::as_ptr(grants) as usize).collect();
    (grants, added.iter().copied().filter(|id| !person.buildings().contains(*id)).collect())
}

fn refusal(ctx: &Ctx, gain: &More) -> Problem {
    let name = |key| ctx.settings().catalogue.name(key);
    match gain {
        More::Building(_) | More::AllBuildings => Problem::refused(
            name(buildings::UPDATE),
            "Whoever has this group would get a building to which you have no access yourself.",
        ),
        More::Key(key) => {
            Problem::refused(name(*key), "Whoever has this group would get this permission where you do not hold it.")
        }
    }
}
