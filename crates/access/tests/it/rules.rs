//! One golden case or more for each numbered rule of how a permission is decided.

use access::{Access, Facts, Level, Relation, allows, assignable, decide, decide_with, may_assign};

use crate::make::{MAINTENANCE, TECHNOLOGY, key, may, own_request, person, request};

#[test]
fn rule_2_own_and_buildings_do_not_contain_one_another_and_any_covers_both() {
    let own = person(&[("read", "own")]).at(&[1]).done();
    let placed = person(&[("read", "buildings")]).at(&[1]).done();
    let any = person(&[("read", "any")]).done();
    for (item, by_own, by_buildings) in
        [(own_request(&[2]), true, false), (request(&[1]), false, true), (request(&[2]), false, false)]
    {
        assert_eq!(may(&own, "read", &item), by_own);
        assert_eq!(may(&placed, "read", &item), by_buildings);
        assert!(may(&any, "read", &item));
    }
}

#[test]
fn rule_3_own_is_created_requested_assigned_or_of_my_customer() {
    let me = person(&[("read", "own")]).done();
    assert!(may(&me, "read", &Facts { creator: Some(7), ..request(&[]) }));
    assert!(may(&me, "read", &Facts { requester: Some(7), ..request(&[]) }));
    assert!(may(&me, "read", &Facts { assignees: &[3, 7], ..request(&[]) }));
    assert!(!may(&me, "read", &Facts { assignees: &[3], ..request(&[]) }));

    let guest = person(&[("read", "own")]).guest_of(40).done();
    assert!(may(&guest, "read", &Facts { customer: Some(40), ..request(&[]) }));
    assert!(!may(&guest, "read", &Facts { customer: Some(41), ..request(&[]) }));
    assert!(!may(&me, "read", &Facts { customer: None, ..request(&[]) }), "no customer is nobody's customer");
}

#[test]
fn rule_4_some_building_suffices_to_look_and_all_are_needed_to_change() {
    let keys = ["read", "read_private_responses", "view_work", "respond", "notify.overdue"];
    let changing =
        ["approve", "assign", "update", "delete", "resolve", "reopen", "finalize", "hold", "switch_module", "create"];
    for text in keys {
        let me = person(&[(text, "buildings")]).at(&[1]).done();
        assert!(may(&me, text, &request(&[1, 2])), "{text}");
    }
    for text in changing {
        let me = person(&[(text, "buildings")]).at(&[1]).done();
        assert!(!may(&me, text, &request(&[1, 2])), "{text}");
        assert!(may(&me, text, &request(&[1])), "{text}");
    }
}

#[test]
fn rule_4_an_item_without_a_building_is_in_no_building() {
    let me = person(&[("read", "buildings"), ("update", "buildings")]).everywhere().done();
    assert!(!may(&me, "read", &request(&[])));
    assert!(!may(&me, "update", &request(&[])));
}

#[test]
fn rule_4_no_buildings_and_no_switch_is_no_building_and_the_switch_is_every_building() {
    assert!(!may(&person(&[("read", "buildings")]).done(), "read", &request(&[1])));
    assert!(may(&person(&[("read", "buildings")]).everywhere().done(), "read", &request(&[99])));
}

#[test]
fn rule_4_a_building_is_an_item_in_itself() {
    let me = person(&[("buildings.update", "buildings")]).at(&[1]).done();
    assert!(may(&me, "buildings.update", &Facts::of_building(&1)));
    assert!(!may(&me, "buildings.update", &Facts::of_building(&2)));
}

#[test]
fn rule_5_the_setting_makes_buildings_cover_own_elsewhere() {
    let grants = [("read", "buildings"), ("create", "buildings")];
    let off = person(&grants).at(&[1]).done();
    let on = person(&grants).at(&[1]).buildings_cover_own().done();
    assert!(!may(&off, "read", &own_request(&[2])));
    assert!(may(&on, "read", &own_request(&[2])));
    assert!(!may(&on, "read", &request(&[2])));
    assert!(!may(&on, "create", &own_request(&[2])), "a key without `own` among its values has no `own` to cover");
}

#[test]
fn rule_6_what_cannot_be_read_does_not_exist_and_a_refusal_names_what_is_missing() {
    let me = person(&[("read", "buildings"), ("delete", "any"), ("update", "own")]).at(&[1]).done();
    assert_eq!(allows(&me, key("read"), key("delete"), &request(&[2])), Access::Hidden);
    assert_eq!(allows(&me, key("read"), key("delete"), &request(&[1])), Access::Allowed);
    let Access::Refused(refused) = allows(&me, key("read"), key("update"), &request(&[1])) else {
        panic!("it can be read, but not changed")
    };
    let missing = refused.missing.expect("a refusal says what is missing");
    assert_eq!(missing.key(), key("update"));
    assert!(format!("{missing:?}").contains("needed"), "{missing:?}");
}

#[test]
fn rule_7_a_restriction_beats_a_grant_of_the_same_type() {
    let me = person(&[("create", "any"), ("requires_approval", "yes")]).done();
    assert!(me.requires_approval(MAINTENANCE, &request(&[1])));
    let free = person(&[("create", "any")]).done();
    assert!(!free.requires_approval(MAINTENANCE, &request(&[1])));
}

#[test]
fn rule_8_assignable_is_the_ability_with_a_level_of_resolve_from_one_source() {
    let item = request(&[1]);
    let worker = person(&[("can_be_assigned", "yes"), ("resolve", "own")]).done();
    assert!(assignable(&worker, MAINTENANCE, &item), "the assignment itself makes it own");
    let placed = person(&[("can_be_assigned", "yes"), ("resolve", "buildings")]).at(&[2]).done();
    assert!(!assignable(&placed, MAINTENANCE, &item));
    assert!(assignable(&placed, MAINTENANCE, &request(&[2])));
    let halves = person(&[("can_be_assigned", "yes")]).team(&[("resolve", "any")]).done();
    assert!(!assignable(&halves, MAINTENANCE, &item), "two sources do not combine");
    assert!(!assignable(&person(&[("resolve", "any")]).done(), MAINTENANCE, &item));
}

#[test]
fn rule_8_who_assigns_at_buildings_assigns_people_of_that_building() {
    let item = request(&[1]);
    let here = person(&[("can_be_assigned", "yes"), ("resolve", "own")]).id(8).at(&[1]).done();
    let elsewhere = person(&[("can_be_assigned", "yes"), ("resolve", "own")]).id(9).at(&[2]).done();
    let manager = person(&[("assign", "buildings")]).at(&[1]).done();
    assert!(may_assign(&manager, &here, MAINTENANCE, &item));
    assert!(!may_assign(&manager, &elsewhere, MAINTENANCE, &item));
    let office = person(&[("assign", "any")]).done();
    assert!(may_assign(&office, &elsewhere, MAINTENANCE, &item));
    let both = person(&[("assign", "buildings")]).team(&[("assign", "any")]).at(&[1]).done();
    assert!(may_assign(&both, &elsewhere, MAINTENANCE, &item), "any source may cover, not only the first");
    assert!(!may_assign(&person(&[]).done(), &here, MAINTENANCE, &item));
    let desk = person(&[("resolve", "any")]).id(10).at(&[1]).done();
    assert!(!may_assign(&office, &desk, MAINTENANCE, &item), "the candidate must be assignable");
}

#[test]
fn rule_9_an_action_in_a_later_state_needs_level_and_ability_from_one_source() {
    let with = [key("edit_after_resolution")];
    let halves = person(&[("update", "any")]).team(&[("update", "own"), ("edit_after_resolution", "yes")]).done();
    assert!(!decide_with(&halves, key("update"), &with, &request(&[1])).allowed);
    assert!(decide_with(&halves, key("update"), &with, &own_request(&[1])).allowed);
}

#[test]
fn rule_10_an_empty_list_means_all_types() {
    let all = person(&[("create", "any"), ("allowed_types", "[]")]).done();
    let some = person(&[("create", "any"), ("assign", "any"), ("read", "any"), ("allowed_types", "[1,2]")]).done();
    let third = Facts { type_id: Some(3), ..request(&[1]) };
    assert!(may(&all, "create", &third));
    assert!(!may(&some, "create", &third));
    assert!(!may(&some, "assign", &third));
    assert!(may(&some, "read", &third), "the list limits creating and assigning only");
    assert!(may(&some, "create", &request(&[1])));
    assert!(!may(&some, "create", &Facts { type_id: None, ..request(&[1]) }), "no type is in no list");
    assert_eq!(all.ids(key("allowed_types")), None);
    assert_eq!(some.ids(key("allowed_types")), Some(vec![1, 2]));
}

#[test]
fn rule_12_notice_levels_say_whose_items_mail() {
    let me = person(&[("notify.created", "buildings"), ("notify.resolved", "own")]).at(&[1]).done();
    assert!(may(&me, "notify.created", &request(&[1])));
    assert!(!may(&me, "notify.created", &request(&[2])));
    assert!(may(&me, "notify.resolved", &own_request(&[2])));
}

#[test]
fn rule_13_creating_for_somebody_needs_create_types_and_the_ability_together() {
    let with = [key("create_on_behalf")];
    let me = person(&[("create", "buildings"), ("create_on_behalf", "yes"), ("allowed_types", "[1]")]).at(&[1]).done();
    let may = |item: &Facts<'_>| decide_with(&me, key("create"), &with, item).allowed;
    assert!(may(&request(&[1])));
    assert!(!may(&request(&[2])));
    assert!(!may(&Facts { type_id: Some(2), ..request(&[1]) }));
}

#[test]
fn rule_14_a_field_shows_where_the_same_source_lets_read() {
    let me = person(&[("read", "any")]).team(&[("read", "own"), ("view_assignments", "yes")]).done();
    assert!(may(&me, "view_assignments", &own_request(&[1])));
    assert!(!may(&me, "view_assignments", &request(&[1])), "neither source shows it there");
    assert!(me.has(key("view_assignments")));
}

#[test]
fn a_key_of_one_module_says_nothing_about_another() {
    let me = person(&[("read", "any")]).done();
    assert!(!may(&me, "read", &Facts { module: Some(TECHNOLOGY), ..request(&[1]) }));
    assert!(!may(&me, "read", &Facts { module: None, ..request(&[1]) }));
    assert!(!may(&me, "work.technology.read", &Facts { module: Some(TECHNOLOGY), ..request(&[1]) }));
}

#[test]
fn who_has_no_source_may_nothing() {
    let nobody = access::Person::new(access::Profile::default(), crate::make::TODAY);
    for (key, _) in crate::make::catalogue().iter() {
        assert!(!decide(&nobody, key, &request(&[1])).allowed);
        assert_eq!(nobody.level(key), Level::NONE);
    }
}

#[test]
fn levels_join_and_meet_as_sets_of_relations() {
    let (own, buildings) = (Level::OWN, Level::BUILDINGS);
    assert_eq!(own.union(own), own);
    assert_eq!(own.union(buildings).as_str(), "own+buildings");
    assert_eq!(own.union(buildings).union(buildings).as_str(), "own+buildings");
    assert_eq!(own.union(buildings).intersection(own), own);
    assert!(own.intersection(buildings).is_none());
    assert!(own.union(buildings).covers(own) && !own.covers(own.union(buildings)));
    assert!(Level::ANY.covers(own.union(buildings)));
}

#[test]
fn levels_and_relations_are_told_in_the_words_of_the_catalogue() {
    let relations = [Relation::Own, Relation::Buildings, Relation::Any];
    assert_eq!(relations.map(|relation| relation.to_string()), ["own", "buildings", "any"]);
    let levels = [Level::NONE, Level::OWN, Level::BUILDINGS, Level::ANY];
    assert_eq!(levels.map(|level| level.to_string()), ["none", "own", "buildings", "any"]);
    assert_eq!(format!("{:?}", Level::OWN.union(Level::BUILDINGS)), "own+buildings");
}
