//! The rows that follow from an item: parties, places, counts and tokens. Everything that changes an item comes through
//! here, so that they cannot disagree.

use std::collections::BTreeMap;

use crate::{
    Param, Result, Tx, params,
    spine::{Item, document, search},
};

/// All that follows from one item as it stands; nothing, if it is deleted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Derived {
    pub(super) parties: BTreeMap<i64, Party>,
    pub(super) shared: Option<Shared>,
    pub(super) tokens: Vec<String>,
}

/// In what roles the item is somebody's own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) assigned: bool,
    pub(super) requested: bool,
}

/// The columns that each derived row carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shared {
    pub(super) module_id: i64,
    pub(super) state: i16,
    pub(super) type_id: Option<i64>,
    pub(super) building_id: Option<i64>,
    pub(super) due_order: i64,
    pub(super) updated_at: i64,
}

impl Derived {
    pub(super) fn of(item: &Item) -> Self {
        if item.deleted_at.is_some() {
            return Self::default();
        }
        let mut parties: BTreeMap<i64, Party> = BTreeMap::from([(item.creator_id, Party::default())]);
        parties.entry(item.requester_id).or_default().requested = true;
        for user in &item.assignee_ids {
            parties.entry(*user).or_default().assigned = true;
        }
        let shared = Shared {
            module_id: item.module_id,
            state: item.state,
            type_id: item.type_id,
            building_id: item.building_id,
            due_order: item.due_order(),
            updated_at: item.updated_at,
        };
        Self { parties, shared: Some(shared), tokens: document::tokens(item) }
    }
}

/// Brings the derived rows of one item from how they were to how they are.
pub(super) async fn replace(tx: &mut Tx, position: i64, before: &Derived, after: &Derived) -> Result<()> {
    if before.shared != after.shared || before.parties != after.parties {
        remove(tx, position, before, after).await?;
        tx.exec_later(PARTY, party_rows(position, after).collect()).await?;
        tx.exec_later(PLACE, place_row(position, after).into_iter().collect()).await?;
        tx.counts.add(position, before, -1);
        tx.counts.add(position, after, 1);
    }
    if before.tokens != after.tokens {
        if !before.tokens.is_empty() {
            search::forget(tx, position).await?;
        }
        if !after.tokens.is_empty() {
            search::index(tx, vec![(position, after.tokens.clone())]).await?;
        }
    }
    Ok(())
}

pub(super) const PARTY: &str = "INSERT INTO item_party
        (user_id, module_id, position, assigned, requested, state, type_id, building_id, due_order, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (user_id, module_id, position) DO UPDATE SET assigned = excluded.assigned, requested = excluded.requested,
        state = excluded.state, type_id = excluded.type_id, building_id = excluded.building_id,
        due_order = excluded.due_order, updated_at = excluded.updated_at";

pub(super) const PLACE: &str =
    "INSERT INTO item_place (building_id, module_id, position, state, type_id, due_order, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (building_id, module_id, position) DO UPDATE SET state = excluded.state, type_id = excluded.type_id,
        due_order = excluded.due_order, updated_at = excluded.updated_at";

/// The values of an item's rows in `item_party`.
pub(super) fn party_rows(position: i64, derived: &Derived) -> impl Iterator<Item = Vec<Param>> {
    derived.shared.into_iter().flat_map(move |s| {
        derived.parties.iter().map(move |(user, party)| {
            params![
                *user,
                s.module_id,
                position,
                party.assigned,
                party.requested,
                s.state,
                s.type_id,
                s.building_id,
                s.due_order,
                s.updated_at
            ]
        })
    })
}

/// The values of an item's row in `item_place`.
pub(super) fn place_row(position: i64, derived: &Derived) -> Option<Vec<Param>> {
    let s = derived.shared?;
    Some(params![s.building_id?, s.module_id, position, s.state, s.type_id, s.due_order, s.updated_at])
}

/// Removes what is not there any more.
async fn remove(tx: &mut Tx, position: i64, before: &Derived, after: &Derived) -> Result<()> {
    let Some(was) = before.shared else { return Ok(()) };
    let moved = after.shared.is_none_or(|is| is.module_id != was.module_id);
    let gone = before.parties.keys().filter(|user| moved || !after.parties.contains_key(user));
    let gone: Vec<i64> = gone.copied().collect();
    if !gone.is_empty() {
        let sql = "DELETE FROM item_party WHERE user_id = ANY($1) AND module_id = $2 AND position = $3";
        tx.exec_later(sql, vec![params![gone, was.module_id, position]]).await?;
    }
    if moved || after.shared.is_some_and(|is| is.building_id != was.building_id) {
        let sql = "DELETE FROM item_place WHERE building_id = $1 AND module_id = $2 AND position = $3";
        tx.exec_later(sql, vec![params![was.building_id, was.module_id, position]]).await?;
    }
    Ok(())
}
