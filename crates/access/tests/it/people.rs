//! People as items: reached through their buildings.

use access::{Buildings, Person, PersonScope, Target, decide_person};
use proptest::{prelude::*, sample::select, sample::subsequence};

use crate::{
    make::{Maker, key, person, person_with},
    organization::organization,
};

fn target(id: i64, buildings: &Buildings, administers: bool) -> Target<'_> {
    Target { id, buildings, administers }
}

fn may(actor: &Person, text: &str, target: &Target<'_>) -> bool {
    decide_person(actor, key(text), target).allowed
}

fn lead() -> Maker {
    person(&[("users.administer", "buildings"), ("users.read", "buildings"), ("users.bulk_administer", "yes")])
        .at(&[1, 2])
}

#[test]
fn who_administers_at_buildings_reaches_people_whose_buildings_are_all_theirs() {
    let lead = lead().done();
    for (buildings, administered, read) in [
        (Buildings::of([1]), true, true),
        (Buildings::of([1, 2]), true, true),
        (Buildings::of([1, 3]), false, true),
        (Buildings::of([3]), false, false),
        (Buildings::none(), false, false),
        (Buildings::all(), false, true),
    ] {
        let somebody = target(9, &buildings, false);
        assert_eq!(may(&lead, "users.administer", &somebody), administered, "{buildings:?}");
        assert_eq!(may(&lead, "users.bulk_administer", &somebody), administered, "{buildings:?}");
        assert_eq!(may(&lead, "users.read", &somebody), read, "{buildings:?}");
    }
}

#[test]
fn a_person_without_buildings_is_reached_only_at_any() {
    let office = person(&[("users.administer", "any")]).done();
    assert!(may(&office, "users.administer", &target(9, &Buildings::none(), false)));
    let everywhere = lead().everywhere().done();
    assert!(!may(&everywhere, "users.administer", &target(9, &Buildings::none(), false)));
    assert!(may(&everywhere, "users.administer", &target(9, &Buildings::all(), false)));
}

#[test]
fn a_scope_of_people_has_each_way_once_and_none_that_reaches_nobody() {
    let ways = |maker: Maker| PersonScope::of(&maker.done(), key("users.administer")).clauses.len();
    let lead = [("users.administer", "buildings")];
    assert_eq!(ways(person(&[])), 0);
    assert_eq!(ways(person(&lead)), 0, "of no building");
    assert_eq!(ways(person(&lead).at(&[1])), 1);
    assert_eq!(ways(person(&lead).team(&lead).at(&[1])), 1);
    assert_eq!(ways(person(&lead).team(&[("users.administer", "any")]).at(&[1])), 2);
}

#[test]
fn the_people_in_a_scope_are_those_whom_each_decision_reaches() {
    let places = [Buildings::none(), Buildings::of([1]), Buildings::of([2]), Buildings::of([1, 2]), Buildings::all()];
    for text in &KEYS[..4] {
        for level in key(text).permission().values.iter().copied() {
            for spares in ["no", "yes"] {
                let me = || person(&[(text, level), ("users.cannot_administer_admins", spares)]);
                for me in [me(), me().at(&[1]), me().everywhere()] {
                    let me = me.done();
                    let scope = PersonScope::of(&me, key(text));
                    for (buildings, id, administers) in
                        places.iter().flat_map(|at| [(at, 7, false), (at, 7, true), (at, 9, false), (at, 9, true)])
                    {
                        let somebody = target(id, buildings, administers);
                        let reached = may(&me, text, &somebody);
                        assert_eq!(scope.contains(&somebody), reached, "{text} {level} {spares}: {somebody:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_person_s_own_is_themselves_only() {
    let me = person(&[("users.notify.insurance_expiring", "own")]).done();
    assert!(may(&me, "users.notify.insurance_expiring", &target(7, &Buildings::none(), false)));
    assert!(!may(&me, "users.notify.insurance_expiring", &target(8, &Buildings::none(), false)));
}

#[test]
fn administrators_are_out_of_reach_of_who_cannot_administer_them() {
    let spared = [("users.administer", "any"), ("users.delete", "any"), ("users.cannot_administer_admins", "yes")];
    let me = person(&spared).done();
    let none = Buildings::none();
    for text in ["users.administer", "users.delete"] {
        assert!(may(&me, text, &target(9, &none, false)));
        assert!(!may(&me, text, &target(9, &none, true)), "{text}");
        let refused = decide_person(&me, key(text), &target(9, &none, true));
        assert_eq!(refused.missing.expect("a reason").key(), key("users.cannot_administer_admins"));
    }
    let freed = person(&spared).team(&[("users.administer", "any")]).done();
    assert!(may(&freed, "users.administer", &target(9, &none, true)));
    assert!(!may(&freed, "users.delete", &target(9, &none, true)));
    let reader = person(&[("users.read", "any"), ("users.cannot_administer_admins", "yes")]).done();
    assert!(may(&reader, "users.read", &target(9, &none, true)), "it limits administering and deleting only");
}

#[test]
fn who_administers_the_organization_is_known_by_their_grants() {
    let admin = person_with(access::Grants::everything()).done();
    assert!(Target::of(&admin).administers);
    assert!(!Target::of(&person(&[]).done()).administers);
}

const KEYS: [&str; 5] = [
    "users.administer",
    "users.read",
    "users.delete",
    "users.notify.insurance_expiring",
    "users.cannot_administer_admins",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1200, ..ProptestConfig::default() })]

    #[test]
    fn scope_and_decision_agree_about_people(
        organization in organization(1, KEYS.to_vec()),
        text in select(&KEYS[..4]),
        id in 1i64..4,
        ids in subsequence(vec![1i64, 2, 3, 4], 0..=4),
        all in prop::bool::weighted(0.15),
        administers: bool,
    ) {
        let (actor, buildings) = (organization.person(), if all { Buildings::all() } else { Buildings::of(ids.clone()) });
        let target = target(id, &buildings, administers);
        let expected = plainly(&organization, text, &target, &ids);
        prop_assert_eq!(may(&actor, text, &target), expected);
        prop_assert_eq!(PersonScope::of(&actor, key(text)).contains(&target), expected);
    }
}

/// The rule in plain loops.
fn plainly(organization: &crate::organization::Organization, text: &str, target: &Target<'_>, ids: &[i64]) -> bool {
    let mine = |id: &i64| organization.buildings.as_ref().is_none_or(|ids| ids.contains(id));
    let looks = text != "users.administer" && text != "users.delete";
    let in_reach = match (target.buildings.is_all(), looks) {
        (true, true) => organization.buildings.as_ref().is_none_or(|ids| !ids.is_empty()),
        (true, false) => organization.buildings.is_none(),
        (false, true) => ids.iter().any(mine),
        (false, false) => !ids.is_empty() && ids.iter().all(mine),
    };
    let knows_own = text == "users.notify.insurance_expiring";
    let own = target.id == organization.person;
    organization.sources.iter().enumerate().any(|(at, source)| {
        let value = |key: &str, default: &str| {
            let overridden = organization.overrides.iter().rfind(|(text, _, expired)| text == key && !expired);
            match overridden.map(|(_, value, _)| value) {
                Some(_) if at > 0 && default == "any" => "none".to_owned(),
                Some(value) => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
                None => match source.values.get(key) {
                    Some(value) => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
                    // notices are no right: an administrator gets the mail of their own
                    None if source.everything && knows_own => "own".to_owned(),
                    None if source.everything => default.to_owned(),
                    None => String::new(),
                },
            }
        };
        let spares = !looks && value("users.cannot_administer_admins", "false") == "true";
        let covers = match value(text, "any").as_str() {
            "any" => true,
            "buildings" => in_reach || (organization.buildings_cover_own && knows_own && own),
            "own" => own,
            _ => false,
        };
        covers && !(spares && target.administers)
    })
}
