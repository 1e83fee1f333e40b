//! The shape of scopes: as few clauses as say it.

use access::{Clause, Facts, Scope, ScopeBuildings, decide};

use crate::make::{MAINTENANCE, TECHNOLOGY, key, own_request, person, request};

fn scope(person: &access::Person, text: &str) -> Scope {
    Scope::of(person, key(text))
}

#[test]
fn relations_of_several_sources_become_one_clause() {
    let me = person(&[("read", "own")]).team(&[("read", "buildings")]).at(&[2, 1]).done();
    let clause = Clause {
        any: false,
        own: true,
        buildings: ScopeBuildings::Ids([1, 2].into()),
        every_building: false,
        types: None,
    };
    let expected = Scope { person: 7, customer: None, module: Some(MAINTENANCE), clauses: vec![clause] };
    assert_eq!(scope(&me, "read"), expected);
}

#[test]
fn any_swallows_the_rest() {
    let me = person(&[("create", "buildings"), ("allowed_types", "[1]")]).team(&[("create", "any")]).at(&[1]).done();
    let scope = scope(&me, "create");
    assert!(scope.is_any() && !scope.is_none());
    assert_eq!(scope.clauses.len(), 1);
    assert!(!scope.clauses[0].own && scope.clauses[0].buildings == ScopeBuildings::None);
}

#[test]
fn what_limits_types_stays_a_clause_of_its_own() {
    let me = person(&[("assign", "any"), ("allowed_types", "[2,1]")]).team(&[("assign", "own")]).done();
    let scope = scope(&me, "assign");
    assert_eq!(scope.clauses.len(), 2);
    assert_eq!(scope.clauses[0].types.as_deref(), Some(&[1, 2][..]));
    assert!(scope.clauses[1].own && scope.clauses[1].every_building);
    assert!(!scope.is_any());
}

#[test]
fn nothing_granted_or_no_building_is_no_clause() {
    assert!(scope(&person(&[]).done(), "read").is_none());
    assert!(scope(&person(&[("read", "buildings")]).done(), "read").is_none());
    let everywhere = scope(&person(&[("read", "buildings")]).everywhere().done(), "read");
    assert_eq!(everywhere.clauses[0].buildings, ScopeBuildings::All);
}

#[test]
fn abilities_narrow_a_scope_to_the_sources_that_give_them() {
    let me = person(&[("update", "any")]).team(&[("update", "own"), ("edit_on_hold", "yes")]).done();
    let with = [key("edit_on_hold")];
    let scope = Scope::with(&me, key("update"), &with);
    assert_eq!(scope.clauses.len(), 1);
    assert!(scope.clauses[0].own && !scope.is_any());
}

#[test]
fn what_is_in_a_scope_is_what_each_decision_allows() {
    let places: [&[i64]; 4] = [&[], &[1], &[2], &[1, 2]];
    let items = places.iter().flat_map(|place| [own_request(place), request(place)]);
    let items = items.flat_map(|item| [None, Some(1), Some(2)].map(|type_id| Facts { type_id, ..item }));
    let items =
        items.flat_map(|item| [None, Some(MAINTENANCE), Some(TECHNOLOGY)].map(|module| Facts { module, ..item }));
    let items: Vec<Facts<'_>> = items.collect();
    for text in ["read", "assign"] {
        for level in ["none", "own", "buildings", "any"] {
            for types in ["[]", "[1]"] {
                let me = || person(&[(text, level), ("allowed_types", types)]);
                for me in [me(), me().at(&[1]), me().everywhere(), me().at(&[1]).team(&[(text, "own")])] {
                    let me = me.done();
                    let scope = scope(&me, text);
                    for item in &items {
                        let allowed = decide(&me, key(text), item).allowed;
                        assert_eq!(scope.contains(item), allowed, "{text} {level} {types}: {item:?}");
                    }
                }
            }
        }
    }
}
