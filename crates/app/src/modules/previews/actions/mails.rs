//! How many mails a day more or fewer: what happened in the last thirty days to items that the reader can read, as the notices before
//! and after would have told it.
use super::{
    changed::Changed,
    covers::{Covers, When},
    sight::Sight,
};
use crate::{
    context::Ctx,
    items::traffic,
    modules::{
        people,
        previews::model::{Covered, Spread},
    },
};
use access::{ModuleKey, keys::work};
use kit::Problem;
use std::collections::HashMap;
use store::Tx;

const THIRTY_DAYS: i64 = 30 * 86_400_000_000;

/// What is told: the deed, the notice that says whose items, the topic that a person may switch off, and what its reader may know.
const TOLD: [(&str, ModuleKey, &str, &[ModuleKey]); 12] = [
    ("created", work::NOTIFY_CREATED, "created", &[]),
    ("updated", work::NOTIFY_UPDATED, "updated", &[]),
    ("responded", work::NOTIFY_RESPONDED, "responded", &[]),
    ("approved", work::NOTIFY_APPROVED_OR_DECLINED, "approved_or_declined", &[]),
    ("declined", work::NOTIFY_APPROVED_OR_DECLINED, "approved_or_declined", &[]),
    ("held", work::NOTIFY_HELD_OR_RELEASED, "held_or_released", &[]),
    ("released", work::NOTIFY_HELD_OR_RELEASED, "held_or_released", &[]),
    ("resolved", work::NOTIFY_RESOLVED, "resolved", &[]),
    ("reopened", work::NOTIFY_REOPENED, "reopened", &[]),
    (traffic::OVERDUE, work::NOTIFY_OVERDUE, "overdue", &[work::ACCESS_DUE_DATE]),
    ("timer_started", work::NOTIFY_WORK_STARTED_OR_STOPPED, "work_started_or_stopped", &WORKER_TIME),
    ("timer_stopped", work::NOTIFY_WORK_STARTED_OR_STOPPED, "work_started_or_stopped", &WORKER_TIME),
];

const WORKER_TIME: [ModuleKey; 2] = [work::VIEW_WORK, work::VIEW_WORKER_TIME];

/// Mails a day to everybody who would hear of something else than now, before and after, as far as the reader may know what they hold.
pub(super) async fn of(tx: &mut Tx, ctx: &Ctx, sight: &Sight, changed: &[Changed]) -> Result<(f64, f64), Problem> {
    let modules: Vec<_> = ctx.settings().modules.iter().map(|module| module.module()).collect();
    let hears_otherwise = |one: &&Changed| {
        let differs = |key: ModuleKey| modules.iter().any(|module| one.differs_in(key.of(*module)));
        let told = TOLD.iter().flat_map(|(_, notice, _, known)| [*notice].into_iter().chain(known.iter().copied()));
        [work::READ].into_iter().chain(told).any(differs)
    };
    let touched: Vec<&Changed> = changed.iter().filter(|one| one.known).filter(hears_otherwise).collect();
    let ids: Vec<i64> = touched.iter().map(|one| one.whom.id).collect();
    let mailed = people::mailed(tx, &ids).await?;
    if mailed.is_empty() {
        return Ok((0.0, 0.0));
    }
    let ids: Vec<i64> = mailed.keys().copied().collect();
    let mut traffic = traffic::since(tx, ctx.micros() - THIRTY_DAYS, ctx.micros(), &ids).await?;
    traffic.places.values_mut().for_each(|places| sight.narrow(places));
    traffic.own.values_mut().flat_map(HashMap::values_mut).for_each(|own| sight.narrow(own));
    let spreads: HashMap<&str, Spread> =
        traffic.places.iter().map(|(deed, places)| (deed.as_str(), Spread::of(places))).collect();
    let (mut before, mut after, mut covers) = (0, 0, Covers::default());
    for one in touched {
        let Some(off) = mailed.get(&one.whom.id) else { continue };
        let own = traffic.own.get(&one.whom.id);
        for (deed, notice, topic, known) in &TOLD {
            let Some(spread) = spreads.get(deed).filter(|_| !off.iter().any(|word| word == topic)) else { continue };
            for module in &modules {
                let own = own.and_then(|deeds| deeds.get(*deed));
                let mut heard = |when: When| {
                    // of what the notice covers, if they can read it and may know of it
                    let mut covers = |key: ModuleKey| covers.of(one, when, key.of(*module)).unwrap_or(Covered::NONE);
                    let seen = covers(*notice).and(covers(work::READ));
                    let told = known.iter().fold(seen, |told, key| told.and(covers(*key)));
                    match told.is_none() {
                        true => 0,
                        false => spread.areas(*module, one.on(when).buildings(), own).count(told),
                    }
                };
                before += heard(When::Before);
                after += heard(When::After);
            }
        }
    }
    let daily = |mails: i64| ((mails * traffic.weight) as f64 / traffic.days * 10.0).round() / 10.0;
    Ok((daily(before), daily(after)))
}
