//! Decision, scope and the plain reference give the same answer for random organizations.

use access::{Catalogue, Footing, Kind, Scope, decide};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    make::{MAINTENANCE, key},
    organization::{Item, Organization, item, organization},
    reference,
};

fn case() -> impl Strategy<Value = (&'static str, Organization, Vec<Item>)> {
    select(reference::keys())
        .prop_flat_map(|text| (Just(text), organization(1, reference::companions(text)), vec(item(3), 12)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2500, ..ProptestConfig::default() })]

    #[test]
    fn decision_scope_and_reference_agree((text, organization, items) in case()) {
        let (person, key) = (organization.person(), key(text));
        let scope = Scope::of(&person, key);
        for item in &items {
            let expected = reference::may(&organization, text, item);
            let decision = decide(&person, key, &item.facts());
            prop_assert_eq!(decision.allowed, expected, "{}: {:?}", text, item);
            prop_assert_eq!(scope.contains(&item.facts()), expected, "{:?}: {:?}", &scope, item);
            prop_assert_eq!(decision.missing.is_none(), expected);
            prop_assert_eq!(decision.source.is_some(), expected);
            prop_assert_eq!(decision.relations.is_none(), !expected);
        }
        let footings = items.iter().map(|item| (Footing::of(&person, &item.facts()), decide(&person, key, &item.facts())));
        let footings: Vec<_> = footings.collect();
        for (one, decided) in &footings {
            let alike = footings.iter().filter(|(other, _)| other == one);
            prop_assert!(alike.clone().all(|(_, other)| other == decided), "{}: {:?}", text, one);
        }
        prop_assert!(!scope.is_any() || scope.clauses.len() == 1, "what covers all stands alone: {:?}", scope);
    }
}

/// The cases are only worth something if they reach every answer by every way.
#[test]
fn random_cases_are_allowed_and_refused_often_enough() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut allowed = 0;
    for _ in 0..500 {
        let (text, organization, items) = case().new_tree(&mut runner).expect("it generates").current();
        allowed += items.iter().filter(|item| reference::may(&organization, text, item)).count();
    }
    assert!((1000..5000).contains(&allowed), "{allowed} of 6000");
}

/// Whatever acts on items is among the keys that are tried, and said there as the catalogue says it.
#[test]
fn the_reference_knows_every_key_that_acts_on_items() {
    // people are no items like others (people.rs), a choice or a list decides nothing by itself, and one waits for what it limits
    let apart = |key: &str| {
        key.starts_with("users.") || key.starts_with("contacts.") || key == "user_type.requires_liability_insurance"
    };
    let decides = [Kind::Level, Kind::Notice, Kind::Ability, Kind::Restriction];
    let one_module = Catalogue::new(&[(MAINTENANCE, "maintenance")]);
    let known = reference::keys();
    let acting = one_module.iter().filter(|(_, p)| decides.contains(&p.kind)).map(|(key, _)| one_module.name(key));
    let missing: Vec<String> = acting.filter(|key| !apart(key) && !known.contains(&key.as_str())).collect();
    assert!(missing.is_empty(), "add these to reference.rs: {missing:?}");
}
