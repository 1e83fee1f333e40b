//! The permission engine: who may do what to which item, and why.
//!
//! Pure: no I/O, no clock, no async. A [`Person`] (sources of grants, overrides, buildings) meets an item ([`Facts`]);
//! [`decide`] answers for one item, [`Scope`] for sets of items, [`explain`] in words, and [`more`] says what a change
//! would add that its author lacks. All four read the same clauses (`judge.rs`), so that they cannot drift apart.

mod assign;
mod atoms;
mod buildings;
mod catalogue;
mod change;
mod decide;
mod diff;
mod explain;
mod grants;
mod item;
mod judge;
mod key;
pub mod keys;
mod lint;
mod manual;
mod nearest;
mod people;
mod permission;
mod person;
mod relation;
mod scope;
mod shipped;
mod value;

pub use assign::{assignable, may_assign};
pub use buildings::{Buildings, Through};
pub use catalogue::Catalogue;
pub use change::Change;
pub use decide::{Access, Decision, Missing, allows, decide, decide_with};
pub use diff::{More, gains, holds_more, more, more_grants};
pub use explain::{
    Because, Explanation, Standing, explain, explain_as_such, explain_behind, explain_person, explain_with,
};
pub use grants::{GrantError, Grants};
pub use item::{Facts, Footing};
pub use key::{Key, Module, ModuleKey};
pub use lint::{Advice, Why, lacks_buildings, lint};
pub use manual::manual;
pub use people::{PersonClause, PersonScope, Target, decide_person};
pub use permission::{Kind, Permission, permissions};
pub use person::{Override, Person, Profile, Source, Via};
pub use relation::{Level, Relation};
pub use scope::{Clause, Scope, ScopeBuildings};
pub use shipped::{Shipped, shipped};
pub use value::{Value, ValueError};
