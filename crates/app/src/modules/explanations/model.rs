//! An explanation with what its asker may know of it.
use crate::modules::work::{
    actions::{conditions, read::Seen},
    model::State,
};
use access::{Because, Explanation, Key, Level, Through, Value};
use std::collections::HashMap;

/// The answer to "why?" about one person, one permission and one item.
pub struct Explained {
    pub(crate) user_id: i64,
    pub(crate) name: String,
    /// Whether the asker may know of individual overrides.
    pub(crate) sees_overrides: bool,
    pub(crate) key: Key,
    pub(crate) about: About,
    pub(crate) explanation: Explanation,
    pub(crate) unmet: Vec<Unmet>,
    pub(crate) names: Names,
}

/// What was asked about.
pub(crate) enum About {
    WorkRequest(Box<Seen>),
    Building {
        id: i64,
        name: String,
    },
    Person {
        id: i64,
        name: String,
    },
    /// The permission as such.
    Nothing,
}

/// What keeps somebody from doing it, permissions aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unmet {
    /// The person is not active.
    Inactive,
    Request(conditions::Unmet),
    /// It is somebody who holds more.
    HoldsMore,
}

/// What the asker may know of buildings, and of how somebody comes to each.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) buildings: HashMap<i64, String>,
    pub(crate) ways: HashMap<i64, Vec<Through>>,
}

impl Explained {
    /// Whether it can be done, all in all.
    pub(crate) fn is_allowed(&self) -> bool {
        self.explanation.allowed && self.unmet.is_empty()
    }

    /// The organization's setting, where it has a say: a level that knows one's own and covers buildings.
    pub(crate) fn buildings_cover_own(&self) -> Option<bool> {
        let knows_own = |because: &Because| because.key.permission().values.contains(&Level::OWN.as_str());
        let covers = |value: &Value| matches!(value, Value::Level(level) if level.covers(Level::BUILDINGS) && *level != Level::ANY);
        let reading = self.explanation.reading.iter().flat_map(|reading| &reading.because);
        let mut all = self.explanation.because.iter().chain(reading);
        let has_say = all.any(|because| knows_own(because) && covers(&because.value));
        has_say.then_some(self.explanation.buildings_cover_own)
    }

    /// The state in which the request would have to be, where it is in another.
    pub(crate) fn wrong_state(&self) -> Option<(State, &[State])> {
        let About::WorkRequest(seen) = &self.about else { return None };
        self.unmet.iter().find_map(|unmet| match unmet {
            Unmet::Request(conditions::Unmet::State(states)) => Some((seen.request.state, states.as_slice())),
            _ => None,
        })
    }
}
