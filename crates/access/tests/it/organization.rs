//! Random organizations: one person with several sources, overrides and buildings, and items around them.

use std::{collections::BTreeMap, sync::Arc};

use access::{Buildings, Facts, Grants, Kind, Module, Override, Person, Profile, Via};
use jiff::ToSpan;
use proptest::{collection::vec, option, prelude::*, sample::select, sample::subsequence};
use serde_json::{Map, Value as Json, json};

use crate::make::{TODAY, catalogue, key};

#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) everything: bool,
    pub(crate) values: BTreeMap<String, Json>,
}

#[derive(Debug, Clone)]
pub(crate) struct Organization {
    pub(crate) person: i64,
    pub(crate) sources: Vec<Source>,
    /// Key, value, whether it has expired.
    pub(crate) overrides: Vec<(String, Json, bool)>,
    /// Nothing: all buildings.
    pub(crate) buildings: Option<Vec<i64>>,
    pub(crate) customer: Option<i64>,
    pub(crate) buildings_cover_own: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) module: Option<u16>,
    pub(crate) creator: Option<i64>,
    pub(crate) requester: Option<i64>,
    pub(crate) assignees: Vec<i64>,
    pub(crate) customer: Option<i64>,
    pub(crate) buildings: Vec<i64>,
    pub(crate) type_id: Option<i64>,
}

impl Item {
    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts {
            module: self.module.map(Module),
            creator: self.creator,
            requester: self.requester,
            assignees: &self.assignees,
            customer: self.customer,
            buildings: &self.buildings,
            type_id: self.type_id,
        }
    }
}

impl Organization {
    /// The same person as the engine sees them.
    pub(crate) fn person(&self) -> Person {
        let sources = self.sources.iter().enumerate().map(|(at, source)| access::Source {
            via: Via::UserType { id: at as i64, name: format!("Type {at}") },
            grants: Arc::new(source.grants()),
        });
        let overrides = self.overrides.iter().map(|(text, value, expired)| Override {
            key: key(text),
            value: access::Value::parse(key(text).permission(), value).expect("generated to fit"),
            until: Some(if *expired { TODAY - 1.day() } else { TODAY }),
        });
        let profile = Profile {
            id: self.person,
            sources: sources.collect(),
            overrides: overrides.collect(),
            buildings: self.buildings.as_ref().map_or_else(Buildings::all, |ids| Buildings::of(ids.iter().copied())),
            customer: self.customer,
            buildings_cover_own: self.buildings_cover_own,
        };
        Person::new(profile, TODAY)
    }
}

impl Source {
    pub(crate) fn grants(&self) -> Grants {
        let mut stored: Map<String, Json> = self.values.clone().into_iter().collect();
        if self.everything {
            stored.insert("*".to_owned(), json!(true));
        }
        Grants::load(catalogue(), &stored)
    }
}

/// A person who holds something of these keys.
pub(crate) fn organization(person: i64, keys: Vec<&'static str>) -> impl Strategy<Value = Organization> {
    let overrides = vec((assignment(keys.clone()), prop::bool::weighted(0.2)), 0..2);
    let overrides =
        overrides.prop_map(|all| all.into_iter().map(|((key, value), expired)| (key, value, expired)).collect());
    let buildings = prop_oneof![5 => subsequence(vec![1i64, 2, 3], 0..=3).prop_map(Some), 1 => Just(None)];
    (vec(source(keys), 1..4), overrides, buildings, option::weighted(0.2, 1i64..3), prop::bool::weighted(0.3)).prop_map(
        move |(sources, overrides, buildings, customer, buildings_cover_own)| Organization {
            person,
            sources,
            overrides,
            buildings,
            customer,
            buildings_cover_own,
        },
    )
}

fn source(keys: Vec<&'static str>) -> impl Strategy<Value = Source> {
    let values: Vec<_> = keys.iter().map(|key| option::weighted(0.7, assignment(vec![key]))).collect();
    (prop::bool::weighted(0.07), values)
        .prop_map(|(everything, values)| Source { everything, values: values.into_iter().flatten().collect() })
}

fn assignment(keys: Vec<&'static str>) -> impl Strategy<Value = (String, Json)> {
    select(keys).prop_flat_map(|text| value(text).prop_map(move |value| (text.to_owned(), value)))
}

fn value(text: &str) -> BoxedStrategy<Json> {
    let permission = key(text).permission();
    match permission.kind {
        Kind::Level | Kind::Notice | Kind::Choice => {
            select(permission.values.clone()).prop_map(|word| json!(word)).boxed()
        }
        Kind::List => subsequence(vec![1, 2, 3], 0..=3).prop_map(|ids| json!(ids)).boxed(),
        _ => any::<bool>().prop_map(|flag| json!(flag)).boxed(),
    }
}

/// Items around persons 1 to 3, buildings 1 to 4 and types 1 to 4.
pub(crate) fn item(most_buildings: usize) -> impl Strategy<Value = Item> {
    let someone = || option::weighted(0.7, 1i64..4);
    let module = prop_oneof![10 => Just(Some(1u16)), 1 => Just(Some(2)), 1 => Just(None)];
    let assignees = subsequence(vec![1i64, 2, 3], 0..=2);
    let buildings = subsequence(vec![1i64, 2, 3, 4], 0..=most_buildings);
    let rest = (option::weighted(0.3, 1i64..3), buildings, option::weighted(0.8, 1i64..5));
    (module, someone(), someone(), assignees, rest).prop_map(
        |(module, creator, requester, assignees, (customer, buildings, type_id))| Item {
            module,
            creator,
            requester,
            assignees,
            customer,
            buildings,
            type_id,
        },
    )
}
