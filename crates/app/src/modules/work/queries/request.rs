use crate::modules::work::model::{Request, State};
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

const COLUMNS: &str = "i.id, i.number, i.module_id, i.type_id, i.building_id, i.title, w.description, w.location, w.resource_id,
  i.state, i.creator_id, i.requester_id, i.due_at, i.opened_at, i.updated_at, i.version, w.hold_reason, w.hold_until,
  w.state_before_hold, w.action_taken, w.resolved_at, w.finalized_at, w.approval_process_id, w.approval_tier, w.decline_reason,
  i.deleted_at, w.scheduled_from, w.scheduled_thru";

impl FromRow for Request {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let state = |code: i16| {
            State::from_code(code).ok_or_else(|| Error::Other("a work request has a state that is none".into()))
        };
        let (from, thru): (Option<i64>, Option<i64>) = (row.get(26)?, row.get(27)?);
        Ok(Request {
            id: row.get(0)?,
            number: row.get(1)?,
            module_id: row.get(2)?,
            type_id: row.get(3)?,
            building_id: row.get(4)?,
            title: row.get(5)?,
            description: row.get(6)?,
            location: row.get(7)?,
            resource_id: row.get(8)?,
            state: state(row.get(9)?)?,
            creator_id: row.get(10)?,
            requester_id: row.get(11)?,
            due_at: row.get(12)?,
            opened_at: row.get(13)?,
            updated_at: row.get(14)?,
            version: row.get(15)?,
            hold_reason: row.get(16)?,
            hold_until: row.get(17)?,
            state_before_hold: row.get::<Option<i16>>(18)?.map(state).transpose()?,
            action_taken: row.get(19)?,
            resolved_at: row.get(20)?,
            finalized_at: row.get(21)?,
            approval_process_id: row.get(22)?,
            approval_tier: row.get(23)?,
            decline_reason: row.get(24)?,
            deleted_at: row.get(25)?,
            scheduled: from.zip(thru),
            assignee_ids: vec![],
        })
    }
}

/// The request as it stands, deleted or not. The caller asks whether the reader may see it before showing anything of it.
pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<Request>, Problem> {
    let rows = tx.rows_by_kept_plan(&assigned("i.id = $1"), params![id]).await?;
    Ok(gathered(rows, |row| row.request.id).pop())
}

/// The same, held against other transactions until this one ends.
pub(crate) async fn lock(tx: &mut Tx, id: i64) -> Result<Option<Request>, Problem> {
    let sql =
        format!("SELECT {COLUMNS} FROM item i JOIN work_request w ON w.item_id = i.id WHERE i.id = $1 FOR UPDATE");
    let Some(mut request) = tx.optional::<Request>(&sql, params![id]).await? else { return Ok(None) };
    request.assignee_ids = assignees(tx, id).await?;
    Ok(Some(request))
}

/// A request beside one of its assignees, with the time of their assignment; beside none, where it has none.
struct Assigned {
    request: Request,
    /// Where it stands in lists.
    position: i64,
    assignee: Option<(i64, i64)>,
}

impl FromRow for Assigned {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        // behind all of COLUMNS
        let (at, user): (Option<i64>, Option<i64>) = (row.get(29)?, row.get(30)?);
        Ok(Assigned { request: Request::from_row(row)?, position: row.get(28)?, assignee: at.zip(user) })
    }
}

/// Selects [`Assigned`]. With the assignees in one statement a reading takes one way to the database less.
fn assigned(which: &str) -> String {
    format!(
        "SELECT {COLUMNS}, i.position, a.at, a.user_id FROM item i JOIN work_request w ON w.item_id = i.id
           LEFT JOIN assignment a ON a.item_id = i.id WHERE {which}"
    )
}

/// Those at these positions, in their order, with their assignees.
pub(crate) async fn find_at(tx: &mut Tx, positions: &[i64]) -> Result<Vec<Request>, Problem> {
    if positions.is_empty() {
        return Ok(vec![]);
    }
    let rows = tx.rows_by_kept_plan(&assigned("i.position = ANY($1)"), params![positions.to_vec()]).await?;
    Ok(gathered(rows, |row| positions.iter().position(|at| *at == row.position)))
}

/// Those of these ids that there are, in no particular order, with their assignees.
pub(crate) async fn find_many(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Request>, Problem> {
    let rows = tx.rows(&assigned("i.id = ANY($1)"), params![ids.to_vec()]).await?;
    Ok(gathered(rows, |row| row.request.id))
}

/// Each request once, in this order, with its assignees in the order of their assignment.
fn gathered<O: Ord>(mut rows: Vec<Assigned>, order: impl Fn(&Assigned) -> O) -> Vec<Request> {
    rows.sort_by_cached_key(|row| (order(row), row.assignee));
    let mut requests: Vec<Request> = Vec::with_capacity(rows.len());
    for Assigned { request, assignee, .. } in rows {
        if requests.last().is_none_or(|last| last.id != request.id) {
            requests.push(request);
        }
        if let (Some(last), Some((_, user))) = (requests.last_mut(), assignee) {
            last.assignee_ids.push(user);
        }
    }
    requests
}

pub(crate) async fn assignees(tx: &mut Tx, id: i64) -> Result<Vec<i64>, Problem> {
    let rows: Vec<(i64,)> =
        tx.rows("SELECT user_id FROM assignment WHERE item_id = $1 ORDER BY at, user_id", params![id]).await?;
    Ok(rows.into_iter().map(|(user,)| user).collect())
}

pub(crate) async fn set_assignees(tx: &mut Tx, id: i64, user_ids: &[i64], at: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM assignment WHERE item_id = $1 AND NOT (user_id = ANY($2))", params![id, user_ids.to_vec()])
        .await?;
    for user_id in user_ids {
        let sql = "INSERT INTO assignment (item_id, user_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        tx.exec(sql, params![id, *user_id, at]).await?;
    }
    Ok(())
}

pub(super) const INSERT: &str =
    "INSERT INTO work_request (item_id, description, location, resource_id, hold_reason, hold_until, state_before_hold,
        action_taken, resolved_at, finalized_at, approval_process_id, approval_tier, decline_reason, scheduled_from, scheduled_thru)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

/// Writes the part that is not on the spine.
pub(crate) async fn insert(tx: &mut Tx, r: &Request) -> Result<(), Problem> {
    Ok(tx.exec_later(INSERT, vec![own_columns(r)]).await?)
}

/// Writes the part that is not on the spine, as it is now.
pub(crate) async fn update(tx: &mut Tx, r: &Request) -> Result<(), Problem> {
    let sql = "UPDATE work_request SET description = $2, location = $3, resource_id = $4, hold_reason = $5, hold_until = $6,
        state_before_hold = $7, action_taken = $8, resolved_at = $9, finalized_at = $10, approval_process_id = $11, approval_tier = $12,
        decline_reason = $13, scheduled_from = $14, scheduled_thru = $15 WHERE item_id = $1";
    Ok(tx.exec_later(sql, vec![own_columns(r)]).await?)
}

pub(super) fn own_columns(r: &Request) -> Vec<store::Param> {
    let (from, thru) = r.scheduled.unzip();
    params![
        r.id,
        &r.description,
        &r.location,
        r.resource_id,
        r.hold_reason.as_deref(),
        r.hold_until,
        r.state_before_hold.map(State::code),
        r.action_taken.as_deref(),
        r.resolved_at,
        r.finalized_at,
        r.approval_process_id,
        r.approval_tier,
        r.decline_reason.as_deref(),
        from,
        thru
    ]
}

/// Requests whose hold ends by itself now.
pub(crate) async fn held_until(tx: &mut Tx, now: i64) -> Result<Vec<i64>, Problem> {
    let sql = "SELECT w.item_id FROM work_request w JOIN item i ON i.id = w.item_id
        WHERE w.hold_until IS NOT NULL AND w.hold_until <= $1 AND i.deleted_at IS NULL ORDER BY w.hold_until LIMIT 200";
    let rows: Vec<(i64,)> = tx.rows(sql, params![now]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The open requests of a module whose due date lies in this time, its end not included; each with that date. Bounded by the index of due
/// dates, state by state.
pub(crate) async fn fell_due(
    tx: &mut Tx,
    module_id: i64,
    (from, before): (i64, i64),
) -> Result<Vec<(i64, i64)>, Problem> {
    let sql = "SELECT id, due_order FROM item
        WHERE module_id = $1 AND state = $2 AND due_order >= $3 AND due_order < $4 AND deleted_at IS NULL
        ORDER BY due_order, position";
    let mut found = vec![];
    for state in State::ALL.into_iter().filter(|state| state.is_open()) {
        found.extend(tx.rows::<(i64, i64)>(sql, params![module_id, state.code(), from, before]).await?);
    }
    Ok(found)
}
