//! Fills a database: requests over two years, most of them long finalized, spread unevenly over people and buildings.

use std::time::Instant;

use store::{
    Db, Error, Tx, params,
    spine::{self, Item},
};

use crate::Outcome;

pub(crate) const PEOPLE: i64 = 10_000;
pub(crate) const BUILDINGS: i64 = 500;
pub(crate) const TYPES: i64 = 12;
/// Has created 50,000 requests of a million.
pub(crate) const BUSY_PERSON: i64 = 1;
/// Has created five.
pub(crate) const QUIET_PERSON: i64 = 2;
/// Is assigned to a share of all work of five buildings.
pub(crate) const TECHNICIAN: i64 = 9_001;
/// A building with a handful of requests.
pub(crate) const QUIET_BUILDING: i64 = 500;
/// The first of ten buildings that were given up a year ago.
pub(crate) const OLD_BUILDINGS: i64 = 490;

const NOW: i64 = 1_790_000_000_000_000;
const DAY: i64 = 86_400_000_000;
const BATCH: i64 = 5_000;

const NOUNS: [&str; 10] = ["pipe", "tap", "door", "lamp", "window", "heating", "lock", "floor", "ceiling", "toilet"];
const TROUBLES: [&str; 8] = ["leaks", "broken", "noisy", "loose", "blocked", "cold", "flickers", "smells"];

pub(crate) async fn run(db: &Db, count: i64) -> Outcome<()> {
    let started = Instant::now();
    db.write(|tx| Box::pin(house(tx))).await?;
    let serving = db.claim_serving()?;
    spine::begin_loading(db, &serving).await?;
    let mut random = Random(1);
    for first in (0..count).step_by(usize::try_from(BATCH)?) {
        let items: Vec<Item> = (first..count.min(first + BATCH)).map(|at| item(&mut random, at, count)).collect();
        db.write(|tx| Box::pin(insert(tx, items))).await?;
        if first % 100_000 == 0 {
            println!("{first} after {:.0} s", started.elapsed().as_secs_f64());
        }
    }
    println!("{count} after {:.0} s", started.elapsed().as_secs_f64());
    spine::finish_loading(db).await?;
    println!("ready after {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

async fn house(tx: &mut Tx) -> Result<(), Error> {
    tx.exec("INSERT INTO user_type (name, signs_in, grants) VALUES ('Everybody', true, '{}')", params![]).await?;
    let sql = "INSERT INTO app_user (name, user_type_id, color, created_at, updated_at) VALUES ($1, 1, 'green', 0, 0)";
    tx.exec_many(sql, (1..=PEOPLE).map(|id| params![format!("Person {id}")]).collect()).await?;
    let sql = "INSERT INTO building (name, created_at, updated_at) VALUES ($1, 0, 0)";
    tx.exec_many(sql, (1..=BUILDINGS).map(|id| params![format!("School {id}")]).collect()).await?;
    tx.exec("INSERT INTO work_module (key, name) VALUES ('maintenance', 'Maintenance')", params![]).await?;
    let sql = "INSERT INTO request_type (module_id, name) VALUES (1, $1)";
    tx.exec_many(sql, (1..=TYPES).map(|id| params![format!("Type {id}")]).collect()).await?;
    spine::create_numbers(tx, 1).await
}

async fn insert(tx: &mut Tx, mut items: Vec<Item>) -> Result<(), Error> {
    let ids = tx.next_many("item", items.len()).await?;
    for (item, id) in items.iter_mut().zip(ids) {
        (item.id, item.number) = (id, id);
    }
    spine::load(tx, &items).await?;
    let assignments = items.iter().flat_map(|item| item.assignee_ids.iter().map(|user| params![item.id, *user, 0]));
    tx.exec_many("INSERT INTO assignment (item_id, user_id, at) VALUES ($1, $2, $3)", assignments.collect()).await?;
    Ok(())
}

fn item(random: &mut Random, at: i64, count: i64) -> Item {
    let age = 730 * DAY / count * (count - at);
    let building = building(random, age);
    let creator_id = creator(random, at, count);
    let requester_id = if random.below(4) == 0 { 1 + random.below(8_000) } else { creator_id };
    let state = state(random, age);
    let assigned = matches!(state, 3..=5) || random.below(3) == 0;
    // two technicians for each building and trade, a few hundred in all
    let technician = TECHNICIAN + building.unwrap_or(0) * 2 % 400 + random.below(2);
    let (noun, trouble) = (NOUNS[random.index(10)], TROUBLES[random.index(8)]);
    Item {
        id: 0,
        module_id: 1,
        number: 0,
        title: format!("The {noun} in room {} {trouble}", random.below(300)),
        text: format!("It {trouble} since this morning, please send somebody who knows about each {noun}. Thank you!"),
        state,
        type_id: (random.below(20) > 0).then(|| 1 + random.below(TYPES) * random.below(TYPES) / (TYPES - 1)),
        building_id: building,
        creator_id,
        requester_id,
        assignee_ids: if assigned { vec![technician] } else { vec![] },
        due_at: (random.below(5) > 0).then(|| NOW - age + (1 + random.below(30)) * DAY),
        opened_at: NOW - age,
        updated_at: (NOW - age + random.below(20) * DAY).min(NOW),
        version: 1,
        deleted_at: None,
    }
}

/// Busier ones have smaller numbers; one in a hundred requests is nowhere.
fn building(random: &mut Random, age: i64) -> Option<i64> {
    match random.below(100) {
        0 => None,
        1 if age > 365 * DAY => Some(OLD_BUILDINGS + random.below(10)),
        2 if random.below(2_000) == 0 => Some(QUIET_BUILDING),
        _ => Some(1 + random.below(489) * random.below(489) / 488),
    }
}

fn creator(random: &mut Random, at: i64, count: i64) -> i64 {
    if at % (count / 5).max(1) == 0 {
        return QUIET_PERSON;
    }
    if random.below(20) == 0 { BUSY_PERSON } else { 3 + random.below(8_000) }
}

/// What is old is finalized, mostly.
fn state(random: &mut Random, age: i64) -> i16 {
    let old = age > 45 * DAY;
    match (old, random.below(100)) {
        (true, 0) => 7,
        (true, 1) => 3,
        (true, 2..=6) => 6,
        (true, _) => 5,
        (false, 0..=9) => 1,
        (false, 10..=24) => 2,
        (false, 25..=54) => 3,
        (false, 55..=64) => 4,
        (false, 65..=92) => 5,
        (false, 93..=95) => 6,
        (false, _) => 7,
    }
}

/// The same requests at each run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % u64::try_from(end).expect("positive")).expect("31 bits fit")
    }

    fn index(&mut self, end: i64) -> usize {
        usize::try_from(self.below(end)).expect("not negative")
    }
}
