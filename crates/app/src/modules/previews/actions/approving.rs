//! Steps of approving for which nobody would be left.
use super::changed::Changed;
use crate::{
    context::Ctx,
    modules::{
        people::{self, Kept},
        previews::model::{Side, Tier},
        work,
    },
};
use access::{Facts, Module, Person, Scope, decide, keys::buildings, keys::work as keys};
use kit::Problem;
use std::collections::HashSet;
use store::Tx;

/// One step, and on which requests.
struct Step<'a> {
    module: Module,
    building_id: Option<i64>,
    /// `None`: everybody who may approve.
    named: Option<&'a work::Tier>,
}

impl Step<'_> {
    /// Named is no grant: approving is needed too, and reading.
    fn is_for(&self, person: &Person, comes_in: bool) -> bool {
        let named = self.named.is_none_or(|tier| tier.names(person.id(), &people::user_type_ids(person)));
        let may = |key: access::ModuleKey| match &self.building_id {
            Some(id) => {
                let facts = Facts { module: Some(self.module), ..Facts::of_building(id) };
                decide(person, key.of(self.module), &facts).allowed
            }
            None => !Scope::of(person, key.of(self.module)).is_none(),
        };
        comes_in && named && may(keys::APPROVE) && may(keys::READ)
    }
}

/// Those of the processes whose building the reader may know of, and of each module as a whole.
pub(super) async fn of(tx: &mut Tx, ctx: &Ctx, changed: &[Changed]) -> Result<Vec<Tier>, Problem> {
    let settings = ctx.settings();
    let touched: HashSet<i64> = changed.iter().map(|one| one.whom.id).collect();
    let mut lost = vec![];
    for module in &settings.modules {
        let step = Step { module: module.module(), building_id: None, named: None };
        if is_lost(tx, ctx, &step, changed, &touched).await? {
            let module = module.key.clone();
            lost.push(Tier { process_id: None, module, building_id: None, request_type_id: None, number: 1 });
        }
    }
    for process in work::processes(tx).await? {
        let Some(module) = settings.module(process.module_id) else { continue };
        let sees = |id: &i64| decide(ctx.person(), buildings::READ, &Facts::of_building(id)).allowed;
        if !process.building_id.as_ref().is_none_or(sees) {
            continue;
        }
        for (number, tier) in (1..).zip(&process.tiers) {
            let step = Step { module: module.module(), building_id: process.building_id, named: Some(tier) };
            if is_lost(tx, ctx, &step, changed, &touched).await? {
                lost.push(Tier {
                    process_id: Some(process.id),
                    module: module.key.clone(),
                    building_id: process.building_id,
                    request_type_id: process.request_type_id,
                    number,
                });
            }
        }
    }
    Ok(lost)
}

/// Somebody of those whom the change touches could, nobody of them can any more, and nobody else can.
async fn is_lost(
    tx: &mut Tx,
    ctx: &Ctx,
    step: &Step<'_>,
    changed: &[Changed],
    touched: &HashSet<i64>,
) -> Result<bool, Problem> {
    let could = changed.iter().any(|one| step.is_for(&one.before, one.comes_in.0));
    let can = changed.iter().any(|one| step.is_for(&one.after, one.comes_in.1));
    if !could || can {
        return Ok(false);
    }
    let mut others = match step.named {
        Some(tier) => {
            let mut ids = people::with_types(tx, &tier.user_type_ids).await?;
            ids.extend(&tier.user_ids);
            ids
        }
        None => people::with_level_beyond_own(tx, ctx.settings(), keys::APPROVE.of(step.module)).await?,
    };
    others.retain(|id| !touched.contains(id));
    for some in others.chunks(AT_ONCE) {
        let found = people::census(tx, some, ctx.settings()).await?;
        let can = |one: Kept| {
            let comes_in = one.active && one.signs_in;
            step.is_for(&Side { profile: one.profile, active: one.active }.person(ctx.today()), comes_in)
        };
        if found.into_iter().any(can) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Nearly always one of the first can.
const AT_ONCE: usize = 200;
