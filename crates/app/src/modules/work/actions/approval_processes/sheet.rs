//! What pages show of approval processes: the names behind the ids, as far as their reader may know them.
use super as processes;
use crate::{
    context::Ctx,
    modules::{
        people::{self, Thing},
        places,
        work::{
            model::approval::Tier,
            queries::{
                approval_process::{self as queries, ProcessRow},
                request_type::{self, Wanted},
            },
        },
    },
    named::Listing,
};
use access::{Target, decide_person, keys::users};
use kit::Problem;
use std::collections::{BTreeSet, HashMap};
use store::Tx;

/// Nobody sets up more processes, types or tiers than fit on a page of this many.
const MOST: usize = 200;
/// How many people a search offers.
const OFFERED: usize = 8;

/// Somebody who can be shown.
#[derive(Clone, Debug)]
pub(crate) struct Someone {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) color: String,
}

/// Names by id. Who is missing is nobody whom the reader may know of.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) user_types: Vec<(i64, String)>,
    pub(crate) people: HashMap<i64, Someone>,
    pub(crate) buildings: Vec<(i64, String)>,
    pub(crate) request_types: Vec<(i64, String)>,
}

impl Names {
    pub(crate) fn user_type(&self, id: i64) -> &str {
        found(&self.user_types, id)
    }

    pub(crate) fn building(&self, id: i64) -> &str {
        found(&self.buildings, id)
    }

    pub(crate) fn request_type(&self, id: i64) -> &str {
        found(&self.request_types, id)
    }
}

fn found(names: &[(i64, String)], id: i64) -> &str {
    names.iter().find(|(other, _)| *other == id).map_or("", |(_, name)| name)
}

/// The processes of a module with all names that they need.
pub(crate) async fn sheet(ctx: &Ctx, module: &str) -> Result<(Vec<ProcessRow>, Names), Problem> {
    let listing = processes::Listing { module: Some(module.to_owned()), limit: MOST, ..Default::default() };
    let rows = processes::list(ctx, listing).await?.items;
    let tiers: Vec<Tier> = rows.iter().flat_map(|row| row.tiers.clone()).collect();
    let names = names(ctx, module, &tiers).await?;
    Ok((rows, names))
}

/// Everything that could be named in a process of a module, and the people whom these tiers name.
pub(crate) async fn names(ctx: &Ctx, module: &str, tiers: &[Tier]) -> Result<Names, Problem> {
    let module_ids = ctx.settings().module_by_key(module).map(|module| module.id).into_iter().collect();
    let wanted = Wanted { module_ids, active: None };
    let ids: BTreeSet<i64> = tiers.iter().flat_map(|tier| tier.user_ids.iter().copied()).collect();
    let buildings = places::actions::sheet::all(ctx).await?;
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let listing = Listing { limit: MOST, ..Listing::default() };
            let types = request_type::list(tx, &wanted, &listing).await?;
            Ok(Names {
                user_types: queries::all_user_types(tx).await?,
                people: readable(tx, &asked, &ids.into_iter().collect::<Vec<_>>())
                    .await?
                    .into_iter()
                    .map(|one| (one.id, one))
                    .collect(),
                buildings: buildings.into_iter().map(|building| (building.id, building.name)).collect(),
                request_types: types.into_iter().map(|row| (row.id, row.name)).collect(),
            })
        })
    })
    .await
}

/// The names of what these processes are set up for, whatever their module.
pub(crate) async fn scopes(ctx: &Ctx, processes: &[ProcessRow]) -> Result<Names, Problem> {
    let buildings: Vec<i64> = processes.iter().filter_map(|process| process.building_id).collect();
    let types: Vec<i64> = processes.iter().filter_map(|process| process.request_type_id).collect();
    ctx.read(move |tx| {
        Box::pin(async move {
            Ok(Names {
                buildings: people::names_of(tx, Thing::Building, &buildings).await?.into_iter().collect(),
                request_types: request_type::named(tx, &types).await?,
                ..Names::default()
            })
        })
    })
    .await
}

/// Active people with these letters in their names whom the actor may know of, by name.
pub(crate) async fn search(ctx: &Ctx, text: &str) -> Result<Vec<Someone>, Problem> {
    let (asked, text) = (ctx.clone(), text.to_owned());
    ctx.read(move |tx| {
        Box::pin(async move {
            let ids = queries::people_named(tx, &text, MOST).await?;
            let mut people = readable(tx, &asked, &ids).await?;
            people.truncate(OFFERED);
            Ok(people)
        })
    })
    .await
}

async fn readable(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<Vec<Someone>, Problem> {
    let may = |person: &access::Person| {
        person.id() == ctx.user_id() || decide_person(ctx.person(), users::READ, &Target::of(person)).allowed
    };
    let found = people::colleagues(tx, ctx, ids).await?.into_iter().filter(|one| may(&one.person));
    Ok(found.map(|one| Someone { id: one.id, name: one.name, color: one.color }).collect())
}
