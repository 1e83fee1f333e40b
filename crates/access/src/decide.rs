//! The answer for one item.

use crate::{
    item::Facts,
    judge::{self, Held},
    key::Key,
    person::Person,
    relation::Level,
};

/// Whether a person may, through which source, or what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    pub key: Key,
    pub allowed: bool,
    /// The first source that covers the item (index into [`Person::sources`]).
    pub source: Option<usize>,
    /// The relations by which that source covers it.
    pub relations: Level,
    /// What the source that came closest lacks.
    pub missing: Option<Missing>,
}

/// What keeps a source from covering an item, from far to near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// An ability that is off, or a restriction that is on.
    Switch(Key),
    /// The level grants none of the relations in which the item stands to the person.
    Relation { key: Key, granted: Level, needed: Level },
    /// The item's type is not in this list.
    Type(Key),
    /// Who can administer the organization is out of reach, by this restriction.
    Administrator(Key),
}

impl Missing {
    /// The key to name in a refusal.
    pub fn key(&self) -> Key {
        match *self {
            Missing::Switch(key) | Missing::Type(key) | Missing::Administrator(key) => key,
            Missing::Relation { key, .. } => key,
        }
    }

    fn nearness(&self) -> u8 {
        match self {
            Missing::Relation { granted: Level::NONE, .. } => 0,
            Missing::Switch(_) => 1,
            Missing::Relation { .. } => 2,
            Missing::Administrator(_) => 3,
            Missing::Type(_) => 4,
        }
    }
}

/// Whether the person may do what `key` grants to this item.
///
/// Levels cover by relation. An ability is judged with the level that it goes with, in the same source; a restriction
/// counts as *free of it*. Does not ask whether the item can be read: see [`allows`].
pub fn decide(person: &Person, key: Key, item: &Facts<'_>) -> Decision {
    decide_with(person, key, &[], item)
}

/// The same for an action that also needs abilities (`update` with `edit_on_hold`): one source must give all of it.
pub fn decide_with(person: &Person, key: Key, with: &[Key], item: &Facts<'_>) -> Decision {
    let held = Held::of(person, item);
    let verdicts = person.effective().iter().map(|grants| {
        judge::clauses(person, grants, key, with).and_then(|clauses| first(clauses.map(|c| c.judge(held, item))))
    });
    conclude(key, verdicts)
}

/// The first clause of a source that covers, or what the nearest one lacks.
pub(crate) fn first(verdicts: impl Iterator<Item = Result<Level, Missing>>) -> Result<Level, Missing> {
    let mut nearest: Option<Missing> = None;
    for verdict in verdicts {
        match verdict {
            Ok(met) => return Ok(met),
            Err(missing) if nearest.is_none_or(|other| other.nearness() < missing.nearness()) => {
                nearest = Some(missing);
            }
            Err(_) => {}
        }
    }
    Err(nearest.expect("a key has at least one home"))
}

/// The first source that covers, or what the nearest one lacks.
pub(crate) fn conclude(key: Key, verdicts: impl Iterator<Item = Result<Level, Missing>>) -> Decision {
    let mut nearest = Missing::Switch(key);
    let mut seen = false;
    for (at, verdict) in verdicts.enumerate() {
        match verdict {
            Ok(relations) => return Decision { key, allowed: true, source: Some(at), relations, missing: None },
            Err(missing) if !seen || nearest.nearness() < missing.nearness() => (nearest, seen) = (missing, true),
            Err(_) => {}
        }
    }
    Decision { key, allowed: false, source: None, relations: Level::NONE, missing: Some(nearest) }
}

/// An action behind the gate of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It does not exist for this person.
    Hidden,
    /// It can be read, but not this.
    Refused(Decision),
    Allowed,
}

/// Read gates everything (behaviour.md, rule 6): what cannot be read is hidden, whatever else is granted.
pub fn allows(person: &Person, read: Key, key: Key, item: &Facts<'_>) -> Access {
    if !decide(person, read, item).allowed {
        return Access::Hidden;
    }
    match decide(person, key, item) {
        Decision { allowed: true, .. } => Access::Allowed,
        refused => Access::Refused(refused),
    }
}
