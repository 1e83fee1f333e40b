//! Who may approve, and where.
use super::covered;
use access::{Buildings, Module, Person, Scope, keys::work};
use std::collections::HashMap;

/// Stands for requests without a building.
pub(crate) const NOWHERE: i64 = 0;

/// Where somebody may approve. Who approves can read, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cover {
    Everywhere,
    In(Buildings),
}

impl Cover {
    /// `None`: nowhere at all.
    pub(crate) fn of(person: &Person, module: Module) -> Option<Cover> {
        let of = |key| covered(&Scope::of(person, key));
        let both = of(work::APPROVE.of(module))?.and(of(work::READ.of(module))?);
        match person.buildings() {
            _ if both.has_all() => Some(Cover::Everywhere),
            mine if both.has_inside() && !mine.is_none() => Some(Cover::In(mine.clone())),
            _ => None,
        }
    }

    pub(crate) fn has(&self, place: i64) -> bool {
        match self {
            Cover::Everywhere => true,
            Cover::In(buildings) => place != NOWHERE && buildings.contains(place),
        }
    }
}

/// Somebody who may approve somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Approver {
    pub(crate) id: i64,
    pub(crate) user_type_ids: Vec<i64>,
    pub(crate) cover: Cover,
}

/// Many of them, found by place.
#[derive(Debug, Default)]
pub(crate) struct Approvers {
    /// Those who are found in most places.
    wide: Vec<Approver>,
    by_building: HashMap<i64, Vec<usize>>,
    narrow: Vec<Approver>,
}

impl Approvers {
    pub(crate) fn add(&mut self, approver: Approver) {
        match &approver.cover {
            Cover::In(buildings) if !buildings.is_all() => {
                for id in buildings.ids().iter() {
                    self.by_building.entry(*id).or_default().push(self.narrow.len());
                }
                self.narrow.push(approver);
            }
            _ => self.wide.push(approver),
        }
    }

    /// Whether one of them may approve there.
    pub(crate) fn cover(&self, place: i64, is_asked: impl Fn(&Approver) -> bool) -> bool {
        let here = self.by_building.get(&place).into_iter().flatten().map(|at| &self.narrow[*at]);
        here.chain(&self.wide).any(|approver| approver.cover.has(place) && is_asked(approver))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approvers_are_found_where_they_may_approve() {
        let mut approvers = Approvers::default();
        let of = |id, cover| Approver { id, user_type_ids: vec![], cover };
        approvers.add(of(1, Cover::In(Buildings::of([5, 6]))));
        approvers.add(of(2, Cover::In(Buildings::all())));
        let who = |approvers: &Approvers, place| -> Vec<i64> {
            (1..=3).filter(|id| approvers.cover(place, |approver| approver.id == *id)).collect()
        };
        assert_eq!(who(&approvers, 5), [1, 2]);
        assert_eq!(who(&approvers, 7), [2]);
        assert_eq!(who(&approvers, NOWHERE), [] as [i64; 0]);
        approvers.add(of(3, Cover::Everywhere));
        assert_eq!(who(&approvers, NOWHERE), [3]);
        assert_eq!(who(&approvers, 6), [1, 2, 3]);
    }
}
