//! Who acts: the sources of their grants, their overrides and their buildings.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    buildings::Buildings,
    decide::decide,
    grants::Grants,
    item::Facts,
    judge,
    key::{Key, Module},
    keys,
    permission::Kind,
    relation::Level,
    value::Value,
};

/// Where grants come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// The person's own user type.
    UserType { id: i64, name: String },
    /// A user type of one of their teams.
    Team { id: i64, name: String, user_type_id: i64, user_type_name: String },
}

/// One source of grants, judged whole: two sources never combine into something that neither gives.
#[derive(Debug, Clone)]
pub struct Source {
    pub via: Via,
    pub grants: Arc<Grants>,
}

/// One value that replaces its key for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    pub key: Key,
    pub value: Value,
    /// The last day on which it holds; without one it holds until removed.
    pub until: Option<Date>,
}

/// All that is stored of a person as far as permissions look at it.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    pub id: i64,
    /// The first is the person's own user type, the others those of their teams.
    pub sources: Vec<Source>,
    pub overrides: Vec<Override>,
    pub buildings: Buildings,
    /// The customer of a guest.
    pub customer: Option<i64>,
    /// The organization's setting: `buildings` also covers `own` elsewhere.
    pub buildings_cover_own: bool,
}

/// A person with their effective grants, worked out once. Cheap to ask, made to be cached.
#[derive(Debug, Clone)]
pub struct Person {
    profile: Profile,
    /// One for each source, overrides applied.
    effective: Vec<Arc<Grants>>,
}

impl Person {
    /// Works out the effective grants as of this civil day. Overrides whose last day has passed do nothing.
    pub fn new(mut profile: Profile, today: Date) -> Person {
        profile.overrides.retain(|o| o.until.is_none_or(|last| last >= today));
        let effective = profile.sources.iter().enumerate();
        let effective = effective.map(|(at, source)| overridden(&source.grants, at == 0, &profile.overrides)).collect();
        Person { profile, effective }
    }

    pub fn id(&self) -> i64 {
        self.profile.id
    }

    pub fn sources(&self) -> &[Source] {
        &self.profile.sources
    }

    /// The overrides that hold.
    pub fn overrides(&self) -> &[Override] {
        &self.profile.overrides
    }

    pub fn buildings(&self) -> &Buildings {
        &self.profile.buildings
    }

    pub fn customer(&self) -> Option<i64> {
        self.profile.customer
    }

    pub fn buildings_cover_own(&self) -> bool {
        self.profile.buildings_cover_own
    }

    /// The grants of each source, overrides applied, in the order of [`sources`](Person::sources).
    pub fn effective(&self) -> &[Arc<Grants>] {
        &self.effective
    }

    /// Whether some source gives this ability at all; on which items is for [`decide`].
    pub fn has(&self, ability: Key) -> bool {
        self.effective.iter().any(|grants| judge::switched_on(grants, ability))
    }

    /// The union of what all sources grant for a level or notice.
    pub fn level(&self, key: Key) -> Level {
        self.effective.iter().fold(Level::NONE, |level, grants| level.union(judge::level(self, grants, key)))
    }

    /// The widest word among the sources of a choice: follow, costs, operating hours.
    pub fn choice(&self, key: Key) -> &'static str {
        let place = |grants: &Arc<Grants>| match grants.get(key) {
            Value::Choice(at) => usize::from(at),
            _ => 0,
        };
        let widest = self.effective.iter().map(place).max().unwrap_or(0);
        key.permission().values.get(widest).copied().unwrap_or_default()
    }

    /// What the person's own user type says, overrides applied: home page, rate type, defaults.
    pub fn own_value(&self, key: Key) -> Value {
        self.effective.first().map_or_else(|| Value::absent(key.permission()), |grants| grants.get(key))
    }

    /// What the person holds of a key over all sources, as one value: for showing. A restriction is on where no source
    /// lacks it.
    pub fn value(&self, key: Key) -> Value {
        let values = self.effective.iter().map(|grants| grants.get(key));
        match key.permission().kind {
            Kind::Level | Kind::Notice => Value::Level(self.level(key)),
            Kind::Ability => Value::Flag(self.has(key)),
            Kind::Restriction => Value::Flag(self.effective.iter().all(|grants| grants.flag(key))),
            Kind::List => Value::Ids(self.ids(key).unwrap_or_default().into()),
            Kind::Choice | Kind::Set => values
                .reduce(|widest, value| match (widest, value) {
                    (Value::Choice(a), Value::Choice(b)) => Value::Choice(a.max(b)),
                    (Value::Words(a), Value::Words(b)) => Value::Words(a | b),
                    (own, _) => own,
                })
                .unwrap_or_else(|| Value::absent(key.permission())),
            Kind::Days | Kind::Date | Kind::Rate => self.own_value(key),
        }
    }

    /// The ids of a list over all sources that grant something it limits; nothing means all.
    pub fn ids(&self, list: Key) -> Option<Vec<i64>> {
        let homes = &list.permission().with;
        let limits = |grants: &&Arc<Grants>| {
            homes.is_empty() || homes.iter().any(|home| !grants.level(list.sibling(*home)).is_none())
        };
        let mut ids = Vec::new();
        for grants in self.effective.iter().filter(limits) {
            ids.extend_from_slice(grants.ids(list)?);
        }
        ids.sort_unstable();
        ids.dedup();
        Some(ids)
    }

    /// Whether a restriction holds on this item: it does unless a source that covers the item lacks it.
    pub fn restricted(&self, restriction: Key, item: &Facts<'_>) -> bool {
        !decide(self, restriction, item).allowed
    }

    /// Whether a request of this person, with these facts, waits for approval first.
    pub fn requires_approval(&self, module: Module, item: &Facts<'_>) -> bool {
        self.restricted(keys::work::REQUIRES_APPROVAL.of(module), item)
    }

    pub(crate) fn profile(&self) -> &Profile {
        &self.profile
    }

    pub(crate) fn from_parts(profile: Profile, effective: Vec<Arc<Grants>>) -> Person {
        Person { profile, effective }
    }
}

/// Overrides come last and win (roles.md, rule 2). A level goes with the lists and restrictions of the own user type,
/// so it leaves the other sources; anything else is replaced wherever it is said.
fn overridden(grants: &Arc<Grants>, own_type: bool, overrides: &[Override]) -> Arc<Grants> {
    if overrides.is_empty() {
        return grants.clone();
    }
    let mut effective = Grants::clone(grants);
    for Override { key, value, .. } in overrides {
        let level = matches!(key.permission().kind, Kind::Level | Kind::Notice);
        effective.set(*key, if level && !own_type { Value::Level(Level::NONE) } else { value.clone() });
    }
    Arc::new(effective)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Person, Profile};
    use crate::{
        grants::Grants,
        key::Key,
        permission::{Kind, permissions},
        value::Value,
    };

    #[test]
    fn words_of_a_set_add_up_over_sources() {
        for set in permissions().iter().filter(|permission| permission.kind == Kind::Set) {
            let key = Key { template: set.template, module: 0 };
            let source = |words| Arc::new(Grants::none().with(key, Value::Words(words)));
            let person = |sources| Person::from_parts(Profile::default(), sources);
            assert_eq!(person(vec![source(0b011), source(0b110)]).value(key), Value::Words(0b111));
            assert_eq!(person(vec![]).value(key), Value::absent(set));
        }
    }
}
