//! Of what the reader may hear. What they cannot read is not counted either.
use crate::{
    context::Ctx,
    modules::previews::model::{ByPlace, NOWHERE},
};
use access::{Clause, Facts, Module, Scope, ScopeBuildings, keys::work};
use std::collections::HashMap;

/// By module: which work requests the reader can read, whoever they belong to.
pub(super) struct Sight(HashMap<Module, Scope>);

impl Sight {
    pub(super) fn of(ctx: &Ctx) -> Sight {
        let modules = ctx.settings().modules.iter().map(|module| module.module());
        Sight(modules.map(|module| (module, Scope::of(ctx.person(), work::READ.of(module)))).collect())
    }

    /// Whether every request of every module can be read.
    pub(super) fn is_of_all(&self) -> bool {
        self.0.values().all(Scope::is_any)
    }

    /// Whether every request of this module in this place can be read.
    pub(super) fn shows(&self, module: Module, place: i64) -> bool {
        let buildings: &[i64] = if place == NOWHERE { &[] } else { std::slice::from_ref(&place) };
        let facts = Facts { module: Some(module), buildings, ..Facts::default() };
        self.0.get(&module).is_some_and(|scope| scope.contains(&facts))
    }

    /// Leaves out what cannot be read.
    pub(super) fn narrow(&self, counts: &mut ByPlace) {
        counts
            .retain(|(module, place), _| u16::try_from(*module).is_ok_and(|module| self.shows(Module(module), *place)));
    }

    /// What of a scope can be read, and whether that is all of it.
    pub(super) fn of_scope(&self, scope: Scope) -> (Scope, bool) {
        let read = scope.module.and_then(|module| self.0.get(&module));
        if read.is_some_and(Scope::is_any) {
            return (scope, true);
        }
        let mine = read.map_or(ScopeBuildings::None, placed);
        let clauses = scope.clauses.into_iter().map(|clause| Clause {
            any: false,
            // one's own may be anywhere
            own: false,
            buildings: common(if clause.any { &ScopeBuildings::All } else { &clause.buildings }, &mine),
            ..clause
        });
        let clauses = clauses.filter(|clause| clause.buildings != ScopeBuildings::None).collect();
        (Scope { clauses, ..scope }, false)
    }
}

fn placed(scope: &Scope) -> ScopeBuildings {
    let mut ids = vec![];
    for clause in &scope.clauses {
        match &clause.buildings {
            ScopeBuildings::All => return ScopeBuildings::All,
            ScopeBuildings::Ids(known) => ids.extend_from_slice(known),
            ScopeBuildings::None => {}
        }
    }
    of_ids(ids)
}

fn common(theirs: &ScopeBuildings, mine: &ScopeBuildings) -> ScopeBuildings {
    match (theirs, mine) {
        (ScopeBuildings::None, _) | (_, ScopeBuildings::None) => ScopeBuildings::None,
        (ScopeBuildings::All, other) | (other, ScopeBuildings::All) => other.clone(),
        (ScopeBuildings::Ids(theirs), ScopeBuildings::Ids(mine)) => {
            of_ids(theirs.iter().copied().filter(|id| mine.binary_search(id).is_ok()).collect())
        }
    }
}

fn of_ids(mut ids: Vec<i64>) -> ScopeBuildings {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() { ScopeBuildings::None } else { ScopeBuildings::Ids(ids.into()) }
}
