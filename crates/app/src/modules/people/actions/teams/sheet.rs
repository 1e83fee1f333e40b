//! What the pages of teams show and offer: names behind ids, as far as their reader may know them.
use crate::{
    context::Ctx,
    modules::people::{
        actions::{
            authority::whom,
            directory::{
                choices::{self, Choice, Choices},
                known,
            },
            teams,
            user_types::survey,
        },
        model::Team,
        queries::{account, names},
    },
    named::Listing,
};
use kit::Problem;
use std::collections::HashMap;

/// How many people a search offers.
const OFFERED: usize = 12;
/// More teams than any organization has.
const MOST: usize = 500;

/// Names by id.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) people: HashMap<i64, (String, String)>,
    pub(crate) user_types: HashMap<i64, String>,
    pub(crate) buildings: HashMap<i64, String>,
    pub(crate) groups: HashMap<i64, String>,
}

/// Every team, by name, with the names that go with them.
pub(crate) async fn all(ctx: &Ctx, text: &str) -> Result<(Vec<Team>, Names), Problem> {
    let listing = Listing { text: Some(text.to_owned()), limit: MOST, ..Listing::default() };
    let found = teams::list(ctx, listing).await?.items;
    let names = of(ctx, &found).await?;
    Ok((found, names))
}

/// The names of everything that these teams name.
pub(crate) async fn of(ctx: &Ctx, teams: &[Team]) -> Result<Names, Problem> {
    let user_types = survey::all(ctx).await?.into_iter().map(|one| (one.user_type.id, one.user_type.name)).collect();
    let ids = |pick: fn(&Team) -> &[i64]| teams.iter().flat_map(pick).copied().collect::<Vec<i64>>();
    let (buildings, groups) = (ids(|team| &team.building_ids), ids(|team| &team.building_group_ids));
    let people: Vec<i64> = teams.iter().flat_map(|team| team.member_ids.iter().copied().chain(team.lead_id)).collect();
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let seen: Vec<i64> = whom::among(tx, &asked, &people).await?.into_iter().collect();
            let people = account::find(tx, &seen).await?;
            Ok(Names {
                people: people.into_iter().map(|person| (person.id, (person.name, person.color))).collect(),
                user_types,
                buildings: names::of_buildings(tx, &buildings).await?,
                groups: names::of_groups(tx, &groups).await?,
            })
        })
    })
    .await
}

/// What a form about a team offers: what the reader could give, and what the team gives already.
pub(crate) async fn offered(ctx: &Ctx, team: &Team) -> Result<Choices, Problem> {
    let mut offered = choices::for_form(ctx, None).await?;
    let names = of(ctx, std::slice::from_ref(team)).await?;
    add(&mut offered.user_types, &team.user_type_ids, &names.user_types);
    add(&mut offered.building_groups, &team.building_group_ids, &names.groups);
    Ok(offered)
}

fn add(offered: &mut Vec<Choice>, ids: &[i64], names: &HashMap<i64, String>) {
    let missing: Vec<i64> = ids.iter().copied().filter(|id| !offered.iter().any(|choice| choice.id == *id)).collect();
    offered.extend(missing.into_iter().filter_map(|id| Some(Choice { id, name: names.get(&id)?.clone() })));
}

/// Active people with these letters in their names whom the actor may know of.
pub(crate) async fn search(ctx: &Ctx, letters: &str) -> Result<Vec<(i64, String)>, Problem> {
    let found = known::known(ctx, letters, false, OFFERED).await?;
    // the actor is always among them, whether or not they were searched for
    let letters = letters.trim().to_lowercase();
    let meant = |(id, name): &(i64, String)| *id != ctx.user_id() || name.to_lowercase().contains(&letters);
    Ok(found.into_iter().filter(meant).collect())
}
