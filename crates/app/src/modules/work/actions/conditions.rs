//! What besides permissions decides whether something can be done with a request: its state, and who decides it.
use super::approve;
use crate::modules::{
    people,
    work::model::{Request, State, state::Editing},
};
use access::{Key, ModuleKey, Person, keys::work};
use kit::Problem;
use store::Tx;

/// What keeps an action from being done, although the permission may be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unmet {
    /// It is done in these states only.
    State(Vec<State>),
    /// Nobody decides their own request.
    Own,
    /// The approval process asks others at this step.
    Tier,
}

/// The permissions that the action needs together with its own, as the request stands (behaviour.md, "How a permission is decided", 9).
pub(crate) fn together_with(key: Key, request: &Request) -> Vec<Key> {
    let with = match request.state.editing() {
        Editing::NeedsEditOnHold => work::EDIT_ON_HOLD,
        Editing::NeedsEditAfterResolution => work::EDIT_AFTER_RESOLUTION,
        Editing::Free | Editing::Never => return vec![],
    };
    if key.module_key() == Some(work::UPDATE) { vec![with.of(request.module())] } else { vec![] }
}

/// What keeps this person from doing it now, permissions aside.
pub(crate) async fn unmet(tx: &mut Tx, person: &Person, key: Key, request: &Request) -> Result<Vec<Unmet>, Problem> {
    let Some(key) = key.module_key() else { return Ok(vec![]) };
    let mut unmet = vec![];
    if let Some(states) = states(key).filter(|states| !states.contains(&request.state)) {
        unmet.push(Unmet::State(states));
    }
    if key == work::APPROVE {
        if approve::is_own(person.id(), request) {
            unmet.push(Unmet::Own);
        }
        let types = people::user_type_ids(person);
        if request.state == State::PendingApproval && !approve::asks(tx, request, person.id(), &types).await? {
            unmet.push(Unmet::Tier);
        }
    }
    Ok(unmet)
}

/// The states in which this is done; nothing: in all of them.
fn states(key: ModuleKey) -> Option<Vec<State>> {
    use State::{
        Declined, Finalized, OnHold, PendingApproval, PendingAssignment, PendingFinalization, PendingResolution,
    };
    let states = match key {
        work::APPROVE => vec![PendingApproval],
        work::ASSIGN => vec![PendingAssignment, PendingResolution],
        work::RESOLVE => vec![PendingResolution],
        work::FINALIZE => vec![PendingFinalization],
        work::REOPEN => vec![PendingFinalization, Finalized, Declined],
        work::HOLD => vec![PendingApproval, PendingAssignment, PendingResolution, OnHold],
        work::UPDATE => State::ALL.into_iter().filter(|state| *state != Declined).collect(),
        _ => return None,
    };
    Some(states)
}
