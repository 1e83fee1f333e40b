//! What becomes of a request: its way through the states until the plan's midnight.

use crate::demo::{
    Cost, CostKind, DAY, Decision, District, Hold, Labor, Life, MINUTE, RequestType, Resolution, Response, Review,
    State,
    calendar::{CLOSES, OPENS},
    chance::Chance,
    words::Problem,
};

/// How a request begins.
pub(crate) struct Begin<'a> {
    pub(crate) opened_at: i64,
    pub(crate) building: usize,
    pub(crate) zone: usize,
    pub(crate) kind: RequestType,
    pub(crate) requester: usize,
    pub(crate) needs_approval: bool,
    pub(crate) problem: &'a Problem,
}

/// Lets a request live until midnight.
pub(crate) fn live(district: &District, begin: Begin<'_>, chance: &mut Chance) -> Life {
    let life = Life {
        state: State::Finalized,
        decision: None,
        assignees: vec![],
        assigned_at: None,
        hold: None,
        resolution: None,
        review: None,
        responses: vec![],
        labor: vec![],
        costs: vec![],
    };
    let mut course = Course { district, at: begin.opened_at, begin, chance, life };
    let stopped = course
        .approval()
        .or_else(|| course.assignment())
        .or_else(|| course.waiting())
        .or_else(|| course.work())
        .or_else(|| course.review());
    course.talk();
    Life { state: stopped.unwrap_or(State::Finalized), ..course.life }
}

struct Course<'a, 'c> {
    district: &'a District,
    begin: Begin<'a>,
    chance: &'c mut Chance,
    /// When the latest step happened.
    at: i64,
    life: Life,
}

/// Each step says where the request stays if the step has not happened by midnight, or ends the way.
impl Course<'_, '_> {
    fn approval(&mut self) -> Option<State> {
        if !self.begin.needs_approval {
            return None;
        }
        let mean = self.mostly(0.95, 2.2, 20.0);
        let Some(at) = self.later(mean) else { return Some(State::PendingApproval) };
        let by = self.district.staff.approver(self.begin.building, self.begin.zone, self.chance);
        let approved = !self.chance.happens(0.05);
        let reason = self.phrase(if approved { "approve" } else { "decline" });
        self.life.decision = Some(Decision { at, by, approved, reason });
        (!approved).then_some(State::Declined)
    }

    fn assignment(&mut self) -> Option<State> {
        let mean = self.mostly(0.96, 1.4, 18.0);
        let Some(at) = self.later(mean) else { return Some(State::PendingAssignment) };
        let people = 1 + usize::from(self.chance.happens(0.08));
        for _ in 0..people {
            let Begin { kind, building, zone, .. } = self.begin;
            let assignee = self.district.staff.assignee(kind.trade, building, zone, self.chance);
            self.life.assignees.extend(assignee.filter(|person| !self.life.assignees.contains(person)));
        }
        if self.life.assignees.is_empty() {
            return Some(State::PendingAssignment); // a district so small that nobody has learned that trade
        }
        self.life.assigned_at = Some(at);
        None
    }

    fn waiting(&mut self) -> Option<State> {
        if !self.chance.happens(0.05) {
            return None;
        }
        let at = self.later(1.0)?;
        let mean = self.mostly(0.85, 12.0, 120.0);
        let days = self.chance.waiting(mean);
        let planned = self.chance.happens(0.5).then(|| self.working_time(at + (days * DAY as f64) as i64));
        let released_at = match planned {
            Some(until) => (until < self.now()).then_some(until),
            None => self.later(days),
        };
        let (by, reason) = (self.life.assignees[0], self.phrase("hold"));
        let by = self.at_the_computer(by);
        self.life.hold = Some(Hold { at, by, reason, until: planned, released_at });
        self.at = released_at.unwrap_or(at);
        if released_at.is_none() { Some(State::OnHold) } else { None }
    }

    fn work(&mut self) -> Option<State> {
        let due_days = self.begin.kind.due_days as f64;
        let mean = match self.chance.share() {
            share if share < 0.85 => due_days,
            share if share < 0.97 => due_days * 4.0,
            _ => 140.0,
        };
        let Some(at) = self.later(mean) else { return Some(State::PendingResolution) };
        let by = self.at_the_computer(self.life.assignees[0]);
        let action = self.chance.pick(&self.begin.problem.actions).copied().unwrap_or_default();
        self.life.resolution = Some(Resolution { at, by, action_taken: action.to_owned() });
        self.charge(at, by);
        None
    }

    fn charge(&mut self, at: i64, entered_by: usize) {
        let (least, most) = self.begin.problem.minutes;
        for worker in self.life.assignees.clone() {
            let minutes = (self.chance.between(least, most) + 2) / 5 * 5;
            let hourly_rate = self.district.people[worker].hourly_rate;
            self.life.labor.push(Labor { at, worker, entered_by, minutes, hourly_rate });
        }
        for &(part, (from, to)) in &self.begin.problem.parts {
            if self.chance.happens(0.5) {
                let amount = self.chance.between(from * 100, to * 100);
                self.cost(at, entered_by, CostKind::Other, part.to_owned(), amount);
                if self.chance.happens(0.01) {
                    self.cost(at, entered_by, CostKind::Other, format!("Returned: {part}"), -amount);
                }
            }
        }
        if self.chance.happens(0.03) {
            let note = self.phrase("contractor");
            let amount = self.chance.between(15, 180) * 1_000;
            self.cost(at, entered_by, CostKind::Contractor, note, amount);
        }
    }

    fn cost(&mut self, at: i64, entered_by: usize, kind: CostKind, note: String, amount: i64) {
        self.life.costs.push(Cost { at, entered_by, kind, note, amount });
    }

    fn review(&mut self) -> Option<State> {
        let mean = self.mostly(0.97, 4.0, 30.0);
        let Some(at) = self.later(mean) else { return Some(State::PendingFinalization) };
        let by = self.district.staff.processor(self.chance);
        self.life.review = Some(Review { at, by });
        None
    }

    /// What people say meanwhile.
    fn talk(&mut self) {
        let requester = self.begin.requester;
        if let (Some(assigned_at), Some(&assignee)) = (self.life.assigned_at, self.life.assignees.first()) {
            let assignee = self.at_the_computer(assignee);
            self.say(0.3, assigned_at, 0.6, assignee, "answer", false);
            self.say(0.07, assigned_at, 1.0, assignee, "private", true);
            self.say(0.12, assigned_at, 4.0, requester, "question", false);
        }
        if let Some(Resolution { at, .. }) = self.life.resolution {
            self.say(0.18, at, 0.7, requester, "thanks", false);
        }
        self.life.responses.sort_by_key(|response| response.at);
    }

    /// In that share of cases says something some days after `since`, unless that would be tomorrow, or out of place by then.
    fn say(&mut self, share: f64, since: i64, days: f64, by: usize, section: &str, private: bool) {
        if !self.chance.happens(share) {
            return;
        }
        let days = self.chance.waiting(days);
        let at = self.working_time(since + (days * DAY as f64) as i64);
        let over = match &self.life.resolution {
            Some(resolution) if section != "thanks" => resolution.at,
            _ => self.now(),
        };
        if at < over.min(self.now()) {
            let text = self.phrase(section);
            self.life.responses.push(Response { at, by, text, private });
        }
    }

    /// `usual`, or in the remaining share of cases `rare`: some things lie about for long.
    fn mostly(&mut self, share: f64, usual: f64, rare: f64) -> f64 {
        if self.chance.happens(share) { usual } else { rare }
    }

    /// Moves on by some days, on average `mean`, to a time when people work; none if that has not come yet.
    fn later(&mut self, mean: f64) -> Option<i64> {
        let days = self.chance.waiting(mean);
        let at = self.working_time(self.at + 5 * MINUTE + (days * DAY as f64) as i64);
        (at < self.now()).then(|| {
            self.at = at;
            at
        })
    }

    /// The time itself where people work then, or some time in the next morning.
    fn working_time(&mut self, at: i64) -> i64 {
        let time_of_day = (at - self.now()).rem_euclid(DAY);
        if (OPENS..CLOSES).contains(&time_of_day) {
            return at;
        }
        let midnight = at - time_of_day;
        let morning = if time_of_day < OPENS { midnight } else { midnight + DAY };
        morning + OPENS + self.chance.between(0, 180 * MINUTE)
    }

    /// The person, or the office in place of somebody who does not sign in.
    fn at_the_computer(&mut self, person: usize) -> usize {
        match self.district.people[person].user_name {
            Some(_) => person,
            None => self.district.staff.processor(self.chance),
        }
    }

    fn phrase(&mut self, section: &str) -> String {
        self.district.words.phrase(section, self.chance).to_owned()
    }

    /// Where the story ends.
    fn now(&self) -> i64 {
        self.district.plan.midnight
    }
}
