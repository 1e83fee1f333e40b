//! The explanation agrees with the decision, and what it proposes does help.

use access::{
    Access, Because, Buildings, Change, Missing, Standing, Target, Through, Value, allows, decide, decide_person,
    explain, explain_as_such, explain_behind, explain_person, keys::users,
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    make::{key, own_request, person, request, value},
    organization::{item, organization},
    reference,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 1200, ..ProptestConfig::default() })]

    #[test]
    fn explanations_agree_and_the_smallest_change_does_allow(
        (text, organization, items) in select(reference::keys()).prop_flat_map(|text| {
            (Just(text), organization(1, reference::companions(text)), vec(item(3), 6))
        })
    ) {
        let (person, key) = (organization.person(), key(text));
        for item in &items {
            let facts = item.facts();
            let explanation = explain(&person, key, &facts);
            let allowed = decide(&person, key, &facts).allowed;
            prop_assert_eq!(explanation.allowed, allowed);
            prop_assert_eq!(explanation.because.iter().any(|b| b.holds), allowed);
            let of_module = key.module().is_none() || facts.module == key.module();
            prop_assert_eq!(explanation.smallest_change.is_some(), !allowed && of_module);
            if let Some(change) = explanation.smallest_change {
                prop_assert!(decide(&change.apply(&person), key, &facts).allowed, "{:?}", change);
                for less in lesser(&change) {
                    prop_assert!(!decide(&less.apply(&person), key, &facts).allowed, "{:?} would do", less);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn what_is_proposed_behind_the_gate_of_reading_allows_both(
        (text, organization, items) in select(reference::keys()).prop_filter("of a module", |text| key(text).module().is_some())
            .prop_flat_map(|text| (Just(text), organization(1, reference::companions(text)), vec(item(3), 4)))
    ) {
        let (person, key, read) = (organization.person(), key(text), key("read"));
        for item in &items {
            let facts = item.facts();
            let explanation = explain_behind(&person, read, key, &[], &facts);
            let allowed = allows(&person, read, key, &facts) == Access::Allowed;
            prop_assert_eq!(explanation.allowed, allowed);
            prop_assert_eq!(explanation.smallest_change.is_some(), !allowed && facts.module == key.module());
            if let Some(change) = explanation.smallest_change {
                prop_assert_eq!(allows(&change.apply(&person), read, key, &facts), Access::Allowed, "{:?}", change);
                for less in lesser(&change) {
                    prop_assert!(allows(&less.apply(&person), read, key, &facts) != Access::Allowed, "{:?} would do", less);
                }
            }
        }
    }
}

/// The change with any one thing left out.
fn lesser(change: &Change) -> Vec<Change> {
    let without_grant = (0..change.grants.len()).map(|at| {
        let mut less = change.clone();
        less.grants.remove(at);
        less
    });
    let without_building = (0..change.buildings.len()).map(|at| {
        let mut less = change.clone();
        less.buildings.remove(at);
        less
    });
    without_grant.chain(without_building).collect()
}

#[test]
fn the_chain_names_each_source_and_what_it_lacks() {
    let me = person(&[("read", "own")]).team(&[("read", "buildings")]).at(&[1]).done();
    let explanation = explain(&me, key("read"), &request(&[1]));
    let chain: Vec<_> = explanation.because.iter().map(|b| (b.holds, b.value.clone(), b.relation)).collect();
    assert_eq!(chain[0], (false, value("read", "own"), None));
    assert_eq!(chain[1], (true, value("read", "buildings"), Some(access::Relation::Buildings)));
    assert_eq!(explanation.standing, [Standing::Building { id: 1, through: vec![Through::Own] }]);
    assert_eq!(explanation.smallest_change, None);
}

#[test]
fn a_switch_that_is_off_is_named_instead_of_the_level() {
    let me = person(&[("read", "any")]).done();
    let explanation = explain(&me, key("view_assignments"), &request(&[1]));
    assert_eq!(explanation.because[0].key, key("view_assignments"));
    let wanted = Change { grants: vec![(key("view_assignments"), Value::Flag(true))], buildings: vec![] };
    assert_eq!(explanation.smallest_change, Some(wanted));
}

#[test]
fn a_missing_building_is_proposed_before_a_wider_level() {
    let me = person(&[("approve", "buildings")]).at(&[1]).done();
    let explanation = explain(&me, key("approve"), &request(&[1, 2]));
    assert_eq!(explanation.smallest_change, Some(Change { grants: vec![], buildings: vec![2] }));
    assert!(explanation.standing.contains(&Standing::OutOfReach { id: 2 }));
}

#[test]
fn a_building_is_proposed_alone_where_the_type_of_a_team_grants_the_rest() {
    let me = person(&[]).team(&[("update", "buildings"), ("edit_on_hold", "yes")]).at(&[1]).done();
    let explanation = explain(&me, key("edit_on_hold"), &request(&[2, 3]));
    assert_eq!(explanation.smallest_change, Some(Change { grants: vec![], buildings: vec![2, 3] }));
}

#[test]
fn a_list_is_proposed_with_the_type_that_it_lacks_and_left_alone_where_it_has_it() {
    let proposal = |grants: &[(&str, &str)], type_id| {
        let item = access::Facts { type_id, ..request(&[]) };
        explain(&person(grants).done(), key("create"), &item).smallest_change.expect("something helps").grants
    };
    let listed = [("create", "any"), ("allowed_types", "[9,3]")];
    assert_eq!(proposal(&listed, Some(5)), [(key("allowed_types"), value("allowed_types", "[3,5,9]"))]);
    assert_eq!(proposal(&listed, None), [(key("allowed_types"), value("allowed_types", "[]"))], "only all has no type");
    assert_eq!(proposal(&listed[1..], Some(3)), [(key("create"), value("create", "any"))]);
}

#[test]
fn one_thing_is_proposed_before_two() {
    let me = person(&[("approve", "buildings")]).at(&[1]).done();
    let explanation = explain(&me, key("approve"), &request(&[2, 3]));
    let wanted = Change { grants: vec![(key("approve"), value("approve", "any"))], buildings: vec![] };
    assert_eq!(explanation.smallest_change, Some(wanted), "rather than two buildings");
}

#[test]
fn to_look_one_building_of_several_is_proposed() {
    let me = person(&[("read", "buildings")]).at(&[1]).done();
    let explanation = explain(&me, key("view_assignments"), &request(&[2, 3]));
    let switch = (key("view_assignments"), Value::Flag(true));
    assert_eq!(explanation.smallest_change, Some(Change { grants: vec![switch], buildings: vec![2] }));
}

#[test]
fn the_narrowest_relation_that_helps_is_proposed() {
    let nobody = person(&[]).at(&[1]).done();
    let proposal = |item: &access::Facts<'_>| explain(&nobody, key("read"), item).smallest_change;
    let read = |word| Some(Change { grants: vec![(key("read"), value("read", word))], buildings: vec![] });
    assert_eq!(proposal(&own_request(&[1])), read("own"));
    assert_eq!(proposal(&request(&[1])), read("buildings"));
    assert_eq!(proposal(&request(&[])), read("any"));
}

#[test]
fn an_override_is_said_to_be_one_and_standing_says_how_the_item_concerns_me() {
    let me = person(&[("read", "any")]).overriding("read", "none").guest_of(4).done();
    let item = access::Facts { requester: Some(7), assignees: &[7], customer: Some(4), ..own_request(&[]) };
    let explanation = explain(&me, key("read"), &item);
    assert!(!explanation.allowed && explanation.because[0].overridden);
    use Standing::{Assignee, Creator, Customer, Nowhere, Requester};
    assert_eq!(explanation.standing, [Creator, Requester, Assignee, Customer, Nowhere]);
}

#[test]
fn reading_comes_first() {
    let me = person(&[("approve", "any")]).at(&[1]).done();
    let explanation = explain_behind(&me, key("read"), key("approve"), &[], &request(&[1]));
    assert!(!explanation.allowed && explanation.because[0].holds);
    assert!(!explanation.reading.unwrap().allowed);
    let wanted = Change { grants: vec![(key("read"), value("read", "buildings"))], buildings: vec![] };
    assert_eq!(explanation.smallest_change, Some(wanted));
}

#[test]
fn what_reading_needs_and_what_the_action_needs_are_proposed_together() {
    let explained = |me: &access::Person, item: &access::Facts<'_>| {
        explain_behind(me, key("read"), key("update"), &[], item).smallest_change
    };
    let both = [("read", "any"), ("update", "any")].map(|(text, word)| (key(text), value(text, word)));
    let wanted = Change { grants: both.to_vec(), buildings: vec![] };
    assert_eq!(explained(&person(&[]).done(), &request(&[])), Some(wanted));
    let me = person(&[("read", "buildings"), ("update", "buildings")]).at(&[3]).done();
    let wanted = Change { grants: vec![], buildings: vec![1, 2] };
    assert_eq!(explained(&me, &request(&[1, 2])), Some(wanted), "one building to read, all to change");
}

#[test]
fn a_building_more_takes_nothing_from_who_can_access_all() {
    let building = Change { grants: vec![], buildings: vec![1] };
    let ids = |person: access::Person| building.apply(&person).buildings().ids().to_vec();
    assert!(building.apply(&person(&[]).everywhere().done()).buildings().is_all());
    assert_eq!(ids(person(&[]).everywhere().done()), [0; 0], "all of them are said without naming one");
    assert_eq!(ids(person(&[]).at(&[2, 3]).done()), [1, 2, 3]);
    assert!(!building.apply(&person(&[]).done()).buildings().is_all());
}

#[test]
fn as_such_it_asks_only_whether_there_is_some_relation() {
    let me = person(&[("read", "own")]).done();
    assert!(explain_as_such(&me, key("read")).allowed);
    let explanation = explain_as_such(&me, key("resolve"));
    assert!(!explanation.allowed && explanation.standing.is_empty());
    let wanted = Change { grants: vec![(key("resolve"), value("resolve", "own"))], buildings: vec![] };
    assert_eq!(explanation.smallest_change, Some(wanted));
}

#[test]
fn as_such_it_builds_on_the_level_that_is_there() {
    let me = person(&[("users.delete", "buildings"), ("users.cannot_administer_admins", "yes")]).done();
    let explanation = explain_as_such(&me, users::CANNOT_ADMINISTER_ADMINS);
    let wanted = Change { grants: vec![(users::CANNOT_ADMINISTER_ADMINS, Value::Flag(false))], buildings: vec![] };
    assert_eq!(explanation.smallest_change, Some(wanted));
}

#[test]
fn of_a_choice_the_first_word_that_gives_something_is_proposed() {
    let nobody = person(&[]).done();
    let proposal = |text| explain_as_such(&nobody, key(text)).smallest_change;
    let view = Change { grants: vec![(key("costs"), value("costs", "view"))], buildings: vec![] };
    assert_eq!(proposal("costs"), Some(view));
    assert_eq!(proposal("user_type.home_page"), None, "any page would do");
}

#[test]
fn people_are_explained_by_their_buildings() {
    let me = person(&[("users.administer", "buildings")]).at(&[1]).done();
    let inside = Buildings::of([1]);
    let across = Buildings::of([1, 2]);
    let target = |buildings| Target { id: 9, buildings, administers: false };
    assert!(explain_person(&me, users::ADMINISTER, &target(&inside)).allowed);
    let explanation = explain_person(&me, users::ADMINISTER, &target(&across));
    assert!(!explanation.allowed);
    assert!(explanation.standing.contains(&Standing::OutOfReach { id: 2 }));
    let change = explanation.smallest_change.unwrap();
    assert_eq!(change, Change { grants: vec![], buildings: vec![2] });
    assert!(decide_person(&change.apply(&me), users::ADMINISTER, &target(&across)).allowed);
}

#[test]
fn how_a_person_stands_to_me_is_said_as_of_an_item() {
    let me = person(&[]).at(&[1]).done();
    let standing = |id, buildings: &Buildings| {
        explain_person(&me, users::ADMINISTER, &Target { id, buildings, administers: false }).standing
    };
    assert_eq!(standing(7, &Buildings::none()), [Standing::Oneself, Standing::Nowhere]);
    assert_eq!(standing(9, &Buildings::none()), [Standing::Nowhere]);
    assert_eq!(standing(9, &Buildings::all()), [Standing::Everywhere]);
    assert_eq!(standing(9, &Buildings::of([1])), [Standing::Building { id: 1, through: vec![Through::Own] }]);
}

#[test]
fn sparing_administrators_is_named() {
    let me = person(&[("users.administer", "any"), ("users.cannot_administer_admins", "yes")]).done();
    let nowhere = Buildings::none();
    let explanation = explain_person(&me, users::ADMINISTER, &Target { id: 9, buildings: &nowhere, administers: true });
    let Because { key, missing, .. } = &explanation.because[0];
    assert_eq!(
        (*key, *missing),
        (users::CANNOT_ADMINISTER_ADMINS, Some(Missing::Administrator(users::CANNOT_ADMINISTER_ADMINS)))
    );
    let wanted = Change { grants: vec![(users::CANNOT_ADMINISTER_ADMINS, Value::Flag(false))], buildings: vec![] };
    assert_eq!(explanation.smallest_change, Some(wanted));
}
