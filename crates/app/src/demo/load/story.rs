//! The history that everyday use would have left, line by line.
use super::foundation::Ids;
use crate::{
    demo::Request,
    items::history::Change,
    modules::work::{
        actions::SUBJECT,
        model::{self, State},
    },
    money::Money,
};
use store::{Param, params};

pub(super) const LINE: &str =
    "INSERT INTO history (at, actor_id, subject_kind, subject_id, action, changes) VALUES ($1, $2, $3, $4, $5, $6)";

/// One thing that somebody did, or (`None`) that happened by itself.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) at: i64,
    pub(super) by: Option<i64>,
    pub(super) action: &'static str,
    pub(super) changes: Vec<Change>,
}

/// What changed the request itself, in order: each made it another version.
pub(super) fn steps(ids: &Ids, asked: &Request) -> Vec<Step> {
    let life = &asked.life;
    let who = |index: usize| Some(ids.people[index]);
    let moved = |from: State, to: State| Change::new("state", from, to);
    let waits = life.decision.is_some() || life.state == crate::demo::State::PendingApproval;
    let first = if waits { State::PendingApproval } else { State::PendingAssignment };
    let mut steps = vec![Step {
        at: asked.opened_at,
        by: who(asked.creator),
        action: "created",
        changes: vec![Change::new("state", (), first)],
    }];
    if let Some(decision) = &life.decision {
        let (action, to) =
            if decision.approved { ("approved", State::PendingAssignment) } else { ("declined", State::Declined) };
        let mut changes = vec![moved(State::PendingApproval, to)];
        changes.extend((!decision.reason.is_empty()).then(|| Change::new("reason", (), &decision.reason)));
        steps.push(Step { at: decision.at, by: who(decision.by), action, changes });
    }
    if let Some(at) = life.assigned_at {
        let assignees: Vec<i64> = life.assignees.iter().map(|&index| ids.people[index]).collect();
        let none: [i64; 0] = [];
        let changes = vec![
            moved(State::PendingAssignment, State::PendingResolution),
            Change::new("assignee_ids", none, assignees),
        ];
        let by = ids.office.get(asked.number as usize % ids.office.len().max(1)).copied();
        steps.push(Step { at, by, action: "assigned", changes });
    }
    if let Some(hold) = &life.hold {
        let changes =
            vec![moved(State::PendingResolution, State::OnHold), Change::new("hold_reason", (), &hold.reason)];
        steps.push(Step { at: hold.at, by: who(hold.by), action: "held", changes });
        if let Some(at) = hold.released_at {
            let by = who(hold.by).filter(|_| hold.until.is_none());
            let changes = vec![moved(State::OnHold, State::PendingResolution)];
            steps.push(Step { at, by, action: "released", changes });
        }
    }
    if let Some(resolution) = &life.resolution {
        let changes = vec![
            moved(State::PendingResolution, State::PendingFinalization),
            Change::new("action_taken", (), &resolution.action_taken),
        ];
        steps.push(Step { at: resolution.at, by: who(resolution.by), action: "resolved", changes });
    }
    if let Some(review) = &life.review {
        let changes = vec![moved(State::PendingFinalization, State::Finalized)];
        steps.push(Step { at: review.at, by: who(review.by), action: "finalized", changes });
    }
    steps
}

/// All lines, by time: also what was said, worked and spent, and what it carries.
pub(super) fn lines(
    ids: &Ids,
    request: &model::Request,
    asked: &Request,
    said: &[i64],
    carried: Vec<Step>,
) -> Vec<Vec<Param>> {
    let life = &asked.life;
    let who = |index: usize| Some(ids.people[index]);
    let spoken = life.responses.iter().zip(said).map(|(it, id)| Step {
        at: it.at,
        by: who(it.by),
        action: if it.private { "responded_privately" } else { "responded" },
        changes: vec![Change::new("response", (), id)],
    });
    let worked = life.labor.iter().map(|it| Step {
        at: it.at,
        by: who(it.entered_by),
        action: "time_added",
        changes: vec![Change::new("worker", (), ids.people[it.worker]), Change::new("minutes", (), it.minutes)],
    });
    let spent = life.costs.iter().map(|it| Step {
        at: it.at,
        by: who(it.entered_by),
        action: "cost_added",
        changes: vec![Change::new("costs", (), Money::new(it.amount, ids.currency))],
    });
    // what is entered while resolving comes before the resolution, whose time is the same
    let mut steps: Vec<Step> =
        worked.chain(spent).chain(spoken).chain(self::steps(ids, asked)).chain(carried).collect();
    steps.sort_by_key(|step| step.at);
    steps.into_iter().map(|step| line(request.id, step)).collect()
}

fn line(item: i64, step: Step) -> Vec<Param> {
    let changes = serde_json::to_string(&step.changes).expect("changes are plain values");
    params![step.at, step.by, SUBJECT, item, step.action, changes]
}
