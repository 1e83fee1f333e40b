//! What lists cost, by scope and filter.

use std::{sync::Arc, time::Instant};

use access::{Clause, Module, Scope, ScopeBuildings};
use store::{
    Db, Error,
    spine::{self, Due, Filter, List, OPEN, Opened, Position, Sort},
};

use crate::{
    Outcome,
    load::{BUSY_PERSON, OLD_BUILDINGS, QUIET_BUILDING, QUIET_PERSON, Random, TECHNICIAN},
};

const NOW: i64 = 1_790_000_000_000_000;
const DAY: i64 = 86_400_000_000;

pub(crate) async fn run(db: &Db, runs: i64) -> Outcome<()> {
    let only = std::env::var("ONLY").unwrap_or_default();
    println!("{:<34} {:>24} {:>24}", "p50 / p99 in ms, over 50 rows", "first page", "anywhere");
    for (name, scope) in scopes() {
        for (question, filter, sort) in questions() {
            let title = format!("{name}: {question}");
            if !title.contains(&only) {
                continue;
            }
            let first = one(db, &scope, &filter, sort, runs, false).await?;
            let anywhere = one(db, &scope, &filter, sort, runs, true).await?;
            println!("{title:<34} {first:>24} {anywhere:>24}");
        }
        let counts = counts(db, &scope, runs).await?;
        println!("{:<34} {counts:>24}", format!("{name}: counts by state"));
    }
    Ok(())
}

async fn one(db: &Db, scope: &Scope, filter: &Filter, sort: Sort, runs: i64, anywhere: bool) -> Outcome<String> {
    let mut random = Random(7);
    let mut times = Vec::new();
    let mut bounded = true;
    for _ in 0..runs {
        let after = anywhere.then(|| position(&mut random, sort));
        let (scope, filter) = (scope.clone(), filter.clone());
        let read = db.read(move |tx| {
            Box::pin(async move {
                let list = List { scope: &scope, filter: &filter, sort, after, limit: 50, deleted: false };
                let bounded = spine::explain(tx, &list).await?.bounded;
                let started = Instant::now();
                let rows = spine::list(tx, &list).await;
                let time = started.elapsed();
                let bounded = match rows {
                    Err(Error::Interrupted(_)) => return Ok((time, false)),
                    rows => rows.map(|_| bounded),
                };
                Ok::<_, Error>((time, bounded?))
            })
        });
        let (time, is_bounded) = read.await?;
        bounded &= is_bounded;
        times.push(time.as_secs_f64() * 1_000.0);
    }
    Ok(format!("{}{}", spread(times), if bounded { "" } else { " *" }))
}

async fn counts(db: &Db, scope: &Scope, runs: i64) -> Outcome<String> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let scope = scope.clone();
        let started = Instant::now();
        db.read::<_, Error, _>(move |tx| {
            Box::pin(async move { spine::counts_by_state(tx, &scope, &Filter::default()).await })
        })
        .await?;
        times.push(started.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(spread(times))
}

fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    format!("{:.2} / {:.2}", times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Somewhere within the two years.
fn position(random: &mut Random, sort: Sort) -> Position {
    let moment = NOW - random.below(730) * DAY;
    let position = (moment / 1_000) << 20;
    match sort {
        Sort::Newest | Sort::Oldest => Position(position, position),
        Sort::Due | Sort::Updated => Position(moment, position),
    }
}

fn scopes() -> Vec<(&'static str, Scope)> {
    let none = ScopeBuildings::None;
    let first = |count| ScopeBuildings::Ids((1..=count).collect::<Arc<[i64]>>());
    let spread = |count: i64| ScopeBuildings::Ids((1..=count).map(|at| at * 480 / count).collect());
    let old = ScopeBuildings::Ids((OLD_BUILDINGS..OLD_BUILDINGS + 10).collect());
    let quiet = ScopeBuildings::Ids([QUIET_BUILDING].into());
    vec![
        ("any", scope(1, true, false, none.clone(), None)),
        ("own 5", scope(QUIET_PERSON, false, true, none.clone(), None)),
        ("own 50k", scope(BUSY_PERSON, false, true, none.clone(), None)),
        ("technician", scope(TECHNICIAN, false, true, none.clone(), None)),
        ("1 quiet building", scope(3, false, false, quiet, None)),
        ("25 buildings", scope(3, false, false, spread(25), None)),
        ("200 buildings", scope(3, false, false, first(200), None)),
        ("10 old buildings", scope(3, false, false, old.clone(), None)),
        ("all buildings", scope(3, false, false, ScopeBuildings::All, None)),
        ("own 5 + 10 old", scope(QUIET_PERSON, false, true, old, None)),
        ("own 50k + 25", scope(BUSY_PERSON, false, true, spread(25), None)),
        ("any, 3 types", scope(1, true, false, none.clone(), Some(vec![2, 7, 12]))),
        ("own 50k, 3 types", scope(BUSY_PERSON, false, true, none, Some(vec![2, 7, 12]))),
        ("25 buildings, 3 types", scope(3, false, false, spread(25), Some(vec![2, 7, 12]))),
    ]
}

fn scope(person: i64, any: bool, own: bool, buildings: ScopeBuildings, types: Option<Vec<i64>>) -> Scope {
    let clause = Clause { any, own, buildings, every_building: false, types: types.map(Into::into) };
    Scope { person, customer: None, module: Some(Module(1)), clauses: vec![clause] }
}

fn questions() -> Vec<(&'static str, Filter, Sort)> {
    let f = Filter::default;
    let one = |state: i16| Some(vec![state]);
    let opened = Opened { from: Some(NOW - 400 * DAY), before: Some(NOW - 370 * DAY) };
    vec![
        ("newest", f(), Sort::Newest),
        ("oldest", f(), Sort::Oldest),
        ("due", f(), Sort::Due),
        ("updated", f(), Sort::Updated),
        ("open", Filter { states: Some(OPEN.to_vec()), ..f() }, Sort::Newest),
        ("on hold", Filter { states: one(7), ..f() }, Sort::Newest),
        ("finalized", Filter { states: one(5), ..f() }, Sort::Newest),
        ("type", Filter { type_id: Some(2), ..f() }, Sort::Newest),
        ("rare type", Filter { type_id: Some(12), ..f() }, Sort::Newest),
        ("building", Filter { building_id: Some(96), ..f() }, Sort::Newest),
        ("assignee", Filter { assignee_id: Some(TECHNICIAN), ..f() }, Sort::Newest),
        ("requester", Filter { requester_id: Some(BUSY_PERSON), ..f() }, Sort::Newest),
        ("overdue", Filter { due: Some(Due::Overdue(NOW)), ..f() }, Sort::Due),
        ("no due date", Filter { due: Some(Due::None), ..f() }, Sort::Newest),
        ("opened in a month", Filter { opened, ..f() }, Sort::Newest),
        ("open by due", Filter { states: Some(OPEN.to_vec()), ..f() }, Sort::Due),
        ("assigned, overdue", Filter { states: one(3), due: Some(Due::Overdue(NOW)), ..f() }, Sort::Due),
        ("building, on hold", Filter { building_id: Some(96), states: one(7), ..f() }, Sort::Newest),
        ("assignee, on hold", Filter { assignee_id: Some(TECHNICIAN), states: one(7), ..f() }, Sort::Newest),
        ("rare type, on hold", Filter { type_id: Some(12), states: one(7), ..f() }, Sort::Newest),
        ("word", Filter { text: Some("flickers".into()), ..f() }, Sort::Newest),
        ("two words", Filter { text: Some("lam flick".into()), ..f() }, Sort::Newest),
        ("word, on hold", Filter { text: Some("toilet".into()), states: one(7), ..f() }, Sort::Newest),
        ("rare type by due", Filter { type_id: Some(12), ..f() }, Sort::Due),
        ("overdue by age", Filter { due: Some(Due::Overdue(NOW)), ..f() }, Sort::Newest),
    ]
}
