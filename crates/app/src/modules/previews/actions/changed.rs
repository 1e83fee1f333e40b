//! For whom something changes, and what.
use super::trial::Tried;
use crate::{
    context::Ctx,
    modules::previews::model::{BuildingsChanged, KeyTotal, Kinds, Side, Whom},
};
use access::{Facts, Key, Person, PersonScope, Target, decide, keys::buildings, keys::organization, keys::users};
use std::{collections::BTreeMap, sync::Arc};

/// Somebody before and after.
pub(super) struct Changed {
    pub(super) whom: Whom,
    pub(super) before: Person,
    pub(super) after: Person,
    /// Can come in, before and after.
    pub(super) comes_in: (bool, bool),
    /// The reader may know of them.
    pub(super) visible: bool,
    /// The reader may know what they hold.
    pub(super) known: bool,
}

impl Changed {
    /// What tells people of one kind from those of another.
    pub(super) fn kind(&self) -> usize {
        Arc::as_ptr(&self.whom.compared) as usize
    }

    /// Whether they may reach other items by this key.
    pub(super) fn differs_in(&self, key: Key) -> bool {
        self.whom.compared.is_about(key) || self.before.buildings() != self.after.buildings()
    }
}

/// Everybody for whom something changes, by name.
pub(super) fn of(ctx: &Ctx, tried: Tried) -> Vec<Changed> {
    let Tried { before, mut after } = tried;
    let mut kinds = Kinds::new(&ctx.settings().catalogue, ctx.today());
    let (readable, administered) =
        (PersonScope::of(ctx.person(), users::READ), PersonScope::of(ctx.person(), users::ADMINISTER));
    let keeps_all = ctx.person().has(organization::ADMINISTER);
    let mut changed = vec![];
    for one in before {
        let Some(then) = after.remove(&one.id) else { continue };
        let comes_in = (one.active && one.signs_in, then.active && then.signs_in);
        let (old, new) =
            (Side { profile: one.profile, active: one.active }, Side { profile: then.profile, active: then.active });
        let compared = kinds.compare(&old, &new);
        let buildings = buildings_changed(ctx, &old, &new);
        if compared.is_nothing() && buildings == BuildingsChanged::default() && comes_in.0 == comes_in.1 {
            continue;
        }
        let (before, after) = (old.person(ctx.today()), new.person(ctx.today()));
        let (is_oneself, target) = (one.id == ctx.user_id(), Target::of(&before));
        let visible = is_oneself || readable.contains(&target);
        let known = is_oneself || keeps_all || administered.contains(&target);
        let whom = Whom { id: one.id, name: one.name, compared, buildings, numbers: vec![] };
        changed.push(Changed { whom, before, after, comes_in, visible, known });
    }
    changed
}

fn buildings_changed(ctx: &Ctx, before: &Side, after: &Side) -> BuildingsChanged {
    let (old, new) = (&before.profile.buildings, &after.profile.buildings);
    let sees = |id: &i64| decide(ctx.person(), buildings::READ, &Facts::of_building(id)).allowed;
    let gained: Vec<i64> = new.ids().iter().copied().filter(|id| !old.contains(*id)).collect();
    let lost: Vec<i64> = old.ids().iter().copied().filter(|id| !new.contains(*id)).collect();
    let more = gained.iter().chain(&lost).any(|id| !sees(id));
    BuildingsChanged {
        gained: gained.into_iter().filter(|id| sees(id)).collect(),
        lost: lost.into_iter().filter(|id| sees(id)).collect(),
        all: (old.is_all() != new.is_all()).then_some(new.is_all()),
        more,
    }
}

/// How many people gain and lose each key, in the order of the catalogue: of those whose holdings the reader may know.
pub(super) fn totals(changed: &[Changed]) -> Vec<KeyTotal> {
    let mut kinds: BTreeMap<usize, (usize, &Changed)> = BTreeMap::new();
    for one in changed.iter().filter(|one| one.known) {
        kinds.entry(one.kind()).or_insert((0, one)).0 += 1;
    }
    let mut totals: BTreeMap<Key, (usize, usize)> = BTreeMap::new();
    for (people, one) in kinds.values() {
        one.whom.compared.gains.iter().for_each(|change| totals.entry(change.key).or_default().0 += people);
        one.whom.compared.loses.iter().for_each(|change| totals.entry(change.key).or_default().1 += people);
    }
    totals.into_iter().map(|(key, (gain, lose))| KeyTotal { key, gain, lose }).collect()
}
