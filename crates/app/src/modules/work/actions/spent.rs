//! What requests cost in all, as a list says it beside each of them.
use super::read::Seen;
use crate::{
    context::Ctx,
    modules::{
        people,
        work::queries::{spent as queries, time::labor_cost},
    },
};
use kit::Problem;
use std::collections::{BTreeSet, HashMap};
use store::Tx;

/// Adds to each of these what it cost: the sum that its page shows. It stays empty where nothing was spent, and where the reader may not
/// know all that was: beside others, a part would pass for the whole.
pub(super) async fn add(tx: &mut Tx, ctx: &Ctx, requests: &mut [Seen]) -> Result<(), Problem> {
    let sees_all = |seen: &&Seen| seen.sight.work && seen.sight.costs;
    let ids: Vec<i64> = requests.iter().filter(sees_all).map(|seen| seen.request.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let worked = queries::worked(tx, &ids).await?;
    let workers: BTreeSet<i64> = worked.iter().map(|entry| entry.user_id).collect();
    let known = people::with_known_rates(tx, ctx, &workers.into_iter().collect::<Vec<_>>()).await?;
    let labor = worked.iter().map(|entry| {
        // an hour whose price was never known costs nothing yet; one whose price is not for the reader hides the sum
        let cost = entry.rate.map_or(0, |rate| labor_cost(entry.minutes, rate));
        (entry.item_id, known.contains(&entry.user_id).then_some(cost))
    });
    let costs = queries::costs(tx, &ids).await?;
    let costs =
        costs.iter().map(|(id, amount, currency)| (*id, (*currency == ctx.settings().currency).then_some(*amount)));
    let mut sums: HashMap<i64, Option<i64>> = HashMap::new();
    for (id, amount) in labor.chain(costs) {
        let sum = sums.entry(id).or_insert(Some(0));
        *sum = sum.zip(amount).map(|(sum, amount)| sum + amount);
    }
    for seen in requests {
        seen.cost = sums.get(&seen.request.id).copied().flatten();
    }
    Ok(())
}
