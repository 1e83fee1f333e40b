//! The whole policy as a text: shipped user type × key × relation. A change to it is read as a diff.

use std::{env, fmt::Write, fs, path::Path};

use access::{Buildings, Catalogue, Facts, Person, Target, Value, decide, decide_person, shipped};

use crate::make::{MAINTENANCE, person_with};

#[test]
fn the_shipped_user_types_may_what_the_matrix_says() {
    compare("tests/it/matrix.txt", &matrix());
}

/// Compares a committed text with what it must be now; with `UPDATE_DOCS=1` writes it instead.
pub(crate) fn compare(path: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, now).expect("the folder can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let line = committed.lines().zip(now.lines()).position(|(a, b)| a != b);
    assert!(committed == now, "{} differs from line {line:?}: UPDATE_DOCS=1 cargo test -p access", path.display());
}

fn matrix() -> String {
    let catalogue = Catalogue::new(&[(MAINTENANCE, "maintenance")]);
    let mut text = String::from(
        "For each key what each shipped user type may: on an own item elsewhere, on a foreign item in an accessible\n\
         building, on a foreign item elsewhere; about people: to oneself, to somebody in an accessible building, to\n\
         somebody elsewhere. A restriction shows ✔ where the user type is free of it, a choice the place of its word,\n\
         a list how many it allows.\n\n",
    );
    let people: Vec<Person> =
        shipped().iter().map(|shipped| person_with(shipped.grants([MAINTENANCE])).at(&[1]).done()).collect();
    for (at, shipped) in (1..).zip(shipped()) {
        writeln!(text, "{at:2} {} ({})", shipped.name, shipped.word).expect("a string takes all");
    }
    let heads: String = (1..=people.len()).map(|at| format!(" {at:3}")).collect();
    writeln!(text, "\n{:54}{heads}", "").expect("a string takes all");
    for (key, _) in catalogue.iter() {
        let cells: String = people.iter().map(|person| format!(" {}", cell(person, key))).collect();
        writeln!(text, "{:54}{cells}", catalogue.name(key)).expect("a string takes all");
    }
    text
}

fn cell(person: &Person, key: access::Key) -> String {
    match person.own_value(key) {
        Value::Choice(place) => return format!("{place:3}"),
        Value::Ids(ids) if ids.is_empty() => return "all".to_owned(),
        Value::Ids(ids) => return format!("{:3}", ids.len()),
        Value::Word(word) if word.is_empty() => return "  –".to_owned(),
        Value::Word(_) => return "set".to_owned(),
        _ => {}
    }
    let mark = |allowed: bool| if allowed { '✔' } else { '✘' };
    if is_about_people(key) {
        let (here, elsewhere) = (Buildings::of([1]), Buildings::of([2]));
        let target = |id, buildings| Target { id, buildings, administers: false };
        let people = [target(person.id(), &elsewhere), target(1, &here), target(1, &elsewhere)];
        return people.iter().map(|target| mark(decide_person(person, key, target).allowed)).collect();
    }
    let item = Facts { module: key.module(), creator: Some(1), type_id: Some(1), ..Facts::default() };
    let own = Facts { creator: Some(person.id()), buildings: &[2], ..item };
    let items = [own, Facts { buildings: &[1], ..item }, Facts { buildings: &[2], ..item }];
    items.iter().map(|item| mark(decide(person, key, item).allowed)).collect()
}

/// Levels over people, and what goes with them.
fn is_about_people(key: access::Key) -> bool {
    ["users.", "contacts."].iter().any(|group| key.permission().key.starts_with(group))
}
