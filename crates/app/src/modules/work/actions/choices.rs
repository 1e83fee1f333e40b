//! What a request can be about and a list be narrowed by, as far as its reader may know: the same names in every drop-down.
use super::request_types;
use crate::{
    context::Ctx,
    items::spine,
    modules::{
        organization::WorkModule,
        people,
        places::{self, model::Reach},
    },
    named::Listing,
};
use access::{Facts, Scope, ScopeBuildings, decide, keys::work};
use kit::Problem;

/// How many choices a drop-down shows before it wants some letters.
pub(crate) const MOST: usize = 100;

/// What is chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Building,
    RequestType,
    Assignee,
    Requester,
}

/// An id and what it is called.
pub(crate) type Choice = (i64, String);

/// The choices with these letters, by name; whether there are more.
pub(crate) async fn choices(
    ctx: &Ctx,
    module: &WorkModule,
    field: Field,
    letters: &str,
) -> Result<(Vec<Choice>, bool), Problem> {
    let mut found = match field {
        Field::Building => buildings(ctx, Reach::All, letters).await?,
        Field::RequestType => types(ctx, module, letters, None).await?,
        Field::Assignee => people::known(ctx, letters, true, MOST + 1).await?,
        Field::Requester => people::known(ctx, letters, false, MOST + 1).await?,
    };
    let more = found.len() > MOST;
    found.truncate(MOST);
    Ok((found, more))
}

/// The buildings in which the actor may report something in this module.
pub(crate) async fn buildings_to_report_in(
    ctx: &Ctx,
    module: &WorkModule,
    letters: &str,
) -> Result<Vec<Choice>, Problem> {
    buildings(ctx, where_to_report(ctx, module), letters).await
}

/// Where `create` covers a request of some type: anywhere for who creates their own, since what one creates is one's own.
fn where_to_report(ctx: &Ctx, module: &WorkModule) -> Reach {
    let mut ids = vec![];
    for clause in Scope::of(ctx.person(), work::CREATE.of(module.module())).clauses {
        match clause.buildings {
            _ if clause.any || clause.own => return Reach::All,
            ScopeBuildings::All => return Reach::All,
            ScopeBuildings::Ids(own) => ids.extend_from_slice(&own),
            ScopeBuildings::None => {}
        }
    }
    Reach::Only(ids.into())
}

/// Whether the actor may report something that is in no building.
pub(crate) fn may_report_nowhere(ctx: &Ctx, module: &WorkModule) -> bool {
    let (me, module) = (Some(ctx.user_id()), module.module());
    // with an allow-list of types, a request without a type is covered by none of them
    let types = ctx.person().ids(work::ALLOWED_TYPES.of(module));
    let type_id = types.and_then(|ids| ids.first().copied());
    let facts = Facts { module: Some(module), creator: me, requester: me, type_id, ..Facts::default() };
    decide(ctx.person(), work::CREATE.of(module), &facts).allowed
}

/// The types of which the actor may report something in this module.
pub(crate) async fn types_to_report(ctx: &Ctx, module: &WorkModule) -> Result<Vec<Choice>, Problem> {
    let mut found = types(ctx, module, "", Some(true)).await?;
    if let Some(allowed) = ctx.person().ids(work::ALLOWED_TYPES.of(module.module())) {
        found.retain(|(id, _)| allowed.contains(id));
    }
    Ok(found)
}

async fn buildings(ctx: &Ctx, within: Reach, letters: &str) -> Result<Vec<Choice>, Problem> {
    let page = places::actions::buildings::list_within(ctx, within, listing(letters)).await?;
    Ok(page.items.into_iter().map(|building| (building.id, building.name)).collect())
}

async fn types(ctx: &Ctx, module: &WorkModule, letters: &str, active: Option<bool>) -> Result<Vec<Choice>, Problem> {
    let filter = request_types::Filter { module: Some(module.key.clone()), active };
    let page = request_types::list(ctx, filter, listing(letters)).await?;
    Ok(page.items.into_iter().map(|row| (row.id, row.name)).collect())
}

fn listing(letters: &str) -> Listing {
    Listing { text: Some(letters.trim().to_owned()), limit: MOST + 1, ..Listing::default() }
}

/// What a filter's ids are called, as far as its reader may know.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) building: Option<String>,
    pub(crate) request_type: Option<String>,
    pub(crate) assignee: Option<String>,
    pub(crate) requester: Option<String>,
}

impl Chosen {
    pub(crate) async fn of(ctx: &Ctx, filter: &spine::Filter) -> Result<Chosen, Problem> {
        let mut chosen = Chosen::default();
        if let Some(id) = filter.building_id {
            chosen.building = known(places::actions::buildings::one(ctx, id).await)?.map(|building| building.name);
        }
        if let Some(id) = filter.type_id {
            chosen.request_type = known(request_types::one(ctx, id).await)?.map(|row| row.name);
        }
        if let Some(id) = filter.assignee_id {
            chosen.assignee = people::name_of(ctx, id).await?;
        }
        if let Some(id) = filter.requester_id {
            chosen.requester = people::name_of(ctx, id).await?;
        }
        Ok(chosen)
    }
}

fn known<T>(found: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Problem::NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}
