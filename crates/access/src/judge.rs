//! What one source grants for a key, as clauses. Decision, scope, explanation and difference all read these.

use std::sync::Arc;

use crate::{
    buildings::Buildings, decide::Missing, grants::Grants, item::Facts, key::Key, permission::Kind, person::Person,
    relation::Level, value::Value,
};

/// One way in which one source covers items: by relation, within types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Granted<'a> {
    /// The level that covers; for an ability that goes with none, the ability itself.
    pub home: Key,
    pub level: Level,
    /// The types to which it is limited; nothing means all.
    pub types: Option<&'a Arc<[i64]>>,
    /// One accessible building suffices.
    pub looks: bool,
}

/// How an item stands to a person, for looking (some building) and for changing (all buildings).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    pub some: Level,
    pub all: Level,
}

impl Held {
    pub(crate) fn of(person: &Person, item: &Facts<'_>) -> Held {
        let own = if item.is_own(person.id(), person.customer()) { Level::OWN } else { Level::NONE };
        Held::among(own, person.buildings(), item.buildings)
    }

    pub(crate) fn among(own: Level, accessible: &Buildings, buildings: &[i64]) -> Held {
        let base = own.union(Level::ELSEWHERE);
        let place = |inside: bool| if inside { base.union(Level::BUILDINGS) } else { base };
        Held {
            some: place(buildings.iter().any(|id| accessible.contains(*id))),
            all: place(!buildings.is_empty() && buildings.iter().all(|id| accessible.contains(*id))),
        }
    }

    pub(crate) fn by(self, looks: bool) -> Level {
        if looks { self.some } else { self.all }
    }
}

/// Whether the switch of a key is on in this source, whatever the item: an ability held, a restriction *absent*, a
/// choice beyond its first word, a set that is not empty. Levels and lists have no switch; limits and rates, which
/// decide nothing by themselves, are never on.
pub(crate) fn switched_on(grants: &Grants, key: Key) -> bool {
    match key.permission().kind {
        Kind::Level | Kind::Notice | Kind::List => true,
        Kind::Ability => grants.flag(key),
        Kind::Restriction => !grants.flag(key),
        Kind::Choice => matches!(grants.get(key), Value::Choice(1..)),
        Kind::Set => matches!(grants.get(key), Value::Words(1..)),
        Kind::Days | Kind::Date | Kind::Rate => false,
    }
}

/// The level of a key in one source, widened by the organization's setting where the key knows `own`.
pub(crate) fn level(person: &Person, grants: &Grants, key: Key) -> Level {
    let level = grants.level(key);
    let widen = person.buildings_cover_own() && level.covers(Level::BUILDINGS) && key.permission().knows_own;
    if widen { level.union(Level::OWN) } else { level }
}

/// The clauses of one source for `key`, exercised together with the abilities `with`: all from the same source.
///
/// # Errors
/// The switch that is off.
pub(crate) fn clauses<'a>(
    person: &'a Person,
    grants: &'a Grants,
    key: Key,
    with: &'a [Key],
) -> Result<impl Iterator<Item = Granted<'a>>, Missing> {
    for switch in std::iter::once(&key).chain(with) {
        if !switched_on(grants, *switch) {
            return Err(Missing::Switch(*switch));
        }
    }
    Ok(key.permission().homes.iter().map(move |home| granted(person, grants, key.sibling(*home))))
}

fn granted<'a>(person: &Person, grants: &'a Grants, home: Key) -> Granted<'a> {
    let permission = home.permission();
    if !matches!(permission.kind, Kind::Level | Kind::Notice) {
        let level = if switched_on(grants, home) { Level::ANY } else { Level::NONE };
        return Granted { home, level, types: None, looks: true };
    }
    let types = permission.list.and_then(|list| grants.ids(home.sibling(list)));
    Granted { home, level: level(person, grants, home), types, looks: permission.looks }
}

impl Granted<'_> {
    /// By which relations this covers the item.
    ///
    /// # Errors
    /// What is missing.
    pub(crate) fn judge(&self, held: Held, item: &Facts<'_>) -> Result<Level, Missing> {
        let held = held.by(self.looks);
        let met = self.level.intersection(held);
        if met.is_none() || (self.home.module().is_some() && self.home.module() != item.module) {
            return Err(Missing::Relation { key: self.home, granted: self.level, needed: held });
        }
        if !in_types(self.types, item.type_id) {
            let list = self.home.permission().list.expect("only a list limits types");
            return Err(Missing::Type(self.home.sibling(list)));
        }
        Ok(met)
    }
}

/// An empty list means all; an item without a type is in no list.
pub(crate) fn in_types(types: Option<&Arc<[i64]>>, type_id: Option<i64>) -> bool {
    types.is_none_or(|types| type_id.is_some_and(|id| types.binary_search(&id).is_ok()))
}
