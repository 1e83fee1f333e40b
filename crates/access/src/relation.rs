//! How a person can stand to an item. `own` and `buildings` are incomparable: a level is a set, never a rank.

use std::fmt;

/// One way in which an item can concern a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Created by, requested by or assigned to the person, or it belongs to their customer.
    Own,
    /// In a building that the person can access.
    Buildings,
    /// None needed.
    Any,
}

/// A set of relations: what a permission grants, or how an item stands to a person.
///
/// `Any` covers both others, so [`Level::ANY`] contains every relation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Level(u8);

impl Level {
    pub const NONE: Level = Level(0);
    pub const OWN: Level = Level(1);
    pub const BUILDINGS: Level = Level(2);
    pub const ANY: Level = Level(7);
    /// How *every* item stands to everybody: it meets `any` and nothing narrower.
    pub(crate) const ELSEWHERE: Level = Level(4);

    /// The level of one of the four words `none`, `own`, `buildings`, `any`.
    pub fn parse(word: &str) -> Option<Level> {
        match word {
            "none" => Some(Level::NONE),
            "own" => Some(Level::OWN),
            "buildings" => Some(Level::BUILDINGS),
            "any" => Some(Level::ANY),
            _ => None,
        }
    }

    /// The word of this level; the union of two sources has one of its own, `own+buildings`.
    pub const fn as_str(self) -> &'static str {
        match self.0 {
            0 => "none",
            1 => "own",
            2 => "buildings",
            3 => "own+buildings",
            _ => "any",
        }
    }

    /// Everything that either grants.
    pub const fn union(self, other: Level) -> Level {
        Level(self.0 | other.0)
    }

    /// What both have.
    pub const fn intersection(self, other: Level) -> Level {
        Level(self.0 & other.0)
    }

    /// Whether this grants all that `other` grants.
    pub const fn covers(self, other: Level) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether this grants the relation.
    pub const fn contains(self, relation: Relation) -> bool {
        self.0 & relation.bit() != 0
    }

    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The narrowest relation in the set, to name it: `own` before `buildings` before `any`.
    pub fn narrowest(self) -> Option<Relation> {
        [Relation::Own, Relation::Buildings, Relation::Any].into_iter().find(|r| self.contains(*r))
    }
}

impl Relation {
    const fn bit(self) -> u8 {
        match self {
            Relation::Own => 1,
            Relation::Buildings => 2,
            Relation::Any => 4,
        }
    }

    /// The level that grants this relation (and, for `any`, all).
    pub const fn level(self) -> Level {
        match self {
            Relation::Own => Level::OWN,
            Relation::Buildings => Level::BUILDINGS,
            Relation::Any => Level::ANY,
        }
    }

    pub const fn as_str(self) -> &'static str {
        self.level().as_str()
    }
}

impl fmt::Debug for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
