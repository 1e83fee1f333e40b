//! The shape of scopes: as few clauses as say it.

use access::{Clause, Scope, ScopeBuildings};

use crate::make::{MAINTENANCE, key, person};

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
    assert!(scope.is_any());
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
