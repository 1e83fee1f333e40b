//! Building groups: many buildings given at once. Readers see a group with those of its buildings that they may know of.
use super::{door, groups_giving};
use crate::{
    constraint::taken,
    context::Ctx,
    items::history::{self, Change},
    modules::{
        people::{self, Given},
        places::{
            model::{BuildingGroup, Reach},
            queries::{building, group as queries},
        },
    },
    named::Listing,
    text,
};
use access::keys::buildings;
use kit::{Problem, paging::Page, version};
use serde::Deserialize;
use std::collections::HashMap;
use store::{Error, Tx};
use utoipa::ToSchema;

pub(crate) const SUBJECT: &str = "building_group";
const LONGEST_NAME: usize = 200;
const MOST_BUILDINGS: usize = 10_000;
/// More than any organization has.
const MOST_GROUPS: usize = 100_000;

/// A new building group.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGroup {
    /// Unique, whatever its case.
    pub name: String,
    #[serde(default)]
    pub building_ids: Vec<i64>,
}

/// What changes of a group; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GroupEdit {
    pub name: Option<String>,
    /// All of them: who is left out leaves the group.
    pub building_ids: Option<Vec<i64>>,
}

/// Which groups the actor may know of: with a building that they may know of; empty ones by who could fill them.
struct Sight {
    reach: Reach,
    empty: bool,
}

impl Sight {
    fn of(ctx: &Ctx) -> Sight {
        let empty = !ctx.person().level(buildings::UPDATE).is_none();
        Sight { reach: door::reach(ctx, buildings::READ), empty }
    }

    fn shows(&self, building_ids: &[i64]) -> bool {
        match building_ids {
            [] => self.empty || self.reach == Reach::All,
            ids => ids.iter().any(|id| self.reach.contains(*id)),
        }
    }

    /// The group as its reader may know it.
    fn of_group(&self, mut group: BuildingGroup) -> BuildingGroup {
        group.building_ids.retain(|id| self.reach.contains(*id));
        group
    }
}

/// A page of the groups that the actor may know of, by name.
pub async fn list(ctx: &Ctx, listing: Listing) -> Result<Page<BuildingGroup>, Problem> {
    let sight = Sight::of(ctx);
    ctx.read(move |tx| {
        Box::pin(async move {
            let rows = queries::list(tx, (&sight.reach, sight.empty), &listing).await?;
            let page = Page::from_rows(rows, listing.limit, |row| (row.name.clone(), row.id));
            let counted = queries::count(tx, (&sight.reach, sight.empty), &listing);
            let mut page = page.counted(listing.count, counted).await?;
            queries::add_buildings(tx, &mut page.items).await?;
            Ok(page.map(|group| sight.of_group(group)))
        })
    })
    .await
}

/// One group; 404 unless the actor may know of it.
pub async fn one(ctx: &Ctx, id: i64) -> Result<BuildingGroup, Problem> {
    let sight = Sight::of(ctx);
    ctx.read(move |tx| {
        Box::pin(async move {
            let found = queries::find(tx, id).await?.filter(|group| sight.shows(&group.building_ids));
            found.map(|group| sight.of_group(group)).ok_or(Problem::NotFound)
        })
    })
    .await
}

/// For the routes of one group: 404 unless the actor may know of it, then 403 unless they may change all of its buildings.
pub async fn admit(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| Box::pin(async move { changeable(&asked, queries::find(tx, id).await?).map(|_| ()) })).await
}

/// Adds a group of buildings that the actor may change and holds.
pub async fn create(ctx: &Ctx, new: NewGroup) -> Result<BuildingGroup, Problem> {
    ctx.require_level(buildings::UPDATE)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { create_in(tx, &asked, new).await }));
    write.await
}

/// The same inside a transaction.
pub(super) async fn create_in(tx: &mut Tx, ctx: &Ctx, new: NewGroup) -> Result<BuildingGroup, Problem> {
    establish(tx, ctx, None, new).await
}

/// The same for one that was deleted: under the id that it had, so that what is written down of it goes on.
pub(crate) async fn restore_in(tx: &mut Tx, ctx: &Ctx, id: i64, again: NewGroup) -> Result<(), Problem> {
    establish(tx, ctx, Some(id), again).await.map(drop)
}

async fn establish(tx: &mut Tx, ctx: &Ctx, id: Option<i64>, new: NewGroup) -> Result<BuildingGroup, Problem> {
    ctx.require_level(buildings::UPDATE)?;
    let building_ids = checked(tx, ctx, new.building_ids).await?;
    groups_giving::may_give(tx, ctx, &[], &building_ids).await?;
    let name = text::line("name", &new.name, LONGEST_NAME)?;
    let inserted = match id {
        None => queries::insert(tx, &name).await,
        Some(id) => queries::insert_again(tx, id, &name).await,
    };
    let id = inserted.map_err(name_taken())?;
    let group = BuildingGroup { id, name, building_ids, version: 1 };
    queries::set_buildings(tx, &group).await?;
    let changes = [Change::new("name", (), &group.name), Change::new("building_ids", (), &group.building_ids)];
    history::record(tx, ctx, (SUBJECT, id), "created", &changes).await?;
    tx.bump_access();
    Ok(group)
}

/// Changes the name or the buildings. Needs `buildings.update` on all of them, old and new; whoever has the group gets what is new.
pub async fn edit(ctx: &Ctx, id: i64, edit: GroupEdit, expected: Option<i64>) -> Result<BuildingGroup, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { edit_in(tx, &asked, id, edit, expected).await }));
    write.await
}

/// Adds buildings to a group, in the caller's transaction.
pub(super) async fn grow_in(tx: &mut Tx, ctx: &Ctx, id: i64, added: &[i64]) -> Result<(), Problem> {
    let before = for_change(tx, ctx, id).await?;
    let building_ids = before.building_ids.iter().chain(added).copied().collect();
    let edit = GroupEdit { building_ids: Some(building_ids), ..GroupEdit::default() };
    edit_in(tx, ctx, id, edit, None).await.map(|_| ())
}

/// 403 unless the actor could add a building to this group that does not exist yet, and so is nobody's; without an id to a new group.
pub(super) async fn may_grow(tx: &mut Tx, ctx: &Ctx, id: Option<i64>) -> Result<(), Problem> {
    ctx.require_level(buildings::UPDATE)?;
    let mut holders = vec![];
    if let Some(id) = id {
        changeable(ctx, queries::find(tx, id).await?)?;
        holders = queries::holders(tx, id).await?;
    }
    door::covered(ctx, buildings::READ, door::NOBODYS)?;
    door::covered(ctx, buildings::UPDATE, door::NOBODYS)?;
    groups_giving::may_give(tx, ctx, &holders, &[door::NOBODYS]).await
}

/// The same inside a transaction.
pub(crate) async fn edit_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: i64,
    edit: GroupEdit,
    expected: Option<i64>,
) -> Result<BuildingGroup, Problem> {
    let before = for_change(tx, ctx, id).await?;
    let mut after = before.clone();
    if let Some(ids) = edit.building_ids {
        after.building_ids = checked(tx, ctx, ids).await?;
    }
    let is_new = |id: &i64| !before.building_ids.contains(id);
    let added: Vec<i64> = after.building_ids.iter().copied().filter(is_new).collect();
    if !added.is_empty() {
        let holders = queries::holders(tx, id).await?;
        groups_giving::may_give(tx, ctx, &holders, &added).await?;
    }
    after.name = text::line("name", &edit.name.unwrap_or(after.name), LONGEST_NAME)?;
    version::check(expected, before.version)?;
    let changes: Vec<Change> = [
        Change::if_different("name", &before.name, &after.name),
        Change::if_different("building_ids", &before.building_ids, &after.building_ids),
    ]
    .into_iter()
    .flatten()
    .collect();
    if changes.is_empty() {
        return Ok(before);
    }
    after.version += 1;
    queries::update(tx, &after).await.map_err(name_taken())?;
    queries::set_buildings(tx, &after).await?;
    history::record(tx, ctx, (SUBJECT, id), "updated", &changes).await?;
    tx.bump_access();
    Ok(after)
}

/// Every group with its buildings and its name, for who reads them with their scope in hand.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<BuildingGroup>, Problem> {
    let listing = Listing { limit: MOST_GROUPS, ..Listing::default() };
    let mut groups = queries::list(tx, (&Reach::All, true), &listing).await?;
    queries::add_buildings(tx, &mut groups).await?;
    Ok(groups)
}

/// Id and name of each group that the actor may know of.
pub(crate) async fn readable(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<(i64, String)>, Problem> {
    let sight = Sight::of(ctx);
    let seen = all(tx).await?.into_iter().filter(|group| sight.shows(&group.building_ids));
    Ok(seen.map(|group| (group.id, group.name)).collect())
}

/// The buildings of these groups, whoever may know of them.
pub(crate) async fn building_ids(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, Vec<i64>>, Problem> {
    queries::building_ids(tx, ids).await
}

/// Everybody who has the group, themselves or through a team.
pub(crate) async fn holders(tx: &mut Tx, id: i64) -> Result<Vec<i64>, Problem> {
    queries::holders(tx, id).await
}

/// Deletes a group: whoever had its buildings only through it has them no more.
pub async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { delete_in(tx, &asked, id, expected).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn delete_in(tx: &mut Tx, ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    people::one_at_a_time(tx).await?;
    let before = for_change(tx, ctx, id).await?;
    version::check(expected, before.version)?;
    people::take_away(tx, ctx, Given::BuildingGroup(id)).await?;
    queries::delete(tx, id).await?;
    let changes = [Change::new("name", &before.name, ()), Change::new("building_ids", &before.building_ids, ())];
    history::record(tx, ctx, (SUBJECT, id), "deleted", &changes).await?;
    tx.bump_access();
    Ok(())
}

/// Writes down of every group that has this building that it has it no more; before the building goes.
pub(super) async fn without(tx: &mut Tx, ctx: &Ctx, building: i64) -> Result<(), Problem> {
    let having = queries::with_building(tx, building).await?;
    let told = queries::building_ids(tx, &having).await?.into_iter().map(|(id, had)| {
        let left: Vec<i64> = had.iter().copied().filter(|id| *id != building).collect();
        (id, vec![Change::new("building_ids", had, left)])
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|(id, _)| *id);
    history::record_many(tx, ctx, SUBJECT, "updated", &told).await
}

/// The group with all its buildings, held for a change by somebody who may make it.
async fn for_change(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<BuildingGroup, Problem> {
    changeable(ctx, queries::lock(tx, id).await?)
}

/// The group, if the actor may change every one of its buildings.
fn changeable(ctx: &Ctx, found: Option<BuildingGroup>) -> Result<BuildingGroup, Problem> {
    let sight = Sight::of(ctx);
    let group = found.filter(|group| sight.shows(&group.building_ids)).ok_or(Problem::NotFound)?;
    ctx.require_level(buildings::UPDATE)?;
    for id in &group.building_ids {
        door::covered(ctx, buildings::READ, *id)?;
        door::covered(ctx, buildings::UPDATE, *id)?;
    }
    Ok(group)
}

/// These buildings, ascending: 422 where one is missing or unreadable, 403 where the actor may not change one.
async fn checked(tx: &mut Tx, ctx: &Ctx, mut ids: Vec<i64>) -> Result<Vec<i64>, Problem> {
    if ids.len() > MOST_BUILDINGS {
        return Err(Problem::field("building_ids", format!("are more than {MOST_BUILDINGS}")));
    }
    ids.sort_unstable();
    ids.dedup();
    let known = building::existing(tx, &ids).await?;
    if ids.iter().any(|id| !known.contains(id) || !door::covers(ctx, buildings::READ, *id)) {
        return Err(Problem::field("building_ids", "name a building that you cannot see"));
    }
    ids.iter().try_for_each(|id| door::covered(ctx, buildings::UPDATE, *id))?;
    Ok(ids)
}

fn name_taken() -> impl Fn(Error) -> Problem {
    taken("building_group_name_key", "name", "is the name of another group")
}
