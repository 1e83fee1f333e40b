//! Hours of workers on a request, and what an hour costs.
use kit::Problem;
use store::{Error, FromRow, Row, Tx, params};

/// Time of one worker. `rate` is what an hour of its kind cost then, in minor units; `None`: unknown.
#[derive(Clone, Debug)]
pub(crate) struct WorkEntryRow {
    pub(crate) id: i64,
    pub(crate) user_id: i64,
    pub(crate) user_name: String,
    pub(crate) kind: String,
    pub(crate) minutes: i64,
    /// From when to when, where that is known.
    pub(crate) times: Option<(i64, i64)>,
    pub(crate) rate: Option<i64>,
    /// A civil date.
    pub(crate) worked_on: String,
    pub(crate) version: i64,
}

impl WorkEntryRow {
    /// Minor units, rounded half up; `None` where the rate is unknown.
    pub(crate) fn labor_cost(&self) -> Option<i64> {
        self.rate.map(|rate| labor_cost(self.minutes, rate))
    }
}

/// What time costs at what an hour costs, in minor units, rounded half up.
pub(crate) fn labor_cost(minutes: i64, rate: i64) -> i64 {
    (minutes * rate + 30).div_euclid(60)
}

impl FromRow for WorkEntryRow {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (from, to): (Option<i64>, Option<i64>) = (row.get(5)?, row.get(6)?);
        Ok(WorkEntryRow {
            id: row.get(0)?,
            user_id: row.get(1)?,
            user_name: row.get(2)?,
            kind: row.get(3)?,
            minutes: row.get(4)?,
            times: from.zip(to),
            rate: row.get(7)?,
            worked_on: row.get(8)?,
            version: row.get(9)?,
        })
    }
}

const ENTRIES: &str =
    "SELECT e.id, e.user_id, u.name, e.kind, e.minutes, e.started_at, e.ended_at, e.hourly_rate, e.worked_on, e.version
    FROM work_entry e JOIN app_user u ON u.id = e.user_id WHERE e.item_id = $1";

pub(crate) async fn entries(tx: &mut Tx, item_id: i64) -> Result<Vec<WorkEntryRow>, Problem> {
    Ok(tx.rows(&format!("{ENTRIES} ORDER BY e.id LIMIT 1000"), params![item_id]).await?)
}

/// One entry of a request.
pub(crate) async fn entry(tx: &mut Tx, item_id: i64, id: i64) -> Result<Option<WorkEntryRow>, Problem> {
    Ok(tx.optional(&format!("{ENTRIES} AND e.id = $2"), params![item_id, id]).await?)
}

/// What is written of a new entry.
pub(crate) struct NewEntry<'a> {
    pub(crate) item_id: i64,
    pub(crate) user_id: i64,
    pub(crate) entered_by: i64,
    pub(crate) kind: &'a str,
    pub(crate) minutes: i64,
    pub(crate) times: Option<(i64, i64)>,
    pub(crate) rate: Option<i64>,
    pub(crate) worked_on: String,
    pub(crate) at: i64,
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewEntry<'_>) -> Result<i64, Problem> {
    let sql =
        "INSERT INTO work_entry (item_id, user_id, entered_by, kind, minutes, started_at, ended_at, hourly_rate, worked_on, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id";
    let (from, to) = new.times.unzip();
    let values = params![
        new.item_id,
        new.user_id,
        new.entered_by,
        new.kind,
        new.minutes,
        from,
        to,
        new.rate,
        &new.worked_on,
        new.at
    ];
    let (id,): (i64,) = tx.one(sql, values).await?;
    Ok(id)
}

/// Writes an entry as it is now; whose it is stays.
pub(crate) async fn update(tx: &mut Tx, entry: &WorkEntryRow) -> Result<(), Problem> {
    let sql =
        "UPDATE work_entry SET kind = $2, minutes = $3, started_at = $4, ended_at = $5, hourly_rate = $6, worked_on = $7,
          version = $8 WHERE id = $1";
    let (from, to) = entry.times.unzip();
    let values = params![entry.id, &entry.kind, entry.minutes, from, to, entry.rate, &entry.worked_on, entry.version];
    tx.exec(sql, values).await?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM work_entry WHERE id = $1", params![id]).await?;
    Ok(())
}

/// What an hour of somebody cost, in minor units. `None`: never entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rates {
    pub(crate) regular: Option<i64>,
    pub(crate) overtime: Option<i64>,
}

impl From<(Option<i64>, Option<i64>)> for Rates {
    fn from((regular, overtime): (Option<i64>, Option<i64>)) -> Self {
        Rates { regular, overtime }
    }
}

/// The rates of a worker as they are now; `None`: the person is no worker.
pub(crate) async fn rates(tx: &mut Tx, user_id: i64) -> Result<Option<Rates>, Problem> {
    rates_with(tx, user_id, "").await
}

/// The same, held against other transactions until this one ends, so that what is asked about one worker stays true.
pub(crate) async fn lock_rates(tx: &mut Tx, user_id: i64) -> Result<Option<Rates>, Problem> {
    rates_with(tx, user_id, " FOR UPDATE").await
}

async fn rates_with(tx: &mut Tx, user_id: i64, locking: &str) -> Result<Option<Rates>, Problem> {
    let sql = format!("SELECT hourly_rate, overtime_rate FROM worker WHERE user_id = $1{locking}");
    let row: Option<(Option<i64>, Option<i64>)> = tx.optional(&sql, params![user_id]).await?;
    Ok(row.map(Rates::from))
}

/// The rates of a worker as they were at a moment. What had not been entered by then is what was entered first after it.
pub(crate) async fn rates_at(tx: &mut Tx, user_id: i64, at: i64) -> Result<Option<Rates>, Problem> {
    let Some(now) = rates(tx, user_id).await? else { return Ok(None) };
    let sql = "SELECT hourly_rate, overtime_rate FROM worker_rate WHERE user_id = $1 AND until > $2 ORDER BY until";
    let then: Vec<(Option<i64>, Option<i64>)> = tx.rows(sql, params![user_id, at]).await?;
    let first = |pick: fn(&Rates) -> Option<i64>| then.iter().find_map(|row| pick(&Rates::from(*row))).or(pick(&now));
    Ok(Some(Rates { regular: first(|rates| rates.regular), overtime: first(|rates| rates.overtime) }))
}
