//! Why a person may, or may not: the chain of sources, from the same clauses as the decision.

use crate::{
    buildings::Through,
    change::Change,
    decide::Missing,
    item::Facts,
    judge::{self, Held},
    key::Key,
    nearest::smallest_change,
    person::{Person, Via},
    relation::{Level, Relation},
    value::Value,
};

/// The answer to "why?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub allowed: bool,
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
    /// The narrowest relation by which the source covers the item.
    pub relation: Option<Relation>,
    pub holds: bool,
    pub missing: Option<Missing>,
}

/// One way in which an item concerns a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
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
}

/// Explains [`decide`](crate::decide()).
pub fn explain(person: &Person, key: Key, item: &Facts<'_>) -> Explanation {
    explain_with(person, key, &[], item)
}

/// Explains [`decide_with`](crate::decide_with).
pub fn explain_with(person: &Person, key: Key, with: &[Key], item: &Facts<'_>) -> Explanation {
    let held = Held::of(person, item);
    let sources = person.sources().iter().zip(person.effective());
    let mut because = Vec::new();
    for (source, grants) in sources {
        let entry = |key: Key, verdict: Result<Level, Missing>| Because {
            via: source.via.clone(),
            key,
            value: grants.get(key),
            overridden: person.overrides().iter().any(|o| o.key == key),
            relation: verdict.ok().and_then(Level::narrowest),
            holds: verdict.is_ok(),
            missing: verdict.err(),
        };
        match judge::clauses(person, grants, key, with) {
            Ok(clauses) => because.extend(clauses.map(|clause| entry(clause.home, clause.judge(held, item)))),
            Err(missing) => because.push(entry(missing.key(), Err(missing))),
        }
    }
    let allowed = because.iter().any(|b| b.holds);
    Explanation {
        allowed,
        because,
        standing: standing(person, item),
        buildings_cover_own: person.buildings_cover_own(),
        smallest_change: if allowed { None } else { smallest_change(person, key, with, item) },
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
