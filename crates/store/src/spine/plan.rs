//! Which ranges of which indexes answer a list: one branch for each way in which a clause of the scope covers items.
//!
//! The filter decides where a branch is read: among an assignee's or a requester's own, in a building, among the reader's
//! own, or among all. All columns by which lists filter are in each of these places.

use std::sync::Arc;

use access::{Clause, ScopeBuildings};

use crate::{
    Dialect,
    spine::{
        Branch, Due, Filter, List, OPEN, Order, Sort,
        branch::Condition,
        indexes::{At, choose},
    },
};

type Ids = Arc<[i64]>;

/// One way in which a clause covers items.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cover<'a> {
    Any,
    /// This person's own.
    Own(i64),
    /// In any building.
    Placed,
    In(&'a Ids),
}

pub(super) fn covers(clause: &Clause, person: i64) -> Vec<Cover<'_>> {
    if clause.any {
        return vec![Cover::Any];
    }
    let own = clause.own.then_some(Cover::Own(person));
    let placed = match &clause.buildings {
        ScopeBuildings::None => None,
        ScopeBuildings::All => Some(Cover::Placed),
        ScopeBuildings::Ids(ids) => Some(Cover::In(ids)),
    };
    own.into_iter().chain(placed).collect()
}

pub(crate) fn order(sort: Sort) -> Order {
    let (column, descending) = match sort {
        Sort::Newest => (None, true),
        Sort::Oldest => (None, false),
        Sort::Due => (Some("due_order"), false),
        Sort::Updated => (Some("updated_at"), true),
    };
    Order { column, descending }
}

/// The branches of a list without words. None has an item twice; two may have the same one.
///
/// `own_first`: what is the reader's own and also somebody else's is looked for among the reader's.
pub(super) fn branches(dialect: Dialect, list: &List<'_>, own_first: bool) -> Vec<Branch> {
    let Some(module) = list.scope.module else { return vec![] };
    let wanted = Wanted { dialect, own_first, module: module.0.into(), filter: list.filter, order: order(list.sort) };
    let mut branches = Vec::new();
    for clause in &list.scope.clauses {
        let Some(types) = types(list.filter, clause) else { continue };
        for cover in covers(clause, list.scope.person) {
            branches.extend(match &list.filter.among {
                _ if list.deleted => Some(wanted.deleted(cover, &types)),
                Some(positions) => Some(wanted.among(positions, cover, &types)),
                None => wanted.branch(cover, &types),
            });
        }
    }
    branches
}

/// The types that filter and clause allow both. Outside: none; inside: all.
fn types(filter: &Filter, clause: &Clause) -> Option<Option<Ids>> {
    match (filter.type_id, &clause.types) {
        (None, types) => Some(types.clone()),
        (Some(id), None) => Some(Some([id].into())),
        (Some(id), Some(types)) => types.contains(&id).then(|| Some([id].into())),
    }
}

struct Wanted<'a> {
    dialect: Dialect,
    own_first: bool,
    module: i64,
    filter: &'a Filter,
    order: Order,
}

impl Wanted<'_> {
    /// None: what the cover reaches and what the filter asks for have nothing in common.
    fn branch(&self, cover: Cover<'_>, types: &Option<Ids>) -> Option<Branch> {
        let buildings = self.buildings(cover)?;
        let (at, user) = match (self.filter.assignee_id, self.filter.requester_id, cover) {
            (_, _, Cover::Own(user)) if self.own_first => (At::Party, Some(user)),
            (Some(user), ..) => (At::Assigned, Some(user)),
            (None, Some(user), _) => (At::Requested, Some(user)),
            (None, None, Cover::Own(user)) => (At::Party, Some(user)),
            (None, None, _) if buildings.is_some() => (At::Place, None),
            (None, None, _) => (At::Item, None),
        };
        let mut given: Vec<(&'static str, Ids)> = vec![("module_id", [self.module].into())];
        given.extend(user.map(|user| ("user_id", Ids::from([user]))));
        given.extend(buildings.clone().map(|ids| ("building_id", ids)));
        given.extend(types.clone().map(|ids| ("type_id", ids)));
        given.extend(states(self.filter).map(|ids| ("state", ids)));
        if self.filter.due == Some(Due::None) {
            given.push(("due_order", [i64::MAX].into()));
        }
        let mut branch = choose(self.dialect, at, self.order, given);
        self.narrow(&mut branch);
        // whoever the list is filtered by and not read at
        let assignee = self.filter.assignee_id.filter(|_| at != At::Assigned).map(|user| (user, "assigned"));
        let requester = self.filter.requester_id.filter(|_| at != At::Requested).map(|user| (user, "requested"));
        let others = assignee.into_iter().chain(requester);
        branch.residual.extend(others.map(|(user, role)| Condition::Party(user, Some(role))));
        match cover {
            Cover::Own(own) if user != Some(own) => branch.residual.push(Condition::Party(own, None)),
            Cover::Placed if buildings.is_none() => branch.residual.push(Condition::Present("building_id")),
            _ => {}
        }
        Some(branch)
    }

    /// The buildings that cover and filter leave. Outside: none; inside: wherever.
    fn buildings(&self, cover: Cover<'_>) -> Option<Option<Ids>> {
        match (self.filter.building_id, cover) {
            (None, Cover::In(ids)) => Some(Some(Arc::clone(ids))),
            (None, _) => Some(None),
            (Some(id), Cover::In(ids)) if !ids.contains(&id) => None,
            (Some(id), _) => Some(Some([id].into())),
        }
    }

    /// Ranges of time cut a branch short where it is sorted by that time, and are looked at row by row elsewhere.
    fn narrow(&self, branch: &mut Branch) {
        let but = self.filter.but.clone().map(|positions| Condition::NotIn("position", positions));
        branch.residual.extend(but);
        for condition in times(self.filter) {
            let sorted = condition.column() == Some(self.order.key());
            if sorted { branch.within.push(condition) } else { branch.residual.push(condition) }
        }
    }

    /// Deleted items are few, and in no table but `item`.
    fn deleted(&self, cover: Cover<'_>, types: &Option<Ids>) -> Branch {
        let mut residual = self.one_by_one(cover, types);
        residual.extend(self.filter.among.clone().map(|positions| Condition::In("position", positions)));
        Branch {
            table: "item",
            index: Some("item_deleted"),
            partial: Some("deleted_at IS NOT NULL"),
            fixed: vec![("module_id", self.module)],
            each: vec![],
            within: vec![],
            residual,
        }
    }

    /// Of a few items each is looked at. PostgreSQL finds them without being told by which index.
    fn among(&self, positions: &Ids, cover: Cover<'_>, types: &Option<Ids>) -> Branch {
        Branch {
            table: "item",
            index: Some("item_age"),
            partial: Some("deleted_at IS NULL"),
            fixed: vec![("module_id", self.module)],
            each: vec![("position", Arc::clone(positions))],
            within: vec![],
            residual: self.one_by_one(cover, types),
        }
    }

    /// What cover and filter ask for, of items of which each is looked at.
    fn one_by_one(&self, cover: Cover<'_>, types: &Option<Ids>) -> Vec<Condition> {
        let filter = self.filter;
        let mut residual = times(filter);
        let one = |column, id: Option<i64>| id.map(|id| Condition::In(column, [id].into()));
        residual.extend(types.clone().map(|ids| Condition::In("type_id", ids)));
        residual.extend(states(filter).map(|ids| Condition::In("state", ids)));
        residual.extend(one("building_id", filter.building_id));
        residual.extend(one("requester_id", filter.requester_id));
        residual.extend(one("due_order", (filter.due == Some(Due::None)).then_some(i64::MAX)));
        residual.extend(filter.assignee_id.map(Condition::Assigned));
        residual.extend(filter.but.clone().map(|positions| Condition::NotIn("position", positions)));
        residual.extend(match cover {
            Cover::Any => None,
            Cover::Own(user) => Some(Condition::ItemParty(user)),
            Cover::Placed => Some(Condition::Present("building_id")),
            Cover::In(ids) => Some(Condition::In("building_id", Arc::clone(ids))),
        });
        residual
    }
}

/// The states that a filter leaves; none: all of them.
pub(super) fn states(filter: &Filter) -> Option<Ids> {
    let overdue = matches!(filter.due, Some(Due::Overdue(_)));
    match &filter.states {
        Some(states) => Some(states.iter().filter(|s| !overdue || OPEN.contains(s)).map(|s| i64::from(*s)).collect()),
        None => overdue.then(|| OPEN.iter().map(|state| i64::from(*state)).collect()),
    }
}

/// A filter's ranges of time.
pub(super) fn times(filter: &Filter) -> Vec<Condition> {
    let due = match filter.due {
        Some(Due::Overdue(moment) | Due::Before(moment)) => Some(Condition::Below("due_order", moment)),
        Some(Due::None) | None => None,
    };
    // the position of whatever was opened at that moment is at least this
    let position = |moment: i64| moment.div_euclid(1_000).saturating_mul(1 << 20);
    let from = filter.opened.from.map(|moment| Condition::AtLeast("position", position(moment)));
    let before = filter.opened.before.map(|moment| Condition::Below("position", position(moment)));
    due.into_iter().chain(from).chain(before).collect()
}

/// What the index of words does not know, and is looked at row by row.
pub(super) fn unsearched(filter: &Filter) -> Vec<Condition> {
    let undated = (filter.due == Some(Due::None)).then(|| Condition::In("due_order", [i64::MAX].into()));
    let among = filter.among.clone().map(|positions| Condition::In("position", positions));
    let but = filter.but.clone().map(|positions| Condition::NotIn("position", positions));
    times(filter).into_iter().chain(undated).chain(among).chain(but).collect()
}
