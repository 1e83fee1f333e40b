//! Who can be given work (behaviour.md, rule 8).

use crate::{decide::decide, item::Facts, key::Module, keys::work, person::Person, scope::Scope};

/// Whether a person can be assigned to an item at all: `can_be_assigned` with a level of `resolve` that covers it, both
/// from one source. The assignment itself makes the item their own.
///
/// Whether they have a worker profile is for the caller to check.
pub fn assignable(candidate: &Person, module: Module, item: &Facts<'_>) -> bool {
    let assignees: Vec<i64> = item.assignees.iter().copied().chain([candidate.id()]).collect();
    let assigned = Facts { assignees: &assignees, ..*item };
    decide(candidate, work::CAN_BE_ASSIGNED.of(module), &assigned).allowed
}

/// Whether `actor` may assign `candidate` to the item. Who assigns only at accessible buildings may assign only people
/// who are in all buildings of the item.
pub fn may_assign(actor: &Person, candidate: &Person, module: Module, item: &Facts<'_>) -> bool {
    covers_candidate(actor, candidate, module, item) && assignable(candidate, module, item)
}

/// Whether some source lets `actor` assign this person. A source that covers the item by its building alone reaches
/// only the people of that building; one that covers it as the actor's own, or at `any`, reaches everybody.
fn covers_candidate(actor: &Person, candidate: &Person, module: Module, item: &Facts<'_>) -> bool {
    let scope = Scope::of(actor, work::ASSIGN.of(module));
    let is_there = item.buildings.iter().all(|id| candidate.buildings().contains(*id));
    scope.contains(item) && (is_there || scope.without_buildings().contains(item))
}
