//! How long one decision takes: `cargo run --release -p access --example decide`.

use std::{hint::black_box, sync::Arc, time::Instant};

use access::{Buildings, Catalogue, Facts, Module, Person, Profile, Scope, Source, Via, decide, keys::work, shipped};

#[allow(clippy::print_stdout, reason = "a measurement is for reading")]
fn main() {
    const ROUNDS: u32 = 2_000_000;
    let maintenance = Module(1);
    let catalogue = Catalogue::new(&[(maintenance, "maintenance")]);
    let words = ["facilitron.order_originator", "facilitron.worker", "facilitron.site_based_plant_manager"];
    let source = |word: &&str| {
        let shipped = shipped().iter().find(|shipped| shipped.word == *word).expect("it ships");
        let via = Via::UserType { id: 1, name: shipped.name.to_owned() };
        Source { via, grants: Arc::new(shipped.grants([maintenance])) }
    };
    let profile = Profile {
        id: 7,
        sources: words.iter().map(source).collect(),
        buildings: Buildings::of((1..=500).map(|id| id * 3)),
        ..Profile::default()
    };
    let today = jiff::civil::date(2026, 3, 3);
    let person = Person::new(profile, today);
    let item = Facts {
        module: Some(maintenance),
        creator: Some(1),
        requester: Some(2),
        assignees: &[3, 4],
        buildings: &[1500],
        type_id: Some(5),
        ..Facts::default()
    };
    println!("3 sources, 500 buildings, {} keys", catalogue.iter().count());
    for key in [work::READ, work::UPDATE, work::DELETE, work::VIEW_ASSIGNMENTS, work::REQUIRES_APPROVAL] {
        let key = key.of(maintenance);
        let start = Instant::now();
        for _ in 0..ROUNDS {
            black_box(decide(black_box(&person), black_box(key), black_box(&item)));
        }
        let allowed = decide(&person, key, &item).allowed;
        println!("decide {:40} {allowed:5} {:?}", catalogue.name(key), start.elapsed() / ROUNDS);
    }
    let start = Instant::now();
    for _ in 0..ROUNDS {
        black_box(Scope::of(black_box(&person), black_box(work::READ.of(maintenance))));
    }
    println!("scope  {:40} {:5} {:?}", "work.maintenance.read", "", start.elapsed() / ROUNDS);
}
