//! Buildings: looked up by who reads them, kept by who administers them.
pub use super::buildings_delete::delete;
pub(crate) use super::buildings_delete::delete_in;
use super::door;
use crate::{
    constraint::taken,
    context::Ctx,
    items::history::{self, Change},
    modules::places::{
        model::{Building, Reach},
        queries::building as queries,
    },
    named::Listing,
    text,
};
use access::keys::buildings;
use kit::{Problem, paging::Page, version};
use serde::Deserialize;
use store::{Error, Tx};
use utoipa::ToSchema;

/// The trade's word for the subject of history lines.
pub(crate) const SUBJECT: &str = "building";

const LONGEST_NAME: usize = 200;
const LONGEST_ADDRESS: usize = 500;

/// A new building.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBuilding {
    /// Unique, whatever its case.
    pub name: String,
    #[serde(default)]
    pub address: String,
}

/// What changes of a building; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BuildingEdit {
    pub name: Option<String>,
    pub address: Option<String>,
}

/// A page of the buildings that the actor may know of, by name.
pub async fn list(ctx: &Ctx, listing: Listing) -> Result<Page<Building>, Problem> {
    list_within(ctx, Reach::All, listing).await
}

/// The same of those that are also within this reach.
pub(crate) async fn list_within(ctx: &Ctx, reach: Reach, listing: Listing) -> Result<Page<Building>, Problem> {
    let reach = door::readable(ctx).and(reach);
    ctx.read(move |tx| {
        Box::pin(async move {
            let rows = queries::list(tx, &reach, &listing).await?;
            let page = Page::from_rows(rows, listing.limit, |row| (row.name.clone(), row.id));
            page.counted(listing.count, queries::count(tx, &reach, &listing)).await
        })
    })
    .await
}

/// One building; 404 unless the actor may know of it.
pub async fn one(ctx: &Ctx, id: i64) -> Result<Building, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| Box::pin(async move { door::visible(tx, &asked, id).await })).await
}

/// Adds a building. Who adds it gets no access by that: nobody raises themselves.
pub async fn create(ctx: &Ctx, new: NewBuilding) -> Result<Building, Problem> {
    ctx.require(buildings::CREATE)?;
    let mut building = draft(new)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            building.id = queries::insert(tx, &building, asked.micros()).await.map_err(name_taken())?;
            let changes = [Change::new("name", (), &building.name)];
            history::record(tx, &asked, (SUBJECT, building.id), "created", &changes).await?;
            tx.bump_access();
            Ok(building)
        })
    });
    write.await
}

/// A new building, before it is there.
pub(super) fn draft(new: NewBuilding) -> Result<Building, Problem> {
    let mut building = Building { id: 0, name: new.name, address: new.address, version: 1 };
    check(&mut building)?;
    Ok(building)
}

/// Changes name or address.
pub async fn edit(ctx: &Ctx, id: i64, edit: BuildingEdit, expected: Option<i64>) -> Result<Building, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { edit_in(tx, &asked, id, edit, expected).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn edit_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: i64,
    edit: BuildingEdit,
    expected: Option<i64>,
) -> Result<Building, Problem> {
    let before = door::for_change(tx, ctx, id, buildings::UPDATE).await?;
    let mut after = before.clone();
    after.name = edit.name.unwrap_or(after.name);
    after.address = edit.address.unwrap_or(after.address);
    check(&mut after)?;
    version::check(expected, before.version)?;
    let changes: Vec<Change> = [
        Change::if_different("name", &before.name, &after.name),
        Change::if_different("address", &before.address, &after.address),
    ]
    .into_iter()
    .flatten()
    .collect();
    if changes.is_empty() {
        return Ok(before);
    }
    after.version += 1;
    queries::update(tx, &after, ctx.micros()).await.map_err(name_taken())?;
    history::record(tx, ctx, (SUBJECT, id), "updated", &changes).await?;
    Ok(after)
}

fn check(building: &mut Building) -> Result<(), Problem> {
    building.name = text::line("name", &building.name, LONGEST_NAME)?;
    building.address = text::optional("address", &building.address, LONGEST_ADDRESS)?;
    Ok(())
}

fn name_taken() -> impl Fn(Error) -> Problem {
    taken("building_name_key", "name", "is the name of another building")
}
