//! The answer for sets of items: one value that the store compiles to SQL and that also judges in memory.

use std::sync::Arc;

use crate::{
    item::Facts,
    judge::{self, Granted, in_types},
    key::{Key, Module},
    person::Person,
    relation::Relation,
};

/// All items that a person may see or act on by one key: the union of its clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Whose `own`.
    pub person: i64,
    /// A guest's customer: its items are `own` too.
    pub customer: Option<i64>,
    /// A key of a work module covers items of that module only.
    pub module: Option<Module>,
    /// No clause contains another. Empty: no item.
    pub clauses: Vec<Clause>,
}

/// Items that stand in one of these relations and are of one of these types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Every item. Then `own` and `buildings` are left out.
    pub any: bool,
    pub own: bool,
    pub buildings: ScopeBuildings,
    /// An item with several buildings needs all of them to be accessible, not just one.
    pub every_building: bool,
    /// The types to which the clause is limited, ascending; nothing means all.
    pub types: Option<Arc<[i64]>>,
}

/// Where items must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScopeBuildings {
    None,
    /// In any building at all.
    All,
    /// In one of these, ascending and not empty.
    Ids(Arc<[i64]>),
}

impl Scope {
    /// The scope of a key.
    pub fn of(person: &Person, key: Key) -> Scope {
        Scope::with(person, key, &[])
    }

    /// The scope of an action that also needs abilities, as [`decide_with`](crate::decide_with) judges it.
    pub fn with(person: &Person, key: Key, with: &[Key]) -> Scope {
        let mut clauses: Vec<Clause> = Vec::new();
        for grants in person.effective() {
            for granted in judge::clauses(person, grants, key, with).into_iter().flatten() {
                add(&mut clauses, Clause::of(person, &granted));
            }
        }
        Scope { person: person.id(), customer: person.customer(), module: key.module(), clauses }
    }

    /// Whether no item at all is in it.
    pub fn is_none(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Whether every item (of the module) is in it.
    pub fn is_any(&self) -> bool {
        self.clauses.iter().any(|clause| clause.any && clause.types.is_none())
    }

    /// What is left of it without what is in it for its buildings alone.
    pub(crate) fn without_buildings(mut self) -> Scope {
        self.clauses.iter_mut().for_each(|clause| clause.buildings = ScopeBuildings::None);
        self
    }

    /// Whether an item is in it: the same answer as [`decide`](crate::decide).
    pub fn contains(&self, item: &Facts<'_>) -> bool {
        (self.module.is_none() || self.module == item.module)
            && self.clauses.iter().any(|clause| clause.contains(self.person, self.customer, item))
    }
}

impl Clause {
    fn of(person: &Person, granted: &Granted<'_>) -> Clause {
        let any = granted.level.contains(Relation::Any);
        let placed = granted.level.contains(Relation::Buildings) && !any && !person.buildings().is_none();
        Clause {
            any,
            own: granted.level.contains(Relation::Own) && !any,
            buildings: match placed {
                false => ScopeBuildings::None,
                true if person.buildings().is_all() => ScopeBuildings::All,
                true => ScopeBuildings::Ids(person.buildings().ids().clone()),
            },
            every_building: !granted.looks,
            types: granted.types.cloned(),
        }
    }

    /// Whether an item is in it.
    pub fn contains(&self, person: i64, customer: Option<i64>, item: &Facts<'_>) -> bool {
        let related = self.any || (self.own && item.is_own(person, customer)) || self.is_place_of(item.buildings);
        related && in_types(self.types.as_ref(), item.type_id)
    }

    fn is_place_of(&self, buildings: &[i64]) -> bool {
        let inside = |id: &i64| match &self.buildings {
            ScopeBuildings::None => false,
            ScopeBuildings::All => true,
            ScopeBuildings::Ids(ids) => ids.binary_search(id).is_ok(),
        };
        if self.every_building {
            !buildings.is_empty() && buildings.iter().all(inside)
        } else {
            buildings.iter().any(inside)
        }
    }

    fn is_none(&self) -> bool {
        !self.any && !self.own && self.buildings == ScopeBuildings::None
    }

    /// Whether all that is in `other` is in this one. Buildings are one person's, so they are equal or none.
    fn covers(&self, other: &Clause) -> bool {
        let types = match (&self.types, &other.types) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(others)) => others.iter().all(|id| mine.binary_search(id).is_ok()),
        };
        let placed = other.buildings == ScopeBuildings::None
            || (self.buildings == other.buildings && (!self.every_building || other.every_building));
        types && (self.any || (!other.any && (self.own || !other.own) && placed))
    }

    /// The union with a clause of the same types, where one clause can say it.
    fn joined(&self, other: &Clause) -> Option<Clause> {
        let alike = self.types == other.types && self.every_building == other.every_building;
        alike.then(|| Clause {
            any: self.any || other.any,
            own: !(self.any || other.any) && (self.own || other.own),
            buildings: match (self.any || other.any, &self.buildings) {
                (true, _) => ScopeBuildings::None,
                (false, ScopeBuildings::None) => other.buildings.clone(),
                (false, mine) => mine.clone(),
            },
            ..self.clone()
        })
    }
}

/// Adds a clause, joining it with one of the same types, and leaves out what another covers.
fn add(clauses: &mut Vec<Clause>, mut clause: Clause) {
    if clause.is_none() {
        return;
    }
    if let Some((at, joined)) = clauses.iter().enumerate().find_map(|(at, c)| Some((at, c.joined(&clause)?))) {
        clauses.remove(at);
        clause = joined;
    }
    if clauses.iter().any(|other| other.covers(&clause)) {
        return;
    }
    clauses.retain(|other| !clause.covers(other));
    clauses.push(clause);
}

#[cfg(test)]
mod tests;
