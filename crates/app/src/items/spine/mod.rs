//! interim
use crate::modules::work::model::State;
use access::Scope;
use kit::Problem;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

#[derive(Clone, Debug)]
pub struct Item {
    pub id: i64,
    pub module_id: i64,
    pub number: i64,
    pub title: String,
    pub text: String,
    pub state: State,
    pub type_id: Option<i64>,
    pub building_id: Option<i64>,
    pub creator_id: i64,
    pub requester_id: i64,
    pub assignee_ids: Vec<i64>,
    pub due_at: Option<i64>,
    pub opened_at: i64,
    pub updated_at: i64,
    pub version: i64,
    pub deleted_at: Option<i64>,
}
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub states: Option<Vec<State>>,
    pub building_id: Option<i64>,
    pub type_id: Option<i64>,
    pub assignee_id: Option<i64>,
    pub requester_id: Option<i64>,
    pub due: Option<Due>,
    pub opened: Opened,
    pub text: Option<String>,
}
impl Filter {
    pub fn uses_due_date(&self) -> bool {
        self.due.is_some()
    }
    pub fn uses_assignees(&self) -> bool {
        self.assignee_id.is_some()
    }
}
#[derive(Clone, Debug)]
pub enum Due {
    Overdue(i64),
    Before(i64),
    None,
}
#[derive(Clone, Debug, Default)]
pub struct Opened {
    pub from: Option<i64>,
    pub before: Option<i64>,
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sort {
    Newest,
    Oldest,
    Due,
    Updated,
}
impl Sort {
    pub fn parse(w: &str) -> Option<Sort> {
        Some(match w {
            "newest" => Sort::Newest,
            "oldest" => Sort::Oldest,
            "due" => Sort::Due,
            "updated" => Sort::Updated,
            _ => return None,
        })
    }
    pub fn uses_due_date(self) -> bool {
        self == Sort::Due
    }
}
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Position(pub i64, pub i64);
pub struct List<'a> {
    pub scope: &'a Scope,
    pub filter: &'a Filter,
    pub sort: Sort,
    pub after: Option<Position>,
    pub limit: usize,
    pub deleted: bool,
}
pub struct Row {
    pub id: i64,
    pub position: Position,
}
pub async fn list(tx: &mut Tx, l: &List<'_>) -> Result<Vec<Row>, Problem> {
    let rows: Vec<(i64, i64)> =
        tx.rows("SELECT id, position FROM item ORDER BY position DESC LIMIT $1", params![l.limit as i64]).await?;
    Ok(rows.into_iter().map(|(id, p)| Row { id, position: Position(p, id) }).collect())
}
pub async fn count(_tx: &mut Tx, _s: &Scope, _f: &Filter, _d: bool) -> Result<i64, Problem> {
    Ok(0)
}
pub async fn new_id(tx: &mut Tx, _m: i64) -> Result<(i64, i64), Problem> {
    let id = tx.next("item").await?;
    Ok((id, id))
}
pub async fn insert(tx: &mut Tx, i: &Item) -> Result<(), Problem> {
    tx.exec("INSERT INTO item (position,id,kind,module_id,number,title,state,type_id,building_id,creator_id,requester_id,due_at,due_order,opened_at,updated_at,version) VALUES ($1,$2,1,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)",
      params![((i.opened_at/1000)<<20)|(i.id & 0xfffff), i.id, i.module_id, i.number, &i.title, i.state.code(), i.type_id, i.building_id, i.creator_id, i.requester_id, i.due_at, i.due_at.unwrap_or(i64::MAX), i.opened_at, i.updated_at, i.version]).await?;
    Ok(())
}
pub async fn update(tx: &mut Tx, _b: &Item, i: &Item) -> Result<(), Problem> {
    tx.exec("UPDATE item SET title=$2,state=$3,type_id=$4,building_id=$5,requester_id=$6,due_at=$7,due_order=$8,updated_at=$9,version=$10,deleted_at=$11 WHERE id=$1", params![i.id,&i.title,i.state.code(),i.type_id,i.building_id,i.requester_id,i.due_at,i.due_at.unwrap_or(i64::MAX),i.updated_at,i.version,i.deleted_at]).await?;
    Ok(())
}
