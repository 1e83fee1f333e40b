//! People as items (behaviour.md, rule 4): a person is in the buildings that they can access.

use crate::{
    buildings::Buildings,
    decide::{Decision, Missing, conclude, first},
    judge::{self, Granted},
    key::Key,
    keys,
    person::Person,
    relation::{Level, Relation},
    scope::ScopeBuildings,
};

/// A person as somebody upon whom others act.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    pub id: i64,
    pub buildings: &'a Buildings,
    /// Whether they can administer the organization.
    pub administers: bool,
}

impl<'a> Target<'a> {
    /// Somebody whose grants are at hand.
    pub fn of(person: &'a Person) -> Target<'a> {
        let administers = person.has(keys::organization::ADMINISTER);
        Target { id: person.id(), buildings: person.buildings(), administers }
    }
}

/// Whether `actor` may do what `key` grants to this person.
///
/// Looking needs one building in common. Changing needs all buildings of the target among one's own, and at least one.
/// A source that cannot administer administrators does not cover them.
pub fn decide_person(actor: &Person, key: Key, target: &Target<'_>) -> Decision {
    let verdicts = actor.effective().iter().map(|grants| {
        let spares = grants.flag(SPARING);
        let clauses = judge::clauses(actor, grants, key, &[])?;
        first(clauses.map(|clause| judge_person(&clause, spares, actor, target)))
    });
    conclude(key, verdicts)
}

pub(crate) const SPARING: Key = keys::users::CANNOT_ADMINISTER_ADMINS;

pub(crate) fn judge_person(
    granted: &Granted<'_>,
    spares: bool,
    actor: &Person,
    target: &Target<'_>,
) -> Result<Level, Missing> {
    let held = held(actor, target, granted.looks);
    let met = granted.level.intersection(held);
    if met.is_none() {
        return Err(Missing::Relation { key: granted.home, granted: granted.level, needed: held });
    }
    if spares && target.administers && is_spared(granted.home) {
        return Err(Missing::Administrator(SPARING));
    }
    Ok(met)
}

/// Whether the restriction limits this level.
fn is_spared(home: Key) -> bool {
    SPARING.permission().with.contains(&home.template)
}

fn held(actor: &Person, target: &Target<'_>, looks: bool) -> Level {
    let own = if target.id == actor.id() { Level::OWN } else { Level::NONE };
    let place = if in_reach(target.buildings, actor.buildings(), looks) { Level::BUILDINGS } else { Level::NONE };
    Level::ELSEWHERE.union(own).union(place)
}

fn in_reach(theirs: &Buildings, mine: &Buildings, looks: bool) -> bool {
    match (theirs.is_all(), looks) {
        (true, true) => !mine.is_none(),
        (true, false) => mine.is_all(),
        (false, true) => theirs.ids().iter().any(|id| mine.contains(*id)),
        (false, false) => !theirs.is_none() && theirs.ids().iter().all(|id| mine.contains(*id)),
    }
}

/// All people whom a person reaches by one key: the union of its clauses, for lists and counts of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonScope {
    pub person: i64,
    pub clauses: Vec<PersonClause>,
}

/// One way of reaching people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonClause {
    pub any: bool,
    /// Oneself.
    pub own: bool,
    /// Where they must be. [`ScopeBuildings::All`] reaches whoever has a building or the switch *all buildings*.
    pub buildings: ScopeBuildings,
    /// All buildings of a person must be among these; who has the switch *all buildings* is reached only by `All`.
    pub every_building: bool,
    /// Leaves out who can administer the organization.
    pub spares_administrators: bool,
}

impl PersonScope {
    /// The scope of a key that is about people.
    pub fn of(person: &Person, key: Key) -> PersonScope {
        let mut clauses = Vec::new();
        for grants in person.effective() {
            let spares = grants.flag(SPARING);
            for granted in judge::clauses(person, grants, key, &[]).into_iter().flatten() {
                let clause = PersonClause::of(person, &granted, spares && is_spared(granted.home));
                if !clause.is_none() && !clauses.contains(&clause) {
                    clauses.push(clause);
                }
            }
        }
        PersonScope { person: person.id(), clauses }
    }

    /// Whether somebody is in it: the same answer as [`decide_person`].
    pub fn contains(&self, target: &Target<'_>) -> bool {
        self.clauses.iter().any(|clause| clause.contains(self.person, target))
    }
}

impl PersonClause {
    fn of(person: &Person, granted: &Granted<'_>, spares_administrators: bool) -> PersonClause {
        let any = granted.level.contains(Relation::Any);
        let buildings = match person.buildings() {
            _ if any || !granted.level.contains(Relation::Buildings) => ScopeBuildings::None,
            mine if mine.is_none() => ScopeBuildings::None,
            mine if mine.is_all() => ScopeBuildings::All,
            mine => ScopeBuildings::Ids(mine.ids().clone()),
        };
        let own = granted.level.contains(Relation::Own) && !any;
        PersonClause { any, own, buildings, every_building: !granted.looks, spares_administrators }
    }

    fn is_none(&self) -> bool {
        !self.any && !self.own && self.buildings == ScopeBuildings::None
    }

    fn contains(&self, person: i64, target: &Target<'_>) -> bool {
        let mine = match &self.buildings {
            ScopeBuildings::None => Buildings::none(),
            ScopeBuildings::All => Buildings::all(),
            ScopeBuildings::Ids(ids) => Buildings::of(ids.iter().copied()),
        };
        let related =
            self.any || (self.own && target.id == person) || in_reach(target.buildings, &mine, !self.every_building);
        related && !(self.spares_administrators && target.administers)
    }
}
