//! What a refusal names: the lack of the source, and of the way within it, that came closest.

use access::{Key, Level, Missing, decide, decide_with};

use crate::make::{Maker, key, person, request};

/// The key that is named, and what it grants if its relations are what does not suffice.
fn said(missing: Option<Missing>) -> (Key, Option<Level>) {
    match missing.expect("a refusal says why") {
        Missing::Relation { key, granted, .. } => (key, Some(granted)),
        other => (other.key(), None),
    }
}

/// What keeps from `text` where an item is somebody else's and elsewhere, whichever of two sources comes first.
fn missing(text: &str, with: &[&str], sources: [&[(&str, &str)]; 2]) -> (Key, Option<Level>) {
    let with: Vec<_> = with.iter().map(|text| key(text)).collect();
    let asked = |maker: Maker| decide_with(&maker.done(), key(text), &with, &request(&[2]));
    let [one, other] = sources;
    let (there, back) = (asked(person(one).team(other)), asked(person(other).team(one)));
    assert!(!there.allowed && there.source.is_none());
    assert_eq!(there.missing, back.missing);
    said(there.missing)
}

#[test]
fn the_source_that_grants_something_comes_closer_than_one_that_grants_nothing() {
    assert_eq!(missing("delete", &[], [&[], &[("delete", "own")]]), (key("delete"), Some(Level::OWN)));
    assert_eq!(missing("delete", &[], [&[], &[]]), (key("delete"), Some(Level::NONE)));
}

#[test]
fn a_switch_comes_between_a_level_that_grants_nothing_and_one_that_grants_something() {
    let (off, none) = ([("update", "any")], [("edit_on_hold", "yes")]);
    assert_eq!(missing("update", &["edit_on_hold"], [&off, &none]), (key("edit_on_hold"), None));
    let own = [("edit_on_hold", "yes"), ("update", "own")];
    assert_eq!(missing("update", &["edit_on_hold"], [&off, &own]), (key("update"), Some(Level::OWN)));
}

#[test]
fn of_two_sources_that_come_as_close_the_first_is_named() {
    let (held, late) = (key("edit_on_hold"), key("edit_after_resolution"));
    let on_hold = [("update", "any"), ("edit_on_hold", "yes")];
    let resolved = [("update", "any"), ("edit_after_resolution", "yes")];
    let named = |me: Maker| said(decide_with(&me.done(), key("update"), &[held, late], &request(&[2])).missing).0;
    assert_eq!(named(person(&on_hold).team(&resolved)), late);
    assert_eq!(named(person(&resolved).team(&on_hold)), held);
}

#[test]
fn a_type_comes_closest() {
    let (listed, elsewhere) = ([("create", "any"), ("allowed_types", "[9]")], [("create", "buildings")]);
    assert_eq!(missing("create", &[], [&listed, &elsewhere]), (key("allowed_types"), None));
}

#[test]
fn of_two_ways_in_one_source_the_closer_is_named() {
    let free_of_it = |grants: &[(&str, &str)]| {
        said(decide(&person(grants).done(), key("users.cannot_administer_admins"), &request(&[2])).missing)
    };
    let (administer, delete) = (key("users.administer"), key("users.delete"));
    assert_eq!(free_of_it(&[("users.administer", "buildings")]), (administer, Some(Level::BUILDINGS)));
    assert_eq!(free_of_it(&[("users.delete", "buildings")]), (delete, Some(Level::BUILDINGS)));
    assert_eq!(free_of_it(&[]), (administer, Some(Level::NONE)));
}
