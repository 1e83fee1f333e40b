//! The names that go with the ids of requests: "the names of an item's visible parties and buildings are shown with the item".
use crate::modules::work::model::Request;
use kit::Problem;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use store::{Tx, params};
use utoipa::ToSchema;

/// Somebody's id, name and colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    pub id: i64,
    pub name: String,
    #[serde(skip)]
    pub color: String,
    /// Can be turned to still.
    #[serde(skip)]
    pub active: bool,
}

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

pub(crate) async fn of(tx: &mut Tx, requests: &[Request]) -> Result<AllNames, Problem> {
    let ids = |pick: &dyn Fn(&Request) -> Option<i64>| requests.iter().filter_map(pick).collect::<BTreeSet<i64>>();
    let people: BTreeSet<i64> = requests
        .iter()
        .flat_map(|r| [r.creator_id, r.requester_id].into_iter().chain(r.assignee_ids.iter().copied()))
        .collect();
    let people: Vec<i64> = people.into_iter().collect();
    let people = named_people(tx, people).await?;
    Ok(AllNames {
        buildings: names(tx, "SELECT id, name FROM building WHERE id = ANY($1)", ids(&|r| r.building_id)).await?,
        types: names(tx, "SELECT id, name FROM request_type WHERE id = ANY($1)", ids(&|r| r.type_id)).await?,
        resources: names(tx, "SELECT id, name FROM resource WHERE id = ANY($1)", ids(&|r| r.resource_id)).await?,
        people,
    })
}

async fn names(tx: &mut Tx, sql: &str, ids: BTreeSet<i64>) -> Result<HashMap<i64, String>, Problem> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, String)> = tx.rows(sql, params![ids.into_iter().collect::<Vec<i64>>()]).await?;
    Ok(rows.into_iter().collect())
}

impl AllNames {
    pub(crate) fn for_request(&self, r: &Request, with_assignees: bool) -> Names {
        let mut people: Vec<i64> = vec![r.creator_id, r.requester_id];
        if with_assignees {
            people.extend(&r.assignee_ids);
        }
        let mut seen = BTreeSet::new();
        people.retain(|id| seen.insert(*id));
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
        people: named_people(tx, people).await?,
        buildings: names(tx, "SELECT id, name FROM building WHERE id = ANY($1)", set(buildings)).await?,
        types: names(tx, "SELECT id, name FROM request_type WHERE id = ANY($1)", set(types)).await?,
        resources: names(tx, "SELECT id, name FROM resource WHERE id = ANY($1)", set(resources)).await?,
    })
}

async fn named_people(tx: &mut Tx, ids: Vec<i64>) -> Result<HashMap<i64, Named>, Problem> {
    let sql = "SELECT id, name, color, active AND deleted_at IS NULL FROM app_user WHERE id = ANY($1)";
    let rows: Vec<(i64, String, String, bool)> = tx.rows(sql, params![ids]).await?;
    Ok(rows.into_iter().map(|(id, name, color, active)| (id, Named { id, name, color, active })).collect())
}
