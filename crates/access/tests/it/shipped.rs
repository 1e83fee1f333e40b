//! The built-in user types are the specification's.

use std::collections::BTreeSet;

use access::{Grants, Level, Shipped, Value, permissions, shipped};

use crate::{
    make::{MAINTENANCE, TECHNOLOGY, catalogue, json, key},
    spec,
};

#[test]
fn nineteen_user_types_ship_and_their_names_differ() {
    let words: Vec<&str> = shipped().iter().map(|shipped| shipped.word).collect();
    assert_eq!(words.len(), 19);
    assert_eq!(shipped().iter().map(|s| s.name).collect::<BTreeSet<_>>().len(), 19);
    assert_eq!(words[0], "facilitron.order_originator");
    assert_eq!(Shipped::find("connexus.technician").expect("it ships").name, "Technician (Connexus)");
    assert!(Shipped::find("connexus").is_none());
    let silent: Vec<&str> = shipped().iter().filter(|s| !s.signs_in).map(|s| s.word).collect();
    assert_eq!(silent, ["facilitron.worker"]);
}

#[test]
fn four_of_them_hold_everything() {
    let everything = shipped().iter().filter(|s| s.grants([MAINTENANCE]).is_everything()).map(|s| s.word);
    let expected =
        ["facilitron.system_administrator", "organilog.administrator", "connexus.administrator", "fmx.administrator"];
    assert_eq!(everything.collect::<Vec<_>>(), expected);
}

#[test]
fn grants_cover_the_modules_asked_for() {
    let processor = Shipped::find("facilitron.system_processor").expect("it ships");
    let one = processor.grants([MAINTENANCE]);
    assert_eq!(one.level(key("read")), Level::ANY);
    assert_eq!(one.level(key("work.technology.read")), Level::NONE);
    assert_eq!(processor.grants([MAINTENANCE, TECHNOLOGY]).level(key("work.technology.read")), Level::ANY);
    assert!(processor.grants([]).get(key("users.read")) == Value::Level(Level::ANY));
}

#[test]
fn every_grant_is_that_of_the_specification() {
    let technician = Shipped::find("facilitron.maintenance_technician").expect("it ships").grants([MAINTENANCE]);
    assert_eq!(technician.level(key("resolve")), Level::OWN);
    assert_eq!(technician.get(key("costs")), Value::Choice(3));

    let Some(table) = spec::table("roles.tsv") else { return };
    let columns: Vec<(&str, Grants)> =
        table[0][1..].iter().map(|name| (name.as_str(), word_of(name).grants([MAINTENANCE]))).collect();
    assert_eq!(columns.len(), 16);
    let mut compared = 0;
    for row in &table[1..] {
        // it ships with its grants once it acts
        if permissions().iter().any(|permission| permission.key == row[0] && !permission.acts) {
            continue;
        }
        let text = row[0].replace("{module}", "maintenance");
        for (at, (name, grants)) in columns.iter().enumerate() {
            let permission = key(&text).permission();
            let expected = match row.get(at + 1).map_or("", String::as_str) {
                "" => Value::absent(permission),
                word => Value::parse(permission, &json(word)).expect("it fits"),
            };
            assert_eq!(grants.get(key(&text)), expected, "{name}: {text}");
            compared += 1;
        }
    }
    assert_eq!(compared, 16 * permissions().iter().filter(|p| p.acts).count(), "each key that acts, for each of them");
}

/// The column's user type: by its name, with or without the source in it.
fn word_of(column: &str) -> &'static Shipped {
    let word = column.to_lowercase().replace(' ', "_");
    let sourced = word.replacen('_', ".", 1);
    let found = Shipped::find(&format!("facilitron.{word}")).or_else(|| Shipped::find(&sourced));
    found.unwrap_or_else(|| panic!("no user type for {column}"))
}

#[test]
fn grants_survive_being_stored_and_sent() {
    for shipped in shipped() {
        let grants = shipped.grants([MAINTENANCE, TECHNOLOGY]);
        assert_eq!(Grants::load(catalogue(), &grants.store(catalogue())), grants, "{}", shipped.word);
        let sent = Grants::parse(catalogue(), &grants.expand(catalogue())).expect("what is shown can be sent back");
        assert_eq!(sent.expand(catalogue()), grants.expand(catalogue()), "{}", shipped.word);
    }
}
