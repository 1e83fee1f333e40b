//! How many items the people of a page reach by each key, before and after. Plain scopes are put together from the kept counts and
//! exact; those that types limit are counted, up to a thousand.
use super::changed::Changed;
use crate::{
    context::Ctx,
    items::spine::{self, Filter},
    modules::previews::model::{Areas, Covered, Numbers, Spread, covered},
};
use access::{Clause, Key, Person, Scope, ScopeBuildings, keys::work};
use kit::{Problem, paging::Count};
use std::collections::HashMap;
use store::Tx;

/// Fills in the numbers of these people.
pub(super) async fn add(tx: &mut Tx, ctx: &Ctx, page: &mut [Changed]) -> Result<(), Problem> {
    let ids: Vec<i64> = page.iter().map(|one| one.whom.id).collect();
    let tally = spine::tally(tx, &ids).await?;
    let spread = Spread::of(&tally.places);
    let mut counted = Counted::default();
    let about_items = ctx.settings().catalogue.iter().filter(|(_, permission)| permission.is_about_items());
    let keys: Vec<Key> = about_items.map(|(key, _)| key).collect();
    for one in page {
        let mut numbers = vec![];
        for module in ctx.settings().modules.iter().map(|module| module.module()) {
            let read = work::READ.of(module);
            let own = tally.own.get(&one.whom.id);
            let before = Reach::of(&one.before, read, spread.areas(module, one.before.buildings(), own));
            let after = Reach::of(&one.after, read, spread.areas(module, one.after.buildings(), own));
            for key in keys.iter().copied().filter(|key| key.module() == Some(module)) {
                if !one.differs_in(read) && !one.differs_in(key) {
                    continue;
                }
                let before = before.number(tx, &mut counted, key).await?;
                let after = after.number(tx, &mut counted, key).await?;
                if before != after || one.whom.compared.is_about(key) {
                    numbers.push(Numbers { key, before, after });
                }
            }
        }
        one.whom.numbers = numbers;
    }
    Ok(())
}

/// What was counted already, by scope.
type Counted = HashMap<String, i64>;

/// So many scopes are counted for one preview; of what is beyond it is said that there is at least nothing.
const MOST_COUNTED: usize = 400;

/// What one person reaches in one module.
struct Reach<'a> {
    person: &'a Person,
    /// Who cannot read an item can do nothing with it.
    read: Covered,
    areas: Areas,
}

impl Reach<'_> {
    fn of(person: &Person, read: Key, areas: Areas) -> Reach<'_> {
        Reach { person, read: covered(&Scope::of(person, read)).unwrap_or(Covered::NONE), areas }
    }

    async fn number(&self, tx: &mut Tx, counted: &mut Counted, key: Key) -> Result<Count, Problem> {
        let exactly = |value: i64| Count { value, exact: true };
        let scope = Scope::of(self.person, key);
        if scope.is_none() || self.read.is_none() {
            return Ok(exactly(0));
        }
        if let Some(covered) = covered(&scope) {
            return Ok(exactly(self.areas.count(covered.and(self.read))));
        }
        let (scope, is_whole) = readable(scope, self.read, self.person);
        let count = up_to(tx, counted, &scope).await?;
        Ok(Count { exact: count.exact && is_whole, ..count })
    }
}

/// What of a scope can be read, and whether that is all of it.
fn readable(scope: Scope, read: Covered, person: &Person) -> (Scope, bool) {
    let placed = match person.buildings() {
        mine if mine.is_all() => ScopeBuildings::All,
        mine if mine.is_none() => ScopeBuildings::None,
        mine => ScopeBuildings::Ids(mine.ids().clone()),
    };
    let mut is_whole = true;
    let clauses = scope.clauses.into_iter().map(|clause| {
        let own = (clause.own || clause.any) && read.has_own();
        let inside = (clause.any || clause.buildings != ScopeBuildings::None) && read.has_inside();
        // own among the buildings, or in the buildings among one's own, is no clause
        is_whole &= clause.any || ((own || !clause.own) && (inside || clause.buildings == ScopeBuildings::None));
        Clause {
            any: clause.any && read.has_all(),
            own,
            buildings: if inside { placed.clone() } else { ScopeBuildings::None },
            ..clause
        }
    });
    let clauses = clauses.filter(|clause| clause.any || clause.own || clause.buildings != ScopeBuildings::None);
    let clauses = clauses.collect();
    (Scope { clauses, ..scope }, is_whole)
}

async fn up_to(tx: &mut Tx, counted: &mut Counted, scope: &Scope) -> Result<Count, Problem> {
    let whose = if scope.clauses.iter().any(|clause| clause.own) { scope.person } else { 0 };
    let name = format!("{whose} {:?} {:?}", scope.module, scope.clauses);
    let found = match counted.get(&name) {
        Some(found) => *found,
        None if counted.len() == MOST_COUNTED => return Ok(Count { value: 0, exact: false }),
        None => spine::count(tx, scope, &Filter::default(), false).await?,
    };
    counted.insert(name, found);
    Ok(Count::up_to(found))
}
