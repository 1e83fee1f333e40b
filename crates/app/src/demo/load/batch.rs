//! The rows of some thousand requests.
use super::{
    carried::{self, Carried},
    foundation::Ids,
    story,
};
use crate::{
    demo::{CostKind, Decision, Request, State},
    items::spine,
    modules::work::model::{self, State as Stored},
    operations::Error,
};
use jiff::Timestamp;
use std::{collections::HashMap, sync::Arc};
use store::{Param, Tx, params};

/// Requests that go into the database together.
pub(super) struct Batch {
    ids: Arc<Ids>,
    requests: Vec<(model::Request, Request)>,
}

impl Batch {
    pub(super) fn new(ids: Arc<Ids>) -> Batch {
        Batch { ids, requests: vec![] }
    }

    pub(super) fn len(&self) -> usize {
        self.requests.len()
    }

    pub(super) fn add(&mut self, request: Request) {
        self.requests.push((stored(&self.ids, &request), request));
    }

    /// Writes everything about them, in one transaction of the caller's; what derives from items only if it `derives`.
    pub(super) async fn write(mut self, tx: &mut Tx, derives: bool) -> Result<(), Error> {
        let numbered = spine::new_ids(tx, self.ids.module, self.len()).await?;
        for ((request, _), (id, number)) in self.requests.iter_mut().zip(numbered) {
            (request.id, request.number) = (id, number);
        }
        let items: Vec<_> = self.requests.iter().map(|(request, _)| request.on_spine()).collect();
        if derives {
            spine::insert_many(tx, &items).await?;
        } else {
            spine::load(tx, &items).await?;
        }
        tx.exec_many(REQUEST, self.each(|request, _| vec![columns(request)])).await?;
        tx.exec_many(ASSIGNMENT, self.each(assignments)).await?;
        tx.exec_many(APPROVAL, self.each(|request, asked| self.approval(request, asked))).await?;
        tx.exec_many(RESPONSE, self.each(|request, asked| self.responses(request, asked))).await?;
        tx.exec_many(LABOR, self.each(|request, asked| self.labor(request, asked))).await?;
        tx.exec_many(COST, self.each(|request, asked| self.costs(request, asked))).await?;
        let carried = Carried::of(&self.ids, &self.requests);
        tx.exec_many(carried::FOLLOWER, carried.followers.clone()).await?;
        tx.exec_many(carried::ASSOCIATION, carried.associations.clone()).await?;
        let said = self.said(tx).await?;
        let story = |request: &model::Request, asked: &Request| {
            let said = said.get(&request.id).map_or(&[][..], Vec::as_slice);
            story::lines(&self.ids, request, asked, said, carried.steps(request.id))
        };
        tx.exec_many(story::LINE, self.each(story)).await?;
        Ok(())
    }

    fn each<R: IntoIterator<Item = Vec<Param>>>(
        &self,
        rows: impl Fn(&model::Request, &Request) -> R,
    ) -> Vec<Vec<Param>> {
        self.requests.iter().flat_map(|(request, asked)| rows(request, asked)).collect()
    }

    /// The ids of the responses by request, in the order of saying.
    async fn said(&self, tx: &mut Tx) -> Result<HashMap<i64, Vec<i64>>, Error> {
        let items: Vec<i64> = self.requests.iter().map(|(request, _)| request.id).collect();
        let sql = "SELECT item_id, id FROM response WHERE item_id = ANY($1) ORDER BY id";
        let mut said: HashMap<i64, Vec<i64>> = HashMap::new();
        for (item, id) in tx.rows::<(i64, i64)>(sql, params![items]).await? {
            said.entry(item).or_default().push(id);
        }
        Ok(said)
    }

    fn approval(&self, request: &model::Request, asked: &Request) -> Option<Vec<Param>> {
        let Decision { at, by, approved, reason } = asked.life.decision.as_ref()?;
        let word = if *approved { "approved" } else { "declined" };
        Some(params![request.id, 1_i64, self.ids.people[*by], word, reason, *at])
    }

    fn responses(&self, request: &model::Request, asked: &Request) -> Vec<Vec<Param>> {
        let said = asked.life.responses.iter();
        said.map(|it| params![request.id, self.ids.people[it.by], &it.text, it.private, it.at]).collect()
    }

    fn labor(&self, request: &model::Request, asked: &Request) -> Vec<Vec<Param>> {
        let worked = asked.life.labor.iter().map(|it| {
            let at = Timestamp::from_microsecond(it.at).unwrap_or_default();
            let day = at.to_zoned(self.ids.zone.clone()).date().to_string();
            let (worker, entered_by) = (self.ids.people[it.worker], self.ids.people[it.entered_by]);
            params![request.id, worker, entered_by, it.minutes, it.hourly_rate, day, it.at]
        });
        worked.collect()
    }

    fn costs(&self, request: &model::Request, asked: &Request) -> Vec<Vec<Param>> {
        let spent = asked.life.costs.iter().map(|it| {
            let entered_by = self.ids.people[it.entered_by];
            params![request.id, kind(it.kind), &it.note, it.amount, self.ids.currency, entered_by, it.at]
        });
        spent.collect()
    }
}

const REQUEST: &str = "INSERT INTO work_request
        (item_id, description, location, resource_id, hold_reason, hold_until, state_before_hold, action_taken, resolved_at,
         finalized_at, approval_tier, decline_reason)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const ASSIGNMENT: &str = "INSERT INTO assignment (item_id, user_id, at) VALUES ($1, $2, $3)";
const APPROVAL: &str =
    "INSERT INTO approval (item_id, tier, user_id, decision, reason, at) VALUES ($1, $2, $3, $4, $5, $6)";
const RESPONSE: &str = "INSERT INTO response (item_id, user_id, text, private, at) VALUES ($1, $2, $3, $4, $5)";
const LABOR: &str = "INSERT INTO work_entry (item_id, user_id, entered_by, minutes, hourly_rate, worked_on, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const COST: &str =
    "INSERT INTO cost (item_id, kind, note, amount, currency, entered_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// The request as it stands at the end of its story; id and number come later.
fn stored(ids: &Ids, asked: &Request) -> model::Request {
    let life = &asked.life;
    let steps = story::steps(ids, asked);
    let held = life.hold.as_ref().filter(|_| life.state == State::OnHold);
    let declined = life.decision.as_ref().filter(|decision| !decision.approved);
    model::Request {
        id: 0,
        number: 0,
        module_id: ids.module,
        type_id: Some(ids.types[asked.request_type]),
        building_id: Some(ids.buildings[asked.building]),
        title: asked.title.clone(),
        description: asked.description.clone(),
        location: String::new(),
        resource_id: Some(ids.rooms[asked.building][asked.room]),
        state: state(life.state),
        creator_id: ids.people[asked.creator],
        requester_id: ids.people[asked.requester],
        due_at: Some(asked.due_at),
        opened_at: asked.opened_at,
        updated_at: steps.iter().map(|step| step.at).max().unwrap_or(asked.opened_at),
        version: steps.len() as i64,
        scheduled: None,
        hold_reason: held.map(|hold| hold.reason.clone()),
        hold_until: held.and_then(|hold| hold.until),
        state_before_hold: held.map(|_| Stored::PendingResolution),
        action_taken: life.resolution.as_ref().map(|resolution| resolution.action_taken.clone()),
        resolved_at: life.resolution.as_ref().map(|resolution| resolution.at),
        finalized_at: life.review.as_ref().map(|review| review.at),
        approval_process_id: None,
        approval_tier: 0,
        decline_reason: declined.map(|decision| decision.reason.clone()),
        deleted_at: None,
        assignee_ids: life.assignees.iter().map(|&index| ids.people[index]).collect(),
    }
}

fn columns(r: &model::Request) -> Vec<Param> {
    params![
        r.id,
        &r.description,
        &r.location,
        r.resource_id,
        r.hold_reason.as_deref(),
        r.hold_until,
        r.state_before_hold.map(Stored::code),
        r.action_taken.as_deref(),
        r.resolved_at,
        r.finalized_at,
        r.approval_tier,
        r.decline_reason.as_deref()
    ]
}

fn assignments(request: &model::Request, asked: &Request) -> Vec<Vec<Param>> {
    let at = asked.life.assigned_at.unwrap_or(request.opened_at);
    request.assignee_ids.iter().map(|user| params![request.id, *user, at]).collect()
}

fn kind(kind: CostKind) -> &'static str {
    match kind {
        CostKind::Contractor => "contractor",
        CostKind::Other => "other",
    }
}

fn state(state: State) -> Stored {
    match state {
        State::PendingApproval => Stored::PendingApproval,
        State::PendingAssignment => Stored::PendingAssignment,
        State::PendingResolution => Stored::PendingResolution,
        State::PendingFinalization => Stored::PendingFinalization,
        State::Finalized => Stored::Finalized,
        State::Declined => Stored::Declined,
        State::OnHold => Stored::OnHold,
    }
}
