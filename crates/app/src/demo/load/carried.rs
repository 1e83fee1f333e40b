//! Who follows what, and what is linked with what: about as much as an office would leave.
use super::{foundation::Ids, story::Step};
use crate::{
    demo::{DAY, Request},
    items::{associations::Kind, history::Change},
    modules::work::model,
};
use std::collections::HashMap;
use store::{Param, params};

pub(super) const FOLLOWER: &str = "INSERT INTO follower (item_id, user_id, added_by, at) VALUES ($1, $2, $2, $3)";
pub(super) const ASSOCIATION: &str =
    "INSERT INTO association (item_id, other_id, kind, user_id, at) VALUES ($1, $2, $3, $4, $5)";

/// One in so many is followed by somebody of the office, one in so many is compared with what came before.
const FOLLOWED: u64 = 11;
const COMPARED: u64 = 4;
/// What comes in within this time for the same building and trade may have to do with each other.
const NEAR: i64 = 2 * DAY;

/// What the requests of a batch carry, and the lines that it left in their history.
#[derive(Default)]
pub(super) struct Carried {
    pub(super) followers: Vec<Vec<Param>>,
    pub(super) associations: Vec<Vec<Param>>,
    steps: HashMap<i64, Vec<Step>>,
}

impl Carried {
    pub(super) fn of(ids: &Ids, requests: &[(model::Request, Request)]) -> Carried {
        let mut carried = Carried::default();
        let mut last: HashMap<(usize, usize), (&model::Request, &Request)> = HashMap::new();
        for (request, asked) in requests {
            let before = last.insert((asked.building, asked.request_type), (request, asked));
            let Some(&office) = ids.office.get(asked.number as usize % ids.office.len().max(1)) else { continue };
            if asked.number.is_multiple_of(FOLLOWED) {
                carried.follow(request, office, asked.opened_at);
            }
            let near = before.filter(|(_, old)| asked.opened_at - old.opened_at < NEAR);
            if let Some((other, old)) = near.filter(|_| asked.number.is_multiple_of(COMPARED)) {
                let kind = if old.title == asked.title { Kind::DuplicateOf } else { Kind::Related };
                carried.link((request.id, other.id), kind, office, asked.opened_at);
            }
        }
        carried
    }

    /// What a request's history says of it.
    pub(super) fn steps(&self, item_id: i64) -> Vec<Step> {
        self.steps.get(&item_id).cloned().unwrap_or_default()
    }

    fn follow(&mut self, request: &model::Request, user_id: i64, at: i64) {
        self.followers.push(params![request.id, user_id, at]);
        self.tell(request.id, at, user_id, "followed", vec![Change::new("follower", (), user_id)]);
    }

    fn link(&mut self, (item_id, other_id): (i64, i64), kind: Kind, user_id: i64, at: i64) {
        let word = if kind == Kind::DuplicateOf { "duplicate" } else { "related" };
        self.associations.push(params![item_id, other_id, word, user_id, at]);
        for (item, other, kind) in [(item_id, other_id, kind), (other_id, item_id, kind.reversed())] {
            let changes = vec![Change::new("item", (), other), Change::new("kind", (), kind)];
            self.tell(item, at, user_id, "associated", changes);
        }
    }

    fn tell(&mut self, item_id: i64, at: i64, by: i64, action: &'static str, changes: Vec<Change>) {
        self.steps.entry(item_id).or_default().push(Step { at, by: Some(by), action, changes });
    }
}
