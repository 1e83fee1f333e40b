//! Lists, counts and searches answer what `Scope::contains` and plain loops answer.

use std::{cmp::Reverse, sync::Arc};

use access::{Clause, Facts, Module, Scope, ScopeBuildings};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
    test_runner::{Config, TestCaseError, TestRunner},
};
use store::{
    Error, for_each_database, params,
    spine::{self, Due, Filter, Item, List, OPEN, Opened, Position, STATES, Sort},
    testing::TestDb,
};

use crate::house::{self, BUILDINGS, DAY, NOW, PEOPLE, TYPES};

const WORDS: [&str; 5] = ["Leak", "lamp", "Light", "door", "Türe"];

/// All that one case is made of. Types are counted from 0.
#[derive(Debug, Clone)]
struct Case {
    items: Vec<Item>,
    /// Which item becomes what.
    changes: Vec<(usize, Item)>,
    clauses: Vec<Clause>,
    person: i64,
    questions: Vec<Question>,
}

#[derive(Debug, Clone)]
struct Question {
    filter: Filter,
    /// Which items it is about alone, and which it is not about, by their places among all.
    among: Option<Vec<usize>>,
    but: Option<Vec<usize>>,
    sort: Sort,
    deleted: bool,
}

fn cases() -> impl Strategy<Value = Case> {
    let changes = vec((0..1_000_usize, items()), 0..12);
    let questions = vec(questions(), 12);
    (vec(items(), 0..25), changes, clauses(), 1..=PEOPLE, questions).prop_map(
        |(items, changes, clauses, person, questions)| {
            let changes = if items.is_empty() { vec![] } else { changes };
            let changes = changes.into_iter().map(|(at, item)| (at % items.len(), item)).collect();
            Case { items, changes, clauses, person, questions }
        },
    )
}

fn items() -> impl Strategy<Value = Item> {
    let people = (1..=PEOPLE, 1..=PEOPLE, subsequence((1..=PEOPLE).collect::<Vec<_>>(), 0..=2));
    let places = (option::of(1..=BUILDINGS), option::of(0..TYPES), select(&STATES[..]));
    // few different times, so that many are equal
    let times = (0..6_i64, option::of(-2..3_i64), 0..4_i64, option::weighted(0.15, Just(NOW)));
    (people, places, times, vec(select(&WORDS[..]), 1..3)).prop_map(
        |(
            (creator_id, requester_id, assignee_ids),
            (building_id, type_id, state),
            (opened, due, updated, deleted_at),
            words,
        )| Item {
            id: 0,
            module_id: 0,
            number: 0,
            title: words[0].to_owned(),
            text: words.join("-"),
            state,
            type_id,
            building_id,
            creator_id,
            requester_id,
            assignee_ids,
            due_at: due.map(|days| NOW + days * DAY),
            opened_at: NOW - opened * DAY,
            updated_at: NOW - updated * DAY,
            version: 1,
            deleted_at,
        },
    )
}

/// As one person has them: all clauses that name buildings name the same.
fn clauses() -> impl Strategy<Value = Vec<Clause>> {
    let ids = subsequence((1..=BUILDINGS).collect::<Vec<_>>(), 1..=3).prop_map(|ids| ScopeBuildings::Ids(ids.into()));
    let buildings = prop_oneof![Just(ScopeBuildings::All), ids];
    let types = || option::of(subsequence((0..TYPES).collect::<Vec<_>>(), 1..=2).prop_map(Arc::<[i64]>::from));
    let clause = (prop::bool::weighted(0.2), any::<bool>(), any::<bool>(), any::<bool>(), types());
    (buildings, vec(clause, 0..3)).prop_map(|(buildings, clauses)| {
        let clause = |(any, own, placed, every_building, types): (bool, bool, bool, bool, Option<Arc<[i64]>>)| {
            let buildings = if placed && !any { buildings.clone() } else { ScopeBuildings::None };
            Clause { any, own: own && !any, buildings, every_building, types }
        };
        clauses.into_iter().map(clause).collect()
    })
}

fn questions() -> impl Strategy<Value = Question> {
    let days = || NOW - 3 * DAY..NOW + DAY;
    let due = prop_oneof![Just(Due::Overdue(NOW)), Just(Due::Before(NOW + DAY)), Just(Due::None)];
    // moments of whole milliseconds, as days are
    let moment = || option::weighted(0.15, days().prop_map(|at| at / 1_000 * 1_000));
    let states = option::weighted(0.3, subsequence(STATES.to_vec(), 0..=3));
    let text = option::weighted(0.2, select(&["l", "lea", "LIGHT", "light le", "tur", "!", "3"][..]));
    let ids = (
        option::weighted(0.2, 0..TYPES),
        option::weighted(0.2, 1..=BUILDINGS),
        option::weighted(0.2, 1..=PEOPLE),
        option::weighted(0.2, 1..=PEOPLE),
    );
    let sort = select(&[Sort::Newest, Sort::Oldest, Sort::Due, Sort::Updated][..]);
    let places = || option::weighted(0.2, vec(0..25_usize, 0..20));
    let order = (sort, prop::bool::weighted(0.15));
    (states, ids, option::weighted(0.3, due), (moment(), moment()), text, order, (places(), places())).prop_map(
        |(states, (type_id, building_id, assignee_id, requester_id), due, (from, before), text, order, places)| {
            let ((sort, deleted), (among, but)) = (order, places);
            Question {
                among,
                but,
                filter: Filter {
                    states,
                    type_id,
                    building_id,
                    assignee_id,
                    requester_id,
                    due,
                    opened: Opened { from, before },
                    text: text.filter(|_| !deleted).map(str::to_owned),
                    ..Filter::default()
                },
                sort,
                deleted,
            }
        },
    )
}

/// What the index of words finds: every word asked for begins one of the item's.
fn finds(item: &Item, text: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('ü', "u");
    let words = format!("{} {} {}", item.title, item.text, item.number);
    let words: Vec<String> = plain(&words).split([' ', '-']).map(str::to_owned).collect();
    let asked: Vec<String> = plain(text).split(' ').map(|word| word.replace('!', "")).collect();
    asked.iter().all(|asked| !asked.is_empty() && words.iter().any(|word| word.starts_with(asked.as_str())))
}

fn matches(filter: &Filter, item: &Item) -> bool {
    let due = |moment: i64| item.due_at.is_some_and(|due| due < moment);
    filter.states.as_ref().is_none_or(|states| states.contains(&item.state))
        && filter.type_id.is_none_or(|id| item.type_id == Some(id))
        && filter.building_id.is_none_or(|id| item.building_id == Some(id))
        && filter.assignee_id.is_none_or(|id| item.assignee_ids.contains(&id))
        && filter.requester_id.is_none_or(|id| item.requester_id == id)
        && filter.opened.from.is_none_or(|moment| item.opened_at >= moment)
        && filter.opened.before.is_none_or(|moment| item.opened_at < moment)
        && filter.text.as_deref().is_none_or(|text| finds(item, text))
        && match filter.due {
            None => true,
            Some(Due::None) => item.due_at.is_none(),
            Some(Due::Before(moment)) => due(moment),
            Some(Due::Overdue(moment)) => due(moment) && OPEN.contains(&item.state),
        }
}

fn contains(scope: &Scope, item: &Item) -> bool {
    scope.contains(&Facts {
        module: scope.module,
        creator: Some(item.creator_id),
        requester: Some(item.requester_id),
        assignees: &item.assignee_ids,
        customer: None,
        buildings: item.building_id.as_slice(),
        type_id: item.type_id,
    })
}

fn expected(scope: &Scope, question: &Question, items: &[Item]) -> Vec<i64> {
    let wanted = |(at, item): &(usize, &Item)| {
        item.deleted_at.is_some() == question.deleted
            && contains(scope, item)
            && matches(&question.filter, item)
            && question.among.as_ref().is_none_or(|among| among.contains(at))
            && question.but.as_ref().is_none_or(|but| !but.contains(at))
    };
    let mut found: Vec<&Item> = items.iter().enumerate().filter(wanted).map(|(_, item)| item).collect();
    let age = |item: &Item| (item.opened_at, item.id);
    match question.sort {
        Sort::Newest => found.sort_by_key(|item| Reverse(age(item))),
        Sort::Oldest => found.sort_by_key(|item| age(item)),
        Sort::Due => found.sort_by_key(|item| (item.due_at.unwrap_or(i64::MAX), age(item))),
        Sort::Updated => found.sort_by_key(|item| Reverse((item.updated_at, age(item)))),
    }
    found.into_iter().map(|item| item.id).collect()
}

/// Puts the case into a module of its own, changes included; answers the module and the items as they stand.
async fn store(db: &TestDb, case: &Case) -> Result<(i64, Vec<i64>, Vec<Item>), Error> {
    let case = case.clone();
    db.write(|tx| {
        Box::pin(async move {
            let module = house::module(tx).await?;
            let types = house::types(tx, module).await?;
            let here = |mut item: Item| {
                item.module_id = module;
                item.type_id = item.type_id.map(|at| types[usize::try_from(at).unwrap()]);
                item
            };
            let mut items = Vec::new();
            for item in &case.items {
                items.push(house::insert(tx, here(item.clone())).await?);
            }
            for (at, item) in &case.changes {
                let before = &items[*at];
                let (id, number, opened_at, creator_id) =
                    (before.id, before.number, before.opened_at, before.creator_id);
                let after = Item { id, number, opened_at, creator_id, ..here(item.clone()) };
                house::update(tx, before, &after).await?;
                items[*at] = after;
            }
            Ok((module, types, items))
        })
    })
    .await
}

/// All pages of a list, three rows each, and the count of it.
async fn answer(db: &TestDb, scope: &Scope, question: &Question) -> Result<(Vec<i64>, i64), Error> {
    let (scope, Question { filter, sort, deleted, .. }) = (scope.clone(), question.clone());
    db.read(move |tx| {
        Box::pin(async move {
            let (mut found, mut after): (Vec<Position>, Option<Position>) = (vec![], None);
            loop {
                let list = List { scope: &scope, filter: &filter, sort, after, limit: 3, deleted };
                let page = spine::list(tx, &list).await?;
                found.extend(&page);
                match page.last() {
                    Some(last) if page.len() == 3 => after = Some(*last),
                    _ => break,
                }
            }
            let mut ids = vec![];
            for Position(_, position) in found {
                ids.push(tx.one::<(i64,)>("SELECT id FROM item WHERE position = $1", params![position]).await?.0);
            }
            Ok((ids, spine::count(tx, &scope, &filter, deleted).await?))
        })
    })
    .await
}

async fn judge(db: &TestDb, case: Case) -> Result<(), TestCaseError> {
    let (module, types, items) = store(db, &case).await.map_err(failed)?;
    let typed = |ids: &Arc<[i64]>| ids.iter().map(|at| types[usize::try_from(*at).unwrap()]).collect::<Arc<[i64]>>();
    let clauses =
        case.clauses.iter().map(|clause| Clause { types: clause.types.as_ref().map(typed), ..clause.clone() });
    let module = Some(Module(u16::try_from(module).unwrap()));
    let scope = Scope { person: case.person, customer: None, module, clauses: clauses.collect() };
    for question in &case.questions {
        let mut question = question.clone();
        question.filter.type_id = question.filter.type_id.map(|at| types[usize::try_from(at).unwrap()]);
        question.filter.among = positions(db, &items, question.among.as_deref()).await.map_err(failed)?;
        question.filter.but = positions(db, &items, question.but.as_deref()).await.map_err(failed)?;
        let expected = expected(&scope, &question, &items);
        let (found, count) = answer(db, &scope, &question).await.map_err(failed)?;
        prop_assert_eq!(&found, &expected, "{:?} within {:?}", question, scope);
        prop_assert_eq!(usize::try_from(count).unwrap(), expected.len(), "counting {:?}", question);
    }
    counts(db, &scope, &case.questions[0].filter, &types, &items).await?;
    let violations = db.read(|tx| Box::pin(spine::check(tx))).await.map_err(failed)?;
    prop_assert_eq!(violations, vec![]);
    Ok(())
}

/// Where these items are.
async fn positions(db: &TestDb, items: &[Item], places: Option<&[usize]>) -> Result<Option<Arc<[i64]>>, Error> {
    let Some(places) = places else { return Ok(None) };
    let ids: Vec<i64> = places.iter().filter_map(|at| items.get(*at)).map(|item| item.id).collect();
    let sql = "SELECT position FROM item WHERE id = ANY($1)";
    let rows = db.read(move |tx| Box::pin(async move { tx.rows::<(i64,)>(sql, params![ids]).await })).await?;
    Ok(Some(rows.into_iter().map(|(position,)| position).collect()))
}

fn failed(error: Error) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

async fn counts(
    db: &TestDb,
    scope: &Scope,
    filter: &Filter,
    types: &[i64],
    items: &[Item],
) -> Result<(), TestCaseError> {
    let type_id = filter.type_id.map(|at| types[usize::try_from(at).unwrap()]);
    for filter in [Filter::default(), Filter { type_id, ..filter.clone() }] {
        let (asked, by) = (scope.clone(), Filter { states: None, ..filter });
        let all = by.clone();
        let found = db
            .read(move |tx| Box::pin(async move { spine::counts_by_state(tx, &asked, &all).await }))
            .await
            .map_err(failed)?;
        let live = |item: &&Item| item.deleted_at.is_none() && contains(scope, item) && matches(&by, item);
        let expected = STATES.map(|state| {
            let count = items.iter().filter(live).filter(|item| item.state == state).count();
            (state, i64::try_from(count).unwrap())
        });
        prop_assert_eq!(found, expected.to_vec(), "counting {:?} by state within {:?}", by, scope);
    }
    Ok(())
}

for_each_database! {
    async fn every_question_is_answered_as_by_plain_loops(db: TestDb) {
        db.write(|tx| Box::pin(house::build(tx))).await.unwrap();
        let here = tokio::runtime::Handle::current();
        let mut runner = TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
        tokio::task::block_in_place(|| runner.run(&cases(), |case| here.block_on(judge(db, case))).unwrap());
    }
}
