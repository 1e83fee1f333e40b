//! How many of the items that the reader can read the people of a page reach by each key, before and after. Plain scopes are put
//! together from the kept counts and exact; those that types limit are counted, up to a thousand.
use super::{
    changed::Changed,
    covers::{Covers, When},
    sight::Sight,
};
use crate::{
    context::Ctx,
    items::spine::{self, Filter},
    modules::previews::model::{Areas, Covered, Numbers, Spread},
};
use access::{Clause, Key, Person, Scope, ScopeBuildings, keys::work};
use kit::{Problem, paging::Count};
use std::collections::HashMap;
use store::Tx;

/// Fills in the numbers of these people.
pub(super) async fn add(tx: &mut Tx, ctx: &Ctx, sight: &Sight, page: &mut [Changed]) -> Result<(), Problem> {
    let known = page.iter_mut().filter(|one| one.known);
    let known: Vec<&mut Changed> = known.collect();
    let ids: Vec<i64> = known.iter().map(|one| one.whom.id).collect();
    let mut tally = spine::tally(tx, &ids).await?;
    sight.narrow(&mut tally.places);
    tally.own.values_mut().for_each(|own| sight.narrow(own));
    let spread = Spread::of(&tally.places);
    let (mut counted, mut covers) = (Counted { sight, known: HashMap::new() }, Covers::default());
    let about_items = ctx.settings().catalogue.iter().filter(|(_, permission)| permission.is_about_items());
    let keys: Vec<Key> = about_items.map(|(key, _)| key).collect();
    for one in known {
        let mut numbers = vec![];
        for module in ctx.settings().modules.iter().map(|module| module.module()) {
            let read = work::READ.of(module);
            let own = tally.own.get(&one.whom.id);
            let mut reach = |when: When| Reach {
                person: one.on(when),
                read: covers.of(one, when, read).unwrap_or(Covered::NONE),
                areas: spread.areas(module, one.on(when).buildings(), own),
            };
            let (before, after) = (reach(When::Before), reach(When::After));
            for key in keys.iter().copied().filter(|key| key.module() == Some(module)) {
                if !one.differs_in(read) && !one.differs_in(key) {
                    continue;
                }
                let covered = [When::Before, When::After].map(|when| covers.of(one, when, key));
                let before = before.number(tx, &mut counted, key, covered[0]).await?;
                let after = after.number(tx, &mut counted, key, covered[1]).await?;
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
struct Counted<'a> {
    sight: &'a Sight,
    known: HashMap<String, i64>,
}

/// So many scopes are counted for one preview; of what is beyond it is said that there is at least nothing.
const MOST_COUNTED: usize = 400;

/// What one person reaches in one module, on one side of the change.
struct Reach<'a> {
    person: &'a Person,
    /// Who cannot read an item can do nothing with it.
    read: Covered,
    areas: Areas,
}

impl Reach<'_> {
    async fn number(
        &self,
        tx: &mut Tx,
        counted: &mut Counted<'_>,
        key: Key,
        covered: Option<Covered>,
    ) -> Result<Count, Problem> {
        if let Some(covered) = covered {
            return Ok(Count { value: self.areas.count(covered.and(self.read)), exact: true });
        }
        let (scope, is_theirs) = readable(Scope::of(self.person, key), self.read, self.person);
        let (scope, is_whole) = counted.sight.of_scope(scope);
        let count = counted.up_to(tx, &scope).await?;
        Ok(Count { exact: count.exact && is_theirs && is_whole, ..count })
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

impl Counted<'_> {
    async fn up_to(&mut self, tx: &mut Tx, scope: &Scope) -> Result<Count, Problem> {
        if scope.is_none() {
            return Ok(Count { value: 0, exact: true });
        }
        let whose = if scope.clauses.iter().any(|clause| clause.own) { scope.person } else { 0 };
        let name = format!("{whose} {:?} {:?}", scope.module, scope.clauses);
        let found = match self.known.get(&name) {
            Some(found) => *found,
            None if self.known.len() == MOST_COUNTED => return Ok(Count { value: 0, exact: false }),
            None => spine::count(tx, scope, &Filter::default(), false).await?,
        };
        self.known.insert(name, found);
        Ok(Count::up_to(found))
    }
}
