//! Clauses as the sets of items that they are: each against each, over all items of a small world.

use super::{Clause, ScopeBuildings, add};
use crate::item::Facts;

const ME: i64 = 1;

/// Every clause that somebody can have at building 1.
fn clauses() -> Vec<Clause> {
    let relations = [(true, false, false), (false, true, false), (false, false, true), (false, true, true)];
    let lists: [Option<&[i64]>; 4] = [None, Some(&[1]), Some(&[2]), Some(&[1, 2])];
    let mut clauses = Vec::new();
    for (any, own, placed) in relations {
        let buildings = if placed { ScopeBuildings::Ids([1].into()) } else { ScopeBuildings::None };
        for types in lists {
            for every_building in [false, true] {
                let (buildings, types) = (buildings.clone(), types.map(Into::into));
                clauses.push(Clause { any, own, buildings, every_building, types });
            }
        }
    }
    clauses
}

/// Mine and of others, in and out of the building, of each type and of none.
fn items() -> Vec<Facts<'static>> {
    let places: [&[i64]; 4] = [&[], &[1], &[2], &[1, 2]];
    let mut items = Vec::new();
    for creator in [ME, 2].map(Some) {
        for buildings in places {
            items.extend([None, Some(1), Some(2), Some(3)].map(|type_id| {
                let facts = Facts { creator, buildings, type_id, ..Facts::default() };
                assert_eq!(facts.is_own(ME, None), creator == Some(ME));
                facts
            }));
        }
    }
    items
}

fn inside(clause: &Clause, items: &[Facts<'_>]) -> Vec<bool> {
    items.iter().map(|item| clause.contains(ME, None, item)).collect()
}

/// Whether all that the second holds is in the first.
fn is_within(whole: &[bool], part: &[bool]) -> bool {
    whole.iter().zip(part).all(|(whole, part)| whole >= part)
}

fn together(one: &[bool], other: &[bool]) -> Vec<bool> {
    one.iter().zip(other).map(|(one, other)| one | other).collect()
}

#[test]
fn a_clause_covers_another_where_all_items_of_that_are_its_own() {
    let (clauses, items) = (clauses(), items());
    for one in &clauses {
        for other in &clauses {
            let expected = is_within(&inside(one, &items), &inside(other, &items));
            assert_eq!(one.covers(other), expected, "{one:?} {other:?}");
        }
    }
}

#[test]
fn two_clauses_of_the_same_types_join_into_one_with_the_items_of_both() {
    let (clauses, items) = (clauses(), items());
    for one in &clauses {
        for other in &clauses {
            let alike = one.types == other.types && one.every_building == other.every_building;
            let joined = one.joined(other);
            assert_eq!(joined.is_some(), alike, "{one:?} {other:?}");
            let Some(joined) = joined else { continue };
            assert_eq!(inside(&joined, &items), together(&inside(one, &items), &inside(other, &items)));
            assert!(clauses.contains(&joined), "`any` leaves the rest out: {joined:?}");
        }
    }
}

#[test]
fn clauses_add_up_to_the_items_of_all_and_none_is_within_another() {
    let (clauses, items) = (clauses(), items());
    let changing: Vec<&Clause> = clauses.iter().filter(|clause| clause.every_building).collect();
    for one in &changing {
        for other in &changing {
            for third in &changing {
                let mut scope = Vec::new();
                [one, other, third].into_iter().for_each(|clause| add(&mut scope, Clause::clone(clause)));
                let held: Vec<Vec<bool>> = scope.iter().map(|clause| inside(clause, &items)).collect();
                let all = held.iter().fold(vec![false; items.len()], |all, held| together(&all, held));
                let expected = together(&inside(one, &items), &inside(other, &items));
                assert_eq!(all, together(&expected, &inside(third, &items)), "{scope:?}");
                for (at, held) in held.iter().enumerate() {
                    let others = [&scope[..at], &scope[at + 1..]].concat();
                    assert!(others.iter().all(|other| !is_within(&inside(other, &items), held)), "{scope:?}");
                }
            }
        }
    }
}

#[test]
fn a_clause_that_holds_nothing_is_left_out() {
    let empty = Clause { any: false, own: false, buildings: ScopeBuildings::None, every_building: true, types: None };
    let mut scope = Vec::new();
    add(&mut scope, empty);
    assert!(scope.is_empty());
}
