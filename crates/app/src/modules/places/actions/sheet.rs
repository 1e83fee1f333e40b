//! What pages show of buildings beside the buildings themselves.
use super::door;
use crate::{
    context::Ctx,
    modules::{
        people::{self, Colleague},
        places::{
            model::{Building, Room},
            queries::{building as queries, room, sheet},
        },
    },
    named::Listing,
};
use access::{Target, decide_person, keys::users};
use kit::{Problem, paging::Page};

/// How many people a page shows of a building.
const MOST_PEOPLE: usize = 12;

/// A building in a list.
pub struct Overview {
    pub building: Building,
    pub rooms: i64,
    /// The names of its groups.
    pub groups: Vec<String>,
}

/// A page of the buildings that the actor may know of, by name, with their groups and how many rooms they have.
pub async fn overview(ctx: &Ctx, listing: Listing) -> Result<Page<Overview>, Problem> {
    let reach = door::readable(ctx);
    ctx.read(move |tx| {
        Box::pin(async move {
            let rows = queries::list(tx, &reach, &listing).await?;
            let page = Page::from_rows(rows, listing.limit, |row| (row.name.clone(), row.id));
            let ids: Vec<i64> = page.items.iter().map(|building| building.id).collect();
            let rooms = sheet::room_counts(tx, &ids).await?;
            let mut groups = sheet::groups(tx, &ids).await?;
            Ok(page.map(|building| Overview {
                rooms: rooms.get(&building.id).copied().unwrap_or(0),
                groups: groups.remove(&building.id).unwrap_or_default().into_iter().map(|(_, name)| name).collect(),
                building,
            }))
        })
    })
    .await
}

/// A building with what is in it.
pub struct Sheet {
    pub building: Building,
    pub rooms: Page<Room>,
    pub room_count: i64,
    /// Its groups: id and name.
    pub groups: Vec<(i64, String)>,
    /// People who have it among their buildings, as far as the actor may know of them.
    pub people: Vec<Colleague>,
    pub more_people: bool,
}

/// One building; 404 unless the actor may know of it.
pub async fn sheet(ctx: &Ctx, id: i64, rooms: Listing) -> Result<Sheet, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let building = door::visible(tx, &asked, id).await?;
            let rows = room::list(tx, id, &rooms).await?;
            let groups = sheet::groups(tx, &[id]).await?.remove(&id).unwrap_or_default();
            let known = sheet::people(tx, id).await?;
            let found = people::colleagues(tx, &asked, &known).await?;
            let mut people: Vec<Colleague> = found.into_iter().filter(|one| is_readable(&asked, one)).collect();
            let more_people = people.len() > MOST_PEOPLE;
            people.truncate(MOST_PEOPLE);
            Ok(Sheet {
                building,
                rooms: Page::from_rows(rows, rooms.limit, |row| (row.name.clone(), row.id)),
                room_count: sheet::room_counts(tx, &[id]).await?.get(&id).copied().unwrap_or(0),
                groups,
                people,
                more_people,
            })
        })
    })
    .await
}

fn is_readable(ctx: &Ctx, one: &Colleague) -> bool {
    one.id == ctx.user_id() || decide_person(ctx.person(), users::READ, &Target::of(&one.person)).allowed
}

/// The buildings that a form may offer, by name: those that the actor may know of and change.
pub async fn changeable(ctx: &Ctx) -> Result<Vec<Building>, Problem> {
    let (reach, asked) = (door::readable(ctx), ctx.clone());
    let all = ctx.read(move |tx| Box::pin(async move { queries::all(tx, &reach).await })).await?;
    let may = |building: &Building| door::covers(&asked, access::keys::buildings::UPDATE, building.id);
    Ok(all.into_iter().filter(may).collect())
}

/// The buildings that the actor may know of, by name, for drop-downs.
pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<Building>, Problem> {
    let reach = door::readable(ctx);
    ctx.read(move |tx| Box::pin(async move { queries::all(tx, &reach).await })).await
}
