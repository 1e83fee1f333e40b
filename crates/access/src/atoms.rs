//! What a person holds of one key, taken apart into the smallest pieces that a source covers whole or not at all.

use std::sync::Arc;

use crate::{
    judge::{self, Granted, in_types},
    key::Key,
    person::Person,
    relation::{Level, Relation},
};

/// One piece: items of one type that stand in one relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Atom {
    /// The level that covers.
    home: Key,
    place: Place,
    /// Nothing: some type that no list names.
    type_id: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Own,
    /// `buildings` as such, even of somebody who has none yet.
    Somewhere,
    At(i64),
    EveryBuilding,
    Everywhere,
}

/// What one person holds of one key.
pub(crate) struct Rights<'a> {
    person: &'a Person,
    clauses: Vec<Granted<'a>>,
}

impl<'a> Rights<'a> {
    pub(crate) fn of(person: &'a Person, key: Key) -> Rights<'a> {
        let sources = person.effective().iter();
        let clauses = sources.flat_map(|grants| judge::clauses(person, grants, key, &[]).into_iter().flatten());
        Rights { person, clauses: clauses.collect() }
    }

    /// All types that any of these names, and one that stands for the others.
    pub(crate) fn types(all: [&Rights<'_>; 3]) -> Vec<Option<i64>> {
        let clauses = all.into_iter().flat_map(|rights| &rights.clauses);
        let named = clauses.filter_map(|clause| clause.types).flat_map(|types| types.iter().copied().map(Some));
        let mut types: Vec<Option<i64>> = named.chain([None]).collect();
        types.sort_unstable();
        types.dedup();
        types
    }

    /// Every atom that is covered.
    pub(crate) fn atoms<'b>(&'b self, types: &'b [Option<i64>]) -> impl Iterator<Item = Atom> + use<'a, 'b> {
        self.clauses.iter().flat_map(move |clause| {
            let types = types.iter().filter(|id| in_types(clause.types, **id));
            let places = self.places(clause.level);
            types.flat_map(move |type_id| {
                let atom = move |place| Atom { home: clause.home, place, type_id: *type_id };
                places.clone().into_iter().map(atom)
            })
        })
    }

    fn places(&self, level: Level) -> Vec<Place> {
        if level.contains(Relation::Any) {
            return vec![Place::Everywhere];
        }
        let mut places = Vec::new();
        if level.contains(Relation::Own) {
            places.push(Place::Own);
        }
        if level.contains(Relation::Buildings) {
            places.push(Place::Somewhere);
            places.extend(self.person.buildings().ids().iter().map(|id| Place::At(*id)));
            places.extend(self.person.buildings().is_all().then_some(Place::EveryBuilding));
        }
        places
    }

    /// Whether one clause covers the atom.
    pub(crate) fn hold(&self, atom: &Atom) -> bool {
        self.covers(atom, |level| level.contains(Relation::Own))
    }

    /// Whether the person may give the atom to others: as [`hold`](Rights::hold), but who holds `buildings` or `any`
    /// may give `own`.
    pub(crate) fn may_give(&self, atom: &Atom) -> bool {
        self.covers(atom, |level| !level.is_none())
    }

    fn covers(&self, atom: &Atom, own: impl Fn(Level) -> bool) -> bool {
        let types = |types: Option<&Arc<[i64]>>| in_types(types, atom.type_id);
        self.clauses.iter().any(|clause| {
            clause.home == atom.home
                && types(clause.types)
                && match atom.place {
                    Place::Own => own(clause.level),
                    place => self.reaches(clause.level, place),
                }
        })
    }

    fn reaches(&self, level: Level, place: Place) -> bool {
        let inside = match place {
            Place::Own | Place::Everywhere => false,
            Place::Somewhere => true,
            Place::At(id) => self.person.buildings().contains(id),
            Place::EveryBuilding => self.person.buildings().is_all(),
        };
        level.contains(Relation::Any) || (inside && level.contains(Relation::Buildings))
    }
}
