//! What a form about a person offers: only what its reader can see, and may give.
use crate::{
    context::Ctx,
    modules::people::{
        actions::accounts::references,
        model::Account,
        queries::{administrators, names, references as known, user_type},
    },
    named::Listing,
};
use access::Grants;
use kit::Problem;
use serde_json::{Map, Value};
use std::collections::HashMap;
use store::Tx;

/// One of what is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub id: i64,
    pub name: String,
}

/// All that is offered.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    pub user_types: Vec<Choice>,
    pub teams: Vec<Choice>,
    pub buildings: Vec<Choice>,
    pub building_groups: Vec<Choice>,
}

/// For a form about somebody who has this user type already, or about somebody new.
pub(crate) async fn for_form(ctx: &Ctx, current_type: Option<i64>) -> Result<Choices, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let mut user_types = types(tx).await?;
            let may_be_given = givable(tx, &asked).await?;
            user_types.retain(|choice| may_be_given.contains(&choice.id) || Some(choice.id) == current_type);
            let building_groups = groups(tx, &asked).await?;
            let teams = names::teams(tx).await?.into_iter().map(choice).collect();
            Ok(Choices { user_types, teams, buildings: buildings(tx, &asked).await?, building_groups })
        })
    })
    .await
}

/// All that somebody new could be given by name, but for buildings; whether the actor may give it is asked when they do.
pub(crate) async fn nameable(tx: &mut Tx, ctx: &Ctx) -> Result<Choices, Problem> {
    let teams = names::teams(tx).await?.into_iter().map(choice).collect();
    Ok(Choices { user_types: types(tx).await?, teams, building_groups: groups(tx, ctx).await?, ..Choices::default() })
}

/// For the filters of the list: every user type, and the buildings that the reader can see.
pub(crate) async fn for_filters(ctx: &Ctx) -> Result<Choices, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            Ok(Choices { user_types: types(tx).await?, buildings: buildings(tx, &asked).await?, ..Choices::default() })
        })
    })
    .await
}

/// The names of what these accounts refer to.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) buildings: HashMap<i64, String>,
    pub(crate) groups: HashMap<i64, String>,
    pub(crate) teams: HashMap<i64, String>,
}

pub(crate) async fn names(ctx: &Ctx, accounts: &[Account]) -> Result<Names, Problem> {
    let ids = |pick: fn(&Account) -> Vec<i64>| accounts.iter().flat_map(pick).collect::<Vec<i64>>();
    let buildings = ids(|account| account.building_ids.iter().copied().chain(account.default_building_id).collect());
    let groups = ids(|account| account.building_group_ids.clone());
    let teams = ids(|account| account.team_ids.clone());
    ctx.read(move |tx| {
        Box::pin(async move {
            Ok(Names {
                buildings: names::of_buildings(tx, &buildings).await?,
                groups: names::of_groups(tx, &groups).await?,
                teams: names::of_teams(tx, &teams).await?,
            })
        })
    })
    .await
}

async fn types(tx: &mut Tx) -> Result<Vec<Choice>, Problem> {
    let rows = user_type::list(tx, &Listing { limit: 500, ..Listing::default() }).await?;
    Ok(rows.into_iter().map(|row| Choice { id: row.id, name: row.name }).collect())
}

/// The user types that hold nothing beyond what the actor holds.
async fn givable(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<i64>, Problem> {
    let catalogue = &ctx.settings().catalogue;
    let mut givable = vec![];
    for (id, stored) in administrators::types(tx).await? {
        let stored: Map<String, Value> = serde_json::from_str(&stored).map_err(|_| Problem::Internal)?;
        let grants = Grants::load(catalogue, &stored);
        if access::more_grants(catalogue, ctx.person(), &Grants::none(), &grants).is_empty() {
            givable.push(id);
        }
    }
    Ok(givable)
}

async fn buildings(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<Choice>, Problem> {
    let all = names::buildings(tx).await?;
    Ok(all.into_iter().filter(|(id, _)| references::sees(ctx, 0, *id)).map(choice).collect())
}

async fn groups(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<Choice>, Problem> {
    let all = names::groups(tx).await?;
    let ids: Vec<i64> = all.iter().map(|(id, _)| *id).collect();
    let members = known::groups(tx, &ids).await?;
    let is_seen = |id: &i64| {
        members.get(id).is_some_and(|of| of.is_empty() || of.iter().any(|building| references::sees(ctx, 0, *building)))
    };
    Ok(all.into_iter().filter(|(id, _)| is_seen(id)).map(choice).collect())
}

fn choice((id, name): (i64, String)) -> Choice {
    Choice { id, name }
}
