//! The smallest change that would allow what was refused. Candidates are tried by the decision itself, so none that is
//! offered can fail.

use crate::{
    change::Change,
    decide::{decide, decide_with},
    grants::Grants,
    item::Facts,
    judge::{Held, in_types, switched_on},
    key::Key,
    people::{SPARING, Target, decide_person},
    permission::Kind,
    person::Person,
    relation::Level,
    value::Value,
};

/// The first of the smallest candidates that allows.
pub(crate) fn smallest_change(person: &Person, key: Key, with: &[Key], item: &Facts<'_>) -> Option<Change> {
    let own_type = person.effective().first()?;
    let mut candidates = candidates(person, own_type, key, with, item);
    candidates.sort_by_key(Change::size);
    candidates.into_iter().find(|change| decide_with(&change.apply(person), key, with, item).allowed)
}

/// The first of the smallest that allow an action and, before it, reading.
pub(crate) fn smallest_change_behind(
    person: &Person,
    read: Key,
    key: Key,
    with: &[Key],
    item: &Facts<'_>,
) -> Option<Change> {
    let own_type = person.effective().first()?;
    let reads = |change: &Change| decide(&change.apply(person), read, item).allowed;
    let mut firsts = vec![Change::default()];
    firsts.extend(candidates(person, own_type, read, &[], item));
    let both = firsts.into_iter().filter(reads).filter_map(|first| {
        let reader = first.apply(person);
        let acts = decide_with(&reader, key, with, item).allowed;
        let second = if acts { Change::default() } else { smallest_change(&reader, key, with, item)? };
        Some(first.and(second))
    });
    both.min_by_key(Change::size)
}

/// What would give a permission at all: its switch, and the narrowest level that there is.
pub(crate) fn smallest_change_as_such(person: &Person, key: Key) -> Option<Change> {
    let own_type = person.effective().first()?;
    let mut homes = key.permission().homes.iter().map(|home| key.sibling(*home));
    let home = homes.clone().find(|home| !own_type.level(*home).is_none()).or_else(|| homes.next())?;
    let level = matches!(home.permission().kind, Kind::Level | Kind::Notice) && own_type.level(home).is_none();
    let narrowest = || Level::parse(home.permission().values.iter().find(|word| **word != "none")?);
    let level = if level { Some((home, Value::Level(narrowest()?))) } else { None };
    let mut grants: Vec<(Key, Value)> = switch_on(own_type, key).into_iter().chain(switch_on(own_type, home)).collect();
    grants.dedup();
    grants.extend(level);
    (!grants.is_empty()).then_some(Change { grants, buildings: Vec::new() })
}

/// The first of the smallest that reach this person.
pub(crate) fn smallest_change_for_person(person: &Person, key: Key, target: &Target<'_>) -> Option<Change> {
    let own_type = person.effective().first()?;
    let outside: Vec<i64> =
        target.buildings.ids().iter().copied().filter(|id| !person.buildings().contains(*id)).collect();
    let switch = switch_on(own_type, key);
    let unsparing = switch_on(own_type, SPARING);
    let mut candidates = Vec::new();
    for home in key.permission().homes.iter().map(|home| key.sibling(*home)) {
        let values = &home.permission().values;
        let words = [None, Some(Level::OWN), Some(Level::BUILDINGS), Some(Level::ANY)];
        let addable = |level: &Option<Level>| level.is_none_or(|level| values.contains(&level.as_str()));
        for level in words.into_iter().filter(addable) {
            let level = level.map(|level| (home, Value::Level(level)));
            for (spared, buildings) in [(false, false), (false, true), (true, false), (true, true)] {
                let extra = unsparing.clone().filter(|_| spared);
                let grants = switch.iter().cloned().chain(level.clone()).chain(extra).collect();
                candidates.push(Change { grants, buildings: if buildings { outside.clone() } else { Vec::new() } });
            }
        }
    }
    candidates.sort_by_key(Change::size);
    candidates.into_iter().find(|change| decide_person(&change.apply(person), key, target).allowed)
}

fn candidates(person: &Person, own_type: &Grants, key: Key, with: &[Key], item: &Facts<'_>) -> Vec<Change> {
    let closed = closed(person, item);
    let in_reach = closed.iter().map(|id| vec![*id]).chain([closed.clone()]);
    let mut candidates: Vec<_> = in_reach.map(|buildings| Change { buildings, ..Change::default() }).collect();
    let switches: Vec<_> = std::iter::once(&key).chain(with).filter_map(|key| switch_on(own_type, *key)).collect();
    for home in key.permission().homes.iter().map(|home| key.sibling(*home)) {
        let list = widened_list(own_type, home, item);
        let fixed = switches.iter().cloned().chain(list).chain(switch_on(own_type, home));
        let mut fixed: Vec<(Key, Value)> = fixed.collect();
        fixed.dedup();
        for (level, buildings) in levels(person, own_type, home, item) {
            let level = level.map(|level| (home, Value::Level(level)));
            candidates.push(Change { grants: fixed.iter().cloned().chain(level).collect(), buildings });
        }
    }
    candidates
}

/// The levels that could be added, from narrow to wide, each with the buildings that it would need.
fn levels(person: &Person, own_type: &Grants, home: Key, item: &Facts<'_>) -> Vec<(Option<Level>, Vec<i64>)> {
    let permission = home.permission();
    if !matches!(permission.kind, Kind::Level | Kind::Notice) {
        return vec![(None, Vec::new())];
    }
    let missing =
        if permission.looks { closed(person, item).into_iter().take(1).collect() } else { closed(person, item) };
    let in_reach = Held::of(person, item).by(permission.looks).covers(Level::BUILDINGS);
    let buildings = if in_reach { Vec::new() } else { missing };
    let mut levels = vec![(None, Vec::new()), (None, buildings.clone())];
    let addable = [(Level::OWN, Vec::new()), (Level::BUILDINGS, buildings), (Level::ANY, Vec::new())];
    let addable = addable.into_iter().filter(|(level, _)| permission.values.contains(&level.as_str()));
    let addable = addable.filter(|(level, _)| !own_type.level(home).covers(*level));
    levels.extend(addable.map(|(level, buildings)| (Some(level), buildings)));
    levels
}

/// The item's buildings that the person cannot access.
fn closed(person: &Person, item: &Facts<'_>) -> Vec<i64> {
    item.buildings.iter().copied().filter(|id| !person.buildings().contains(*id)).collect()
}

/// The value that switches a key on, where it is off.
fn switch_on(grants: &Grants, key: Key) -> Option<(Key, Value)> {
    if switched_on(grants, key) {
        return None;
    }
    let on = match key.permission().kind {
        Kind::Ability => Value::Flag(true),
        Kind::Restriction => Value::Flag(false),
        Kind::Choice if !key.permission().values.is_empty() => Value::Choice(1),
        Kind::Set => Value::Words(1),
        _ => return None,
    };
    Some((key, on))
}

/// The list that limits a level, with the item's type added where it lacks it; all, where the item has no type.
fn widened_list(grants: &Grants, home: Key, item: &Facts<'_>) -> Option<(Key, Value)> {
    let list = home.sibling(home.permission().list?);
    let ids = grants.ids(list).filter(|ids| !in_types(Some(ids), item.type_id))?;
    let mut wider: Vec<i64> = item.type_id.map_or_else(Vec::new, |id| ids.iter().copied().chain([id]).collect());
    wider.sort_unstable();
    Some((list, Value::Ids(wider.into())))
}

#[cfg(test)]
mod tests {
    use super::switch_on;
    use crate::{
        grants::Grants,
        key::Key,
        permission::{Kind, permissions},
        value::Value,
    };

    #[test]
    fn of_a_set_the_first_word_is_proposed() {
        for set in permissions().iter().filter(|permission| permission.kind == Kind::Set) {
            let key = Key { template: set.template, module: 0 };
            assert_eq!(switch_on(&Grants::none(), key), Some((key, Value::Words(1))));
            assert_eq!(switch_on(&Grants::none().with(key, Value::Words(2)), key), None);
        }
    }
}
