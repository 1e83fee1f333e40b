//! Nobody may give what they lack (behaviour.md, rule 11): what a change would add beyond what its author holds.
//!
//! A key is taken apart into atoms (this relation, at this building, for this type). A source covers an atom whole or
//! not at all. What is new after the change must be covered by a source of the author, atom by atom.

use std::sync::Arc;

use crate::{
    atoms::{Atom, Rights},
    catalogue::Catalogue,
    grants::Grants,
    judge::switched_on,
    key::Key,
    keys,
    permission::{Kind, Permission},
    person::{Person, Profile},
};

/// Something that a change would add and its author lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum More {
    /// A wider relation, list, window or choice, an ability, or a restriction dropped.
    Key(Key),
    Building(i64),
    AllBuildings,
}

/// What `after` holds that neither `before` nor `actor` does; empty where the actor may make the change.
///
/// Left out, as rule 11 says: notices, defaults, and what only describes a person.
pub fn more(catalogue: &Catalogue, actor: &Person, before: &Person, after: &Person) -> Vec<More> {
    let keys = catalogue.iter().filter(|(_, permission)| !is_exempt(permission));
    let wider = keys.filter(|(key, _)| adds(actor, before, after, *key)).map(|(key, _)| More::Key(key));
    wider.chain(more_buildings(actor, before, after)).collect()
}

/// What a change to a user type would add, whoever has it. Their buildings are not known here: `buildings` is held by
/// who has it anywhere. Ask [`more`] for each person whom the change touches.
pub fn more_grants(catalogue: &Catalogue, actor: &Person, before: &Grants, after: &Grants) -> Vec<More> {
    let bearer = |grants: &Grants| {
        let profile = Profile { buildings_cover_own: actor.buildings_cover_own(), ..Profile::default() };
        Person::from_parts(profile, vec![Arc::new(grants.clone())])
    };
    more(catalogue, actor, &bearer(before), &bearer(after))
}

/// What a person holds that the actor does not. Who holds more is out of reach: no password, no view-as, no deletion.
pub fn holds_more(catalogue: &Catalogue, target: &Person, actor: &Person) -> Vec<More> {
    let nobody = Person::from_parts(Profile::default(), Vec::new());
    more(catalogue, actor, &nobody, target)
}

/// What a change gives a person, whoever makes it: nothing is exempt. What it takes is what the way back would give.
pub fn gains(catalogue: &Catalogue, before: &Person, after: &Person) -> Vec<Key> {
    let nobody = Person::from_parts(Profile::default(), Vec::new());
    let gained = |key: Key, permission: &Permission| match permission.kind {
        // they limit what is there on both sides, and are not told wherever that becomes wider
        Kind::List | Kind::Restriction => {
            [before, after].into_iter().all(|person| has_home(person, key))
                && !before.value(key).covers(&after.value(key), permission)
        }
        _ => adds(&nobody, before, after, key),
    };
    catalogue.iter().filter(|(key, permission)| gained(*key, permission)).map(|(key, _)| key).collect()
}

/// Whether there is something that a list or a restriction of this key could limit.
fn has_home(person: &Person, key: Key) -> bool {
    let granted = |home: &u16| {
        let home = key.sibling(*home);
        person.effective().iter().any(|grants| home == key || !grants.level(home).is_none() || grants.flag(home))
    };
    key.permission().homes.iter().any(granted)
}

fn is_exempt(permission: &Permission) -> bool {
    let describes = [
        keys::purchase_orders::CAN_BE_SUPPLIER.template,
        keys::workers::HAS_LABOR_RATE.template,
        keys::user_type::HOME_PAGE.template,
    ];
    let default = permission.key.contains(".default_to_") || permission.key.ends_with("_default_private");
    matches!(permission.kind, Kind::Notice | Kind::Rate)
        || permission.key.ends_with(".can_be_assigned")
        || describes.contains(&permission.template)
        || default
}

fn adds(actor: &Person, before: &Person, after: &Person, key: Key) -> bool {
    let permission = key.permission();
    match permission.kind {
        Kind::Level | Kind::Restriction => adds_atoms(actor, before, after, key),
        Kind::Ability => {
            let on = |person: &Person| person.effective().iter().any(|grants| switched_on(grants, key));
            (on(after) && !on(before) && !on(actor)) || adds_atoms(actor, before, after, key)
        }
        // it limits levels, whose atoms name their types
        Kind::List if !permission.with.is_empty() => false,
        _ => adds_values(actor, before, after, key),
    }
}

fn adds_atoms(actor: &Person, before: &Person, after: &Person, key: Key) -> bool {
    let (mine, old, new) = (Rights::of(actor, key), Rights::of(before, key), Rights::of(after, key));
    let types = Rights::types([&mine, &old, &new]);
    new.atoms(&types).any(|atom: Atom| !old.hold(&atom) && !mine.may_give(&atom))
}

fn adds_values(actor: &Person, before: &Person, after: &Person, key: Key) -> bool {
    let known = || before.effective().iter().chain(actor.effective()).map(|grants| grants.get(key));
    let permission = key.permission();
    after.effective().iter().any(|grants| !known().any(|value| value.covers(&grants.get(key), permission)))
}

/// Administrators hold everything, every building included, whether or not they list any.
fn more_buildings(actor: &Person, before: &Person, after: &Person) -> Vec<More> {
    let holds_all = actor.buildings().is_all() || actor.effective().iter().any(|grants| grants.is_everything());
    if holds_all {
        return Vec::new();
    }
    let new = after.buildings().ids().iter().filter(|id| !before.buildings().contains(**id));
    let new = new.filter(|id| !actor.buildings().contains(**id)).map(|id| More::Building(*id));
    let all = (after.buildings().is_all() && !before.buildings().is_all()).then_some(More::AllBuildings);
    new.chain(all).collect()
}

#[cfg(test)]
mod tests {
    use crate::permission::{Kind, permissions};

    #[test]
    fn what_is_exempt_decides_nothing_for_others() {
        let exempt =
            permissions().iter().filter(|it| super::is_exempt(it) && !matches!(it.kind, Kind::Notice | Kind::Rate));
        let keys: Vec<&str> = exempt.map(|it| it.key).collect();
        let expected = [
            "user_type.home_page",
            "purchase_orders.can_be_supplier",
            "work.has_labor_rate",
            "equipment.can_be_assigned",
            "inventory.can_be_assigned",
            "work.{module}.can_be_assigned",
            "schedule.responses_default_private",
            "schedule.can_be_assigned",
            "schedule.default_to_periods",
            "planned_maintenance.can_be_assigned",
        ];
        let sorted = |mut keys: Vec<&'static str>| {
            keys.sort_unstable();
            keys
        };
        assert_eq!(sorted(keys), sorted(expected.to_vec()));
    }
}
