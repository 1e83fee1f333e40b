//! Those who look: of shipped and of unusual user types, with what they hold worked out beside the product.
use super::things::Things;
use crate::app::{Actor, TestApp};
use access::{Buildings, Catalogue, Grants, Module, Override, Person, Profile, Source, Via};
use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};
use std::sync::{Arc, LazyLock};
use store::params;

pub const MAINTENANCE: Module = Module(1);
pub const GROUNDS: Module = Module(2);
/// The day of the test's clock.
const TODAY: Date = date(2026, 3, 2);

pub static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(&[(MAINTENANCE, "maintenance"), (GROUNDS, "grounds")]));

/// Somebody who is signed in, and what the engine should know of them.
pub struct Seer {
    pub name: &'static str,
    pub actor: Actor,
    pub person: Person,
}

impl Seer {
    pub fn email(&self) -> String {
        format!("{}@district.example", self.name.to_lowercase())
    }
}

/// Somebody's name, what their user type grants, the places in which they are (`A` to `D`), and what their team gives.
struct Part {
    name: &'static str,
    grants: Value,
    places: &'static [usize],
    team: Option<(Value, &'static [usize])>,
    overrides: Value,
}

fn part(name: &'static str, grants: Value, places: &'static [usize]) -> Part {
    Part { name, grants, places, team: None, overrides: json!({}) }
}

fn shipped(word: &str) -> Value {
    let grants = access::Shipped::find(word).unwrap().grants([MAINTENANCE, GROUNDS]);
    Value::Object(grants.store(&CATALOGUE))
}

fn parts() -> Vec<Part> {
    vec![
        part("Chief", shipped("facilitron.system_administrator"), &[]),
        part("Asker", shipped("connexus.work_requester"), &[0]),
        part("Tech", shipped("facilitron.maintenance_technician"), &[0, 1]),
        part("Manager", shipped("facilitron.site_based_plant_manager"), &[1]),
        part("Tenant", shipped("fmx.tenant"), &[2]),
        part("Nobody", json!({}), &[0, 1, 2, 3]),
        part("Bare", json!({"work.maintenance.read": "buildings"}), &[0, 1]),
        part(
            "Blind",
            json!({"work.maintenance.read": "any", "work.maintenance.view_assignments": true,
            "work.maintenance.view_work": "any", "work.maintenance.delete": "any"}),
            &[],
        ),
        part(
            "Clerk",
            json!({"users.read": "buildings", "users.administer": "buildings", "buildings.read": "buildings",
            "buildings.update": "buildings", "users.view_labor_rate": true, "work.maintenance.read": "any",
            "work.maintenance.view_work": "any", "work.maintenance.view_worker_time": true, "work.maintenance.costs": "view"}),
            &[0],
        ),
        part("Shredder", json!({"work.maintenance.read": "own", "work.maintenance.delete": "any"}), &[]),
        part(
            "Gardener",
            json!({"work.grounds.read": "any", "work.grounds.create": "any", "buildings.read": "any"}),
            &[3],
        ),
        part(
            "Planner",
            json!({"work.maintenance.read": "own", "work.maintenance.create": "buildings", "buildings.read": "buildings",
            "work.maintenance.create_on_behalf": true, "work.maintenance.access_due_date": true, "users.read": "buildings"}),
            &[1, 2],
        ),
        Part {
            team: Some((
                json!({"work.maintenance.read": "buildings", "work.maintenance.read_private_responses": "any",
                "users.read": "any"}),
                &[2],
            )),
            ..part("Member", json!({"work.maintenance.read": "own", "buildings.read": "buildings"}), &[])
        },
        Part {
            overrides: json!({"work.maintenance.read": {"value": "any", "until": "2026-03-01"},
                "work.maintenance.costs": {"value": "view", "until": null}, "buildings.read": {"value": "any", "until": "2026-03-02"}}),
            ..part("Former", json!({"work.maintenance.read": "own"}), &[3])
        },
    ]
}

pub async fn all(app: &TestApp, things: &Things) -> Vec<Seer> {
    let mut seers = vec![];
    for part in parts() {
        seers.push(seer(app, things, part).await);
    }
    seers
}

async fn seer(app: &TestApp, things: &Things, part: Part) -> Seer {
    let word: &'static str = format!("test.{}", part.name).leak();
    app.role(word, part.grants.clone()).await;
    let places: Vec<i64> = part.places.iter().map(|at| things.buildings[*at].id).collect();
    let id = app.person(word, part.name, &places).await;
    let source = |grants: &Value, via: Via| {
        let stored: Map<String, Value> = grants.as_object().unwrap().clone();
        Source { via, grants: Arc::new(Grants::load(&CATALOGUE, &stored)) }
    };
    let mut sources = vec![source(&part.grants, Via::UserType { id: 1, name: word.into() })];
    let mut all = places;
    if let Some((grants, at)) = &part.team {
        sources.push(source(
            grants,
            Via::Team { id: 1, name: "Team".into(), user_type_id: 2, user_type_name: "Type".into() },
        ));
        let at: Vec<i64> = at.iter().map(|at| things.buildings[*at].id).collect();
        join(app, id, part.name, grants.clone(), at.clone()).await;
        all.extend(at);
    }
    overridden(app, id, part.overrides.clone()).await;
    let overrides = part.overrides.as_object().unwrap().iter().map(|(key, entry)| {
        let key = CATALOGUE.parse(key).unwrap();
        let value = access::Value::parse(key.permission(), &entry["value"]).unwrap();
        Override { key, value, until: entry["until"].as_str().map(|day| day.parse().unwrap()) }
    });
    let profile =
        Profile { id, sources, overrides: overrides.collect(), buildings: Buildings::of(all), ..Profile::default() };
    Seer { name: part.name, actor: app.sign_in(id, part.name).await, person: Person::new(profile, TODAY) }
}

/// A team of one, with a user type and buildings of its own.
async fn join(app: &TestApp, user_id: i64, name: &str, grants: Value, buildings: Vec<i64>) {
    let (name, grants) = (format!("Team of {name}"), grants.to_string());
    let write = app.app.db().write(move |tx| {
        Box::pin(async move {
            let sql = "INSERT INTO user_type (name, builtin, signs_in, grants) VALUES ($1, $1, true, $2) RETURNING id";
            let (type_id,): (i64,) = tx.one(sql, params![&name, grants]).await?;
            let (team,): (i64,) = tx.one("INSERT INTO team (name) VALUES ($1) RETURNING id", params![&name]).await?;
            tx.exec("INSERT INTO team_user_type (team_id, user_type_id) VALUES ($1, $2)", params![team, type_id])
                .await?;
            tx.exec("INSERT INTO team_member (team_id, user_id) VALUES ($1, $2)", params![team, user_id]).await?;
            for building in buildings {
                tx.exec("INSERT INTO team_building (team_id, building_id) VALUES ($1, $2)", params![team, building])
                    .await?;
            }
            tx.bump_access();
            Ok::<_, store::Error>(())
        })
    });
    write.await.unwrap();
}

async fn overridden(app: &TestApp, id: i64, overrides: Value) {
    let write = app.app.db().write(move |tx| {
        Box::pin(async move {
            tx.bump_access();
            tx.exec("UPDATE app_user SET overrides = $1 WHERE id = $2", params![overrides.to_string(), id]).await
        })
    });
    write.await.unwrap();
}
