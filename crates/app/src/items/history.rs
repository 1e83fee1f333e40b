//! What happened, to what, by whom: append-only, written in the transaction of the change itself.
use crate::{context::Ctx, time::rfc3339};
use kit::{Problem, paging::COUNTED};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{Error, FromRow, Param, Row, Tx, params};
use utoipa::ToSchema;

/// What a line of history is about: the trade's word and the id.
pub type Subject = (&'static str, i64);

/// One field that changed. `null` on either side: there was none, or there is none now.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    pub field: &'static str,
    pub from: Value,
    pub to: Value,
}

impl Change {
    pub fn new(field: &'static str, from: impl Serialize, to: impl Serialize) -> Change {
        Change { field, from: json!(from), to: json!(to) }
    }

    /// Only what differs.
    pub fn if_different(field: &'static str, from: impl Serialize, to: impl Serialize) -> Option<Change> {
        let change = Change::new(field, from, to);
        (change.from != change.to).then_some(change)
    }
}

/// A line of history as its reader sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Line {
    pub id: i64,
    #[schema(format = DateTime)]
    pub at: String,
    #[serde(skip)]
    pub at_micros: i64,
    /// Who did it; null when it happened by itself.
    pub actor_id: Option<i64>,
    pub actor_name: Option<String>,
    pub action: String,
    pub changes: Vec<Seen>,
}

/// A change as it was written down.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Seen {
    pub field: String,
    pub from: Value,
    pub to: Value,
}

/// The lines of a subject, newest first, before a given one.
pub async fn lines(tx: &mut Tx, (kind, id): Subject, before: Option<i64>, limit: usize) -> Result<Vec<Line>, Problem> {
    let sql = "SELECT h.id, h.at, h.actor_id, u.name, h.action, h.changes FROM history h LEFT JOIN app_user u ON u.id = h.actor_id
        WHERE h.subject_kind = $1 AND h.subject_id = $2 AND h.id < $3 ORDER BY h.id DESC LIMIT $4";
    Ok(tx.rows(sql, params![kind, id, before.unwrap_or(i64::MAX), limit as i64]).await?)
}

/// What is asked of a history.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    pub action: Option<String>,
    /// Lines that tell of these are left out.
    pub without: &'static [&'static str],
    pub actor_id: Option<i64>,
    /// From this moment on, and before that one.
    pub from: Option<i64>,
    pub before: Option<i64>,
    /// The line after which to go on.
    pub after: Option<i64>,
    pub limit: usize,
    /// Whether to say how many there are.
    pub count: bool,
}

impl Narrowed {
    /// The same lines from the newest on, as far as they are counted.
    pub(crate) fn to_count(&self) -> Narrowed {
        Narrowed { after: None, limit: COUNTED as usize, ..self.clone() }
    }
}

/// The lines of a subject that are asked for, newest first, and one more.
pub async fn narrowed(tx: &mut Tx, (kind, id): Subject, asked: &Narrowed) -> Result<Vec<Line>, Problem> {
    let mut values = params![kind, id, asked.after.unwrap_or(i64::MAX), asked.limit as i64 + 1];
    let mut sql = "SELECT h.id, h.at, h.actor_id, u.name, h.action, h.changes FROM history h LEFT JOIN app_user u ON u.id = h.actor_id
        WHERE h.subject_kind = $1 AND h.subject_id = $2 AND h.id < $3"
        .to_owned();
    let conditions: [(&str, Option<Param>); 4] = [
        ("h.action =", asked.action.clone().map(Param::from)),
        ("h.actor_id =", asked.actor_id.map(Param::from)),
        ("h.at >=", asked.from.map(Param::from)),
        ("h.at <", asked.before.map(Param::from)),
    ];
    for (condition, value) in conditions {
        let Some(value) = value else { continue };
        values.push(value);
        sql.push_str(&format!(" AND {condition} ${}", values.len()));
    }
    for action in asked.without {
        values.push(Param::from(*action));
        sql.push_str(&format!(" AND h.action <> ${}", values.len()));
    }
    sql.push_str(" ORDER BY h.id DESC LIMIT $4");
    Ok(tx.rows(&sql, values).await?)
}

/// Who did what these lines tell, by name.
pub fn actors<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<(i64, String)> {
    let named = lines.filter_map(|line| Some((line.actor_id?, line.actor_name.clone()?)));
    let mut actors: Vec<(i64, String)> = named.collect();
    actors.sort_by_cached_key(|(id, name)| (name.to_lowercase(), *id));
    actors.dedup();
    actors
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (at, changes): (i64, String) = (row.get(1)?, row.get(5)?);
        Ok(Line {
            id: row.get(0)?,
            at: rfc3339(at),
            at_micros: at,
            actor_id: row.get(2)?,
            actor_name: row.get(3)?,
            action: row.get(4)?,
            changes: serde_json::from_str(&changes).map_err(|e| Error::Other(format!("a line of history: {e}")))?,
        })
    }
}

/// Writes down what the actor of this request did.
pub async fn record(tx: &mut Tx, ctx: &Ctx, subject: Subject, action: &str, changes: &[Change]) -> Result<(), Problem> {
    ctx.notes.remember(subject.0, subject.1, action, changes);
    record_by(tx, Some(ctx.user_id()), ctx.micros(), subject, action, changes).await
}

/// Writes down what the actor of this request did to many things of one kind.
pub async fn record_many(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: &'static str,
    action: &str,
    each: &[(i64, Vec<Change>)],
) -> Result<(), Problem> {
    let mut rows = Vec::with_capacity(each.len());
    for (id, changes) in each {
        ctx.notes.remember(kind, *id, action, changes);
        let changes = serde_json::to_string(changes).map_err(|_| Problem::Internal)?;
        rows.push(params![ctx.micros(), ctx.user_id(), kind, *id, action, changes]);
    }
    tx.exec_later(INSERT, rows).await?;
    Ok(())
}

const INSERT: &str =
    "INSERT INTO history (at, actor_id, subject_kind, subject_id, action, changes) VALUES ($1, $2, $3, $4, $5, $6)";

/// Writes down what somebody did, or (`None`) what happened by itself.
pub async fn record_by(
    tx: &mut Tx,
    actor: Option<i64>,
    at: i64,
    (kind, id): Subject,
    action: &str,
    changes: &[Change],
) -> Result<(), Problem> {
    let changes = serde_json::to_string(changes).map_err(|_| Problem::Internal)?;
    Ok(tx.exec_later(INSERT, vec![params![at, actor, kind, id, action, changes]]).await?)
}
