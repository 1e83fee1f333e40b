//! Rooms and other resources of a building: whoever may change the building keeps them.
use super::{buildings::SUBJECT as OF_BUILDING, door};
use crate::{
    constraint::{counted, in_use, taken},
    context::Ctx,
    items::history::{self, Change},
    modules::places::{model::Room, queries::room as queries},
    named::Listing,
    text,
};
use access::keys::buildings;
use kit::{Problem, paging::Page, version};
use serde::Deserialize;
use store::{Error, Tx};
use utoipa::ToSchema;

pub(super) const SUBJECT: &str = "resource";
/// What a line of a building's history is about where it tells of a room.
const ROOM: &str = "room";
pub(super) const LONGEST_NAME: usize = 200;

/// A new room.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRoom {
    /// Unique in its building, whatever its case.
    pub name: String,
}

/// What changes of a room; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RoomEdit {
    pub name: Option<String>,
}

/// A page of a building's rooms, by name.
pub async fn list(ctx: &Ctx, building_id: i64, listing: Listing) -> Result<Page<Room>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            door::visible(tx, &asked, building_id).await?;
            let rows = queries::list(tx, building_id, &listing).await?;
            let page = Page::from_rows(rows, listing.limit, |row| (row.name.clone(), row.id));
            page.counted(listing.count, queries::count(tx, building_id, &listing)).await
        })
    })
    .await
}

/// One room of a building; 404 where it is another's.
pub async fn one(ctx: &Ctx, building_id: i64, id: i64) -> Result<Room, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            door::visible(tx, &asked, building_id).await?;
            queries::find(tx, building_id, id).await?.ok_or(Problem::NotFound)
        })
    })
    .await
}

/// Adds a room.
pub async fn create(ctx: &Ctx, building_id: i64, new: NewRoom) -> Result<Room, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            door::for_change(tx, &asked, building_id, buildings::UPDATE).await?;
            let name = text::line("name", &new.name, LONGEST_NAME)?;
            let id = queries::insert(tx, building_id, &name).await.map_err(name_taken())?;
            let changes = [Change::new("name", (), &name), Change::new("building_id", (), building_id)];
            history::record(tx, &asked, (SUBJECT, id), "created", &changes).await?;
            of_building(tx, &asked, building_id, None, Some(&name)).await?;
            Ok(Room { id, building_id, name, version: 1 })
        })
    });
    write.await
}

/// Gives a room another name.
pub async fn edit(
    ctx: &Ctx,
    building_id: i64,
    id: i64,
    edit: RoomEdit,
    expected: Option<i64>,
) -> Result<Room, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = for_change(tx, &asked, building_id, id).await?;
            let mut after = before.clone();
            if let Some(name) = edit.name {
                after.name = text::line("name", &name, LONGEST_NAME)?;
            }
            version::check(expected, before.version)?;
            let Some(change) = Change::if_different("name", &before.name, &after.name) else { return Ok(before) };
            after.version += 1;
            queries::update(tx, &after).await.map_err(name_taken())?;
            history::record(tx, &asked, (SUBJECT, id), "updated", &[change]).await?;
            of_building(tx, &asked, building_id, Some(&before.name), Some(&after.name)).await?;
            Ok(after)
        })
    });
    write.await
}

/// Deletes a room. 409 while requests name it; says how many.
pub async fn delete(ctx: &Ctx, building_id: i64, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = for_change(tx, &asked, building_id, id).await?;
            version::check(expected, before.version)?;
            let requests = queries::requests(tx, id).await?;
            if let Some(problem) = in_use([counted(requests, "work request names it", "work requests name it")]) {
                return Err(problem);
            }
            queries::delete(tx, id).await?;
            history::record(tx, &asked, (SUBJECT, id), "deleted", &[Change::new("name", &before.name, ())]).await?;
            of_building(tx, &asked, building_id, Some(&before.name), None).await
        })
    });
    write.await
}

/// Who reads the history of a building reads there what became of its rooms.
async fn of_building(
    tx: &mut Tx,
    ctx: &Ctx,
    building_id: i64,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<(), Problem> {
    history::record(tx, ctx, (OF_BUILDING, building_id), "updated", &[Change::new(ROOM, from, to)]).await
}

async fn for_change(tx: &mut Tx, ctx: &Ctx, building_id: i64, id: i64) -> Result<Room, Problem> {
    door::for_change(tx, ctx, building_id, buildings::UPDATE).await?;
    queries::find(tx, building_id, id).await?.ok_or(Problem::NotFound)
}

fn name_taken() -> impl Fn(Error) -> Problem {
    taken("resource_building_id_name_key", "name", "is the name of another room of this building")
}
