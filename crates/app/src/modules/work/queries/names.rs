//! The names that go with the ids of requests: "the names of an item's visible parties and buildings are shown with the item".
pub use crate::names::Named;
use crate::{
    modules::work::model::Request,
    names::{self, Kept},
};
use kit::Problem;
use std::collections::{BTreeSet, HashMap};
use store::{Tx, params};

/// The names of one request.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub building: Option<String>,
    pub request_type: Option<String>,
    pub resource: Option<String>,
    pub people: Vec<Named>,
}

impl Names {
    pub fn person(&self, id: i64) -> Option<&Named> {
        self.people.iter().find(|named| named.id == id)
    }
}

/// The names of a page of requests, each read once.
pub(crate) struct AllNames {
    buildings: HashMap<i64, String>,
    types: HashMap<i64, String>,
    resources: HashMap<i64, String>,
    people: HashMap<i64, Named>,
}

pub(crate) async fn of(tx: &mut Tx, kept: Option<Kept<'_>>, requests: &[Request]) -> Result<AllNames, Problem> {
    let ids = |pick: &dyn Fn(&Request) -> Option<i64>| requests.iter().filter_map(pick).collect::<BTreeSet<i64>>();
    let people = requests
        .iter()
        .flat_map(|r| [r.creator_id, r.requester_id].into_iter().chain(r.assignee_ids.iter().copied()))
        .collect();
    Ok(AllNames {
        buildings: names::buildings(tx, kept, ids(&|r| r.building_id)).await?,
        types: names::request_types(tx, kept, ids(&|r| r.type_id)).await?,
        resources: names::rooms(tx, kept, ids(&|r| r.resource_id)).await?,
        people: names::people(tx, kept, people).await?,
    })
}

impl AllNames {
    pub(crate) fn for_request(&self, r: &Request, with_assignees: bool) -> Names {
        let assignees: &[i64] = if with_assignees { &r.assignee_ids } else { &[] };
        let mut people: Vec<i64> = Vec::with_capacity(2 + assignees.len());
        for id in [r.creator_id, r.requester_id].iter().chain(assignees) {
            if !people.contains(id) {
                people.push(*id);
            }
        }
        Names {
            building: r.building_id.and_then(|id| self.buildings.get(&id).cloned()),
            request_type: r.type_id.and_then(|id| self.types.get(&id).cloned()),
            resource: r.resource_id.and_then(|id| self.resources.get(&id).cloned()),
            people: people.iter().filter_map(|id| self.people.get(id).cloned()).collect(),
        }
    }
}

/// The name of one person.
pub(crate) async fn person(tx: &mut Tx, id: i64) -> Result<Option<String>, Problem> {
    let row: Option<(String,)> = tx.optional("SELECT name FROM app_user WHERE id = $1", params![id]).await?;
    Ok(row.map(|(name,)| name))
}

/// What ids of several kinds are called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lookup {
    pub(crate) people: HashMap<i64, Named>,
    pub(crate) buildings: HashMap<i64, String>,
    pub(crate) types: HashMap<i64, String>,
    pub(crate) resources: HashMap<i64, String>,
}

/// The names of all of these that there are.
pub(crate) async fn lookup(
    tx: &mut Tx,
    people: Vec<i64>,
    buildings: Vec<i64>,
    types: Vec<i64>,
    resources: Vec<i64>,
) -> Result<Lookup, Problem> {
    let set = |ids: Vec<i64>| ids.into_iter().collect::<BTreeSet<i64>>();
    Ok(Lookup {
        people: names::people(tx, None, set(people)).await?,
        buildings: names::buildings(tx, None, set(buildings)).await?,
        types: names::request_types(tx, None, set(types)).await?,
        resources: names::rooms(tx, None, set(resources)).await?,
    })
}
