//! Steps of approving for which nobody would be left. A process is the first that there is of the building's, the request type's and
//! the organization's; where none is, everybody who may approve is one step.
use super::changed::Changed;
use crate::{
    context::Ctx,
    modules::{
        people, places,
        previews::model::{Approver, Approvers, Cover, NOWHERE, Side, Tier},
        work::{self, Process},
    },
};
use access::{Facts, Module, Person, decide, keys::buildings, keys::work as keys};
use kit::Problem;
use std::collections::{HashMap, HashSet};
use store::Tx;

/// One step, and for which requests.
struct Step<'a> {
    process: Option<&'a Process>,
    /// `None`: everybody who may approve.
    named: Option<&'a work::Tier>,
    number: usize,
    places: &'a [i64],
}

impl Step<'_> {
    /// Named is no grant, and without a process none is needed.
    fn asks(&self, approver: &Approver) -> bool {
        self.named.is_none_or(|tier| tier.names(approver.id, &approver.user_type_ids))
    }
}

/// Those of the processes whose building the reader may know of, and what no process is for.
pub(super) async fn of(tx: &mut Tx, ctx: &Ctx, changed: &[Changed]) -> Result<Vec<Tier>, Problem> {
    let mut everybody = Everybody::default();
    everybody.touched.extend(changed.iter().map(|one| one.whom.id));
    let (mut lost, mut known) = (vec![], None);
    for module in &ctx.settings().modules {
        let judged = Judged::of(changed, module.module());
        if judged.is_as_before {
            continue;
        }
        if known.is_none() {
            let places = places::actions::directory::everywhere(tx).await?;
            known = Some((work::processes(tx).await?, places));
        }
        let Some((processes, places)) = &known else { continue };
        let processes: Vec<&Process> = processes.iter().filter(|process| process.module_id == module.id).collect();
        let elsewhere = elsewhere(&processes, places);
        for step in steps(ctx, &processes, &elsewhere) {
            let places = everybody.lost(tx, ctx, (&step, module.module()), &judged).await?;
            if !places.is_empty() {
                lost.push(tier(ctx, &module.key, &step, &places));
            }
        }
    }
    Ok(lost)
}

/// Where requests do not fall under the process of a building.
fn elsewhere(processes: &[&Process], buildings: &[i64]) -> Vec<i64> {
    let of_building = |id: &i64| processes.iter().any(|process| process.building_id == Some(*id));
    [NOWHERE].into_iter().chain(buildings.iter().copied().filter(|id| !of_building(id))).collect()
}

fn steps<'a>(ctx: &Ctx, processes: &[&'a Process], elsewhere: &'a [i64]) -> Vec<Step<'a>> {
    let mut steps = vec![];
    if !processes.iter().any(|process| process.building_id.is_none() && process.request_type_id.is_none()) {
        steps.push(Step { process: None, named: None, number: 1, places: elsewhere });
    }
    for process in processes.iter().copied() {
        let places = process.building_id.as_ref().map_or(elsewhere, std::slice::from_ref);
        if process.building_id.is_none_or(|id| sees(ctx, id)) {
            let tiers = (1..).zip(&process.tiers);
            steps.extend(tiers.map(|(number, tier)| Step {
                process: Some(process),
                named: Some(tier),
                number,
                places,
            }));
        }
    }
    steps
}

fn tier(ctx: &Ctx, module: &str, step: &Step<'_>, lost: &[i64]) -> Tier {
    let of_building = step.process.and_then(|process| process.building_id);
    let everywhere = of_building.is_none() && step.places.iter().all(|id| *id == NOWHERE || lost.contains(id));
    let buildings = lost.iter().copied().filter(|id| *id != NOWHERE && !everywhere);
    let (seen, unseen): (Vec<i64>, Vec<i64>) = buildings.partition(|id| sees(ctx, *id));
    Tier {
        process_id: step.process.map(|process| process.id),
        of_building,
        module: module.to_owned(),
        request_type_id: step.process.and_then(|process| process.request_type_id),
        number: step.number,
        steps: step.process.map_or(1, |process| process.tiers.len()),
        everywhere,
        building_ids: seen,
        nowhere: lost.contains(&NOWHERE),
        more: !unseen.is_empty(),
    }
}

fn sees(ctx: &Ctx, building: i64) -> bool {
    decide(ctx.person(), buildings::READ, &Facts::of_building(&building)).allowed
}

/// Those whom the change touches, as approvers of one module.
struct Judged {
    before: Approvers,
    after: Approvers,
    is_as_before: bool,
}

impl Judged {
    fn of(changed: &[Changed], module: Module) -> Judged {
        let mut judged = Judged { before: Approvers::default(), after: Approvers::default(), is_as_before: true };
        for one in changed {
            let before = approver(&one.before, one.comes_in.0, module);
            let after = approver(&one.after, one.comes_in.1, module);
            judged.is_as_before &= before == after;
            before.into_iter().for_each(|one| judged.before.add(one));
            after.into_iter().for_each(|one| judged.after.add(one));
        }
        judged
    }
}

fn approver(person: &Person, comes_in: bool, module: Module) -> Option<Approver> {
    let cover = Cover::of(person, module).filter(|_| comes_in)?;
    Some(Approver { id: person.id(), user_type_ids: people::user_type_ids(person), cover })
}

/// Everybody else, loaded where it comes to them.
#[derive(Default)]
struct Everybody {
    touched: HashSet<i64>,
    /// Those who come in.
    known: HashMap<i64, Option<Person>>,
}

impl Everybody {
    /// Where somebody of those whom the change touches could, nobody of them can any more, and nobody else can.
    async fn lost(
        &mut self,
        tx: &mut Tx,
        ctx: &Ctx,
        (step, module): (&Step<'_>, Module),
        judged: &Judged,
    ) -> Result<Vec<i64>, Problem> {
        let asks = |approver: &Approver| step.asks(approver);
        let mut lost = step.places.to_vec();
        lost.retain(|place| judged.before.cover(*place, asks) && !judged.after.cover(*place, asks));
        if lost.is_empty() {
            return Ok(lost);
        }
        let mut others = match step.named {
            Some(tier) => {
                let mut ids = people::with_types(tx, &tier.user_type_ids).await?;
                ids.extend(&tier.user_ids);
                ids
            }
            None => people::with_level_beyond_own(tx, ctx.settings(), keys::APPROVE.of(module)).await?,
        };
        others.retain(|id| !self.touched.contains(id));
        for some in others.chunks(AT_ONCE) {
            self.load(tx, ctx, some).await?;
            let people = some.iter().filter_map(|id| self.known.get(id)?.as_ref());
            for found in people.filter_map(|person| approver(person, true, module)).filter(asks) {
                lost.retain(|place| !found.cover.has(*place));
            }
            if lost.is_empty() {
                break;
            }
        }
        Ok(lost)
    }

    async fn load(&mut self, tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<(), Problem> {
        let fresh: Vec<i64> = ids.iter().copied().filter(|id| !self.known.contains_key(id)).collect();
        self.known.extend(fresh.iter().map(|id| (*id, None)));
        for one in people::census(tx, &fresh, ctx.settings()).await? {
            let person = Side { profile: one.profile, active: one.active }.person(ctx.today());
            self.known.insert(one.id, Some(person).filter(|_| one.active && one.signs_in));
        }
        Ok(())
    }
}

/// Nearly always one of the first can.
const AT_ONCE: usize = 200;
