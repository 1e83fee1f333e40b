use crate::modules::work::model::approval::{Process, Tier};
use kit::Problem;
use store::{Tx, params};

/// The process that a request falls under: the first non-empty of its building's, its request type's, the organization's.
pub(crate) async fn matching(
    tx: &mut Tx,
    module_id: i64,
    building_id: Option<i64>,
    type_id: Option<i64>,
) -> Result<Option<Process>, Problem> {
    let sql = "SELECT p.id FROM approval_process p
        WHERE p.module_id = $1 AND (p.building_id = $2 OR p.building_id IS NULL) AND (p.request_type_id = $3 OR p.request_type_id IS NULL)
          AND EXISTS (SELECT 1 FROM approval_tier_member m WHERE m.process_id = p.id)
        ORDER BY CASE WHEN p.building_id IS NOT NULL THEN 0 WHEN p.request_type_id IS NOT NULL THEN 1 ELSE 2 END LIMIT 1";
    let found: Option<(i64,)> = tx.optional(sql, params![module_id, building_id, type_id]).await?;
    match found {
        Some((id,)) => find(tx, id).await,
        None => Ok(None),
    }
}

/// A process with its tiers in order.
pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<Process>, Problem> {
    let head: Option<(i64, bool)> =
        tx.optional("SELECT id, enforce_order FROM approval_process WHERE id = $1", params![id]).await?;
    let Some((id, enforce_order)) = head else { return Ok(None) };
    let sql = "SELECT tier, user_type_id, user_id FROM approval_tier_member WHERE process_id = $1 ORDER BY tier, user_type_id, user_id";
    let members: Vec<(i64, Option<i64>, Option<i64>)> = tx.rows(sql, params![id]).await?;
    let mut tiers: Vec<(i64, Tier)> = vec![];
    for (position, user_type_id, user_id) in members {
        if tiers.last().is_none_or(|(last, _)| *last != position) {
            tiers.push((position, Tier::default()));
        }
        if let Some((_, tier)) = tiers.last_mut() {
            tier.user_type_ids.extend(user_type_id);
            tier.user_ids.extend(user_id);
        }
    }
    Ok(Some(Process { id, enforce_order, tiers: tiers.into_iter().map(|(_, tier)| tier).collect() }))
}

/// Writes down a decision.
pub(crate) async fn record(
    tx: &mut Tx,
    item_id: i64,
    tier: i64,
    user_id: i64,
    decision: &str,
    reason: &str,
    at: i64,
) -> Result<(), Problem> {
    let sql = "INSERT INTO approval (item_id, tier, user_id, decision, reason, at) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.exec(sql, params![item_id, tier, user_id, decision, reason, at]).await?;
    Ok(())
}
