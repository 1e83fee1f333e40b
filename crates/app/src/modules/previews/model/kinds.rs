//! People of one kind: whom a change touches alike. Thousands of people are a few dozen kinds, and each is compared once.
use access::{Buildings, Catalogue, Key, Kind, Person, Profile, Source, Value, Via, gains, keys::user_type};
use jiff::civil::Date;
use std::{collections::HashMap, sync::Arc};

use super::KeyChange;

/// What somebody holds on one side of a change. Who may not come in any more holds nothing.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub(crate) profile: Profile,
    pub(crate) active: bool,
}

impl Side {
    /// As of this day.
    pub(crate) fn person(&self, today: Date) -> Person {
        Person::new(self.held(), today)
    }

    fn held(&self) -> Profile {
        if self.active {
            return self.profile.clone();
        }
        let sources = self.profile.sources.iter().take(1);
        let sources = sources.map(|own| Source { via: own.via.clone(), grants: Arc::default() }).collect();
        Profile { sources, overrides: vec![], buildings: Buildings::none(), ..self.profile.clone() }
    }
}

/// What a change does to people of one kind.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    pub(crate) gains: Vec<KeyChange>,
    pub(crate) loses: Vec<KeyChange>,
}

impl Comparison {
    pub(crate) fn is_nothing(&self) -> bool {
        self.gains.is_empty() && self.loses.is_empty()
    }

    /// Whether this key is among what changes.
    pub(crate) fn is_about(&self, key: Key) -> bool {
        self.gains.iter().chain(&self.loses).any(|change| change.key == key)
    }
}

/// All that decides what changes for somebody. Which buildings they have does not: only whether any stay, go and come.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Mark {
    before: Half,
    after: Half,
    stay: bool,
    go: bool,
    come: bool,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Half {
    types: Vec<i64>,
    overrides: String,
    all: bool,
    active: bool,
}

impl Half {
    fn of(side: &Side) -> Half {
        let id = |source: &Source| match source.via {
            Via::UserType { id, .. } => id,
            Via::Team { user_type_id, .. } => user_type_id,
        };
        Half {
            types: side.profile.sources.iter().map(id).collect(),
            overrides: format!("{:?}", side.profile.overrides),
            all: side.profile.buildings.is_all(),
            active: side.active,
        }
    }
}

/// The kinds that were met so far.
pub(crate) struct Kinds<'a> {
    catalogue: &'a Catalogue,
    today: Date,
    known: HashMap<Mark, Arc<Comparison>>,
}

impl<'a> Kinds<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue, today: Date) -> Kinds<'a> {
        Kinds { catalogue, today, known: HashMap::new() }
    }

    /// What a change does to somebody, by what it does to their kind.
    pub(crate) fn compare(&mut self, before: &Side, after: &Side) -> Arc<Comparison> {
        let (old, new) = (&before.profile.buildings, &after.profile.buildings);
        let mark = Mark {
            before: Half::of(before),
            after: Half::of(after),
            stay: old.ids().iter().any(|id| new.contains(*id)),
            go: old.ids().iter().any(|id| !new.contains(*id)),
            come: new.ids().iter().any(|id| !old.contains(*id)),
        };
        if let Some(known) = self.known.get(&mark) {
            return known.clone();
        }
        // one building stands for all that stay, one for all that go, one for all that come
        let some = |there: bool, id: i64| there.then_some(id);
        let stand_in = |side: &Side, all: bool, ids: [Option<i64>; 2]| {
            let buildings = if all { Buildings::all() } else { Buildings::of(ids.into_iter().flatten()) };
            let profile = Profile { buildings, ..side.profile.clone() };
            Side { profile, active: side.active }.person(self.today)
        };
        let old = stand_in(before, mark.before.all, [some(mark.stay, 1), some(mark.go, 2)]);
        let new = stand_in(after, mark.after.all, [some(mark.stay, 1), some(mark.come, 3)]);
        let compared = Arc::new(compared(self.catalogue, &old, &new));
        self.known.insert(mark, compared.clone());
        compared
    }
}

fn compared(catalogue: &Catalogue, before: &Person, after: &Person) -> Comparison {
    let change = |key: Key| KeyChange { key, from: before.value(key), to: after.value(key) };
    let gained = gains(catalogue, before, after);
    // what has no order is neither less nor more: another home page is told once
    let ordered = |key: &Key| !matches!(after.value(*key), Value::Word(_)) && key.permission().kind != Kind::Rate;
    let mut lost = gains(catalogue, after, before);
    lost.retain(|key| ordered(key) || !gained.contains(key));
    let told = [gained, lost];
    let [mut gains, mut loses] = told.map(|keys| keys.into_iter().map(change).collect::<Vec<KeyChange>>());
    // it limits nothing that there is by now, and asks something of its people all the same
    let insurance = user_type::REQUIRES_LIABILITY_INSURANCE;
    let (from, to) = (before.own_value(insurance), after.own_value(insurance));
    if from != to && !gains.iter().chain(&loses).any(|change| change.key == insurance) {
        let side = if to == Value::Flag(true) { &mut loses } else { &mut gains };
        side.push(KeyChange { key: insurance, from, to });
    }
    Comparison { gains, loses }
}
