//! Who can be given work (behaviour.md, rule 8).

use crate::{
    decide::{Decision, decide},
    item::Facts,
    key::Module,
    keys::work,
    person::Person,
    relation::Relation,
};

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

fn covers_candidate(actor: &Person, candidate: &Person, module: Module, item: &Facts<'_>) -> bool {
    let assign: Decision = decide(actor, work::ASSIGN.of(module), item);
    if !assign.allowed {
        return false;
    }
    let beyond_buildings = assign.relations.contains(Relation::Own) || assign.relations.contains(Relation::Any);
    beyond_buildings || item.buildings.iter().all(|id| candidate.buildings().contains(*id))
}
