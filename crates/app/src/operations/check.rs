use super::Error;
use store::{Db, Tx, params, spine};

/// Violations of one rule that are named; thousands are one mistake.
const MOST: usize = 20;

/// Every rule, as a question for the ids of what breaks it.
const RULES: [(&str, &str); 16] = [
    (
        "every item has its work request",
        "SELECT i.id FROM item i WHERE i.kind = 1 AND NOT EXISTS (SELECT 1 FROM work_request w WHERE w.item_id = i.id)",
    ),
    (
        "who waits for assignment has no assignee, who waits for resolution has one",
        "SELECT i.id FROM item i WHERE i.state IN (2, 3)
          AND (i.state = 3) <> EXISTS (SELECT 1 FROM assignment a WHERE a.item_id = i.id)",
    ),
    (
        "what is on hold knows where it returns to, and nothing else does",
        "SELECT i.id FROM item i JOIN work_request w ON w.item_id = i.id
        WHERE (i.state = 7) <> (w.state_before_hold IS NOT NULL)",
    ),
    (
        "what was declined says why",
        "SELECT i.id FROM item i JOIN work_request w ON w.item_id = i.id WHERE i.state = 6 AND w.decline_reason IS NULL",
    ),
    (
        "an item's request type is one of its module",
        "SELECT i.id FROM item i JOIN request_type t ON t.id = i.type_id WHERE t.module_id <> i.module_id",
    ),
    (
        "a room of a work request is in its building",
        "SELECT i.id FROM item i JOIN work_request w ON w.item_id = i.id JOIN resource r ON r.id = w.resource_id
        WHERE i.building_id IS NULL OR r.building_id <> i.building_id",
    ),
    (
        "whoever is assigned has a worker profile",
        "SELECT a.item_id AS id FROM assignment a WHERE NOT EXISTS (SELECT 1 FROM worker w WHERE w.user_id = a.user_id)",
    ),
    (
        "timers run on what is to be done, and nowhere else",
        "SELECT t.item_id AS id FROM work_timer t JOIN item i ON i.id = t.item_id
        WHERE i.deleted_at IS NOT NULL OR i.state NOT IN (1, 2, 3)",
    ),
    (
        "what is planned ends after it begins",
        "SELECT w.item_id AS id FROM work_request w
        WHERE (w.scheduled_from IS NULL) <> (w.scheduled_thru IS NULL) OR w.scheduled_thru <= w.scheduled_from",
    ),
    (
        "whoever approved is neither creator nor requester",
        "SELECT a.item_id AS id FROM approval a JOIN item i ON i.id = a.item_id WHERE a.user_id IN (i.creator_id, i.requester_id)
          AND NOT EXISTS (SELECT 1 FROM history h WHERE h.subject_kind = 'work_request' AND h.subject_id = i.id
            AND h.action = 'updated' AND h.at > a.at)",
    ),
    (
        "every line of a work request's history is about one that there is",
        "SELECT h.id FROM history h WHERE h.subject_kind = 'work_request'
          AND NOT EXISTS (SELECT 1 FROM item i WHERE i.id = h.subject_id)",
    ),
    (
        "every item has a history",
        "SELECT i.id FROM item i
        WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.subject_kind = 'work_request' AND h.subject_id = i.id)",
    ),
    (
        "a file is whole",
        "SELECT a.id FROM attachment a WHERE a.item_id IS NOT NULL
          AND a.size <> (SELECT coalesce(sum(length(c.bytes)), 0) FROM attachment_chunk c WHERE c.attachment_id = a.id)",
    ),
    (
        "a file of a response belongs to the request of that response",
        "SELECT a.id FROM attachment a JOIN response r ON r.id = a.response_id WHERE a.item_id IS NULL OR a.item_id <> r.item_id",
    ),
    (
        "nobody who was deleted, or does not sign in, is signed in",
        "SELECT s.id FROM session s JOIN app_user u ON u.id = s.user_id WHERE u.deleted_at IS NOT NULL OR u.user_name IS NULL",
    ),
    (
        "whoever signs in has a name to do so, and only they have a password",
        "SELECT u.id FROM app_user u WHERE u.user_name IS NULL AND u.password_hash IS NOT NULL AND u.deleted_at IS NULL",
    ),
];

/// Verifies what the product relies on beyond what the schema enforces; a line for each violation. Reads everything: seconds
/// where there are a million work requests.
pub async fn check(db: &Db) -> Result<Vec<String>, Error> {
    db.read(|tx| Box::pin(violations(tx))).await
}

async fn violations(tx: &mut Tx) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for (rule, ids) in RULES {
        let sql = format!("SELECT b.id FROM ({ids}) b ORDER BY b.id LIMIT {MOST}");
        let rows: Vec<(i64,)> = tx.rows(&sql, params![]).await?;
        found.extend(rows.into_iter().map(|(id,)| format!("{rule}: not {id}")));
    }
    let spine = spine::check(tx).await?;
    found.extend(spine.into_iter().map(|violation| format!("{}: {}", violation.rule, violation.at)));
    found.extend(super::readable::check(tx).await?);
    Ok(found)
}
