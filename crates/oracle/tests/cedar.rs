//! The rules of behaviour.md once more, as policies of Cedar: for random organizations it decides as `access::decide` does.
//!
//! A source of grants is a principal of its own, since two sources never combine: somebody may what one of their sources may.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(dead_code, reason = "the files of the engine's own tests hold more than is asked here")]

#[path = "../../access/tests/it/make.rs"]
mod make;
#[path = "../../access/tests/it/organization.rs"]
mod organization;
#[path = "../../access/tests/it/reference.rs"]
mod reference;

use access::decide;
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression as Value,
};
use make::key;
use organization::{Item, Organization, item, organization};
use proptest::{
    collection::vec,
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use std::collections::{HashMap, HashSet};

/// Organizations for each key, and items around each.
const ORGANIZATIONS: usize = 48;
const ITEMS: usize = 40;

/// The policies of one key: what permits, and the restriction that forbids.
fn policies(text: &str) -> PolicySet {
    let switch = reference::SWITCHES.iter().find(|rule| rule.0 == text);
    let home = switch.map_or(text, |rule| rule.1);
    if reference::ALONE.contains(&home) {
        return alone(text, home, switch.is_some_and(|rule| rule.2));
    }
    let (_, looks, knows_own, list) = *reference::LEVELS.iter().find(|rule| rule.0 == home).unwrap();
    let near = if looks {
        "principal.everywhere && !resource.buildings.isEmpty() || resource in principal.buildings"
    } else {
        "!resource.buildings.isEmpty() && (principal.everywhere || principal.buildings.containsAll(resource.buildings))"
    };
    let own = "resource.people.contains(principal.person)
            || (principal has customer && resource has customer && principal.customer == resource.customer)";
    let covers_own = if knows_own { format!("principal.coversOwn && ({own})") } else { "false".to_owned() };
    let module = if home.starts_with("work.maintenance.") {
        "resource has module && resource.module == \"maintenance\""
    } else {
        "true"
    };
    let types = match list {
        Some(_) => "principal.types.isEmpty() || (resource has kind && principal.types.contains(resource.kind))",
        None => "true",
    };
    let (held, forbid) = match switch {
        Some((_, _, false)) => (format!("principal.switches.contains(\"{text}\")"), String::new()),
        Some((_, _, true)) => {
            let forbid =
                format!("forbid (principal, action, resource) when {{ principal.switches.contains(\"{text}\") }};");
            ("true".to_owned(), forbid)
        }
        None => ("true".to_owned(), String::new()),
    };
    let permit = format!(
        "permit (principal, action == Action::\"{text}\", resource) when {{
            ({held}) && ({module}) && ({types}) && (
                principal.level == \"any\"
                || (principal.level == \"own\" && ({own}))
                || (principal.level == \"buildings\" && (({near}) || ({covers_own})))
            )
        }};"
    );
    format!("{permit}\n{forbid}").parse().unwrap_or_else(|error| panic!("{text}: {error}\n{permit}"))
}

/// What goes with no level: held, it is held everywhere.
fn alone(text: &str, home: &str, restricts: bool) -> PolicySet {
    let (when, unless) = if restricts { (home, text) } else { (text, "") };
    let both = format!("principal.switches.contains(\"{when}\") && principal.switches.contains(\"{home}\")");
    let permit = format!("permit (principal, action == Action::\"{text}\", resource) when {{ {both} }};");
    let forbid = format!("forbid (principal, action, resource) when {{ principal.switches.contains(\"{unless}\") }};");
    format!("{permit}\n{forbid}").parse().unwrap()
}

fn uid(kind: &str, id: impl ToString) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.parse::<EntityTypeName>().unwrap(), id.to_string().parse().unwrap())
}

fn reference_to(kind: &str, id: impl ToString) -> Value {
    Value::new_entity_uid(uid(kind, id))
}

fn entity(uid: EntityUid, attributes: Vec<(&str, Value)>, parents: HashSet<EntityUid>) -> Entity {
    let attributes: HashMap<String, Value> =
        attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Entity::new(uid, attributes, parents).unwrap()
}

/// One source of somebody's grants, after their overrides.
fn source(of: &Organization, at: usize, text: &'static str) -> Entity {
    let switch = reference::SWITCHES.iter().find(|rule| rule.0 == text);
    let home = switch.map_or(text, |rule| rule.1);
    let list = reference::LEVELS.iter().find(|rule| rule.0 == home).and_then(|rule| rule.3);
    let said = |key: &str| reference::value(of, at, key);
    let switches =
        [text, home].into_iter().filter(|key| said(key) == true).map(|key| Value::new_string(key.to_owned()));
    let types = list.map(said).and_then(|ids| ids.as_array().cloned()).unwrap_or_default();
    let mut attributes = vec![
        ("person", reference_to("Person", of.person)),
        ("level", Value::new_string(said(home).as_str().unwrap_or("none").to_owned())),
        ("switches", Value::new_set(switches)),
        ("types", Value::new_set(types.iter().filter_map(|id| id.as_i64()).map(Value::new_long))),
        ("everywhere", Value::new_bool(of.buildings.is_none())),
        ("buildings", Value::new_set(of.buildings.iter().flatten().map(|id| reference_to("Building", id)))),
        ("coversOwn", Value::new_bool(of.buildings_cover_own)),
    ];
    attributes.extend(of.customer.map(|id| ("customer", reference_to("Customer", id))));
    entity(uid("Source", at), attributes, HashSet::new())
}

/// An item is in its buildings, as Cedar understands it.
fn resource(at: usize, item: &Item) -> Entity {
    let people = item.creator.iter().chain(&item.requester).chain(&item.assignees);
    let mut attributes = vec![
        ("people", Value::new_set(people.map(|id| reference_to("Person", id)))),
        ("buildings", Value::new_set(item.buildings.iter().map(|id| reference_to("Building", id)))),
    ];
    attributes.extend(item.customer.map(|id| ("customer", reference_to("Customer", id))));
    attributes.extend(item.type_id.map(|id| ("kind", Value::new_long(id))));
    let modules = [(1, "maintenance"), (2, "technology")];
    let module = modules.iter().find(|(id, _)| item.module == Some(*id));
    attributes.extend(module.map(|(_, name)| ("module", Value::new_string((*name).to_owned()))));
    entity(uid("Item", at), attributes, item.buildings.iter().map(|id| uid("Building", id)).collect())
}

#[test]
fn cedar_decides_as_the_engine_does() {
    let mut runner = TestRunner::deterministic();
    let authorizer = Authorizer::new();
    let (mut decisions, mut allowed) = (0, 0);
    for text in reference::keys() {
        let (policies, action) = (policies(text), uid("Action", text));
        let organizations = organization(1, reference::companions(text));
        let items = vec(item(3), ITEMS);
        for _ in 0..ORGANIZATIONS {
            let organization = organizations.new_tree(&mut runner).unwrap().current();
            let items = items.new_tree(&mut runner).unwrap().current();
            let sources = (0..organization.sources.len()).map(|at| source(&organization, at, text));
            let buildings = (1..=4).map(|id| entity(uid("Building", id), vec![], HashSet::new()));
            let resources = items.iter().enumerate().map(|(at, item)| resource(at, item));
            let entities = Entities::from_entities(sources.chain(buildings).chain(resources), None).unwrap();
            let person = organization.person();
            for (at, item) in items.iter().enumerate() {
                let may = |source: usize| {
                    let (principal, resource) = (uid("Source", source), uid("Item", at));
                    let request = Request::new(principal, action.clone(), resource, Context::empty(), None).unwrap();
                    let answer = authorizer.is_authorized(&request, &policies, &entities);
                    let errors: Vec<String> = answer.diagnostics().errors().map(ToString::to_string).collect();
                    assert!(errors.is_empty(), "{text}: {errors:?}");
                    answer.decision() == Decision::Allow
                };
                let cedar = (0..organization.sources.len()).any(may);
                let ours = decide(&person, key(text), &item.facts()).allowed;
                assert_eq!(ours, cedar, "{text}: {organization:?} {item:?}");
                decisions += 1;
                allowed += usize::from(ours);
            }
        }
    }
    assert!(decisions >= 100_000, "only {decisions} decisions");
    assert!((decisions / 5..decisions * 4 / 5).contains(&allowed), "{allowed} of {decisions} allowed: too much alike");
}
