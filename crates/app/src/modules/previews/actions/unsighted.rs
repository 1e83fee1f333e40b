//! Who would not see open work any more that is assigned to them.
use super::changed::Changed;
use crate::{context::Ctx, items::spine, modules::previews::model::Unsighted};
use access::{Facts, Person, decide, keys::work};
use kit::Problem;
use std::collections::HashMap;
use store::Tx;

/// Those whom the reader may know of, and how many others.
pub(super) async fn of(tx: &mut Tx, ctx: &Ctx, changed: &[Changed]) -> Result<(Vec<Unsighted>, usize), Problem> {
    let modules: Vec<_> = ctx.settings().modules.iter().map(|module| module.module()).collect();
    let reads_otherwise = |one: &&Changed| modules.iter().any(|module| one.differs_in(work::READ.of(*module)));
    let touched: HashMap<i64, &Changed> =
        changed.iter().filter(reads_otherwise).map(|one| (one.whom.id, one)).collect();
    let ids: Vec<i64> = touched.keys().copied().collect();
    let mut lost: HashMap<i64, i64> = HashMap::new();
    for (person, module, building, items) in spine::assigned_open(tx, &ids).await? {
        let Some(module) = modules.iter().find(|known| i64::from(known.0) == module) else { continue };
        let (assignees, buildings): ([i64; 1], Vec<i64>) = ([person], building.into_iter().collect());
        let facts = Facts { module: Some(*module), assignees: &assignees, buildings: &buildings, ..Facts::default() };
        let sees = |person: &Person| decide(person, work::READ.of(*module), &facts).allowed;
        if touched.get(&person).is_some_and(|one| sees(&one.before) && !sees(&one.after)) {
            *lost.entry(person).or_default() += items;
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
