//! Advice about user types: what can hardly be meant is named, and nothing else.

use access::{Grants, Shipped, Why, lacks_buildings, lint, shipped};

use crate::make::{MAINTENANCE, catalogue, grants, key, person};

/// The advice about these grants as `key why needs`.
fn advice(entries: &[(&str, &str)]) -> Vec<(String, Why, Vec<String>)> {
    let name = |key| catalogue().name(key).replace("work.maintenance.", "");
    let lines = lint(catalogue(), &grants(entries)).into_iter();
    lines.map(|advice| (name(advice.key), advice.why, advice.needs.into_iter().map(name).collect())).collect()
}

fn one(key: &str, why: Why, needs: &[&str]) -> Vec<(String, Why, Vec<String>)> {
    vec![(key.to_owned(), why, needs.iter().map(|need| (*need).to_owned()).collect())]
}

#[test]
fn who_is_given_work_or_follows_it_reads_it() {
    assert_eq!(advice(&[("can_be_assigned", "yes")]), one("can_be_assigned", Why::AssignedUnread, &["read"]));
    assert_eq!(advice(&[("can_be_assigned", "yes"), ("read", "own"), ("resolve", "own")]), []);
    assert_eq!(
        advice(&[("can_be_assigned", "yes"), ("read", "own")]),
        one("can_be_assigned", Why::DoesNothing, &["resolve"])
    );
    assert_eq!(advice(&[("follow", "follow")]), one("follow", Why::FollowsUnread, &["read"]));
    assert_eq!(advice(&[("follow", "follow"), ("read", "buildings")]), []);
    assert_eq!(advice(&[("follow", "none")]), []);
    assert_eq!(advice(&[("approve", "any")]), one("approve", Why::Unread, &["read"]));
    assert_eq!(advice(&[("notify.created", "own")]), one("notify.created", Why::Unread, &["read"]));
    assert_eq!(advice(&[("create", "any")]), []);
}

#[test]
fn what_goes_with_a_permission_needs_one_of_those() {
    assert_eq!(advice(&[("bulk_approve", "yes")]), one("bulk_approve", Why::BulkWithoutSingle, &["approve"]));
    assert_eq!(advice(&[("bulk_approve", "yes"), ("approve", "any"), ("read", "own")]), []);
    assert_eq!(advice(&[("requires_approval", "yes")]), one("requires_approval", Why::RestrictsNothing, &["create"]));
    assert_eq!(advice(&[("allowed_types", "[4]")]), one("allowed_types", Why::LimitsNothing, &["create", "assign"]));
    assert_eq!(advice(&[("allowed_types", "[4]"), ("assign", "any"), ("read", "any")]), []);
    let spared = advice(&[("users.cannot_administer_admins", "yes")]);
    assert_eq!(
        spared,
        one("users.cannot_administer_admins", Why::RestrictsNothing, &["users.administer", "users.delete"])
    );
    assert_eq!(
        advice(&[("users.view_labor_rate", "yes")]),
        one("users.view_labor_rate", Why::DoesNothing, &["users.read"])
    );
}

#[test]
fn another_modules_permission_does_not_help() {
    let technology = catalogue().parse("work.technology.read").expect("it exists");
    let mut read_elsewhere = grants(&[("can_be_assigned", "yes"), ("resolve", "any")]);
    read_elsewhere.set(technology, access::Value::Level(access::Level::ANY));
    let advice = lint(catalogue(), &read_elsewhere);
    assert_eq!(advice.iter().map(|advice| advice.key).collect::<Vec<_>>(), [key("can_be_assigned"), key("resolve")]);
    assert_eq!(advice[0].needs, [key("read")]);
}

#[test]
fn what_needs_a_permission_that_does_not_act_yet_is_left_alone() {
    assert_eq!(advice(&[("user_type.requires_liability_insurance", "yes")]), []);
}

#[test]
fn what_ships_needs_no_advice() {
    for shipped in shipped() {
        assert_eq!(lint(catalogue(), &Shipped::grants(shipped, [MAINTENANCE])), [], "{}", shipped.word);
    }
    assert_eq!(lint(catalogue(), &Grants::everything()), []);
}

#[test]
fn who_works_in_buildings_has_some() {
    let lacking = |person| lacks_buildings(catalogue(), &person);
    let level = [("read", "buildings")];
    assert_eq!(lacking(person(&level).done()), Some(key("read")));
    assert_eq!(lacking(person(&level).at(&[1]).done()), None);
    assert_eq!(lacking(person(&level).everywhere().done()), None);
    assert_eq!(lacking(person(&[("read", "any")]).done()), None);
    assert_eq!(lacking(person(&[("read", "own")]).done()), None);
    // a team's wider level needs no building
    assert_eq!(lacking(person(&level).team(&[("read", "any")]).done()), None);
    assert_eq!(lacking(person(&[]).team(&level).done()), Some(key("read")));
}
