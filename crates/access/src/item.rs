//! What is acted on, as far as permissions look at it.

use crate::{judge::Held, key::Module, person::Person};

/// The facts of one item. What an item does not have stays at its default: nobody's, nowhere, of no type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The work module; a key of another module never covers the item.
    pub module: Option<Module>,
    /// Who created it.
    pub creator: Option<i64>,
    /// On whose behalf.
    pub requester: Option<i64>,
    /// Who is assigned now: worker, driver, executor, holder.
    pub assignees: &'a [i64],
    /// The customer to whom it belongs.
    pub customer: Option<i64>,
    /// Where it is. Without a building it is in no building.
    pub buildings: &'a [i64],
    /// Its request type.
    pub type_id: Option<i64>,
}

impl<'a> Facts<'a> {
    /// A building (or something that is only a part of it) as an item.
    pub fn of_building(id: &'a i64) -> Facts<'a> {
        Facts { buildings: std::slice::from_ref(id), ..Facts::default() }
    }

    /// Created by, requested by or assigned to this person, or it belongs to their customer.
    pub fn is_own(&self, person: i64, customer: Option<i64>) -> bool {
        self.creator == Some(person)
            || self.requester == Some(person)
            || self.assignees.contains(&person)
            || (customer.is_some() && self.customer == customer)
    }
}

/// How an item stands to a person: all of it that a decision looks at. Items that stand alike are decided alike, whatever the key, so
/// that one answer does for all such items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Footing {
    held: Held,
    module: Option<Module>,
    type_id: Option<i64>,
}

impl Footing {
    pub fn of(person: &Person, item: &Facts<'_>) -> Footing {
        Footing { held: Held::of(person, item), module: item.module, type_id: item.type_id }
    }
}
