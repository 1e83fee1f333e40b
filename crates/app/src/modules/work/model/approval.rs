//! Approval processes: tiers, who belongs to them, and what an approval makes of a request. Pure.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A process as it is set up. Without tiers it is empty and does not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    pub id: i64,
    /// On: one tier after the other. Off: a later tier may approve at once.
    pub enforce_order: bool,
    pub tiers: Vec<Tier>,
}

/// Everybody who may decide at one step: whoever has one of these user types, and these people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tier {
    pub user_type_ids: Vec<i64>,
    pub user_ids: Vec<i64>,
}

impl Tier {
    /// Named personally, or through any of their user types.
    pub fn names(&self, user_id: i64, user_type_ids: &[i64]) -> bool {
        self.user_ids.contains(&user_id) || self.user_type_ids.iter().any(|id| user_type_ids.contains(id))
    }
}

/// What an approval leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// This many tiers are satisfied now, and more are to come.
    Next(i64),
    /// All are.
    Approved,
    /// The tiers that could decide now do not name this person.
    NotNamed,
}

impl Process {
    /// How many tiers count as satisfied when this creator asks. Tiers that the creator belongs to, and those below, are; the last
    /// one never is, since whoever requires approval is approved by somebody else even when they are an approver.
    pub fn satisfied_by_creator(&self, user_id: i64, user_type_ids: &[i64]) -> i64 {
        let highest =
            self.tiers.iter().rposition(|tier| tier.names(user_id, user_type_ids)).map_or(0, |index| index + 1);
        highest.min(self.tiers.len().saturating_sub(1)) as i64
    }

    /// What an approval by this person does when so many tiers are satisfied.
    pub fn approve(&self, satisfied: i64, user_id: i64, user_type_ids: &[i64]) -> Step {
        let satisfied = usize::try_from(satisfied).unwrap_or(0).min(self.tiers.len());
        let open = &self.tiers[satisfied..];
        let named = |tier: &Tier| tier.names(user_id, user_type_ids);
        let reached = if self.enforce_order {
            open.first().is_some_and(named).then_some(satisfied + 1)
        } else {
            open.iter().rposition(named).map(|index| satisfied + index + 1)
        };
        match reached {
            None => Step::NotNamed,
            Some(reached) if reached >= self.tiers.len() => Step::Approved,
            Some(reached) => Step::Next(reached as i64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(enforce_order: bool) -> Process {
        let tier = |user: i64| Tier { user_type_ids: vec![], user_ids: vec![user] };
        Process { id: 1, enforce_order, tiers: vec![tier(10), tier(20), tier(30)] }
    }

    #[test]
    fn tiers_of_the_creator_and_below_are_satisfied_but_never_the_last() {
        assert_eq!(process(true).satisfied_by_creator(99, &[]), 0);
        assert_eq!(process(true).satisfied_by_creator(20, &[]), 2);
        assert_eq!(process(true).satisfied_by_creator(30, &[]), 2);
    }

    #[test]
    fn in_order_only_the_next_tier_decides() {
        assert_eq!(process(true).approve(0, 20, &[]), Step::NotNamed);
        assert_eq!(process(true).approve(0, 10, &[]), Step::Next(1));
        assert_eq!(process(true).approve(2, 30, &[]), Step::Approved);
    }

    #[test]
    fn out_of_order_a_later_tier_decides_at_once() {
        assert_eq!(process(false).approve(0, 20, &[]), Step::Next(2));
        assert_eq!(process(false).approve(0, 30, &[]), Step::Approved);
        assert_eq!(process(false).approve(2, 10, &[]), Step::NotNamed);
    }

    #[test]
    fn a_tier_names_through_user_types_too() {
        let tier = Tier { user_type_ids: vec![7], user_ids: vec![] };
        assert!(tier.names(1, &[3, 7]));
        assert!(!tier.names(1, &[3]));
    }
}
