//! Whatever a list is asked for within the guarantee, it is read by ranges of indexes: no scan of the spine, no row passed
//! over, no sorting but of what the ranges yield. Judged by what the databases themselves say of their plans.

use std::sync::Arc;

use access::{Clause, Module, Scope, ScopeBuildings};
use store::{
    Db, Dialect, Error, Tx, for_each_database, params,
    spine::{self, Due, Filter, Item, List, OPEN, Opened, Position, STATES, Sort},
};

use crate::house::{self, BUILDINGS, DAY, NOW, PEOPLE, TYPES};

const ITEMS: i64 = 4_000;

/// Enough items that an index is worth it, with states and places as uneven as in real life.
async fn fill(tx: &mut Tx) -> Result<(), Error> {
    house::build(tx).await?;
    let module = house::module(tx).await?;
    let types = house::types(tx, module).await?;
    let items: Vec<Item> = (0..ITEMS).map(|at| item(at, module, &types)).collect();
    spine::insert_many(tx, &items).await
}

pub(crate) fn item(at: i64, module_id: i64, types: &[i64]) -> Item {
    let opened_at = NOW - (ITEMS - at) * DAY / 20;
    Item {
        id: at + 1,
        module_id,
        number: at + 1,
        title: "Leak".to_owned(),
        text: String::new(),
        // one in forty is not finalized
        state: if at % 40 == 0 { STATES[usize::try_from(at / 40 % 7).unwrap()] } else { 5 },
        type_id: (at % 9 > 0).then(|| types.get(usize::try_from(at % TYPES).unwrap()).copied()).flatten(),
        building_id: (at % 11 > 0).then_some(1 + at % BUILDINGS),
        creator_id: 1 + at % 3,
        requester_id: 1 + at % PEOPLE,
        assignee_ids: if at % 2 == 0 { vec![4 + at % 4 / 2] } else { vec![] },
        due_at: (at % 5 > 0).then_some(opened_at + 14 * DAY),
        opened_at,
        updated_at: opened_at + at % 7 * DAY,
        version: 1,
        deleted_at: None,
    }
}

fn scopes() -> Vec<(&'static str, Scope)> {
    let ids = |ids: &[i64]| ScopeBuildings::Ids(ids.into());
    let clause = |any, own, buildings| Clause { any, own, buildings, every_building: false, types: None };
    let typed = |clause: Clause| Clause { types: Some(Arc::from([1_i64, 2])), ..clause };
    let any = || clause(true, false, ScopeBuildings::None);
    let own = || clause(false, true, ScopeBuildings::None);
    let scope = |clauses: Vec<Clause>| Scope { person: 2, customer: None, module: Some(Module(1)), clauses };
    vec![
        ("any", scope(vec![any()])),
        ("own", scope(vec![own()])),
        ("one building", scope(vec![clause(false, false, ids(&[3]))])),
        ("buildings", scope(vec![clause(false, false, ids(&[1, 3]))])),
        ("own and buildings", scope(vec![clause(false, true, ids(&[1, 3]))])),
        ("any of two types", scope(vec![typed(any())])),
        ("own of two types", scope(vec![typed(own())])),
        ("own, and buildings of two types", scope(vec![own(), typed(clause(false, false, ids(&[1, 3])))])),
    ]
}

/// What is guaranteed: every filter alone, every order alone, and the pairs that people use.
fn questions() -> Vec<(&'static str, Filter, Sort)> {
    let f = Filter::default;
    let (open, held) = (|| Some(OPEN.to_vec()), || Some(vec![7]));
    let few = || Some([((NOW - 20 * DAY) / 1_000) << 20, ((NOW - 9 * DAY) / 1_000) << 20].into());
    let opened = Opened { from: Some(NOW - 40 * DAY), before: Some(NOW - 10 * DAY) };
    let mut all = vec![
        ("newest", f(), Sort::Newest),
        ("oldest", f(), Sort::Oldest),
        ("by due date", f(), Sort::Due),
        ("by change", f(), Sort::Updated),
        ("opened", Filter { opened, ..f() }, Sort::Newest),
        ("due", Filter { due: Some(Due::Before(NOW)), ..f() }, Sort::Due),
        ("overdue", Filter { due: Some(Due::Overdue(NOW)), ..f() }, Sort::Due),
        ("undated", Filter { due: Some(Due::None), ..f() }, Sort::Newest),
        ("held, due", Filter { states: held(), due: Some(Due::Before(NOW)), ..f() }, Sort::Due),
        ("held, undated", Filter { states: held(), due: Some(Due::None), ..f() }, Sort::Newest),
        ("open by due date", Filter { states: open(), ..f() }, Sort::Due),
        ("of a few", Filter { among: few(), ..f() }, Sort::Newest),
        (
            "of a few, open and in a building",
            Filter { among: few(), states: open(), building_id: Some(3), ..f() },
            Sort::Due,
        ),
    ];
    for (name, filter) in [
        ("of any state", f()),
        ("of a type", Filter { type_id: Some(2), ..f() }),
        ("in a building", Filter { building_id: Some(3), ..f() }),
        ("of an assignee", Filter { assignee_id: Some(4), ..f() }),
        ("of a requester", Filter { requester_id: Some(2), ..f() }),
    ] {
        for states in [None, held(), open()] {
            all.push((name, Filter { states: states.clone(), ..filter.clone() }, Sort::Newest));
            all.push((name, Filter { states, ..filter.clone() }, Sort::Oldest));
        }
    }
    all
}

/// Combinations in the guarantee whose scope is looked at row by row, in an index of one person's rows: somebody else's
/// own among mine, and one type among one assignee's.
fn is_excused(scope: &Scope, filter: &Filter) -> bool {
    let person = filter.assignee_id.or(filter.requester_id);
    let own = scope.clauses.iter().any(|clause| clause.own) && person.is_some_and(|person| person != scope.person);
    let typed = scope.clauses.iter().any(|clause| clause.types.is_some());
    own || (typed && (person.is_some() || filter.due.is_some() || filter.building_id.is_some()))
}

for_each_database! {
    async fn guaranteed_lists_are_read_by_ranges_of_indexes(db: TestDb) {
        db.write(|tx| Box::pin(fill(tx))).await.unwrap();
        db.analyze().await.unwrap();
        hold(db).await;
    }

    async fn a_number_is_found_by_the_index_of_words(db: TestDb) {
        db.write(|tx| Box::pin(fill(tx))).await.unwrap();
        db.analyze().await.unwrap();
        let explained = db.read::<_, Error, _>(|tx| Box::pin(async move {
            if tx.dialect() == Dialect::Postgres {
                // as dear as it is where a million are in order already
                tx.exec("SET LOCAL enable_sort = off", params![]).await?;
            }
            let (_, scope) = scopes().remove(0);
            let filter = Filter { text: Some("3999".to_owned()), ..Filter::default() };
            spine::explain(tx, &List { scope: &scope, filter: &filter, sort: Sort::Newest, after: None, limit: 50, deleted: false }).await
        }));
        let steps = explained.await.unwrap().steps.join("\n");
        let index = match db.dialect() {
            Dialect::Sqlite => "VIRTUAL TABLE",
            Dialect::Postgres => "item_search_words",
        };
        assert!(steps.contains(index) && !steps.contains("item_search_pkey"), "{steps}");
    }
}

/// Fails unless every list of the guarantee has a plan as it should.
pub(crate) async fn hold(db: &Db) {
    for (name, scope) in scopes() {
        for (question, filter, sort) in questions() {
            for after in [None, Some(Position(NOW - 20 * DAY, ((NOW - 20 * DAY) / 1_000) << 20))] {
                let (asked, by) = (scope.clone(), filter.clone());
                let plan = db
                    .read(move |tx| {
                        Box::pin(async move {
                            if tx.dialect() == Dialect::Postgres {
                                // so few rows that reading and sorting them all would be quicker
                                tx.exec("SET LOCAL enable_seqscan = off", params![]).await?;
                                tx.exec("SET LOCAL enable_bitmapscan = off", params![]).await?;
                            }
                            let list = List { scope: &asked, filter: &by, sort, after, limit: 50, deleted: false };
                            spine::explain(tx, &list).await
                        })
                    })
                    .await
                    .unwrap_or_else(|error: Error| panic!("{name}, {question}: {error}"));
                let sorted = sort == Sort::Due || sort == Sort::Updated;
                let excused = is_excused(&scope, &filter)
                    || (sorted && scope.clauses.iter().any(|clause| clause.types.is_some()));
                assert!(plan.bounded || excused, "{name}, {question}: {}", plan.sql);
                let faults = faults(db.dialect(), &plan, filter.among.is_some());
                assert!(faults.is_empty(), "{name}, {question}: {faults:#?}\n{}\n{}", plan.sql, plan.steps.join("\n"));
            }
        }
    }
}

/// The steps of a plan that read more than they should. Of a few items each may be looked at, and all be sorted.
fn faults(dialect: Dialect, plan: &spine::Explained, few: bool) -> Vec<String> {
    let steps = plan.steps.iter().map(|step| step.trim().to_owned());
    match dialect {
        // e0, e1 are the lists of values, k and u what the ranges yielded
        Dialect::Sqlite => {
            let scans = |step: &String| step.split(' ').take(2).eq(["SCAN", "r"]);
            steps.filter(|step| scans(step) || step.contains("AUTOMATIC")).collect()
        }
        Dialect::Postgres => {
            let scans = steps.clone().filter(|step| step.contains("Seq Scan on item") || step.contains("Bitmap"));
            let passed =
                steps.filter(|step| plan.bounded && !few && step.starts_with("Filter:") && !step.contains("e0"));
            let sorts = if plan.bounded && !few { sorts(plan) } else { vec![] };
            scans.chain(passed).chain(sorts).collect()
        }
    }
}

/// Sorting what comes straight out of a table.
fn sorts(plan: &spine::Explained) -> Vec<String> {
    let nodes: Vec<&String> = plan.steps.iter().filter(|step| step.contains("->") || !step.starts_with(' ')).collect();
    let table = |step: &str| step.contains("Scan") && step.contains(" on item") && step.contains(" r");
    let pairs = nodes.windows(2).filter(|pair| pair[0].contains("Sort") && table(pair[1]));
    pairs.map(|pair| format!("{} {}", pair[0], pair[1])).collect()
}
