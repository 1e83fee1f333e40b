//! What a user type says that does nothing by itself, or cannot be meant. Advice for its author: nothing is refused for it.

use crate::{
    catalogue::Catalogue,
    grants::Grants,
    judge::switched_on,
    key::Key,
    keys::work,
    permission::{Kind, Permission},
    person::Person,
    relation::Relation,
    value::Value,
};

/// One line of advice about a user type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The key that it is about.
    pub key: Key,
    pub why: Why,
    /// The keys of which one would mend it; taking `key` back mends it as well.
    pub needs: Vec<Key>,
}

/// What is odd about a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// Work is given to people who cannot read it.
    AssignedUnread,
    /// People follow what they cannot read.
    FollowsUnread,
    /// Nothing is done to what cannot be read, and nothing of it is mailed.
    Unread,
    /// Many at once, but not a single one.
    BulkWithoutSingle,
    /// It takes away from a permission that is not given.
    RestrictsNothing,
    /// It limits a permission that is not given.
    LimitsNothing,
    /// It goes with a permission that is not given.
    DoesNothing,
}

/// Everything odd about these grants, in the order of the catalogue.
pub fn lint(catalogue: &Catalogue, grants: &Grants) -> Vec<Advice> {
    catalogue.iter().filter_map(|(key, _)| about(grants, key)).collect()
}

fn about(grants: &Grants, key: Key) -> Option<Advice> {
    let permission = key.permission();
    if grants.get(key) == Value::absent(permission) {
        return None;
    }
    let is_given = |needed: &Key| match needed.permission().kind {
        Kind::Level | Kind::Notice => !grants.level(*needed).is_none(),
        _ => switched_on(grants, *needed),
    };
    if let Some(advice) = unread(key).filter(|advice| !advice.needs.iter().any(is_given)) {
        return Some(advice);
    }
    let acting = permission.with.iter().map(|with| key.sibling(*with)).filter(|home| home.permission().acts);
    let needs: Vec<Key> = acting.collect();
    (!needs.is_empty() && !needs.iter().any(is_given)).then(|| Advice { key, why: alone(key), needs })
}

/// What is to be said of a key of a work module while its requests cannot be read. What goes with a level stands behind that level.
fn unread(key: Key) -> Option<Advice> {
    let why = match key.module_key()? {
        work::READ | work::CREATE => return None,
        work::CAN_BE_ASSIGNED => Why::AssignedUnread,
        work::FOLLOW => Why::FollowsUnread,
        _ if matches!(key.permission().kind, Kind::Level | Kind::Notice) => Why::Unread,
        _ => return None,
    };
    Some(Advice { key, why, needs: vec![work::READ.of(key.module()?)] })
}

fn alone(key: Key) -> Why {
    match key.permission().kind {
        Kind::Restriction => Why::RestrictsNothing,
        Kind::List => Why::LimitsNothing,
        _ if key.permission().key.contains("bulk_") => Why::BulkWithoutSingle,
        _ => Why::DoesNothing,
    }
}

/// A level of this person that covers nothing, because it is for accessible buildings and they can access none.
pub fn lacks_buildings(catalogue: &Catalogue, person: &Person) -> Option<Key> {
    if !person.buildings().is_none() {
        return None;
    }
    let is_level = |(key, permission): (Key, &Permission)| (permission.kind == Kind::Level).then_some(key);
    catalogue.iter().filter_map(is_level).find(|key| {
        let level = person.level(*key);
        level.contains(Relation::Buildings) && !level.contains(Relation::Any)
    })
}
