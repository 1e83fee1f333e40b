//! Words are found among so many items that PostgreSQL asks for them by stretches of time: as plain loops find them, page by page.

use std::sync::Arc;

use access::{Clause, Module, Scope, ScopeBuildings};
use store::{
    Error, for_each_database,
    spine::{self, Filter, Item, List, OPEN, Opened, Position, Sort},
    testing::TestDb,
};

use crate::{
    house::{self, DAY, NOW},
    plans,
};

const ITEMS: i64 = 9_000;
/// The latest are minutes apart, the oldest days: 30 years in all.
fn opened_at(at: i64) -> i64 {
    let back = ITEMS - at;
    NOW - back * DAY / 200 - back * back * back / 80 * 1_000
}

/// A word of one in nine, a rare one, one of the old ones alone, and one that there is once.
fn title(at: i64) -> String {
    let words =
        [("leak", at % 9 == 0), ("valve", at % 700 == 3), ("boiler", at < 2_000 && at % 11 == 0), ("gable", at == 40)];
    words.into_iter().filter(|(_, has)| *has).map(|(word, _)| word).chain(["work"]).collect::<Vec<_>>().join(" ")
}

fn items(module: i64) -> Vec<Item> {
    let item = |at| Item { title: title(at), opened_at: opened_at(at), ..plans::item(at, module, &[]) };
    (0..ITEMS).map(item).collect()
}

/// Where an item stands among all by age.
fn position(item: &Item) -> i64 {
    place(item.opened_at, item.id)
}

fn place(opened_at: i64, id: i64) -> i64 {
    (opened_at.div_euclid(1_000) << 20) + id
}

fn scopes(module: i64) -> Vec<Scope> {
    let clause = |any, own, buildings| Clause { any, own, buildings, every_building: false, types: None };
    let scope = |clause| Scope {
        person: 2,
        customer: None,
        module: Some(Module(module.try_into().unwrap())),
        clauses: vec![clause],
    };
    vec![
        scope(clause(true, false, ScopeBuildings::None)),
        scope(clause(false, true, ScopeBuildings::None)),
        scope(clause(false, true, ScopeBuildings::Ids(Arc::from([1, 3])))),
        scope(clause(false, false, ScopeBuildings::Ids(Arc::from([1, 2, 3])))),
    ]
}

fn contains(scope: &Scope, item: &Item) -> bool {
    let clause = &scope.clauses[0];
    let own = [item.creator_id, item.requester_id].iter().chain(&item.assignee_ids).any(|id| *id == scope.person);
    let placed =
        matches!(&clause.buildings, ScopeBuildings::Ids(ids) if item.building_id.is_some_and(|id| ids.contains(&id)));
    clause.any || (clause.own && own) || placed
}

fn filters() -> Vec<Filter> {
    let with = |text: &str| Filter { text: Some(text.to_owned()), ..Filter::default() };
    let opened = |from: i64, before: i64| Opened { from: Some(opened_at(from)), before: Some(opened_at(before)) };
    vec![
        with("leak"),
        with("lea wor"),
        with("valve"),
        with("boil"),
        with("gable"),
        with("nothing"),
        Filter { states: Some(OPEN.to_vec()), ..with("leak") },
        Filter { opened: opened(100, 8_500), ..with("leak") },
        Filter { opened: opened(3_000, 7_000), ..with("boiler") },
        Filter { building_id: Some(2), ..with("leak") },
        Filter { assignee_id: Some(4), ..with("leak") },
        Filter {
            among: Some((0..ITEMS).step_by(1_000).map(|at| place(opened_at(at), at + 1)).collect()),
            ..with("work")
        },
    ]
}

fn matches(filter: &Filter, item: &Item) -> bool {
    let mut words = filter.text.as_deref().unwrap().split(' ');
    words.all(|word| item.title.split(' ').any(|has| has.starts_with(word)))
        && filter.states.as_ref().is_none_or(|states| states.contains(&item.state))
        && filter.building_id.is_none_or(|id| item.building_id == Some(id))
        && filter.among.as_ref().is_none_or(|among| among.contains(&position(item)))
        && filter.assignee_id.is_none_or(|id| item.assignee_ids.contains(&id))
        && filter.opened.from.is_none_or(|from| item.opened_at >= from / 1_000 * 1_000)
        && filter.opened.before.is_none_or(|before| item.opened_at < before / 1_000 * 1_000)
}

/// The positions of all pages, and the count.
async fn answer(db: &TestDb, scope: Scope, filter: Filter, sort: Sort) -> (Vec<i64>, i64) {
    let answered = db.read::<_, Error, _>(move |tx| {
        Box::pin(async move {
            let (mut found, mut after): (Vec<Position>, _) = (vec![], None);
            loop {
                let list = List { scope: &scope, filter: &filter, sort, after, limit: 120, deleted: false };
                let page = spine::list(tx, &list).await?;
                found.extend(&page);
                after = page.last().copied();
                if page.len() < list.limit {
                    break;
                }
            }
            let found = found.into_iter().map(|position| position.1).collect();
            Ok((found, spine::count(tx, &scope, &filter, false).await?))
        })
    });
    answered.await.unwrap()
}

for_each_database! {
    async fn words_are_found_among_thousands(db: TestDb) {
        db.write(|tx| Box::pin(house::build(tx))).await.unwrap();
        let module = db.write::<_, Error, _>(|tx| Box::pin(house::module(tx))).await.unwrap();
        let items = items(module);
        let stored = items.clone();
        db.write(move |tx| Box::pin(async move { spine::insert_many(tx, &stored).await })).await.unwrap();
        db.analyze().await.unwrap();
        for scope in scopes(module) {
            for filter in filters() {
                let wanted = |item: &&Item| contains(&scope, item) && matches(&filter, item);
                let mut expected: Vec<i64> = items.iter().filter(wanted).map(position).collect();
                expected.sort_unstable();
                let count = (expected.len() as i64).min(spine::MOST_COUNTED + 1);
                let asked = || (scope.clone(), filter.clone());
                let (oldest, counted) = { let (scope, filter) = asked(); answer(db, scope, filter, Sort::Oldest).await };
                assert_eq!((&oldest, counted), (&expected, count), "{scope:?} {filter:?}");
                expected.reverse();
                let (newest, _) = { let (scope, filter) = asked(); answer(db, scope, filter, Sort::Newest).await };
                assert_eq!(newest, expected, "{scope:?} {filter:?}");
            }
        }
    }
}
