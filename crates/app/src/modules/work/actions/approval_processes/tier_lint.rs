//! Tiers of approval processes at which nobody could decide.
use crate::modules::{
    organization::Settings,
    people,
    work::{
        model::approval::Tier,
        queries::approval_process::{self as queries, ProcessRow},
    },
};
use access::{Person, Relation, keys::work};
use kit::Problem;
use store::Tx;

/// A tier that nobody satisfies.
pub(crate) struct Vacant {
    pub(crate) process: ProcessRow,
    /// Counted from one.
    pub(crate) tier: usize,
}

/// Looks at every process, with everybody who is active.
pub(crate) async fn vacant(tx: &mut Tx, settings: &Settings, people: &[&Person]) -> Result<Vec<Vacant>, Problem> {
    let mut found = vec![];
    for process in queries::all(tx).await? {
        if settings.module(process.module_id).is_none() {
            continue;
        }
        let vacant = |tier: &Tier| !people.iter().any(|person| satisfies(settings, person, &process, tier));
        let tiers = (1..).zip(&process.tiers).filter(|(_, tier)| vacant(tier)).map(|(number, _)| number);
        let tiers: Vec<usize> = tiers.collect();
        found.extend(tiers.into_iter().map(|tier| Vacant { process: process.clone(), tier }));
    }
    Ok(found)
}

/// Whether somebody is named in the tier and could approve what falls under the process.
fn satisfies(settings: &Settings, person: &Person, process: &ProcessRow, tier: &Tier) -> bool {
    let Some(module) = settings.module(process.module_id).map(|module| module.module()) else { return false };
    let covers = |key: access::ModuleKey| {
        let level = person.level(key.of(module));
        let in_place = match process.building_id {
            Some(building) => person.buildings().contains(building),
            None => !person.buildings().is_none(),
        };
        level.contains(Relation::Any) || (level.contains(Relation::Buildings) && in_place)
    };
    tier.names(person.id(), &people::user_type_ids(person)) && covers(work::READ) && covers(work::APPROVE)
}
