//! How much happened to work requests lately, and where: for estimates.
use kit::Problem;
use std::collections::{HashMap, HashSet};
use store::{Error, FromRow, Row, Tx, params};

/// About so many events at most are looked at: where there are more, some of them stand for all.
const MOST: i64 = 10_000;
const DAY: f64 = 86_400_000_000.0;

/// By module and building; 0 stands for none.
pub type ByPlace = HashMap<(i64, i64), i64>;

/// What nobody did: a due date passed while its item was open.
pub const OVERDUE: &str = "overdue";

/// The open states: see the table `item`.
const OPEN: [i16; 4] = [1, 2, 3, 7];

/// What happened, by what was done.
#[derive(Debug, Default)]
pub struct Traffic {
    /// The time that it covers.
    pub days: f64,
    /// How many events each one stands for.
    pub weight: i64,
    pub places: HashMap<String, ByPlace>,
    /// By person: what others did to what is theirs.
    pub own: HashMap<i64, HashMap<String, ByPlace>>,
}

struct Event {
    item_id: i64,
    action: String,
    actor_id: Option<i64>,
    place: (i64, i64),
    creator_id: i64,
    requester_id: i64,
}

impl FromRow for Event {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Event {
            item_id: row.get(0)?,
            action: row.get(1)?,
            actor_id: row.get(2)?,
            place: (row.get(3)?, row.get(4)?),
            creator_id: row.get(5)?,
            requester_id: row.get(6)?,
        })
    }
}

/// What happened since a moment, and what of it to the own of these people.
pub async fn since(tx: &mut Tx, from: i64, now: i64, people: &[i64]) -> Result<Traffic, Problem> {
    let all = "SELECT count(*) FROM history WHERE subject_kind = 'work_request' AND at >= $1";
    let (all,): (i64,) = tx.one(all, params![from]).await?;
    let weight = all / MOST + 1;
    // ids in disorder, so that what is done at regular intervals is among them as often as anything else
    let sql = "SELECT i.id, h.action, h.actor_id, i.module_id, coalesce(i.building_id, 0), i.creator_id, i.requester_id
        FROM history h JOIN item i ON i.id = h.subject_id
        WHERE h.subject_kind = 'work_request' AND h.at >= $1 AND i.deleted_at IS NULL
          AND h.id * 2654435761 % 4294967296 / 65536 % $2 = 0";
    let mut events: Vec<Event> = tx.rows(sql, params![from, weight]).await?;
    events.extend(overdue(tx, (from, now), weight).await?);
    let assignees = assignees(tx, &events).await?;
    let people: HashSet<i64> = people.iter().copied().collect();
    let mut traffic = Traffic { days: ((now - from) as f64 / DAY).max(1.0), weight, ..Traffic::default() };
    for event in events {
        let assigned = assignees.get(&event.item_id).into_iter().flatten().copied();
        let whose: HashSet<i64> = assigned.chain([event.creator_id, event.requester_id]).collect();
        for id in whose.into_iter().filter(|id| people.contains(id) && Some(*id) != event.actor_id) {
            let own = traffic.own.entry(id).or_default().entry(event.action.clone()).or_default();
            *own.entry(event.place).or_default() += 1;
        }
        *traffic.places.entry(event.action).or_default().entry(event.place).or_default() += 1;
    }
    Ok(traffic)
}

/// Item, module, building, creator and requester.
type Overdue = (i64, i64, i64, i64, i64);

/// The due dates that passed meanwhile, and were not met: those of what is open now and of what was resolved too late.
async fn overdue(tx: &mut Tx, (from, now): (i64, i64), weight: i64) -> Result<Vec<Event>, Problem> {
    let open = "SELECT i.id, i.module_id, coalesce(i.building_id, 0), i.creator_id, i.requester_id
        FROM work_module m JOIN item i ON i.module_id = m.id AND i.state = $4 AND i.due_order >= $1 AND i.due_order < $2
          AND i.deleted_at IS NULL
        WHERE i.id * 2654435761 % 4294967296 / 65536 % $3 = 0";
    let mut found: Vec<Overdue> = vec![];
    for state in OPEN {
        found.extend(tx.rows::<Overdue>(open, params![from, now, weight, state]).await?);
    }
    // chosen by what the index of times has: of the others no row is read
    let late = "SELECT i.id, i.module_id, coalesce(i.building_id, 0), i.creator_id, i.requester_id
        FROM history h JOIN item i ON i.id = h.subject_id
        WHERE h.subject_kind = 'work_request' AND h.action = 'resolved' AND h.at >= $1 AND i.due_at >= $1 AND i.due_at < h.at
          AND i.deleted_at IS NULL AND h.id * 2654435761 % 4294967296 / 65536 % $2 = 0";
    found.extend(tx.rows::<Overdue>(late, params![from, weight]).await?);
    // one that was reopened, or resolved twice, passed its date once
    found.sort_unstable();
    found.dedup();
    let event = |(item_id, module, building, creator_id, requester_id)| Event {
        item_id,
        action: OVERDUE.to_owned(),
        actor_id: None,
        place: (module, building),
        creator_id,
        requester_id,
    };
    Ok(found.into_iter().map(event).collect())
}

async fn assignees(tx: &mut Tx, events: &[Event]) -> Result<HashMap<i64, Vec<i64>>, Problem> {
    let mut ids: Vec<i64> = events.iter().map(|event| event.item_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let sql = "SELECT item_id, user_id FROM assignment WHERE item_id = ANY($1)";
    let mut assignees: HashMap<i64, Vec<i64>> = HashMap::new();
    for (item, user) in tx.rows::<(i64, i64)>(sql, params![ids]).await? {
        assignees.entry(item).or_default().push(user);
    }
    Ok(assignees)
}
