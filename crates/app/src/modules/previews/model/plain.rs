//! Counting by areas: every item is in one of a person's buildings or not, and their own or not. What a plain scope covers is a set
//! of these four areas, so what several scopes have in common is one too, and is counted without looking at an item.
use access::{Buildings, Module, Scope, ScopeBuildings};
use std::collections::HashMap;

/// Which of the four areas are covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Covered(u8);

const OWN_INSIDE: u8 = 1;
const OWN_OUTSIDE: u8 = 2;
const INSIDE: u8 = 4;
const ELSEWHERE: u8 = 8;

impl Covered {
    pub(crate) const NONE: Covered = Covered(0);

    pub(crate) const fn has_all(self) -> bool {
        self.0 & ELSEWHERE != 0
    }

    pub(crate) const fn has_own(self) -> bool {
        self.0 & (OWN_INSIDE | OWN_OUTSIDE) == OWN_INSIDE | OWN_OUTSIDE
    }

    pub(crate) const fn has_inside(self) -> bool {
        self.0 & (OWN_INSIDE | INSIDE) == OWN_INSIDE | INSIDE
    }

    pub(crate) const fn and(self, other: Covered) -> Covered {
        Covered(self.0 & other.0)
    }

    pub(crate) const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// What a scope covers; `None` where types limit it, so that areas do not tell.
pub(crate) fn covered(scope: &Scope) -> Option<Covered> {
    let mut areas = 0;
    for clause in &scope.clauses {
        if clause.types.is_some() {
            return None;
        }
        areas |= if clause.any { OWN_INSIDE | OWN_OUTSIDE | INSIDE | ELSEWHERE } else { 0 };
        areas |= if clause.own { OWN_INSIDE | OWN_OUTSIDE } else { 0 };
        areas |= if clause.buildings == ScopeBuildings::None { 0 } else { OWN_INSIDE | INSIDE };
    }
    Some(Covered(areas))
}

/// How many there are of something in each area, for one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Areas {
    pub(crate) all: i64,
    pub(crate) inside: i64,
    pub(crate) own: i64,
    pub(crate) own_inside: i64,
}

/// How many there are of something by module and building; 0 stands for no building.
pub(crate) type ByPlace = HashMap<(i64, i64), i64>;

/// The same, with what many people's areas are put together from.
#[derive(Debug, Default)]
pub(crate) struct Spread(HashMap<i64, Spot>);

#[derive(Debug, Default)]
struct Spot {
    all: i64,
    /// In any building.
    placed: i64,
    buildings: HashMap<i64, i64>,
}

impl Spread {
    pub(crate) fn of(places: &ByPlace) -> Spread {
        let mut spread: HashMap<i64, Spot> = HashMap::new();
        for ((module, building), count) in places {
            let spot = spread.entry(*module).or_default();
            spot.all += count;
            spot.placed += if *building == 0 { 0 } else { *count };
            spot.buildings.insert(*building, *count);
        }
        Spread(spread)
    }

    /// The areas of somebody who can access these buildings, and has so much of their own.
    pub(crate) fn areas(&self, module: Module, accessible: &Buildings, own: Option<&ByPlace>) -> Areas {
        let module = i64::from(module.0);
        let mut areas = Areas::default();
        if let Some(spot) = self.0.get(&module) {
            let inside = accessible.ids().iter().filter_map(|id| spot.buildings.get(id));
            areas.all = spot.all;
            areas.inside = if accessible.is_all() { spot.placed } else { inside.sum() };
        }
        for ((_, building), count) in own.into_iter().flatten().filter(|((of, _), _)| *of == module) {
            areas.own += count;
            areas.own_inside += if *building != 0 && accessible.contains(*building) { *count } else { 0 };
        }
        areas
    }
}

impl Areas {
    /// How many are covered.
    pub(crate) fn count(self, covered: Covered) -> i64 {
        let areas = [
            (OWN_INSIDE, self.own_inside),
            (OWN_OUTSIDE, self.own - self.own_inside),
            (INSIDE, self.inside - self.own_inside),
            (ELSEWHERE, self.all - self.inside - self.own + self.own_inside),
        ];
        areas.into_iter().filter(|(area, _)| covered.0 & area != 0).map(|(_, count)| count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::Clause;

    fn scope(any: bool, own: bool, placed: bool) -> Scope {
        let buildings = if placed { ScopeBuildings::Ids([1].into()) } else { ScopeBuildings::None };
        let clauses = vec![Clause { any, own, buildings, every_building: false, types: None }];
        Scope { person: 7, customer: None, module: None, clauses }
    }

    #[test]
    fn what_two_scopes_have_in_common_is_counted_once() {
        // ten in all: four in the buildings, three one's own, of which two are in the buildings
        let areas = Areas { all: 10, inside: 4, own: 3, own_inside: 2 };
        let count = |scope: &Scope| areas.count(covered(scope).unwrap());
        assert_eq!(count(&scope(true, false, false)), 10);
        assert_eq!(count(&scope(false, true, false)), 3);
        assert_eq!(count(&scope(false, false, true)), 4);
        assert_eq!(count(&scope(false, true, true)), 5);
        assert_eq!(count(&scope(false, false, false)), 0);
        let both = covered(&scope(false, true, false)).unwrap().and(covered(&scope(false, false, true)).unwrap());
        assert_eq!(areas.count(both), 2);
    }

    #[test]
    fn areas_are_put_together_from_places() {
        let spread = Spread::of(&HashMap::from([((1, 0), 2), ((1, 5), 3), ((1, 6), 4), ((2, 5), 9)]));
        let own = HashMap::from([((1, 0), 1), ((1, 5), 2), ((2, 5), 9)]);
        let areas = spread.areas(Module(1), &Buildings::of([5]), Some(&own));
        assert_eq!(areas, Areas { all: 9, inside: 3, own: 3, own_inside: 2 });
        let areas = spread.areas(Module(1), &Buildings::all(), Some(&own));
        assert_eq!(areas, Areas { all: 9, inside: 7, own: 3, own_inside: 2 });
        assert_eq!(spread.areas(Module(3), &Buildings::all(), None), Areas::default());
    }

    #[test]
    fn a_scope_of_some_types_is_no_matter_of_areas() {
        let mut typed = scope(true, false, false);
        typed.clauses[0].types = Some([3].into());
        assert_eq!(covered(&typed), None);
    }
}
