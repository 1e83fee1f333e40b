//! Values and grants in and out of JSON; bad input is answered with what would be good.

use std::collections::HashSet;

use access::{Catalogue, Grants, Kind, Level, Permission, Value, permissions};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use crate::make::{MAINTENANCE, catalogue, key};

fn permission(text: &str) -> &'static Permission {
    permissions().iter().find(|p| p.key == text).expect("it is in the table")
}

fn object(json: Json) -> Map<String, Json> {
    json.as_object().expect("an object").clone()
}

#[test]
fn each_kind_reads_its_form_and_writes_it_back() {
    for (text, json) in [
        ("work.{module}.read", json!("buildings")),
        ("work.{module}.notify.created", json!("own")),
        ("users.notify.created", json!("own")),
        ("organization.administer", json!(true)),
        ("work.{module}.requires_approval", json!(false)),
        ("work.{module}.costs", json!("enter_when_resolving")),
        ("user_type.home_page", json!("work-requests")),
        ("user_type.home_page", json!(null)),
        ("work.{module}.allowed_types", json!([1, 5])),
        ("planned_maintenance.instruction_sets", json!(["create", "retire"])),
        ("schedule.minimum_notice", json!(14)),
        ("schedule.minimum_notice", json!(null)),
        ("schedule.allowed_from", json!("2026-09-01")),
        ("schedule.allowed_from", json!(null)),
        ("schedule.rate_type", json!(3)),
        ("schedule.rate_type", json!(null)),
    ] {
        let value = Value::parse(permission(text), &json).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(value.to_json(permission(text)), json, "{text}");
    }
}

#[test]
fn of_each_kind_there_is_what_holds_where_nothing_is_said_and_what_administrators_hold() {
    let tried = [
        ("work.{module}.read", Value::Level(Level::NONE), Value::Level(Level::ANY)),
        ("work.{module}.notify.created", Value::Level(Level::NONE), Value::Level(Level::OWN)),
        ("organization.administer", Value::Flag(false), Value::Flag(true)),
        ("work.{module}.can_be_assigned", Value::Flag(false), Value::Flag(false)),
        ("work.{module}.requires_approval", Value::Flag(false), Value::Flag(false)),
        ("work.{module}.costs", Value::Choice(0), Value::Choice(3)),
        ("user_type.home_page", Value::Word("".into()), Value::Word("".into())),
        ("planned_maintenance.instruction_sets", Value::Words(0), Value::Words(0b111)),
        ("work.{module}.allowed_types", Value::Ids([].into()), Value::Ids([].into())),
        ("schedule.minimum_notice", Value::Days(None), Value::Days(None)),
        ("schedule.allowed_from", Value::Date(None), Value::Date(None)),
        ("schedule.rate_type", Value::Rate(None), Value::Rate(None)),
    ];
    let kinds: HashSet<Kind> = tried.iter().map(|(text, ..)| permission(text).kind).collect();
    assert!(permissions().iter().all(|permission| kinds.contains(&permission.kind)), "each kind is tried");
    for (text, absent, widest) in tried {
        assert_eq!(Value::absent(permission(text)), absent, "{text}");
        assert_eq!(Value::widest(permission(text)), widest, "{text}");
    }
}

#[test]
fn what_does_not_fit_is_refused_in_words() {
    for (text, json, words) in [
        ("work.{module}.create", json!("own"), "must be one of none, buildings, any"),
        ("work.{module}.read", json!("own+buildings"), "must be one of none, own, buildings, any"),
        ("work.{module}.read", json!(true), "must be one of none, own, buildings, any"),
        ("organization.administer", json!("yes"), "must be true or false"),
        ("work.{module}.costs", json!("all"), "must be one of none, view, enter_when_resolving, enter_any_time"),
        ("user_type.home_page", json!("java script"), "must be a word of at most 100 letters, or null"),
        ("work.{module}.allowed_types", json!([0]), "must be an array of at most 10000 ids; an empty one means all"),
        ("work.{module}.allowed_types", json!(["1"]), "must be an array of at most 10000 ids; an empty one means all"),
        (
            "planned_maintenance.instruction_sets",
            json!(["x"]),
            "must be an array of words among create, update, retire",
        ),
        ("schedule.minimum_notice", json!(-1), "must be a whole number of days from 0 to 36500, or null"),
        ("schedule.allowed_from", json!("0000-01-01"), "must be a date written YYYY-MM-DD, or null"),
        ("schedule.allowed_from", json!("20260101"), "must be a date written YYYY-MM-DD, or null"),
        ("schedule.allowed_from", json!("2026-02-30"), "must be a date written YYYY-MM-DD, or null"),
        ("schedule.rate_type", json!(0), "must be the id of a rate type, or null"),
    ] {
        let error = Value::parse(permission(text), &json).expect_err(text);
        assert_eq!(error.to_string(), words, "{text}");
    }
    let many: Vec<i64> = (1..=10_001).collect();
    let list = permission("work.{module}.allowed_types");
    assert!(Value::parse(list, &json!(many)).is_err());
    assert_eq!(Value::parse(list, &json!(many[1..])), Ok(Value::Ids(many[1..].into())), "10000 are not too many");
}

#[test]
fn ids_and_words_are_kept_in_order_and_once() {
    let value = Value::parse(permission("work.{module}.allowed_types"), &json!([5, 1, 5])).expect("it fits");
    assert_eq!(value, Value::Ids([1, 5].into()));
    let set = permission("planned_maintenance.instruction_sets");
    let value = Value::parse(set, &json!(["retire", "create", "retire"])).expect("it fits");
    assert_eq!(value.to_json(set), json!(["create", "retire"]));
}

#[test]
fn a_wider_value_covers_a_narrower_one() {
    for (text, wide, narrow) in [
        ("work.{module}.read", json!("any"), json!("own")),
        ("organization.administer", json!(true), json!(false)),
        ("work.{module}.requires_approval", json!(false), json!(true)),
        ("work.{module}.follow", json!("follow_and_add_others"), json!("follow")),
        ("work.{module}.allowed_types", json!([]), json!([1])),
        ("work.{module}.allowed_types", json!([1, 2]), json!([1])),
        ("planned_maintenance.instruction_sets", json!(["create", "update"]), json!(["update"])),
        ("schedule.minimum_notice", json!(1), json!(7)),
        ("schedule.minimum_notice", json!(null), json!(7)),
        ("schedule.maximum_notice", json!(60), json!(30)),
        ("schedule.maximum_notice", json!(null), json!(30)),
        ("schedule.allowed_from", json!("2026-01-01"), json!("2026-02-01")),
        ("schedule.allowed_thru", json!("2026-02-01"), json!("2026-01-01")),
    ] {
        let permission = permission(text);
        let [wide, narrow] = [wide, narrow].map(|json| Value::parse(permission, &json).expect("it fits"));
        assert!(wide.covers(&narrow, permission) && wide.covers(&wide, permission), "{text}");
        assert!(!narrow.covers(&wide, permission), "{text}");
    }
    let rate = permission("schedule.rate_type");
    assert!(!Value::Rate(Some(1)).covers(&Value::Rate(Some(2)), rate), "rates have no order");
}

#[test]
fn a_patch_merges_null_takes_back_and_an_error_changes_nothing() {
    let catalogue = catalogue();
    let mut grants = Grants::parse(catalogue, &object(json!({"users.read": "any", "todo.view": true}))).expect("good");
    grants.merge(catalogue, &object(json!({"users.read": null, "buildings.read": "any"}))).expect("good");
    assert_eq!(grants.store(catalogue), object(json!({"buildings.read": "any", "todo.view": true})));
    let before = grants.clone();
    let patch = object(json!({"todo.view": false, "users.fly": true, "users.read": "own", "*": true}));
    let errors = grants.merge(catalogue, &patch).expect_err("three are wrong");
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "*: there is no such permission",
            "users.fly: there is no such permission",
            "users.read: must be one of none, buildings, any",
        ]
    );
    assert_eq!(grants, before);
}

#[test]
fn the_marker_of_administrators_is_stored_and_what_was_set_wins_over_it() {
    let catalogue = catalogue();
    let mut admin = Grants::everything();
    admin.merge(catalogue, &object(json!({"users.delete": "none"}))).expect("good");
    let stored = admin.store(catalogue);
    assert_eq!(stored, object(json!({"*": true, "users.delete": "none"})));
    assert_eq!(Grants::load(catalogue, &stored), admin);
    assert_eq!(admin.level(key("users.delete")), Level::NONE);
    admin.merge(catalogue, &object(json!({"users.delete": null}))).expect("good");
    assert_eq!(admin, Grants::everything());
    let later = Catalogue::new(&[(MAINTENANCE, "maintenance"), (access::Module(9), "grounds")]);
    assert_eq!(admin.expand(&later)["work.grounds.delete"], "any", "a module of tomorrow is theirs too");
}

#[test]
fn a_stored_key_that_is_no_longer_known_grants_nothing() {
    let stored = object(json!({"work.grounds.read": "any", "users.read": "sideways", "todo.view": true, "*": "yes"}));
    let grants = Grants::load(catalogue(), &stored);
    assert_eq!(grants, Grants::none().with(key("todo.view"), Value::Flag(true)));
}

proptest! {
    /// Whatever is sent is answered, and what is accepted is written back as it was meant.
    #[test]
    fn no_input_panics(text in "[a-z0-9+:-]{0,12}", number: i64, at in 0usize..248) {
        let permission = &permissions()[at];
        for json in [json!(text), json!(number), json!([number]), json!([text]), json!({}), json!(null), json!([[]])] {
            if let Ok(value) = Value::parse(permission, &json) {
                prop_assert_eq!(Value::parse(permission, &value.to_json(permission)), Ok(value));
            }
        }
    }
}
