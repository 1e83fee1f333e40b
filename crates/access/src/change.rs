//! A small change to what one person holds, and what it would make of them.

use std::sync::Arc;

use crate::{grants::Grants, key::Key, person::Person, value::Value};

/// Values that the person's own user type would have to say (or their overrides, where one holds for the key), and
/// buildings that the person would have to access.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    pub grants: Vec<(Key, Value)>,
    pub buildings: Vec<i64>,
}

impl Change {
    pub fn is_none(&self) -> bool {
        self.grants.is_empty() && self.buildings.is_empty()
    }

    /// The person after this change.
    pub fn apply(&self, person: &Person) -> Person {
        let mut effective = person.effective().to_vec();
        if let Some(own_type) = effective.first_mut() {
            let changed = self.grants.iter().cloned();
            *own_type = Arc::new(changed.fold(Grants::clone(own_type), |grants, (key, value)| grants.with(key, value)));
        }
        let mut profile = person.profile().clone();
        profile.buildings = profile.buildings.with(&self.buildings);
        Person::from_parts(profile, effective)
    }
}
