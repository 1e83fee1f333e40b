//! The words that not everybody may find, and who may.
use super::{
    cast::{MAINTENANCE, Seer},
    things::{Request, Things, due, minutes},
};
use access::{Buildings, Facts, Key, Target, decide, decide_person, keys};

/// Words that stand for one fact.
pub struct Secret {
    pub words: Vec<String>,
    shows: Box<dyn Fn(&Seer) -> bool + Send + Sync>,
}

impl Secret {
    pub fn is_for(&self, seer: &Seer) -> bool {
        (self.shows)(seer)
    }
}

fn secret(words: Vec<String>, shows: impl Fn(&Seer) -> bool + Send + Sync + 'static) -> Secret {
    Secret { words, shows: Box::new(shows) }
}

pub fn of(things: &Things) -> Vec<Secret> {
    let mut secrets = vec![secret(vec!["zqview".into(), "zqquery".into()], |_| false)];
    secrets.extend(of_requests(things));
    secrets.extend(of_places(things));
    secrets.extend(of_people(things));
    for (_, module) in &things.types {
        let module = *module;
        let name = if module == MAINTENANCE { "maintenance" } else { "grounds" };
        secrets.push(secret(vec![format!("zqtype{name}")], move |seer| {
            let held = [keys::work::READ, keys::work::CREATE].map(|key| seer.person.level(key.of(module)));
            held.iter().any(|level| !level.is_none()) || seer.person.has(keys::organization::ADMINISTER)
        }));
    }
    secrets
}

/// A request as it is judged after it is gone out of the test's hands.
#[derive(Clone)]
pub struct Shadow {
    module: access::Module,
    creator: i64,
    assignees: Vec<i64>,
    building: Option<i64>,
    type_id: Option<i64>,
    deleted: bool,
}

impl Shadow {
    pub fn of(request: &Request) -> Shadow {
        let Request { module, creator, assignees, building, type_id, deleted, .. } = request;
        let (assignees, deleted) = (assignees.clone(), *deleted);
        Shadow { module: *module, creator: *creator, assignees, building: *building, type_id: *type_id, deleted }
    }

    fn facts(&self) -> Facts<'_> {
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

    fn covers(&self, seer: &Seer, key: access::ModuleKey) -> bool {
        decide(&seer.person, key.of(self.module), &self.facts()).allowed
    }

    /// What is deleted is listed for who may restore it, and shown nowhere else.
    pub fn is_read_by(&self, seer: &Seer) -> bool {
        self.covers(seer, keys::work::READ) && (!self.deleted || self.covers(seer, keys::work::DELETE))
    }
}

fn of_requests(things: &Things) -> Vec<Secret> {
    let mut secrets = vec![];
    for request in &things.requests {
        let shadow = Shadow::of(request);
        let n = request.number;
        let mut add = |words: Vec<String>, also: fn(&Shadow, &Seer) -> bool| {
            let shadow = shadow.clone();
            secrets.push(secret(words, move |seer| shadow.is_read_by(seer) && also(&shadow, seer)));
        };
        let words = ["title", "story", "spot", "said", "waits", "mended", "never"].map(|word| format!("zq{word}{n}x"));
        add(words.to_vec(), |_, _| true);
        add(vec![format!("zqwhisper{n}x")], |s, seer| s.covers(seer, keys::work::READ_PRIVATE_RESPONSES));
        add(vec![format!("zqbill{n}x"), format!("{}.17", 5_000 + n), format!("5,{:03}.17", n)], |s, seer| {
            seer.person.choice(keys::work::COSTS.of(s.module)) != "none"
        });
        let day = due(n).as_str().unwrap()[..10].to_owned();
        let moment: jiff::Timestamp = due(n).as_str().unwrap().parse().unwrap();
        let spoken = moment.strftime("jul %-d, %Y").to_string();
        add(vec![day, spoken, moment.as_microsecond().to_string()], |s, seer| {
            s.covers(seer, keys::work::ACCESS_DUE_DATE)
        });
        if request.assignees.is_empty() {
            continue;
        }
        let time = minutes(n);
        add(
            vec![format!(":{time},"), format!("\"to\":{time}}}"), format!("{} h {} min", time / 60, time % 60)],
            |s, seer| s.covers(seer, keys::work::VIEW_WORK) && s.covers(seer, keys::work::VIEW_WORKER_TIME),
        );
    }
    secrets
}

/// Whether somebody reads a request of which this is true.
fn readable(things: &Things, which: impl Fn(&Request) -> bool) -> impl Fn(&Seer) -> bool + Send + Sync + 'static {
    let shadows: Vec<Shadow> = things.requests.iter().filter(|r| which(r)).map(Shadow::of).collect();
    move |seer| shadows.iter().any(|shadow| shadow.is_read_by(seer))
}

/// The name of a building is shown with what is there; all else of it to who may read buildings.
fn of_places(things: &Things) -> Vec<Secret> {
    let mut secrets = vec![];
    for building in &things.buildings {
        let (id, letter) = (building.id, building.letter);
        let reads = move |seer: &Seer| decide(&seer.person, keys::buildings::READ, &Facts::of_building(&id)).allowed;
        let here = readable(things, move |request| request.building == Some(id));
        let named = move |seer: &Seer| reads(seer) || here(seer);
        secrets.push(secret(vec![format!("zqhouse{letter}")], named));
        let roomed = readable(things, move |request| request.building == Some(id) && request.came_from.is_none());
        secrets.push(secret(vec![format!("zqroom{letter}")], move |seer| reads(seer) || roomed(seer)));
        secrets.push(secret(vec![format!("zqstreet{letter}"), format!("zqgroup{letter}")], reads));
    }
    secrets
}

/// The name of a person is shown with what they take part in; how they are reached and what an hour of theirs costs is not.
fn of_people(things: &Things) -> Vec<Secret> {
    let mut secrets = vec![];
    for subject in &things.subjects {
        let (id, letter, building) = (subject.id, subject.letter, subject.building);
        let may = move |seer: &Seer, key: Key| {
            let buildings = Buildings::of([building]);
            decide_person(&seer.person, key, &Target { id, buildings: &buildings, administers: false }).allowed
        };
        let asked = readable(things, move |request| request.creator == id);
        let works: Vec<Shadow> = things.requests.iter().filter(|r| r.assignees.contains(&id)).map(Shadow::of).collect();
        let works = move |seer: &Seer| {
            let work =
                |s: &Shadow| s.covers(seer, keys::work::VIEW_WORK) && s.covers(seer, keys::work::VIEW_WORKER_TIME);
            works.iter().any(|s| s.is_read_by(seer) && (s.covers(seer, keys::work::VIEW_ASSIGNMENTS) || work(s)))
        };
        secrets.push(secret(vec![format!("zqperson{letter}")], move |seer| {
            may(seer, keys::users::READ) || asked(seer) || works(seer)
        }));
        let mail = format!("zqperson{letter}@");
        secrets.push(secret(vec![mail, format!("zqphone{letter}")], move |seer| may(seer, keys::users::READ)));
        let rate = 7_000 + i64::from(u32::from(letter));
        let hourly = format!("{}.{:02}", rate / 100, rate % 100);
        let worked = things.requests.iter().filter(|r| r.assignees.first() == Some(&id) && r.assignees.len() == 1);
        let costs = worked.flat_map(|r| cost_of(rate, minutes(r.number)));
        let words = [format!("\"{hourly}\""), format!("${hourly}")].into_iter().chain(costs).collect();
        secrets.push(secret(words, move |seer| may(seer, keys::users::VIEW_LABOR_RATE)));
    }
    secrets
}

/// What so many minutes cost, as the API and as pages write it.
fn cost_of(rate: i64, minutes: i64) -> Vec<String> {
    let units = (rate * minutes + 30) / 60;
    let (whole, rest) = (units / 100, units % 100);
    vec![format!("{whole}.{rest:02}"), format!("{},{:03}.{rest:02}", whole / 1000, whole % 1000)]
}
