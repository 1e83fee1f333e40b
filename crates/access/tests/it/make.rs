//! Short ways to make people and items.

use std::sync::{Arc, LazyLock};

use access::{Buildings, Catalogue, Facts, Grants, Key, Module, Override, Person, Profile, Source, Value, Via};
use jiff::civil::{Date, date};
use serde_json::{Map, Value as Json, json};

pub(crate) const MAINTENANCE: Module = Module(1);
pub(crate) const TECHNOLOGY: Module = Module(2);
pub(crate) const TODAY: Date = date(2026, 3, 3);

pub(crate) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> =
        LazyLock::new(|| Catalogue::new(&[(MAINTENANCE, "maintenance"), (TECHNOLOGY, "technology")]));
    &CATALOGUE
}

/// `read` for short means `work.maintenance.read`.
pub(crate) fn key(text: &str) -> Key {
    let catalogue = catalogue();
    catalogue
        .parse(&format!("work.maintenance.{text}"))
        .or_else(|| catalogue.parse(text))
        .unwrap_or_else(|| panic!("no key {text}"))
}

/// `yes`, `no`, `[1,2]` or a word.
pub(crate) fn json(word: &str) -> Json {
    match word {
        "yes" => json!(true),
        "no" => json!(false),
        list if list.starts_with('[') => serde_json::from_str(list).expect("a list"),
        word => json!(word),
    }
}

pub(crate) fn value(text: &str, word: &str) -> Value {
    Value::parse(key(text).permission(), &json(word)).expect("it fits")
}

pub(crate) fn grants(entries: &[(&str, &str)]) -> Grants {
    let catalogue = catalogue();
    let object: Map<String, Json> =
        entries.iter().map(|(text, word)| (catalogue.name(key(text)), json(word))).collect();
    Grants::parse(catalogue, &object).expect("they fit")
}

/// A person in the making; `id` 7 unless said otherwise.
pub(crate) struct Maker(Profile);

pub(crate) fn person(own_type: &[(&str, &str)]) -> Maker {
    person_with(grants(own_type))
}

pub(crate) fn person_with(grants: Grants) -> Maker {
    let via = Via::UserType { id: 1, name: "Own".to_owned() };
    Maker(Profile { id: 7, sources: vec![Source { via, grants: Arc::new(grants) }], ..Profile::default() })
}

impl Maker {
    pub(crate) fn id(mut self, id: i64) -> Maker {
        self.0.id = id;
        self
    }

    pub(crate) fn team(mut self, entries: &[(&str, &str)]) -> Maker {
        let via =
            Via::Team { id: 1, name: "Night shift".to_owned(), user_type_id: 2, user_type_name: "Crew".to_owned() };
        self.0.sources.push(Source { via, grants: Arc::new(grants(entries)) });
        self
    }

    pub(crate) fn overriding(self, text: &str, word: &str) -> Maker {
        self.overriding_until(text, word, None)
    }

    pub(crate) fn overriding_until(mut self, text: &str, word: &str, until: Option<Date>) -> Maker {
        self.0.overrides.push(Override { key: key(text), value: value(text, word), until });
        self
    }

    pub(crate) fn at(mut self, buildings: &[i64]) -> Maker {
        self.0.buildings = Buildings::of(buildings.iter().copied());
        self
    }

    pub(crate) fn everywhere(mut self) -> Maker {
        self.0.buildings = Buildings::all();
        self
    }

    pub(crate) fn guest_of(mut self, customer: i64) -> Maker {
        self.0.customer = Some(customer);
        self
    }

    pub(crate) fn buildings_cover_own(mut self) -> Maker {
        self.0.buildings_cover_own = true;
        self
    }

    pub(crate) fn done(self) -> Person {
        Person::new(self.0, TODAY)
    }
}

/// A maintenance request of somebody else, in these buildings.
pub(crate) fn request(buildings: &[i64]) -> Facts<'_> {
    Facts {
        module: Some(MAINTENANCE),
        creator: Some(1),
        requester: Some(1),
        buildings,
        type_id: Some(1),
        ..Facts::default()
    }
}

/// The same, created by person 7.
pub(crate) fn own_request(buildings: &[i64]) -> Facts<'_> {
    Facts { creator: Some(7), ..request(buildings) }
}

pub(crate) fn may(person: &Person, text: &str, item: &Facts<'_>) -> bool {
    access::decide(person, key(text), item).allowed
}
