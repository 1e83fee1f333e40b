//! What comes next, and who can do it, as far as the reader may know.
use crate::{
    modules::work::{actions::overview::Overview, model::State, queries::names::Named},
    near::Near,
    text::join,
};
use kit::T;

/// One or two sentences.
pub(super) fn next(t: T, overview: &Overview, near: &Near<'_>) -> Vec<String> {
    let request = &overview.seen.request;
    match request.state {
        State::PendingApproval => approval(t, overview),
        State::PendingAssignment => vec![t.work_next_assignment().to_owned()],
        State::PendingResolution => vec![resolution(t, overview)],
        State::PendingFinalization => vec![t.work_next_finalization().to_owned()],
        State::Finalized => {
            let closed = request.finalized_at.map(|at| t.work_next_finalized(near.moment(at).text));
            closed.into_iter().collect()
        }
        State::Declined => {
            let reason = request.decline_reason.as_deref().filter(|reason| !reason.is_empty());
            reason.map(|reason| t.work_next_declined(reason.to_owned())).into_iter().collect()
        }
        State::OnHold => hold(t, overview, near),
    }
}

fn approval(t: T, overview: &Overview) -> Vec<String> {
    let Some(approval) = &overview.approval else {
        return vec![match &overview.seen.names.building {
            Some(building) => t.work_next_approval_in(building.clone()),
            None => t.work_next_approval().to_owned(),
        }];
    };
    let mut lines = vec![];
    if approval.tiers > 1 {
        lines.push(t.work_next_tier((approval.satisfied + 1).to_string(), approval.tiers.to_string()));
    }
    lines.push(match approval.deciders.is_empty() {
        true => t.work_next_approval().to_owned(),
        false => t.work_next_deciders(either(t, &approval.deciders)),
    });
    lines
}

fn resolution(t: T, overview: &Overview) -> String {
    let seen = &overview.seen;
    let named = seen.request.assignee_ids.iter().filter_map(|id| seen.names.person(*id));
    let names: Vec<String> = named.map(|Named { name, .. }| name.clone()).collect();
    if seen.sight.assignments && !names.is_empty() {
        t.work_next_resolution_by(join(&names, t.work_and()), names.len())
    } else {
        t.work_next_resolution().to_owned()
    }
}

fn hold(t: T, overview: &Overview, near: &Near<'_>) -> Vec<String> {
    let request = &overview.seen.request;
    let reason = request.hold_reason.clone().map(|reason| t.work_next_held(reason));
    let until = match request.hold_until {
        Some(until) => t.work_next_held_until(near.moment(until).text),
        None => t.work_next_held_open().to_owned(),
    };
    reason.into_iter().chain([until]).collect()
}

/// `Ted Brown, Maria Rossi or Kofi Lange`.
fn either(t: T, names: &[String]) -> String {
    join(names, t.work_or())
}
