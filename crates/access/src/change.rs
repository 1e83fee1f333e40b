//! A small change to what one person holds, and what it would make of them.

use std::sync::Arc;

use crate::{grants::Grants, key::Key, person::Person, value::Value};

/// What would have to be added: values that the person's own user type would have to say (or their override, where
/// one holds for the key), and buildings that the person would have to access. A level is added to the one that is
/// there, any other value replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    pub grants: Vec<(Key, Value)>,
    pub buildings: Vec<i64>,
}

impl Change {
    /// How many single things it asks for.
    pub fn size(&self) -> usize {
        self.grants.len() + self.buildings.len()
    }

    /// Both of them.
    pub(crate) fn and(mut self, other: Change) -> Change {
        self.grants.extend(other.grants.into_iter().filter(|grant| !self.grants.contains(grant)).collect::<Vec<_>>());
        self.buildings
            .extend(other.buildings.into_iter().filter(|id| !self.buildings.contains(id)).collect::<Vec<_>>());
        self
    }

    /// The person after this change. Who has no user type stays without grants.
    pub fn apply(&self, person: &Person) -> Person {
        let mut effective = person.effective().to_vec();
        if let Some(own_type) = effective.first_mut() {
            *own_type = Arc::new(self.grants.iter().fold(Grants::clone(own_type), added));
        }
        let mut profile = person.profile().clone();
        profile.buildings = profile.buildings.with(&self.buildings);
        Person::from_parts(profile, effective)
    }
}

fn added(grants: Grants, (key, value): &(Key, Value)) -> Grants {
    let value = match value {
        Value::Level(level) => Value::Level(level.union(grants.level(*key))),
        other => other.clone(),
    };
    grants.with(*key, value)
}
