//! From what is written down of an organization to what its people are shown: user types, teams, groups, overrides and buildings, as random
//! as they come, are loaded, compiled to SQL and answered as a slow and plain reading of the rules says.
use crate::app::{Actor, TestApp};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
    test_runner::{Config, TestCaseError, TestRunner},
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use store::params;

const BUILDINGS: usize = 4;
const PEOPLE: usize = 4;
const REQUESTS: usize = 24;

/// What varies: the levels and abilities that lists of requests, buildings and people go by.
const LEVELS: [&str; 3] = ["work.maintenance.read", "buildings.read", "users.read"];
const ABILITIES: [&str; 2] = ["work.maintenance.access_due_date", "work.maintenance.view_assignments"];

#[derive(Clone, Debug)]
struct Organization {
    buildings_cover_own: bool,
    /// Groups of buildings, which may overlap.
    groups: Vec<Vec<usize>>,
    /// What each user type grants.
    types: Vec<Map<String, Value>>,
    teams: Vec<Team>,
    people: Vec<Person>,
}

#[derive(Clone, Debug)]
struct Team {
    members: Vec<usize>,
    types: Vec<usize>,
    buildings: Vec<usize>,
    groups: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Person {
    user_type: usize,
    buildings: Vec<usize>,
    groups: Vec<usize>,
    all_buildings: bool,
    /// Key, value, and whether its last day has passed.
    overridden: Option<(String, Value, bool)>,
}

/// A request as it was reported; it stays while the organization around it changes.
struct Request {
    id: i64,
    creator: usize,
    assignees: Vec<usize>,
    building: Option<usize>,
    due: bool,
}

fn assignment() -> impl Strategy<Value = (String, Value)> {
    let level = |key: &'static str| {
        let words = if key.starts_with("work") {
            vec!["none", "own", "buildings", "any"]
        } else {
            vec!["none", "buildings", "any"]
        };
        select(words).prop_map(move |word| (key.to_owned(), json!(word)))
    };
    let ability = |key: &'static str| any::<bool>().prop_map(move |held| (key.to_owned(), json!(held)));
    prop_oneof![4 => select(LEVELS.to_vec()).prop_flat_map(level), 1 => select(ABILITIES.to_vec()).prop_flat_map(ability)]
}

fn some(of: usize, most: usize) -> impl Strategy<Value = Vec<usize>> {
    subsequence((0..of).collect::<Vec<_>>(), 0..=most)
}

fn organization() -> impl Strategy<Value = Organization> {
    let user_type = (prop::bool::weighted(0.05), vec(assignment(), 2..7)).prop_map(|(everything, values)| {
        let marker = everything.then(|| ("*".to_owned(), json!(true)));
        marker.into_iter().chain(values).collect()
    });
    let team = (some(PEOPLE, 3), some(4, 2), some(BUILDINGS, 2), some(2, 1))
        .prop_map(|(members, types, buildings, groups)| Team { members, types, buildings, groups });
    let person = (
        0..4usize,
        some(BUILDINGS, 2),
        some(2, 1),
        prop::bool::weighted(0.1),
        option::weighted(0.4, (assignment(), prop::bool::weighted(0.3))),
    )
        .prop_map(|(user_type, buildings, groups, all_buildings, overridden)| {
            let overridden = overridden.map(|((key, value), expired)| (key, value, expired));
            Person { user_type, buildings, groups, all_buildings, overridden }
        });
    let groups = vec(some(BUILDINGS, 3), 2);
    (prop::bool::weighted(0.3), groups, vec(user_type, 4), vec(team, 2), vec(person, PEOPLE)).prop_map(
        |(buildings_cover_own, groups, types, teams, people)| Organization {
            buildings_cover_own,
            groups,
            types,
            teams,
            people,
        },
    )
}

/// The plain reading of the rules.
impl Organization {
    fn teams_of(&self, person: usize) -> impl Iterator<Item = &Team> {
        self.teams.iter().filter(move |team| team.members.contains(&person))
    }

    fn has_all(&self, person: usize) -> bool {
        self.people[person].all_buildings
    }

    fn buildings(&self, person: usize) -> BTreeSet<usize> {
        if self.has_all(person) {
            return (0..BUILDINGS).collect();
        }
        let own = &self.people[person];
        let mut all: BTreeSet<usize> = own.buildings.iter().copied().collect();
        all.extend(own.groups.iter().flat_map(|group| &self.groups[*group]));
        for team in self.teams_of(person) {
            all.extend(&team.buildings);
            all.extend(team.groups.iter().flat_map(|group| &self.groups[*group]));
        }
        all
    }

    /// Each source's value of a key, the own user type first.
    fn values(&self, person: usize, key: &str) -> Vec<Value> {
        let own = &self.people[person];
        let mut types = vec![own.user_type];
        types.extend(self.teams_of(person).flat_map(|team| &team.types));
        let said = |at: usize| {
            let grants = &self.types[types[at]];
            let absent = if LEVELS.contains(&key) { json!("none") } else { json!(false) };
            let widest = if LEVELS.contains(&key) { json!("any") } else { json!(true) };
            let rest = if grants.contains_key("*") { widest } else { absent.clone() };
            match &own.overridden {
                Some((overridden, value, false)) if overridden == key => {
                    if at > 0 && LEVELS.contains(&key) {
                        absent
                    } else {
                        value.clone()
                    }
                }
                _ => grants.get(key).cloned().unwrap_or(rest),
            }
        };
        (0..types.len()).map(said).collect()
    }

    /// Whether one source lets this person read the request and gives all of these abilities.
    fn reads(&self, person: usize, request: &Request, with: &[&str]) -> bool {
        let own = request.creator == person || request.assignees.contains(&person);
        let near = request.building.is_some_and(|building| self.buildings(person).contains(&building));
        let abilities: Vec<Vec<Value>> = with.iter().map(|key| self.values(person, key)).collect();
        self.values(person, LEVELS[0]).iter().enumerate().any(|(at, level)| {
            let covers = match level.as_str().unwrap() {
                "any" => true,
                "own" => own,
                "buildings" => near || (self.buildings_cover_own && own),
                _ => false,
            };
            covers && abilities.iter().all(|values| values[at] == json!(true))
        })
    }

    fn reads_building(&self, person: usize, building: usize) -> bool {
        let near = self.buildings(person).contains(&building);
        self.values(person, LEVELS[1]).iter().any(|level| level == "any" || (level == "buildings" && near))
    }

    fn reads_person(&self, person: usize, other: usize) -> bool {
        let (mine, theirs) = (self.buildings(person), self.buildings(other));
        let near =
            if self.has_all(other) { self.has_all(person) || !mine.is_empty() } else { !theirs.is_disjoint(&mine) };
        self.values(person, LEVELS[2]).iter().any(|level| level == "any" || (level == "buildings" && near))
    }
}

/// The people, places and requests around which organizations change.
struct Stage<'a> {
    app: &'a TestApp,
    people: Vec<Actor>,
    buildings: Vec<i64>,
    requests: Vec<Request>,
}

impl<'a> Stage<'a> {
    /// Everybody may do everything while they report and assign.
    async fn new(app: &'a TestApp) -> Stage<'a> {
        app.role("test.start", json!({"*": true, "work.maintenance.can_be_assigned": true})).await;
        let (mut people, mut buildings, mut requests) = (vec![], vec![], vec![]);
        for at in 0..BUILDINGS {
            buildings.push(app.building(&format!("Building {at}")).await);
        }
        for at in 0..PEOPLE {
            people.push(app.as_role("test.start", &format!("Person{at}"), &[]).await);
        }
        for at in 0..REQUESTS {
            let (creator, building) = (at % PEOPLE, (at % 5 < BUILDINGS).then_some(at % 5));
            let due = (at % 3 == 0).then_some("2026-02-01T17:00:00Z");
            let body = json!({"title": format!("Common {at}"), "building_id": building.map(|at| buildings[at]), "due_at": due});
            let id = people[creator].post("/work-requests", body).await.expect(201).id();
            let assignees: Vec<usize> =
                (0..PEOPLE).filter(|person| (at / PEOPLE + person * 2).is_multiple_of(5)).collect();
            let ids: Vec<i64> = assignees.iter().map(|at| people[*at].id).collect();
            people[creator].put(&format!("/work-requests/{id}/assignees"), json!({"user_ids": ids})).await.expect(200);
            requests.push(Request { id, creator, assignees, building, due: due.is_some() });
        }
        Stage { app, people, buildings, requests }
    }

    /// Writes an organization down as the product does.
    async fn set(&self, organization: &Organization) {
        let o = organization.clone();
        let people: Vec<i64> = self.people.iter().map(|actor| actor.id).collect();
        let buildings = self.buildings.clone();
        let write = self.app.app.db().write(move |tx| {
            Box::pin(async move {
                for table in ["user_building", "user_building_group", "team", "building_group"] {
                    tx.exec(&format!("DELETE FROM {table}"), params![]).await?;
                }
                tx.exec("UPDATE organization SET buildings_cover_own = $1", params![o.buildings_cover_own]).await?;
                let (mut groups, mut types) = (vec![], vec![]);
                for (at, members) in o.groups.iter().enumerate() {
                    let sql = "INSERT INTO building_group (name) VALUES ($1) RETURNING id";
                    let (id,): (i64,) = tx.one(sql, params![format!("Group {at}")]).await?;
                    for member in members {
                        let sql = "INSERT INTO building_group_member (group_id, building_id) VALUES ($1, $2)";
                        tx.exec(sql, params![id, buildings[*member]]).await?;
                    }
                    groups.push(id);
                }
                for (at, grants) in o.types.iter().enumerate() {
                    let sql = "INSERT INTO user_type (name, builtin, signs_in, grants) VALUES ($1, $1, true, $2)
                        ON CONFLICT (builtin) DO UPDATE SET grants = excluded.grants RETURNING id";
                    let grants = Value::Object(grants.clone()).to_string();
                    let (id,): (i64,) = tx.one(sql, params![format!("test.type{at}"), grants]).await?;
                    types.push(id);
                }
                for (at, team) in o.teams.iter().enumerate() {
                    let (id,): (i64,) = tx
                        .one("INSERT INTO team (name) VALUES ($1) RETURNING id", params![format!("Team {at}")])
                        .await?;
                    for (table, column, ids) in [
                        ("team_member", "user_id", team.members.iter().map(|at| people[*at]).collect::<Vec<_>>()),
                        ("team_user_type", "user_type_id", team.types.iter().map(|at| types[*at]).collect()),
                        ("team_building", "building_id", team.buildings.iter().map(|at| buildings[*at]).collect()),
                        ("team_building_group", "group_id", team.groups.iter().map(|at| groups[*at]).collect()),
                    ] {
                        for other in ids {
                            tx.exec(
                                &format!("INSERT INTO {table} (team_id, {column}) VALUES ($1, $2)"),
                                params![id, other],
                            )
                            .await?;
                        }
                    }
                }
                for (at, person) in o.people.iter().enumerate() {
                    let until = |expired: bool| if expired { "2026-03-01" } else { "2026-03-02" };
                    let entry = person
                        .overridden
                        .iter()
                        .map(|(key, value, expired)| (key.clone(), json!({"value": value, "until": until(*expired)})));
                    let overrides = Value::Object(entry.collect()).to_string();
                    let sql = "UPDATE app_user SET user_type_id = $1, all_buildings = $2, overrides = $3 WHERE id = $4";
                    tx.exec(sql, params![types[person.user_type], person.all_buildings, overrides, people[at]]).await?;
                    for building in &person.buildings {
                        let sql = "INSERT INTO user_building (user_id, building_id) VALUES ($1, $2)";
                        tx.exec(sql, params![people[at], buildings[*building]]).await?;
                    }
                    for group in &person.groups {
                        let sql = "INSERT INTO user_building_group (user_id, group_id) VALUES ($1, $2)";
                        tx.exec(sql, params![people[at], groups[*group]]).await?;
                    }
                }
                tx.bump_access();
                Ok::<_, store::Error>(())
            })
        });
        write.await.unwrap();
    }

    async fn check(&self, organization: &Organization) -> Result<(), TestCaseError> {
        for (at, actor) in self.people.iter().enumerate() {
            let readable = self.requests.iter().filter(|request| organization.reads(at, request, &[]));
            let expected: BTreeSet<i64> = readable.map(|request| request.id).collect();
            let list = actor.get("/work-requests?limit=200&count=true").await.expect(200);
            prop_assert_eq!(ids(&list.body), expected.clone(), "the requests of person {}", at);
            prop_assert_eq!(&list.body["count"]["value"], &json!(expected.len()));
            let found = actor.get("/work-requests?limit=200&q=common").await.expect(200);
            prop_assert_eq!(ids(&found.body), expected.clone(), "what person {} finds", at);
            for item in list.body["items"].as_array().unwrap() {
                let request = self.requests.iter().find(|r| item["id"] == r.id).unwrap();
                prop_assert_eq!(
                    item.get("due_at").is_some(),
                    organization.reads(at, request, &ABILITIES[..1]),
                    "{}",
                    item
                );
                prop_assert_eq!(
                    item.get("assignee_ids").is_some(),
                    organization.reads(at, request, &ABILITIES[1..]),
                    "{}",
                    item
                );
            }
            self.check_narrowed(organization, at).await?;
            let request = &self.requests[at * 5 % REQUESTS];
            let status = actor.get(&format!("/work-requests/{}", request.id)).await.status;
            prop_assert_eq!(status == 200, expected.contains(&request.id));
            let buildings = actor.get("/buildings?limit=200").await.expect(200);
            let expected = (0..BUILDINGS)
                .filter(|building| organization.reads_building(at, *building))
                .map(|b| self.buildings[b])
                .collect();
            prop_assert_eq!(ids(&buildings.body), expected, "the buildings of person {}", at);
            let others = actor.get("/users?limit=200").await.expect(200);
            let expected: BTreeSet<i64> = (0..PEOPLE)
                .filter(|other| *other != at && organization.reads_person(at, *other))
                .map(|p| self.people[p].id)
                .collect();
            let found: BTreeSet<i64> = ids(&others.body).into_iter().filter(|id| *id != actor.id).collect();
            prop_assert_eq!(found, expected, "the people of person {}", at);
        }
        Ok(())
    }

    /// Narrowed or sorted by a field, a list tells of it: so it has only those whose field may be known.
    async fn check_narrowed(&self, organization: &Organization, at: usize) -> Result<(), TestCaseError> {
        let actor = &self.people[at];
        let me = format!("assignee_id={}", actor.id);
        type Fits = fn(&Request, usize) -> bool;
        let cases: [(&str, &str, Fits); 4] = [
            ("due=2026-02-02", ABILITIES[0], |request, _| request.due),
            ("due=none", ABILITIES[0], |request, _| !request.due),
            ("sort=due", ABILITIES[0], |_, _| true),
            (&me, ABILITIES[1], |request, at| request.assignees.contains(&at)),
        ];
        for (query, ability, fits) in cases {
            let answer = actor.get(&format!("/work-requests?limit=200&count=true&{query}")).await;
            let held = organization.values(at, ability).contains(&json!(true));
            prop_assert_eq!(answer.status == 200, held, "{}: {}", query, answer.text);
            if held {
                let known = |r: &&Request| fits(r, at) && organization.reads(at, r, &[ability]);
                let expected: BTreeSet<i64> = self.requests.iter().filter(known).map(|r| r.id).collect();
                prop_assert_eq!(&answer.body["count"]["value"], &json!(expected.len()), "{} of person {}", query, at);
                prop_assert_eq!(ids(&answer.body), expected, "{} of person {}", query, at);
            }
        }
        Ok(())
    }
}

fn ids(page: &Value) -> BTreeSet<i64> {
    page["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

store::for_each_database! {
    async fn what_is_written_down_is_what_everybody_sees(db: TestDb) {
        let app = TestApp::new(db).await;
        let stage = Stage::new(&app).await;
        let mut runner = TestRunner::new(Config { cases: 60, max_shrink_iters: 60, failure_persistence: None, ..Config::default() });
        let outcome = runner.run(&organization(), |organization| {
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    stage.set(&organization).await;
                    stage.check(&organization).await
                })
            })
        });
        outcome.unwrap();
    }
}
