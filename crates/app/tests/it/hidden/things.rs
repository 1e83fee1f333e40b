//! What there is to be seen: four buildings, somebody in each of them, and requests in every state and place, each with words of its own.
use super::cast::{GROUNDS, MAINTENANCE, Seer};
use crate::app::{Actor, TestApp};
use access::{Facts, Module};
use serde_json::{Value, json};
use store::params;

pub struct Building {
    pub id: i64,
    pub letter: char,
    pub room: i64,
    pub group: i64,
}

/// Somebody who works in a building, and nowhere else.
pub struct Subject {
    pub id: i64,
    pub letter: char,
    pub building: i64,
}

pub struct Request {
    pub id: i64,
    pub number: usize,
    pub module: Module,
    pub state: &'static str,
    pub creator: i64,
    pub assignees: Vec<i64>,
    pub building: Option<i64>,
    /// Where it once was.
    pub came_from: Option<i64>,
    pub type_id: Option<i64>,
    pub deleted: bool,
}

impl Request {
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            module: Some(self.module),
            creator: Some(self.creator),
            requester: Some(self.creator),
            assignees: &self.assignees,
            customer: None,
            buildings: self.building.as_slice(),
            type_id: self.type_id,
        }
    }
}

pub struct Things {
    pub admin: Actor,
    pub buildings: Vec<Building>,
    pub subjects: Vec<Subject>,
    /// One for each module.
    pub types: Vec<(i64, Module)>,
    pub requests: Vec<Request>,
    pub admin_view: i64,
}

pub const STATES: [&str; 7] = [
    "pending_approval",
    "pending_assignment",
    "pending_resolution",
    "on_hold",
    "pending_finalization",
    "finalized",
    "declined",
];

impl Things {
    pub async fn found(app: &TestApp) -> Things {
        let admin = app.as_role("facilitron.system_administrator", "Root", &[]).await;
        admin.post("/work-modules", json!({"key": "grounds", "name": "Grounds"})).await.expect(201);
        let mut things =
            Things { admin, buildings: vec![], subjects: vec![], types: vec![], requests: vec![], admin_view: 0 };
        things.places().await;
        things.people(app).await;
        for (module, key) in [(MAINTENANCE, "maintenance"), (GROUNDS, "grounds")] {
            let body = json!({"module": key, "name": format!("Zqtype{key}")});
            things.types.push((things.admin.post("/request-types", body).await.expect(201).id(), module));
        }
        let view = json!({"page": "work-requests", "name": "Zqview", "query": "q=zqquery"});
        things.admin_view = things.admin.post("/views", view).await.expect(201).id();
        things
    }

    async fn places(&mut self) {
        for letter in ['a', 'b', 'c', 'd'] {
            let body = json!({"name": format!("Zqhouse{letter}"), "address": format!("zqstreet{letter} 1")});
            let id = self.admin.post("/buildings", body).await.expect(201).id();
            let room = json!({"name": format!("Zqroom{letter}")});
            let room = self.admin.post(&format!("/buildings/{id}/resources"), room).await.expect(201).id();
            let group = json!({"name": format!("Zqgroup{letter}"), "building_ids": [id]});
            let group = self.admin.post("/building-groups", group).await.expect(201).id();
            self.buildings.push(Building { id, letter, room, group });
        }
    }

    /// In each building somebody who reports and works, at a rate.
    async fn people(&mut self, app: &TestApp) {
        app.role("test.subject", subject(false)).await;
        for building in &self.buildings {
            let name: &'static str = format!("Zqperson{}", building.letter).leak();
            let id = app.person("test.subject", name, &[building.id]).await;
            let rate = 7_000 + i64::from(u32::from(building.letter));
            let contact = json!({"phones": [format!("+1 zqphone{}", building.letter)]}).to_string();
            let write = app.app.db().write(move |tx| {
                Box::pin(async move {
                    tx.exec("UPDATE worker SET hourly_rate = $1 WHERE user_id = $2", params![rate, id]).await?;
                    tx.exec("UPDATE app_user SET contact = $1 WHERE id = $2", params![contact, id]).await
                })
            });
            write.await.unwrap();
            self.subjects.push(Subject { id, letter: building.letter, building: building.id });
        }
    }

    /// Requests of everybody, and what is done with them.
    pub async fn happen(&mut self, app: &TestApp, seers: &[Seer]) {
        let mut reporters = vec![];
        for subject in &self.subjects {
            reporters.push(app.sign_in(subject.id, &format!("Zqperson{}", subject.letter)).await);
        }
        for (at, state) in STATES.iter().enumerate() {
            for place in [at % 4, (at + 1) % 4] {
                let of = (at + place) % 4;
                self.request(app, &reporters[of], state, Some(place), (at + place + 1) % 4, MAINTENANCE).await;
            }
        }
        for seer in seers {
            let place = self.buildings.iter().position(|building| may_report(seer, building.id));
            if place.is_some() {
                self.request(app, &seer.actor, "pending_assignment", place, 0, MAINTENANCE).await;
            }
        }
        self.request(app, &reporters[0], "pending_assignment", None, 1, MAINTENANCE).await;
        self.request(app, &reporters[3], "pending_resolution", Some(3), 3, GROUNDS).await;
        self.request(app, &reporters[1], "finalized", Some(1), 2, GROUNDS).await;
        for place in [0, 2] {
            self.request(app, &reporters[1], "pending_assignment", Some(place), 1, MAINTENANCE).await;
            let last = self.requests.last_mut().unwrap();
            self.admin.delete(&format!("/work-requests/{}", last.id)).await.expect(204);
            last.deleted = true;
        }
        self.moved(app, &reporters[1]).await;
        self.assigned_to(seers).await;
    }

    /// One that came from a room of the last building to the first.
    async fn moved(&mut self, app: &TestApp, reporter: &Actor) {
        self.request(app, reporter, "pending_assignment", Some(3), 1, MAINTENANCE).await;
        let (from, to) = (self.buildings[3].id, self.buildings[0].id);
        let last = self.requests.last_mut().unwrap();
        let path = format!("/work-requests/{}", last.id);
        self.admin.patch(&path, json!({"building_id": to})).await.expect(200);
        (last.building, last.came_from) = (Some(to), Some(from));
    }

    /// Work of one's own in a place that one does not know.
    async fn assigned_to(&mut self, seers: &[Seer]) {
        let tech = seers.iter().find(|seer| seer.name == "Tech").unwrap();
        let state = |r: &&mut Request| r.state == "pending_resolution" && r.module == MAINTENANCE;
        let there = self.buildings[3].id;
        let request = self.requests.iter_mut().filter(state).find(|r| r.building == Some(there)).unwrap();
        request.assignees.push(tech.actor.id);
        request.assignees.sort_unstable();
        let body = json!({"user_ids": request.assignees});
        self.admin.put(&format!("/work-requests/{}/assignees", request.id), body).await.expect(200);
    }

    async fn request(
        &mut self,
        app: &TestApp,
        reporter: &Actor,
        state: &'static str,
        place: Option<usize>,
        worker: usize,
        module: Module,
    ) {
        strict(app, matches!(state, "pending_approval" | "declined")).await;
        let number = self.requests.len();
        let place = place.map(|at| &self.buildings[at]);
        let type_id = (!number.is_multiple_of(3)).then_some(self.types[usize::from(module.0) - 1].0);
        let body = json!({
            "module": if module == MAINTENANCE { "maintenance" } else { "grounds" },
            "title": format!("Zqtitle{number}x common"), "description": format!("zqstory{number}x"), "location": format!("zqspot{number}x"),
            "building_id": place.map(|b| b.id), "resource_id": place.map(|b| b.room), "request_type_id": type_id,
        });
        let id = reporter.post("/work-requests", body).await.expect(201).id();
        let mut request = Request {
            id,
            number,
            module,
            state,
            creator: reporter.id,
            assignees: vec![],
            building: place.map(|b| b.id),
            came_from: None,
            type_id,
            deleted: false,
        };
        if matches!(state, "pending_resolution" | "pending_finalization" | "finalized") {
            request.assignees.push(self.subjects[worker].id);
        }
        self.tell(&request, self.subjects[worker].id).await;
        self.requests.push(request);
    }

    async fn tell(&self, request: &Request, worker: i64) {
        let (admin, number) = (&self.admin, request.number);
        let at = |what: &str| format!("/work-requests/{}/{what}", request.id);
        admin.patch(&format!("/work-requests/{}", request.id), json!({"due_at": due(number)})).await.expect(200);
        admin.post(&at("responses"), json!({"text": format!("zqsaid{number}x")})).await.expect(201);
        admin.post(&at("responses"), json!({"text": format!("zqwhisper{number}x"), "private": true})).await.expect(201);
        let cost = json!({"amount": format!("{}.17", 5_000 + number), "currency": "USD"});
        let body = json!({"kind": "other", "note": format!("zqbill{number}x"), "cost": cost});
        admin.post(&at("costs"), body).await.expect(201);
        if !request.assignees.is_empty() {
            admin.put(&at("assignees"), json!({"user_ids": request.assignees})).await.expect(200);
            let time = json!({"user_id": worker, "minutes": minutes(number)});
            admin.post(&at("work-entries"), time).await.expect(201);
        }
        if matches!(request.state, "pending_finalization" | "finalized") {
            admin.post(&at("resolution"), json!({"action_taken": format!("zqmended{number}x")})).await.expect(200);
        }
        if request.state == "finalized" {
            admin.post(&at("finalization"), json!({})).await.expect(200);
        }
        if request.state == "on_hold" {
            admin.post(&at("hold"), json!({"reason": format!("zqwaits{number}x")})).await.expect(200);
        }
        if request.state == "declined" {
            let no = json!({"decision": "declined", "reason": format!("zqnever{number}x")});
            admin.post(&at("approval"), no).await.expect(200);
        }
    }
}

fn may_report(seer: &Seer, building: i64) -> bool {
    let facts = Facts { module: Some(MAINTENANCE), creator: Some(seer.actor.id), ..Facts::of_building(&building) };
    let readable = access::decide(&seer.person, access::keys::buildings::READ, &Facts::of_building(&building));
    readable.allowed && access::decide(&seer.person, access::keys::work::CREATE.of(MAINTENANCE), &facts).allowed
}

/// What those who report and work hold; whether they need an approval changes with what is to be reported.
fn subject(strict: bool) -> Value {
    let module = |key: &str| {
        let grants = [
            ("create", json!("any")),
            ("read", json!("own")),
            ("respond", json!("own")),
            ("resolve", json!("any")),
            ("can_be_assigned", json!(true)),
            ("requires_approval", json!(strict)),
        ];
        grants.map(|(name, value)| (format!("work.{key}.{name}"), value))
    };
    let grants = [module("maintenance"), module("grounds")].concat().into_iter();
    Value::Object(grants.chain([("buildings.read".to_owned(), json!("any"))]).collect())
}

async fn strict(app: &TestApp, strict: bool) {
    let grants = subject(strict).to_string();
    let write = app.app.db().write(move |tx| {
        Box::pin(async move {
            tx.bump_access();
            tx.exec("UPDATE user_type SET grants = $1 WHERE builtin = 'test.subject'", params![grants]).await
        })
    });
    write.await.unwrap();
}

/// A day of its own for each request, far from any other day.
pub fn due(number: usize) -> Value {
    json!(format!("20{}-07-1{}T17:00:00Z", 40 + number / 10, number % 10))
}

/// As many minutes as nothing else has.
pub fn minutes(number: usize) -> i64 {
    40_000 + number as i64
}
