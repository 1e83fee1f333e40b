//! Teams: looked up by who knows of people, kept by who administers the organization; who is in them also by who administers people.
//! What a team makes of its members is in `effect`, what its pages show in `sheet`.
pub(crate) mod effect;
pub(crate) mod sheet;

use crate::{
    constraint::taken,
    context::Ctx,
    items::history::{self, Change},
    modules::people::{
        actions::{
            accounts::{fields::Refusals, references},
            authority::{Crowd, administrators, door, whom},
        },
        model::{Team, account::tidy},
        queries::{account, references as known, team as queries},
    },
    named::Listing,
    text,
};
use access::keys::{organization, users};
use kit::{Problem, paging::Page, patch::Patch, version};
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

pub(crate) const SUBJECT: &str = "team";
const LONGEST_NAME: usize = 200;
const MOST_IDS: usize = 10_000;

/// What changes of a team; what is left out stays. A new team takes the same, and needs a name.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TeamEdit {
    /// Unique, whatever its case.
    pub name: Option<String>,
    #[schema(value_type = Option<i64>)]
    pub lead_id: Patch<i64>,
    /// All of them: who is left out leaves the team.
    pub member_ids: Option<Vec<i64>>,
    pub user_type_ids: Option<Vec<i64>>,
    pub building_ids: Option<Vec<i64>>,
    pub building_group_ids: Option<Vec<i64>>,
}

impl TeamEdit {
    fn is_about_members_only(&self) -> bool {
        self.name.is_none()
            && self.lead_id.is_absent()
            && self.user_type_ids.is_none()
            && self.building_ids.is_none()
            && self.building_group_ids.is_none()
    }
}

/// A page of the teams, by name, with what their reader can see of them.
pub async fn list(ctx: &Ctx, listing: Listing) -> Result<Page<Team>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let rows = queries::list(tx, &listing).await?;
            let page = Page::from_rows(rows, listing.limit, |team| (team.name.clone(), team.id));
            let mut page = page.counted(listing.count, queries::count(tx, &listing)).await?;
            queries::complete(tx, &mut page.items).await?;
            for team in &mut page.items {
                narrow(tx, &asked, team).await?;
            }
            Ok(page)
        })
    })
    .await
}

/// One team, as its reader can see it.
pub async fn one(ctx: &Ctx, id: i64) -> Result<Team, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let mut team = queries::find(tx, id).await?.ok_or(Problem::NotFound)?;
            narrow(tx, &asked, &mut team).await?;
            Ok(team)
        })
    })
    .await
}

/// For the route of changes: 404 unless there is such a team, then 403 unless the actor may change anything of teams.
pub async fn admit(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    if !door::knows_of_people(ctx) {
        return Err(Problem::NotFound);
    }
    ctx.read(move |tx| Box::pin(async move { queries::find(tx, id).await?.map(drop).ok_or(Problem::NotFound) }))
        .await?;
    if ctx.person().has(organization::ADMINISTER) {
        return Ok(());
    }
    ctx.require_level(users::ADMINISTER)
}

/// Adds a team that gives its members nothing beyond what the actor holds.
pub async fn create(ctx: &Ctx, new: TeamEdit) -> Result<i64, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { create_in(tx, &asked, &new).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn create_in(tx: &mut Tx, ctx: &Ctx, new: &TeamEdit) -> Result<i64, Problem> {
    establish(tx, ctx, None, new).await
}

/// The same for one that was deleted: under the id that it had, so that what is written down of it goes on.
pub(crate) async fn restore_in(tx: &mut Tx, ctx: &Ctx, id: i64, again: &TeamEdit) -> Result<(), Problem> {
    establish(tx, ctx, Some(id), again).await.map(drop)
}

async fn establish(tx: &mut Tx, ctx: &Ctx, id: Option<i64>, new: &TeamEdit) -> Result<i64, Problem> {
    ctx.require(organization::ADMINISTER)?;
    account::one_at_a_time(tx).await?;
    let name = new.name.clone().ok_or_else(|| Problem::field("name", "is missing"))?;
    let name = text::line("name", &name, LONGEST_NAME)?;
    let mut team = Team { name, ..Team::default() };
    apply(tx, ctx, new, &mut team).await?;
    let inserted = match id {
        None => queries::insert(tx, &team.name).await,
        Some(id) => queries::insert_again(tx, id, &team.name).await,
    };
    team.id = inserted.map_err(name_taken())?;
    let nobody = Team { id: team.id, ..Team::default() };
    save(tx, ctx, (&nobody, team), "created").await
}

/// Changes a team. 403 where one of its members would get what the actor lacks.
pub async fn edit(ctx: &Ctx, id: i64, edit: TeamEdit, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { edit_in(tx, &asked, id, &edit, expected).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn edit_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: i64,
    edit: &TeamEdit,
    expected: Option<i64>,
) -> Result<(), Problem> {
    if !edit.is_about_members_only() {
        ctx.require(organization::ADMINISTER)?;
    }
    account::one_at_a_time(tx).await?;
    let before = queries::find(tx, id).await?.ok_or(Problem::NotFound)?;
    let mut after = before.clone();
    apply(tx, ctx, edit, &mut after).await?;
    if let Some(name) = &edit.name {
        after.name = text::line("name", name, LONGEST_NAME)?;
    }
    version::check(expected, before.version)?;
    if after == before {
        return Ok(());
    }
    save(tx, ctx, (&before, after), "updated").await.map(drop)
}

/// Who is in it now (in a new one, 0, nobody is), and who would be by this change.
pub(crate) async fn touched(tx: &mut Tx, id: i64, edit: &TeamEdit) -> Result<Vec<i64>, Problem> {
    let members = queries::find(tx, id).await?.map(|team| team.member_ids).unwrap_or_default();
    let joining = edit.member_ids.iter().flatten().copied().take(MOST_IDS);
    Ok(tidy(members.into_iter().chain(joining).collect()))
}

/// Deletes a team: its members keep what they have by other ways.
pub async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { delete_in(tx, &asked, id, expected).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn delete_in(tx: &mut Tx, ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    ctx.require(organization::ADMINISTER)?;
    account::one_at_a_time(tx).await?;
    let before = queries::find(tx, id).await?.ok_or(Problem::NotFound)?;
    version::check(expected, before.version)?;
    let were_there = administrators::are_there(tx, ctx).await?;
    queries::delete(tx, id).await?;
    tx.bump_access();
    administrators::are_left(tx, ctx, were_there).await?;
    history::record(tx, ctx, (SUBJECT, id), "deleted", &differences(&before, &Team::default())).await
}

/// Takes off what the reader cannot see.
async fn narrow(tx: &mut Tx, ctx: &Ctx, team: &mut Team) -> Result<(), Problem> {
    let people: Vec<i64> = team.member_ids.iter().copied().chain(team.lead_id).collect();
    let seen = whom::among(tx, ctx, &people).await?;
    team.member_ids.retain(|id| seen.contains(id));
    team.lead_id = team.lead_id.filter(|id| seen.contains(id));
    team.building_ids.retain(|id| references::sees(ctx, 0, *id));
    Ok(())
}

/// Lays what was sent over the team; what the writer cannot see stays as it was. 422 on what is missing or unreadable.
async fn apply(tx: &mut Tx, ctx: &Ctx, edit: &TeamEdit, team: &mut Team) -> Result<(), Problem> {
    let mut refusals = Refusals::default();
    let sent = |ids: &Option<Vec<i64>>| ids.as_ref().map(|ids| tidy(ids.iter().copied().take(MOST_IDS + 1).collect()));
    if let Some(ids) = sent(&edit.member_ids) {
        let all: Vec<i64> = team.member_ids.iter().chain(&ids).copied().collect();
        let seen = whom::among(tx, ctx, &all).await?;
        if ids.iter().any(|id| !seen.contains(id)) {
            refusals.add("member_ids", "name somebody whom you cannot see");
        }
        team.member_ids = tidy(team.member_ids.iter().copied().filter(|id| !seen.contains(id)).chain(ids).collect());
    }
    if let Patch::Value(id) = edit.lead_id
        && !whom::among(tx, ctx, &[id]).await?.contains(&id)
    {
        refusals.add("lead_id", "is nobody whom you can see");
    }
    team.lead_id = edit.lead_id.clone().or(team.lead_id);
    if let Some(ids) = sent(&edit.user_type_ids) {
        for id in &ids {
            if known::user_type(tx, *id).await?.is_none() {
                refusals.add("user_type_ids", "name a user type that does not exist");
                break;
            }
        }
        team.user_type_ids = ids;
    }
    if let Some(ids) = sent(&edit.building_ids) {
        team.building_ids = references::buildings(tx, ctx, ids, (0, &team.building_ids), &mut refusals).await?;
    }
    if let Some(ids) = sent(&edit.building_group_ids) {
        team.building_group_ids = references::groups(tx, ctx, ids, &team.building_group_ids, &mut refusals).await?;
    }
    refusals.finish()
}

/// Writes the team and judges what came of it for everybody in it, before and after.
async fn save(tx: &mut Tx, ctx: &Ctx, (before, mut after): (&Team, Team), action: &str) -> Result<i64, Problem> {
    let touched: Vec<i64> = tidy(before.member_ids.iter().chain(&after.member_ids).copied().collect());
    let crowd = Crowd::load(tx, ctx, &touched).await?;
    let keeps_people_only = !ctx.person().has(organization::ADMINISTER);
    let is_in_one = |id: &&i64| before.member_ids.contains(id) != after.member_ids.contains(id);
    let moved: Vec<i64> = touched.iter().filter(is_in_one).copied().collect();
    if keeps_people_only {
        crowd.covered(ctx, users::ADMINISTER, |id| moved.contains(id))?;
    }
    let were_there = administrators::are_there(tx, ctx).await?;
    queries::set_links(tx, &mut after).await?;
    crowd.may_be_given(tx, ctx).await?;
    if keeps_people_only {
        crowd.may_be_taken(tx, ctx, |id| moved.contains(id)).await?;
    }
    after.version = before.version + 1;
    queries::update(tx, &after).await.map_err(name_taken())?;
    tx.bump_access();
    administrators::are_left(tx, ctx, were_there).await?;
    history::record(tx, ctx, (SUBJECT, after.id), action, &differences(before, &after)).await?;
    Ok(after.id)
}

fn differences(before: &Team, after: &Team) -> Vec<Change> {
    [
        Change::if_different("name", &before.name, &after.name),
        Change::if_different("lead_id", before.lead_id, after.lead_id),
        Change::if_different("member_ids", &before.member_ids, &after.member_ids),
        Change::if_different("user_type_ids", &before.user_type_ids, &after.user_type_ids),
        Change::if_different("building_ids", &before.building_ids, &after.building_ids),
        Change::if_different("building_group_ids", &before.building_group_ids, &after.building_group_ids),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn name_taken() -> impl Fn(store::Error) -> Problem {
    taken("team_name_key", "name", "is the name of another team")
}
