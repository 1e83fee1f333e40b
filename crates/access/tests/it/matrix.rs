//! The whole policy as a text: shipped user type × key × relation. A change to it is read as a diff.

use std::{env, fmt::Write, fs, path::Path};

use access::{Catalogue, Facts, Kind, Person, Value, decide, shipped};

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
         building, on a foreign item elsewhere. A restriction shows ✔ where the user type is free of it,\n\
         a choice the place of its word.\n\n",
    );
    let people: Vec<Person> =
        shipped().iter().map(|shipped| person_with(shipped.grants([MAINTENANCE])).at(&[1]).done()).collect();
    for (at, shipped) in (1..).zip(shipped()) {
        writeln!(text, "{at:2} {} ({})", shipped.name, shipped.word).expect("a string takes all");
    }
    let heads: String = (1..=people.len()).map(|at| format!(" {at:3}")).collect();
    writeln!(text, "\n{:54}{heads}", "").expect("a string takes all");
    let decided =
        catalogue.iter().filter(|(_, p)| p.kind != Kind::List && !(p.kind == Kind::Choice && p.values.is_empty()));
    for (key, _) in decided {
        let cells: String = people.iter().map(|person| format!(" {}", cell(person, key))).collect();
        writeln!(text, "{:54}{cells}", catalogue.name(key)).expect("a string takes all");
    }
    text
}

fn cell(person: &Person, key: access::Key) -> String {
    if let Value::Choice(place) = person.own_value(key) {
        return format!("{place:3}");
    }
    let item = Facts { module: key.module(), creator: Some(1), type_id: Some(1), ..Facts::default() };
    let own = Facts { creator: Some(person.id()), buildings: &[2], ..item };
    let items = [own, Facts { buildings: &[1], ..item }, Facts { buildings: &[2], ..item }];
    items.iter().map(|item| if decide(person, key, item).allowed { '✔' } else { '✘' }).collect()
}
