//! Buildings with their rooms that come in from a file, many at once: each by the rules of adding one by hand.
use super::{
    buildings::{self, NewBuilding, SUBJECT},
    door,
    groups::{self, NewGroup},
    rooms,
};
use crate::{
    context::Ctx,
    items::history::{self, Change},
    modules::places::{
        model::Building,
        queries::{building as queries, directory, room},
    },
    text,
};
use access::keys::buildings::{BULK_IMPORT, CREATE, READ, UPDATE};
use kit::Problem;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::Tx;

/// How many are written between two reports of progress.
const AT_ONCE: usize = 200;

/// A building as it comes in.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    building: Building,
    rooms: Vec<String>,
    /// Below 0: one that is added on the way, the first -1.
    pub(crate) group_ids: Vec<i64>,
}

/// 403 unless the actor may add buildings from files.
pub(crate) fn admit(ctx: &Ctx) -> Result<(), Problem> {
    ctx.require(CREATE)?;
    ctx.require(BULK_IMPORT)
}

/// A new building of this name, or what is wrong with what was typed.
pub(crate) fn draft(name: String, address: String) -> Result<Incoming, Problem> {
    let building = buildings::draft(NewBuilding { name, address })?;
    Ok(Incoming { building, rooms: vec![], group_ids: vec![] })
}

impl Incoming {
    /// Gives it rooms. Needs what adding rooms to it would need once it is there.
    pub(crate) fn with_rooms(&mut self, ctx: &Ctx, names: &[&str]) -> Result<(), Problem> {
        let mut seen = HashSet::new();
        for name in names {
            let name = text::line("resources", name, rooms::LONGEST_NAME)?;
            if !seen.insert(name.to_lowercase()) {
                return Err(Problem::field("resources", format!("names a room twice: {name}")));
            }
            self.rooms.push(name);
        }
        if self.rooms.is_empty() { Ok(()) } else { may_add_rooms(ctx, door::NOBODYS) }
    }

    /// The name in small letters, by which it is one.
    pub(crate) fn known_as(&self) -> String {
        self.building.name.to_lowercase()
    }
}

fn may_add_rooms(ctx: &Ctx, building_id: i64) -> Result<(), Problem> {
    door::covered(ctx, READ, building_id)?;
    door::covered(ctx, UPDATE, building_id)
}

/// The names of all buildings that there are, in small letters: none comes twice, whoever may know of it.
pub(crate) async fn taken(tx: &mut Tx) -> Result<HashSet<String>, Problem> {
    Ok(directory::buildings(tx).await?.into_iter().map(|(_, name)| name.to_lowercase()).collect())
}

/// Id and name of each group that the actor may know of.
pub(crate) async fn groups(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<(i64, String)>, Problem> {
    groups::readable(tx, ctx).await
}

/// The same for a form.
pub(crate) async fn offered_groups(ctx: &Ctx) -> Result<Vec<(i64, String)>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| Box::pin(async move { groups(tx, &asked).await })).await
}

/// Why new buildings cannot come into these groups; those into which they can are left out. 0 stands for a group that is added on the way.
pub(crate) async fn refusals(
    tx: &mut Tx,
    ctx: &Ctx,
    group_ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Problem>, Problem> {
    let mut refused = HashMap::new();
    for id in group_ids {
        match groups::may_grow(tx, ctx, (id > 0).then_some(id)).await {
            Ok(()) => {}
            Err(problem @ Problem::Refused { .. }) => {
                refused.insert(id, problem);
            }
            Err(other) => return Err(other),
        }
    }
    Ok(refused)
}

/// Writes them all, judged anew with what the actor may do now. `written` hears of progress.
pub(crate) async fn insert_all(
    tx: &mut Tx,
    ctx: &Ctx,
    incoming: &[Incoming],
    new_groups: &[String],
    written: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), Problem> {
    let mut members: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut done = 0;
    for chunk in incoming.chunks(AT_ONCE) {
        let (mut created, mut furnished) = (vec![], vec![]);
        for new in chunk {
            let id = queries::insert(tx, &new.building, ctx.micros()).await.map_err(taken_meanwhile)?;
            created.push((id, vec![Change::new("name", (), &new.building.name)]));
            if !new.rooms.is_empty() {
                may_add_rooms(ctx, id).map_err(changed)?;
            }
            for name in &new.rooms {
                let room_id = room::insert(tx, id, name).await?;
                furnished.push((room_id, vec![Change::new("name", (), name), Change::new("building_id", (), id)]));
            }
            new.group_ids.iter().for_each(|group| members.entry(*group).or_default().push(id));
        }
        history::record_many(tx, ctx, SUBJECT, "created", &created).await?;
        history::record_many(tx, ctx, rooms::SUBJECT, "created", &furnished).await?;
        done += chunk.len();
        written(done);
    }
    tx.bump_access();
    for (group, building_ids) in members {
        let name = usize::try_from(-1 - group).ok().and_then(|place| new_groups.get(place));
        match name {
            Some(name) => {
                let new = NewGroup { name: name.clone(), building_ids };
                groups::create_in(tx, ctx, new).await.map_err(changed)?;
            }
            None => groups::grow_in(tx, ctx, group, &building_ids).await.map_err(changed)?,
        }
    }
    Ok(())
}

fn taken_meanwhile(error: store::Error) -> Problem {
    match error {
        store::Error::Unique { .. } => Problem::Conflict(
            "One of these buildings is there since the rows were checked; they are checked again.".into(),
        ),
        other => other.into(),
    }
}

/// What was allowed when the rows were checked.
fn changed(problem: Problem) -> Problem {
    match problem {
        Problem::Refused { .. } | Problem::NotFound | Problem::Invalid(_) => {
            Problem::Conflict("What you may do has changed since the rows were checked; they are checked again.".into())
        }
        other => other,
    }
}
