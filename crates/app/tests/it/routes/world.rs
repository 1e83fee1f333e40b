//! What the calls of the table act upon: each gets something of its own, made by an administrator, in the state that it wants.
use crate::app::{Actor, TestApp};
use axum::http::Method;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use store::params;

/// What the ids in a path are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Nothing,
    Building,
    /// A room and its building.
    Room,
    Group,
    Person,
    /// Somebody who was invited and has not come yet.
    Invited,
    UserType,
    /// One that ships, with something added to it.
    ShippedType,
    Team,
    Module,
    RequestType,
    Process,
    /// A request in this state; deleted ones beside them.
    Request(&'static str),
    Deleted,
    /// A request that the caller follows, and the caller.
    Followed,
    /// A request and one of its links.
    Linked,
    /// A request and one of its files.
    Attached,
    /// A request on which nobody's timer runs, whoever's did.
    Idle,
    /// One on which the caller's timer runs, and no other.
    Timed,
    /// A request and one of its costs.
    Cost,
    /// A request and time that was entered for the caller, or for Walt.
    OwnEntry,
    Entry,
    Import,
    /// A file of this kind whose columns are looked at.
    Draft(&'static str),
    Link,
    /// A change of somebody's name.
    Change,
    /// Somebody with an override.
    Excepted,
    /// Things of the caller's own.
    OwnSession,
    OwnView,
}

/// The places and people that bodies name.
pub struct World<'a> {
    pub app: &'a TestApp,
    /// Who may do everything.
    pub ada: Actor,
    /// Whose requests wait for approval.
    olga: Actor,
    /// Who works, and has a rate.
    pub walt: i64,
    pub lincoln: i64,
    pub washington: i64,
    pub room: i64,
    pub request_type: i64,
    /// Of these nobody reports anything, so approval processes for them are in nobody's way.
    pub quiet_types: [i64; 3],
    /// A user type that grants nothing.
    pub bare: i64,
    /// A request to which others are linked.
    pub other: i64,
    /// What was made last.
    made: AtomicI64,
    next: AtomicUsize,
}

impl<'a> World<'a> {
    pub async fn new(app: &'a TestApp) -> World<'a> {
        let (lincoln, washington) = (app.building("Lincoln High").await, app.building("Washington Middle").await);
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        app.role(
            "test.olga",
            json!({"work.maintenance.create": "any", "work.maintenance.read": "own",
            "work.maintenance.requires_approval": true, "buildings.read": "any"}),
        )
        .await;
        let olga = app.as_role("test.olga", "Olga", &[]).await;
        app.role(
            "test.walt",
            json!({"work.maintenance.read": "any", "work.maintenance.resolve": "any",
            "work.maintenance.can_be_assigned": true}),
        )
        .await;
        let walt = app.person("test.walt", "Walt", &[]).await;
        let bare =
            ada.post("/user-types", json!({"name": "Bare", "signs_in": true, "grants": {}})).await.expect(201).id();
        let room = ada.post(&format!("/buildings/{lincoln}/resources"), json!({"name": "Gym"})).await.expect(201).id();
        let request_type = ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id();
        ada.post("/work-modules", json!({"key": "annex", "name": "Annex"})).await.expect(201);
        let mut quiet_types = [0; 3];
        for (at, id) in quiet_types.iter_mut().enumerate() {
            *id = ada.post("/request-types", json!({"name": format!("Quiet {at}")})).await.expect(201).id();
        }
        let other = json!({"title": "Other leak", "building_id": lincoln});
        let other = ada.post("/work-requests", other).await.expect(201).id();
        World {
            app,
            ada,
            olga,
            walt,
            lincoln,
            washington,
            room,
            request_type,
            quiet_types,
            bare,
            other,
            made: AtomicI64::new(0),
            next: AtomicUsize::new(1),
        }
    }

    /// A name that nothing has yet.
    pub fn fresh(&self, word: &str) -> String {
        format!("{word} {}", self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// What was made for a line whose body names it.
    pub fn made(&self) -> String {
        self.made.load(Ordering::Relaxed).to_string()
    }

    /// Something new of this kind, for `caller`: its ids in the order of the path.
    pub async fn make(&self, place: Place, caller: &Actor) -> Vec<i64> {
        let ids = self.made_now(place, caller).await;
        self.made.store(ids.first().copied().unwrap_or(0), Ordering::Relaxed);
        ids
    }

    async fn made_now(&self, place: Place, caller: &Actor) -> Vec<i64> {
        let ada = &self.ada;
        let name = || json!({"name": self.fresh("Thing")});
        match place {
            Place::Nothing => vec![],
            Place::Building => vec![ada.post("/buildings", name()).await.expect(201).id()],
            Place::Room => {
                let building = ada.post("/buildings", name()).await.expect(201).id();
                vec![building, ada.post(&format!("/buildings/{building}/resources"), name()).await.expect(201).id()]
            }
            Place::Group => {
                let building = ada.post("/buildings", name()).await.expect(201).id();
                let body = json!({"name": self.fresh("Group"), "building_ids": [building]});
                vec![ada.post("/building-groups", body).await.expect(201).id()]
            }
            Place::Person => vec![self.person(true).await],
            Place::Invited => vec![self.person(false).await],
            Place::UserType => {
                let body = json!({"name": self.fresh("Type"), "signs_in": true, "grants": {}});
                vec![ada.post("/user-types", body).await.expect(201).id()]
            }
            Place::ShippedType => {
                let types = ada.get("/user-types?limit=200").await.expect(200);
                let types = types.body["items"].as_array().unwrap().clone();
                let id = types.iter().find(|t| t["builtin"] == "fmx.tenant").unwrap()["id"].as_i64().unwrap();
                // modules came since it was installed
                ada.post(&format!("/user-types/{id}/reset"), json!({})).await.expect(200);
                let more = json!({"grants": {"buildings.create": true}});
                ada.patch(&format!("/user-types/{id}"), more).await.expect(200);
                vec![id]
            }
            Place::Team => vec![ada.post("/teams", name()).await.expect(201).id()],
            Place::Module => {
                let key = self.fresh("module").replace(' ', "_");
                vec![ada.post("/work-modules", json!({"key": key, "name": key})).await.expect(201).id()]
            }
            Place::RequestType => vec![ada.post("/request-types", name()).await.expect(201).id()],
            Place::Process => {
                let request_type = ada.post("/request-types", name()).await.expect(201).id();
                let body =
                    json!({"request_type_id": request_type, "tiers": [{"user_type_ids": [self.bare], "user_ids": []}]});
                vec![ada.post("/approval-processes", body).await.expect(201).id()]
            }
            Place::Request(state) => vec![self.request(state).await],
            Place::Deleted => {
                let id = self.request("pending_assignment").await;
                ada.delete(&format!("/work-requests/{id}")).await.expect(204);
                vec![id]
            }
            Place::Followed => {
                let (id, user, at) =
                    (self.request("pending_assignment").await, caller.id, self.app.app.now().as_microsecond());
                let sql = "INSERT INTO follower (item_id, user_id, added_by, at) VALUES ($1, $2, $2, $3)";
                let write = self
                    .app
                    .app
                    .db()
                    .write(move |tx| Box::pin(async move { tx.exec(sql, params![id, user, at]).await }));
                write.await.unwrap();
                vec![id, user]
            }
            Place::Linked => {
                let id = self.request("pending_assignment").await;
                let other = json!({"item": format!("work-requests/{}", self.other)});
                vec![id, ada.post(&format!("/work-requests/{id}/associations"), other).await.expect(201).id()]
            }
            Place::Attached => {
                let id = self.request("pending_assignment").await;
                let (path, file) = (format!("/api/v1/work-requests/{id}/attachments"), super::file(&Value::Null));
                let added = super::send(self.app, ada, Method::POST, &path, Some(file)).await.expect(201);
                vec![id, added.body["items"][0]["id"].as_i64().unwrap()]
            }
            Place::Idle => {
                self.clear_timers(None).await;
                vec![self.request("pending_assignment").await]
            }
            Place::Timed => {
                let id = self.request("pending_assignment").await;
                self.clear_timers(Some((id, caller.id))).await;
                vec![id]
            }
            Place::Cost => {
                let id = self.request("pending_assignment").await;
                let cost =
                    json!({"kind": "contractor", "note": "Crane", "cost": {"amount": "90.00", "currency": "USD"}});
                vec![id, ada.post(&format!("/work-requests/{id}/costs"), cost).await.expect(201).id()]
            }
            Place::OwnEntry => self.entry(caller.id).await,
            Place::Entry => self.entry(self.walt).await,
            Place::Link => {
                let body = json!({"name": self.fresh("Link"), "address": "https://example.org/"});
                vec![ada.post("/navigation-links", body).await.expect(201).id()]
            }
            Place::Change => {
                let id = self.person(true).await;
                ada.patch(&format!("/users/{id}"), name()).await.expect(200);
                let log = ada.get("/access/changes?limit=1").await.expect(200);
                vec![log.body["items"][0]["id"].as_i64().unwrap()]
            }
            Place::Excepted => {
                let id = self.person(true).await;
                let overrides = json!({"overrides": {"todo.view": {"value": false}}});
                ada.patch(&format!("/users/{id}"), overrides).await.expect(200);
                vec![id]
            }
            Place::Import => vec![self.run(caller.id, "failed", None, json!({"kind": "work-requests"})).await],
            Place::Draft(kind) => vec![self.draft(kind, caller.id).await],
            Place::OwnSession => {
                self.app.sign_in(caller.id, &caller_name(self.app, caller.id).await).await;
                let sessions = caller.get("/sessions").await.expect(200);
                let other = sessions.body["items"].as_array().unwrap().iter().find(|s| s["current"] == false).cloned();
                vec![other.unwrap()["id"].as_i64().unwrap()]
            }
            Place::OwnView => {
                let body = json!({"page": "work-requests", "name": self.fresh("View"), "query": "state=open"});
                vec![caller.post("/views", body).await.expect(201).id()]
            }
        }
    }

    async fn person(&self, has_password: bool) -> i64 {
        let name = self.fresh("Person");
        let word = name.to_lowercase().replace(' ', ".");
        let email = format!("{word}@district.example");
        let mut body = json!({"name": name, "user_name": word, "user_type_id": self.bare, "email": email});
        if has_password {
            body["password"] = json!("correct horse battery");
        } else {
            body["invite"] = json!(true);
        }
        self.ada.post("/users", body).await.expect(201).id()
    }

    /// Time that was entered for somebody today.
    async fn entry(&self, user_id: i64) -> Vec<i64> {
        let id = self.request("pending_assignment").await;
        let rates = "UPDATE worker SET hourly_rate = 3000 WHERE hourly_rate IS NULL";
        let rated = self.app.app.db().write(move |tx| Box::pin(async move { tx.exec(rates, params![]).await }));
        rated.await.unwrap();
        let time = json!({"user_id": user_id, "minutes": 25});
        vec![id, self.ada.post(&format!("/work-requests/{id}/work-entries"), time).await.expect(201).id()]
    }

    /// Ends all timers that run, but for this one, which runs from now on.
    async fn clear_timers(&self, but: Option<(i64, i64)>) {
        let at = self.app.app.now().as_microsecond();
        let write = self.app.app.db().write(move |tx| {
            Box::pin(async move {
                tx.exec("DELETE FROM work_timer", params![]).await?;
                if let Some((item, user)) = but {
                    let sql =
                        "INSERT INTO work_timer (item_id, user_id, started_by, started_at) VALUES ($1, $2, $2, $3)";
                    tx.exec(sql, params![item, user, at]).await?;
                }
                Ok::<_, store::Error>(())
            })
        });
        write.await.unwrap();
    }

    /// A request that has come to this state.
    pub async fn request(&self, state: &'static str) -> i64 {
        let ada = &self.ada;
        let body =
            || json!({"title": self.fresh("Leak"), "building_id": self.lincoln, "due_at": "2026-03-05T17:00:00Z"});
        let waiting = || json!({"title": self.fresh("Leak"), "building_id": self.lincoln});
        let at = |id: i64, what: &str| format!("/work-requests/{id}/{what}");
        if ["pending_approval", "declined"].contains(&state) {
            let id = self.olga.post("/work-requests", waiting()).await.expect(201).id();
            if state == "declined" {
                let no = json!({"decision": "declined", "reason": "Not now"});
                ada.post(&at(id, "approval"), no).await.expect(200);
            }
            return id;
        }
        let id = ada.post("/work-requests", body()).await.expect(201).id();
        if state == "on_hold" {
            ada.post(&at(id, "hold"), json!({"reason": "Parts"})).await.expect(200);
        }
        if ["pending_resolution", "pending_finalization", "finalized"].contains(&state) {
            ada.put(&at(id, "assignees"), json!({"user_ids": [self.walt]})).await.expect(200);
        }
        if ["pending_finalization", "finalized"].contains(&state) {
            ada.post(&at(id, "resolution"), json!({"action_taken": "Mended"})).await.expect(200);
        }
        if state == "finalized" {
            ada.post(&at(id, "finalization"), json!({})).await.expect(200);
        }
        let found = ada.get(&format!("/work-requests/{id}")).await.expect(200);
        assert_eq!(found.body["state"], state);
        id
    }

    /// A file of this person's, as it is looked at before it is imported.
    async fn draft(&self, kind: &'static str, owner: i64) -> i64 {
        let field = if kind == "work-requests" { "title" } else { "name" };
        let constants = if kind == "users" { json!({"user_type": self.bare}) } else { json!({}) };
        let settings = json!({"kind": kind, "mapping": {field: "A"}, "constants": constants, "dry_run": true});
        self.run(owner, "draft", Some(format!("A\n{}\n", self.fresh("Thing"))), settings).await
    }

    /// A run of this person's.
    async fn run(&self, owner: i64, state: &'static str, file: Option<String>, settings: Value) -> i64 {
        let (hash, at) = (self.fresh("hash").into_bytes(), self.app.app.now().as_microsecond());
        let kind = settings["kind"].as_str().unwrap().to_owned();
        let sql = "INSERT INTO import_run (kind, user_id, file_name, file_hash, file, settings, state, rows_total, rows_done, created_at)
            VALUES ($1, $2, 'a.csv', $3, $4, $5, $6, 1, 0, $7) RETURNING id";
        let values = params![kind, owner, hash, file.map(String::into_bytes), settings.to_string(), state, at];
        let write = self.app.app.db().write(move |tx| Box::pin(async move { tx.one::<(i64,)>(sql, values).await }));
        write.await.unwrap().0
    }
}

async fn caller_name(app: &TestApp, id: i64) -> String {
    let read = app.app.db().read(move |tx| {
        Box::pin(async move { tx.one::<(String,)>("SELECT user_name FROM app_user WHERE id = $1", params![id]).await })
    });
    read.await.unwrap().0
}

/// `{module}` as Maintenance.
fn maintenance(key: &str) -> String {
    key.replace("{module}", "maintenance")
}

/// Whether a permission is this key, in whichever module.
pub fn is_of(permission: &str, key: &str) -> bool {
    match key.split_once("{module}") {
        Some((before, after)) => permission.starts_with(before) && permission.ends_with(after),
        None => permission == key,
    }
}

/// The widest value that a key takes, or the narrowest.
pub fn value(key: &str, wide: bool) -> Value {
    let catalogue = access::Catalogue::new(&[(access::Module(1), "maintenance")]);
    let key = catalogue.parse(&maintenance(key)).unwrap_or_else(|| panic!("{key} does not act"));
    let permission = catalogue.permission(key);
    let widest = if permission.key.ends_with("can_be_assigned") {
        access::Value::Flag(true)
    } else {
        access::Value::widest(permission)
    };
    let value = if wide { widest } else { access::Value::absent(permission) };
    value.to_json(permission)
}
