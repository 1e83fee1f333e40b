//! Nobody may give what they lack.

use access::{Change, Grants, Level, More, Value, decide, holds_more, more, more_grants};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    make::{Maker, catalogue, grants, key, person, person_with},
    organization::{Item, Organization, item, organization},
    reference,
};

fn change(actor: Maker, before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
    let found = more_grants(catalogue(), &actor.done(), &grants(before), &grants(after));
    found.iter().map(name).collect()
}

fn name(more: &More) -> String {
    match more {
        More::Key(key) => catalogue().name(*key).replace("work.maintenance.", ""),
        More::Building(id) => format!("building {id}"),
        More::AllBuildings => "all buildings".to_owned(),
    }
}

#[test]
fn a_wider_relation_is_more_and_who_holds_buildings_or_any_may_give_own() {
    for (held, given, expected) in [
        ("own", "own", false),
        ("buildings", "own", false),
        ("any", "own", false),
        ("own", "buildings", true),
        ("buildings", "buildings", false),
        ("own", "any", true),
        ("buildings", "any", true),
        ("any", "any", false),
        ("none", "own", true),
    ] {
        let found = change(person(&[("read", held)]), &[], &[("read", given)]);
        assert_eq!(found == ["read"], expected, "{held} gives {given}: {found:?}");
    }
}

#[test]
fn only_the_difference_counts() {
    let kept = [("delete", "any"), ("finalize", "any")];
    assert!(change(person(&[]), &kept, &kept[..1]).is_empty(), "taking away is always open");
    assert!(change(person(&[("read", "own")]), &kept, &[kept[0], kept[1], ("read", "own")]).is_empty());
    assert_eq!(change(person(&[]), &[("delete", "own")], &[("delete", "any")]), ["delete"]);
}

#[test]
fn an_ability_and_a_dropped_restriction_are_more() {
    assert_eq!(change(person(&[]), &[], &[("bulk_approve", "yes")]), ["bulk_approve"]);
    assert!(change(person(&[("bulk_approve", "yes")]), &[], &[("bulk_approve", "yes")]).is_empty());
    let strict = [("create", "any"), ("requires_approval", "yes")];
    assert_eq!(change(person(&strict), &strict, &[("create", "any")]), ["requires_approval"]);
    assert!(change(person(&strict), &[], &strict).is_empty());
    let spared = [("users.administer", "any"), ("users.cannot_administer_admins", "yes")];
    let found = change(person(&spared), &[], &[("users.administer", "any")]);
    assert_eq!(found, ["users.cannot_administer_admins"]);
}

#[test]
fn being_free_of_a_restriction_for_one_level_is_not_being_free_of_it_for_another() {
    let spared = [("users.delete", "any"), ("users.cannot_administer_admins", "yes")];
    // administers administrators, but deletes none of them
    let actor = person(&[("users.administer", "any")]).team(&spared);
    assert_eq!(change(actor, &spared, &spared[..1]), ["users.cannot_administer_admins"]);
}

#[test]
fn a_wider_list_or_choice_is_more() {
    let some = [("create", "any"), ("allowed_types", "[1,2]")];
    assert!(change(person(&some), &[], &[("create", "any"), ("allowed_types", "[1]")]).is_empty());
    assert!(change(person(&some), &[], &[("create", "any")]).contains(&"create".to_owned()), "empty means all");
    assert!(!change(person(&some), &[], &[("create", "any"), ("allowed_types", "[1,3]")]).is_empty());
    assert_eq!(change(person(&[("costs", "view")]), &[], &[("costs", "enter_any_time")]), ["costs"]);
    assert!(change(person(&[("costs", "view")]), &[], &[("costs", "view")]).is_empty());
    let links = [("navigation.visible_links", "[1,2]")];
    assert_eq!(change(person(&links), &links, &[]), ["navigation.visible_links"]);
    assert!(change(person(&links), &links, &[("navigation.visible_links", "[2]")]).is_empty());
}

#[test]
fn an_ability_for_fewer_items_is_not_held_for_more() {
    let here = [("read", "own"), ("view_assignments", "yes")];
    let all = [("read", "any"), ("view_assignments", "yes")];
    assert_eq!(change(person(&here), &here, &all), ["read", "view_assignments"]);
    // reads all, but sees who is assigned only to what is their own
    let actor = person(&[("read", "any")]).team(&here);
    assert_eq!(change(actor, &all[..1], &all), ["view_assignments"]);
}

#[test]
fn a_list_that_limits_nothing_granted_is_not_more() {
    let listed = person(&[("allowed_types", "[1]")]);
    assert!(change(listed, &[("allowed_types", "[1]")], &[("allowed_types", "[1,2]")]).is_empty());
}

#[test]
fn where_buildings_cover_own_elsewhere_own_is_nothing_new_to_who_has_buildings() {
    let (before, after) = ([("read", "buildings")], [("read", "own")]);
    assert_eq!(change(person(&[]), &before, &after), ["read"]);
    assert!(change(person(&[]).buildings_cover_own(), &before, &after).is_empty());
}

#[test]
fn notices_defaults_and_what_only_describes_are_exempt() {
    let after = [
        ("notify.created", "any"),
        ("can_be_assigned", "yes"),
        ("work.has_labor_rate", "yes"),
        ("user_type.home_page", "requests"),
    ];
    assert!(change(person(&[]), &[], &after).is_empty());
}

#[test]
fn two_sources_of_the_author_do_not_combine_into_one_gift() {
    let actor = person(&[("create", "any"), ("allowed_types", "[1]")]).team(&[("create", "buildings")]).at(&[1]);
    assert!(!change(actor, &[], &[("create", "any")]).is_empty());
}

#[test]
fn buildings_are_more_and_so_is_the_switch() {
    let read = [("read", "buildings")];
    let (actor, target) = (person(&read).at(&[1]).done(), person(&read).id(9).done());
    let at = |buildings: &[i64]| more(catalogue(), &actor, &target, &person(&read).id(9).at(buildings).done());
    assert!(at(&[1]).is_empty());
    assert_eq!(at(&[1, 2]), [More::Key(key("read")), More::Building(2)]);
    let everywhere = person(&read).id(9).everywhere().done();
    assert_eq!(more(catalogue(), &actor, &target, &everywhere), [More::Key(key("read")), More::AllBuildings]);
    let admin = person_with(Grants::everything()).done();
    assert!(more(catalogue(), &admin, &target, &everywhere).is_empty(), "administrators hold everything");
    let reader = person(&[("read", "any")]).at(&[1]).done();
    let two = person(&read).id(9).at(&[2]).done();
    assert_eq!(more(catalogue(), &reader, &target, &two), [More::Building(2)], "a building counts in itself");
}

#[test]
fn a_level_given_to_somebody_with_more_buildings_is_more() {
    let actor = person(&[("delete", "buildings")]).at(&[1]).done();
    let with = |word| person(&[("delete", word)]).id(9).at(&[1, 2]).done();
    assert_eq!(more(catalogue(), &actor, &with("none"), &with("buildings")), [More::Key(key("delete"))]);
}

#[test]
fn nobody_raises_themselves_and_who_holds_more_is_out_of_reach() {
    let me = person(&[("read", "own")]).done();
    let raised = Change { grants: vec![(key("read"), Value::Level(Level::ANY))], buildings: vec![] }.apply(&me);
    assert_eq!(more(catalogue(), &me, &me, &raised), [More::Key(key("read"))]);
    assert_eq!(holds_more(catalogue(), &raised, &me), [More::Key(key("read"))]);
    assert!(holds_more(catalogue(), &me, &raised).is_empty());
    let admin = person_with(Grants::everything()).done();
    assert!(holds_more(catalogue(), &raised, &admin).is_empty());
    assert!(!holds_more(catalogue(), &admin, &raised).is_empty());
}

type Case = (&'static str, [Organization; 3], Vec<Item>);

fn case() -> impl Strategy<Value = Case> {
    select(reference::keys()).prop_flat_map(|text| {
        let keys = reference::companions(text);
        let people = [organization(1, keys.clone()), organization(2, keys.clone()), organization(2, keys)];
        (Just(text), people, vec(item(1), 16))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    /// A change without `more` never lets anybody do what its author could not.
    #[test]
    fn what_is_not_more_gives_nothing_new((text, [actor, before, after], items) in case()) {
        let together = |o: &Organization| Organization {
            buildings_cover_own: actor.buildings_cover_own, customer: None, ..o.clone()
        };
        let people = [&actor, &before, &after].map(|o| together(o).person());
        let [actor_person, before_person, after_person] = &people;
        let key = key(text);
        let found = more(catalogue(), actor_person, before_person, after_person);
        // whether somebody can be assigned, has a rate or supplies is no right of theirs
        let describes = ["can_be_assigned", "has_labor_rate", "can_be_supplier"].iter().any(|end| text.ends_with(end));
        if found.is_empty() && !describes && !text.contains("notify") {
            for item in &items {
                let gained = decide(after_person, key, &item.facts()).allowed
                    && !decide(before_person, key, &item.facts()).allowed;
                prop_assert!(!gained || could(&together(&actor), text, item), "{}: {:?}", text, item);
            }
        }
        prop_assert!(more(catalogue(), actor_person, before_person, before_person).is_empty());
        prop_assert!(holds_more(catalogue(), actor_person, actor_person).is_empty(), "nobody lacks what they hold");
    }
}

/// What the author can do, to the item or in the place of person 2. `own` is also held by who holds `buildings`
/// anywhere.
fn could(actor: &Organization, text: &str, item: &Item) -> bool {
    let is_own = item.facts().is_own(2, None);
    let stand_in = |id: Option<i64>| if id == Some(2) { Some(1) } else { id };
    let mut swapped = item.clone();
    (swapped.creator, swapped.requester) = (stand_in(item.creator), stand_in(item.requester));
    swapped.assignees.iter_mut().for_each(|id| *id = if *id == 2 { 1 } else { *id });
    let everywhere = Organization { buildings: None, ..actor.clone() };
    let placed = Item { buildings: vec![1], ..item.clone() };
    decide(&actor.person(), key(text), &item.facts()).allowed
        || (is_own && decide(&actor.person(), key(text), &swapped.facts()).allowed)
        || (is_own && decide(&everywhere.person(), key(text), &placed.facts()).allowed)
}

/// The property is only worth something if changes without `more` that give something do occur.
#[test]
fn random_changes_give_and_are_refused_often_enough() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let (mut gifts, mut refusals) = (0, 0);
    for _ in 0..300 {
        let (text, people, items) = case().new_tree(&mut runner).expect("it generates").current();
        let [actor, before, after] = people.map(|organization| organization.person());
        let gained = items.iter().any(|item| {
            decide(&after, key(text), &item.facts()).allowed && !decide(&before, key(text), &item.facts()).allowed
        });
        match more(catalogue(), &actor, &before, &after).is_empty() {
            true if gained => gifts += 1,
            false => refusals += 1,
            _ => {}
        }
    }
    assert!(gifts > 10 && refusals > 30, "{gifts} gifts, {refusals} refusals");
}

#[test]
fn a_gain_is_told_whoever_makes_it_and_the_way_back_is_a_loss() {
    let found = |before: &[(&str, &str)], after: &[(&str, &str)]| -> Vec<String> {
        let found = access::gains(catalogue(), &person(before).done(), &person(after).done());
        found.into_iter().map(|key| name(&More::Key(key))).collect()
    };
    let (own, any) = ([("read", "own"), ("notify.created", "own")], [("read", "any"), ("notify.created", "any")]);
    assert_eq!(found(&own, &any), ["read", "notify.created"]);
    assert!(found(&any, &own).is_empty());
    let (some, all) = ([("create", "any"), ("allowed_types", "[1]")], [("create", "any")]);
    assert_eq!(found(&some, &all), ["create", "allowed_types"]);
    assert!(found(&all, &some).is_empty());
    assert_eq!(found(&[("create", "any"), ("requires_approval", "yes")], &all), ["requires_approval"]);
    assert_eq!(found(&[], &some), ["create"]);
    assert!(found(&some, &[]).is_empty(), "what limits nothing is nobody's loss");
}

#[test]
fn a_value_over_all_sources_is_the_widest() {
    let both = person(&[("read", "own"), ("costs", "view"), ("allowed_types", "[1]"), ("create", "any")])
        .team(&[
            ("read", "buildings"),
            ("costs", "enter_any_time"),
            ("bulk_approve", "yes"),
            ("requires_approval", "yes"),
        ])
        .done();
    let shown = |text: &str| both.value(key(text)).to_json(key(text).permission());
    assert_eq!(shown("read"), "own+buildings");
    assert_eq!(shown("costs"), "enter_any_time");
    assert_eq!(shown("bulk_approve"), true);
    assert_eq!(shown("requires_approval"), false);
    assert_eq!(shown("allowed_types"), serde_json::json!([1]));
}
