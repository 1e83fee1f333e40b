//! Who would not see open work any more that is assigned to them.
use super::{changed::Changed, sight::Sight};
use crate::{
    context::Ctx,
    items::spine,
    modules::previews::model::{NOWHERE, Unsighted, covered},
};
use access::{Facts, Module, Person, Scope, decide, keys::work};
use kit::Problem;
use std::collections::HashMap;
use store::Tx;

/// Those whom the reader may know of, and how many others; of work that the reader can read.
pub(super) async fn of(
    tx: &mut Tx,
    ctx: &Ctx,
    sight: &Sight,
    changed: &[Changed],
) -> Result<(Vec<Unsighted>, usize), Problem> {
    let mut touched: HashMap<i64, &Changed> = HashMap::new();
    let mut modules: Vec<Module> = vec![];
    for module in ctx.settings().modules.iter().map(|module| module.module()) {
        let losing =
            changed.iter().filter(|one| one.differs_in(work::READ.of(module)) && !sees_own(&one.after, module));
        let losing: Vec<&Changed> = losing.collect();
        modules.extend((!losing.is_empty()).then_some(module));
        touched.extend(losing.into_iter().map(|one| (one.whom.id, one)));
    }
    if touched.is_empty() {
        return Ok((vec![], 0));
    }
    let (ids, numbers): (Vec<i64>, Vec<i64>) =
        (touched.keys().copied().collect(), modules.iter().map(|module| i64::from(module.0)).collect());
    let mut lost: HashMap<i64, i64> = HashMap::new();
    for (person, module, building) in spine::assigned_open(tx, &ids, &numbers).await? {
        let Some(module) = modules.iter().find(|known| i64::from(known.0) == module) else { continue };
        if !sight.shows(*module, building.unwrap_or(NOWHERE)) {
            continue;
        }
        let (assignees, buildings): ([i64; 1], Vec<i64>) = ([person], building.into_iter().collect());
        let facts = Facts { module: Some(*module), assignees: &assignees, buildings: &buildings, ..Facts::default() };
        let sees = |person: &Person| decide(person, work::READ.of(*module), &facts).allowed;
        if touched.get(&person).is_some_and(|one| sees(&one.before) && !sees(&one.after)) {
            *lost.entry(person).or_default() += 1;
        }
    }
    let others = lost.keys().filter(|id| !touched[id].visible).count();
    let seen = changed.iter().filter(|one| one.visible);
    let seen = seen.filter_map(|one| {
        let items = *lost.get(&one.whom.id)?;
        Some(Unsighted { user_id: one.whom.id, name: one.whom.name.clone(), items })
    });
    Ok((seen.collect(), others))
}

/// Whoever sees their own sees all that is assigned to them.
fn sees_own(person: &Person, module: Module) -> bool {
    covered(&Scope::of(person, work::READ.of(module))).is_some_and(|read| read.has_own())
}
