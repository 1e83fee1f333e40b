//! One golden case or more for each of the rules that hold for all roles.

use access::{Facts, Grants, Kind, Level, decide};
use jiff::ToSpan;

use crate::make::{MAINTENANCE, TODAY, catalogue, key, may, own_request, person, person_with, request};

#[test]
fn rule_1_two_sources_give_the_union_of_both_relations() {
    let me = person(&[("read", "own")]).team(&[("read", "buildings")]).at(&[1]).done();
    assert_eq!(me.level(key("read")), Level::OWN.union(Level::BUILDINGS));
    assert!(may(&me, "read", &own_request(&[2])));
    assert!(may(&me, "read", &request(&[1])));
    assert!(!may(&me, "read", &request(&[2])), "both together are not `any`");
}

#[test]
fn rule_2_each_source_is_judged_whole() {
    let me = person(&[("create", "any"), ("allowed_types", "[1]")]).team(&[("create", "buildings")]).at(&[1]).done();
    let second = |buildings| Facts { type_id: Some(2), ..request(buildings) };
    assert!(may(&me, "create", &request(&[5])));
    assert!(may(&me, "create", &second(&[1])));
    assert!(!may(&me, "create", &second(&[5])), "the level of one and the list of the other do not combine");
}

#[test]
fn rule_2_a_restriction_holds_unless_a_covering_source_lacks_it() {
    let strict = [("create", "any"), ("requires_approval", "yes")];
    let freed = person(&strict).team(&[("create", "buildings")]).at(&[1]).done();
    assert!(!freed.requires_approval(MAINTENANCE, &request(&[1])));
    assert!(freed.requires_approval(MAINTENANCE, &request(&[2])), "the team does not cover this building");
    let joined = person(&[("create", "any")]).team(&strict).done();
    assert!(!joined.requires_approval(MAINTENANCE, &request(&[1])), "joining a team takes nothing away");
    let idle = person(&strict).team(&[]).done();
    assert!(idle.requires_approval(MAINTENANCE, &request(&[1])), "a source that does not create lifts nothing");
}

#[test]
fn rule_2_an_override_replaces_its_key_and_goes_with_the_own_types_lists() {
    let grants = [("read", "any"), ("create", "any"), ("allowed_types", "[1]")];
    let less = person(&grants).team(&[("read", "any")]).overriding("read", "own").done();
    assert!(!may(&less, "read", &request(&[1])), "it takes away from teams too");
    assert!(may(&less, "read", &own_request(&[1])));

    let more = person(&[("allowed_types", "[1]")]).team(&[]).overriding("create", "any").done();
    assert!(may(&more, "create", &request(&[1])));
    assert!(!may(&more, "create", &Facts { type_id: Some(2), ..request(&[1]) }), "the own type's list still holds");

    let team = person(&grants).team(&[("create", "any")]).overriding("create", "any").done();
    assert!(
        !may(&team, "create", &Facts { type_id: Some(2), ..request(&[1]) }),
        "nor does the team's lack of a list help"
    );
}

#[test]
fn rule_2_an_overridden_switch_holds_in_every_source() {
    let forced = person(&[("create", "any")]).team(&[("create", "any")]).overriding("requires_approval", "yes").done();
    assert!(forced.requires_approval(MAINTENANCE, &request(&[1])));
    let given = person(&[]).team(&[("read", "any")]).overriding("view_assignments", "yes").done();
    assert!(may(&given, "view_assignments", &request(&[1])));
    let taken = person(&[("read", "any")]).team(&[("read", "any"), ("view_assignments", "yes")]);
    assert!(!taken.overriding("view_assignments", "no").done().has(key("view_assignments")));
}

#[test]
fn rule_2_an_override_holds_through_its_last_day() {
    let until = |last| person(&[]).overriding_until("read", "any", Some(last)).done();
    assert!(may(&until(TODAY), "read", &request(&[1])));
    assert!(may(&until(TODAY + 1.day()), "read", &request(&[1])));
    let expired = until(TODAY - 1.day());
    assert!(!may(&expired, "read", &request(&[1])));
    assert!(expired.overrides().is_empty());
}

#[test]
fn rule_2_choices_are_the_widest_and_defaults_the_own_types() {
    let me = person(&[("costs", "view"), ("user_type.home_page", "requests")])
        .team(&[("costs", "enter_any_time"), ("user_type.home_page", "reports")])
        .done();
    assert_eq!(me.choice(key("costs")), "enter_any_time");
    assert_eq!(me.choice(key("follow")), "none");
    assert_eq!(me.own_value(key("user_type.home_page")), access::Value::Word("requests".into()));
    let less = person(&[]).team(&[("costs", "enter_any_time")]).overriding("costs", "view").done();
    assert_eq!(less.choice(key("costs")), "view");
}

#[test]
fn rule_2_lists_count_only_where_the_source_grants_what_they_limit() {
    let me = person(&[("create", "any"), ("allowed_types", "[1]")]).team(&[("read", "any")]).done();
    assert_eq!(me.ids(key("allowed_types")), Some(vec![1]), "a team that does not create has no say");
    let both =
        person(&[("create", "any"), ("allowed_types", "[2]")]).team(&[("assign", "any"), ("allowed_types", "[1,2]")]);
    assert_eq!(both.done().ids(key("allowed_types")), Some(vec![1, 2]));
}

#[test]
fn rule_4_administrators_hold_everything_and_what_was_set_wins() {
    let admin = person_with(Grants::everything()).done();
    for (key, permission) in catalogue().iter() {
        match permission.kind {
            Kind::Level => assert_eq!(admin.level(key), Level::ANY, "{}", permission.key),
            Kind::Notice => assert_eq!(admin.level(key), Level::OWN, "{}", permission.key),
            Kind::Ability => {
                assert_eq!(admin.has(key), !permission.key.ends_with("can_be_assigned"), "{}", permission.key)
            }
            Kind::Restriction => {
                let item = Facts { module: key.module(), ..request(&[]) };
                assert!(decide(&admin, key, &item).allowed, "{}", permission.key);
            }
            _ => {}
        }
    }
    assert_eq!(admin.choice(key("follow")), "follow_and_add_others");
    let tamed = person_with(Grants::everything().with(key("delete"), access::Value::Level(Level::NONE))).done();
    assert!(!may(&tamed, "delete", &request(&[1])));
    assert!(may(&tamed, "update", &request(&[1])));
}

#[test]
fn rule_5_what_is_not_said_is_none_or_no() {
    let me = person(&[]).done();
    for (key, _) in catalogue().iter() {
        assert_eq!(me.level(key), Level::NONE);
        assert_eq!(me.own_value(key), access::Value::absent(key.permission()));
    }
}
