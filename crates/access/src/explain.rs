//! Why a person may, or may not: the chain of sources, from the same clauses as the decision.

use jiff::civil::Date;

use crate::{
    buildings::Through,
    change::Change,
    decide::Missing,
    item::Facts,
    judge::{self, Granted, Held},
    key::Key,
    nearest::{smallest_change, smallest_change_as_such, smallest_change_behind, smallest_change_for_person},
    people::{SPARING, Target, judge_person},
    person::{Person, Via},
    relation::{Level, Relation},
    value::Value,
};

/// The answer to "why?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub allowed: bool,
    /// Why the item can be read or not, where the action needs that first and is another one.
    pub reading: Option<Box<Explanation>>,
    /// One entry for each source and each level through which it could cover the item.
    pub because: Vec<Because>,
    /// How the item stands to the person, whatever is granted.
    pub standing: Vec<Standing>,
    /// Whether the organization's setting makes `buildings` cover `own` elsewhere.
    pub buildings_cover_own: bool,
    /// The least that would have to be added to allow it; nothing where it is allowed, or where nothing would do.
    pub smallest_change: Option<Change>,
}

/// What one source contributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    pub via: Via,
    /// The key that decided in this source: a level, or the switch that is off.
    pub key: Key,
    /// Its value there.
    pub value: Value,
    /// An individual override put the value there.
    pub overridden: bool,
    /// The last day of that override, where it has one.
    pub until: Option<Date>,
    /// The narrowest relation by which the source covers the item.
    pub relation: Option<Relation>,
    pub holds: bool,
    pub missing: Option<Missing>,
}

/// One way in which an item concerns a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is the person themselves.
    Oneself,
    Creator,
    Requester,
    Assignee,
    /// It belongs to their customer.
    Customer,
    /// It is in a building that they can access: through these, or by the switch *all buildings* where there is none.
    Building {
        id: i64,
        through: Vec<Through>,
    },
    /// It is in a building that they cannot access.
    OutOfReach {
        id: i64,
    },
    /// It is in no building.
    Nowhere,
    /// It is somebody who can access all buildings.
    Everywhere,
}

/// Explains [`decide`](crate::decide()).
pub fn explain(person: &Person, key: Key, item: &Facts<'_>) -> Explanation {
    explain_with(person, key, &[], item)
}

/// Explains [`decide_with`](crate::decide_with).
pub fn explain_with(person: &Person, key: Key, with: &[Key], item: &Facts<'_>) -> Explanation {
    let held = Held::of(person, item);
    let because = chain(person, key, with, |clause| clause.judge(held, item));
    let change = || smallest_change(person, key, with, item);
    concluded(person, because, standing(person, item), change)
}

/// Explains an action behind the gate of reading (behaviour.md, rule 6), as [`allows`](crate::allows) decides it.
pub fn explain_behind(person: &Person, read: Key, key: Key, with: &[Key], item: &Facts<'_>) -> Explanation {
    let action = explain_with(person, key, with, item);
    if read == key {
        return action;
    }
    let reading = explain_with(person, read, &[], item);
    let allowed = action.allowed && reading.allowed;
    let smallest_change = if allowed { None } else { smallest_change_behind(person, read, key, with, item) };
    Explanation { allowed, reading: Some(Box::new(reading)), smallest_change, ..action }
}

/// Explains whether a person holds a permission at all, in whatever relation.
pub fn explain_as_such(person: &Person, key: Key) -> Explanation {
    let because = chain(person, key, &[], |clause| match clause.level {
        Level::NONE => Err(Missing::Relation { key: clause.home, granted: Level::NONE, needed: Level::ANY }),
        level => Ok(level),
    });
    // whatever would cover an item of theirs, in a building of theirs or anywhere
    let change = || smallest_change_as_such(person, key);
    concluded(person, because, Vec::new(), change)
}

/// Explains [`decide_person`](crate::decide_person).
pub fn explain_person(person: &Person, key: Key, target: &Target<'_>) -> Explanation {
    let mut because = Vec::new();
    for (at, grants) in person.effective().iter().enumerate() {
        match judge::clauses(person, grants, key, &[]) {
            Ok(clauses) => because.extend(
                clauses.map(|c| entry(person, at, c.home, judge_person(&c, grants.flag(SPARING), person, target))),
            ),
            Err(missing) => because.push(entry(person, at, missing.key(), Err(missing))),
        }
    }
    let change = || smallest_change_for_person(person, key, target);
    concluded(person, because, standing_of(person, target), change)
}

fn concluded(
    person: &Person,
    because: Vec<Because>,
    standing: Vec<Standing>,
    change: impl FnOnce() -> Option<Change>,
) -> Explanation {
    let allowed = because.iter().any(|b| b.holds);
    Explanation {
        allowed,
        reading: None,
        because,
        standing,
        buildings_cover_own: person.buildings_cover_own(),
        smallest_change: if allowed { None } else { change() },
    }
}

/// One entry for each source and each clause of it.
fn chain(
    person: &Person,
    key: Key,
    with: &[Key],
    judged: impl Fn(&Granted<'_>) -> Result<Level, Missing>,
) -> Vec<Because> {
    let mut because = Vec::new();
    for (at, grants) in person.effective().iter().enumerate() {
        match judge::clauses(person, grants, key, with) {
            Ok(clauses) => because.extend(clauses.map(|clause| entry(person, at, clause.home, judged(&clause)))),
            Err(missing) => because.push(entry(person, at, missing.key(), Err(missing))),
        }
    }
    because
}

/// What one source says for the key that decided there.
fn entry(person: &Person, source: usize, key: Key, verdict: Result<Level, Missing>) -> Because {
    let key = match verdict {
        Err(Missing::Administrator(sparing)) => sparing,
        _ => key,
    };
    let replaced = person.overrides().iter().find(|o| o.key == key);
    Because {
        via: person.sources()[source].via.clone(),
        key,
        value: person.effective()[source].get(key),
        overridden: replaced.is_some(),
        until: replaced.and_then(|o| o.until),
        relation: verdict.ok().and_then(Level::narrowest),
        holds: verdict.is_ok(),
        missing: verdict.err(),
    }
}

fn standing(person: &Person, item: &Facts<'_>) -> Vec<Standing> {
    let me = Some(person.id());
    let own = [
        (item.creator == me, Standing::Creator),
        (item.requester == me, Standing::Requester),
        (item.assignees.contains(&person.id()), Standing::Assignee),
        (person.customer().is_some() && item.customer == person.customer(), Standing::Customer),
    ];
    let own = own.into_iter().filter(|(stands, _)| *stands).map(|(_, standing)| standing);
    let nowhere = item.buildings.is_empty().then_some(Standing::Nowhere);
    own.chain(item.buildings.iter().map(|id| place(person, *id))).chain(nowhere).collect()
}

fn place(person: &Person, id: i64) -> Standing {
    if !person.buildings().contains(id) {
        return Standing::OutOfReach { id };
    }
    Standing::Building { id, through: person.buildings().why(id).cloned().collect() }
}

/// How somebody as an item stands to a person.
fn standing_of(person: &Person, target: &Target<'_>) -> Vec<Standing> {
    let oneself = (target.id == person.id()).then_some(Standing::Oneself);
    let places: Vec<Standing> = match target.buildings {
        all if all.is_all() => vec![Standing::Everywhere],
        none if none.is_none() => vec![Standing::Nowhere],
        some => some.ids().iter().map(|id| place(person, *id)).collect(),
    };
    oneself.into_iter().chain(places).collect()
}
