//! What one user type says: key by key, everything else none or no.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::{
    catalogue::Catalogue,
    key::Key,
    permission::{self, Kind},
    relation::Level,
    value::Value,
};

/// The grants of one user type.
///
/// Administrators hold *everything*, keys of tomorrow included: a marker (`"*": true` in the stored form) under
/// the values that were set one by one, which win over it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grants {
    everything: bool,
    /// Ascending by key.
    values: Vec<(Key, Value)>,
}

/// What is wrong with one entry of a grants object.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {message}")]
pub struct GrantError {
    /// As it was sent.
    pub key: String,
    pub message: String,
}

/// The stored form's marker for administrators.
const EVERYTHING: &str = "*";

impl Grants {
    /// Nothing at all.
    pub fn none() -> Grants {
        Grants::default()
    }

    /// The widest value of every present and future key (roles.md, rule 4).
    pub fn everything() -> Grants {
        Grants { everything: true, values: Vec::new() }
    }

    /// Whether these are the grants of an administrator, apart from what was set one by one.
    pub fn is_everything(&self) -> bool {
        self.everything
    }

    /// Sets one value.
    pub fn set(&mut self, key: Key, value: Value) {
        match self.find(key) {
            Ok(at) => self.values[at].1 = value,
            Err(at) => self.values.insert(at, (key, value)),
        }
    }

    /// The same with one value set.
    #[must_use]
    pub fn with(mut self, key: Key, value: Value) -> Grants {
        self.set(key, value);
        self
    }

    /// Takes one value back to what holds where nothing is said.
    pub fn unset(&mut self, key: Key) {
        if let Ok(at) = self.find(key) {
            self.values.remove(at);
        }
    }

    /// The value of a key, whether it was set or not.
    pub fn get(&self, key: Key) -> Value {
        let permission = permission::at(key.template);
        match self.set_value(key) {
            Some(value) => value.clone(),
            None if self.everything => Value::widest(permission),
            None => Value::absent(permission),
        }
    }

    /// The level of a level or notice.
    pub fn level(&self, key: Key) -> Level {
        match self.set_value(key) {
            Some(Value::Level(level)) => *level,
            None if self.everything => match permission::at(key.template).kind {
                Kind::Level => Level::ANY,
                Kind::Notice => Level::OWN,
                _ => Level::NONE,
            },
            _ => Level::NONE,
        }
    }

    /// Yes or no of an ability or restriction.
    pub fn flag(&self, key: Key) -> bool {
        match self.set_value(key) {
            Some(Value::Flag(flag)) => *flag,
            None if self.everything => Value::widest(permission::at(key.template)) == Value::Flag(true),
            _ => false,
        }
    }

    /// The ids of a list, or nothing where it means all.
    pub fn ids(&self, key: Key) -> Option<&Arc<[i64]>> {
        match self.set_value(key) {
            Some(Value::Ids(ids)) if !ids.is_empty() => Some(ids),
            _ => None,
        }
    }

    /// What was set one by one, ascending by key.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Value)> {
        self.values.iter().map(|(key, value)| (*key, value))
    }

    fn set_value(&self, key: Key) -> Option<&Value> {
        self.find(key).ok().map(|at| &self.values[at].1)
    }

    fn find(&self, key: Key) -> Result<usize, usize> {
        self.values.binary_search_by(|(other, _)| other.cmp(&key))
    }

    /// Reads `{KEY: VALUE}` as somebody sent it.
    ///
    /// # Errors
    /// Every entry that is unknown or does not fit.
    pub fn parse(catalogue: &Catalogue, json: &Map<String, Json>) -> Result<Grants, Vec<GrantError>> {
        let mut grants = Grants::none();
        grants.merge(catalogue, json)?;
        Ok(grants)
    }

    /// Lays `{KEY: VALUE}` over these grants; null takes a key back to what holds where nothing is said. With an
    /// error nothing is changed.
    ///
    /// # Errors
    /// Every entry that is unknown or does not fit.
    pub fn merge(&mut self, catalogue: &Catalogue, json: &Map<String, Json>) -> Result<(), Vec<GrantError>> {
        let (mut merged, mut errors) = (self.clone(), Vec::new());
        for (text, json) in json {
            match entry(catalogue, text, json) {
                Ok((key, Some(value))) => merged.set(key, value),
                Ok((key, None)) => merged.unset(key),
                Err(message) => errors.push(GrantError { key: text.clone(), message }),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        *self = merged;
        Ok(())
    }

    /// Reads the stored form. What the catalogue no longer knows (a module that was removed) grants nothing.
    pub fn load(catalogue: &Catalogue, json: &Map<String, Json>) -> Grants {
        let everything = json.get(EVERYTHING) == Some(&Json::Bool(true));
        let known = json.iter().filter_map(|(text, json)| match entry(catalogue, text, json) {
            Ok((key, Some(value))) => Some((key, value)),
            _ => None,
        });
        known.fold(Grants { everything, values: Vec::new() }, |grants, (key, value)| grants.with(key, value))
    }

    /// The stored form: only what was set, and the marker of administrators.
    pub fn store(&self, catalogue: &Catalogue) -> Map<String, Json> {
        let set = self.iter().map(|(key, value)| (catalogue.name(key), value.to_json(key.permission())));
        self.everything.then(|| (EVERYTHING.to_owned(), Json::Bool(true))).into_iter().chain(set).collect()
    }

    /// Every key of the catalogue with its value, as the API shows a user type.
    pub fn expand(&self, catalogue: &Catalogue) -> Map<String, Json> {
        catalogue.iter().map(|(key, permission)| (catalogue.name(key), self.get(key).to_json(permission))).collect()
    }
}

fn entry(catalogue: &Catalogue, text: &str, json: &Json) -> Result<(Key, Option<Value>), String> {
    let key = catalogue.parse(text).ok_or("there is no such permission")?;
    let nullable = matches!(key.permission().kind, Kind::Days | Kind::Date | Kind::Rate);
    if json.is_null() && !nullable {
        return Ok((key, None));
    }
    Value::parse(key.permission(), json).map(|value| (key, Some(value))).map_err(|error| error.to_string())
}
