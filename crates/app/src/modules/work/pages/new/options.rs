//! What the drop-downs of the forms of a request offer to this person.
use crate::{
    context::Ctx,
    modules::{
        organization::WorkModule,
        people, places,
        work::actions::choices::{self, Choice},
    },
    named::Listing,
};
use access::keys::work;
use kit::Problem;

/// The choices of each drop-down.
#[derive(Default)]
pub(in crate::modules::work::pages) struct Options {
    pub(in crate::modules::work::pages) buildings: Vec<Choice>,
    /// Whether `create` covers a request that is in no building.
    pub(in crate::modules::work::pages) nowhere: bool,
    /// There are more buildings than a page should carry.
    pub(in crate::modules::work::pages) buildings_src: &'static str,
    pub(in crate::modules::work::pages) rooms: Vec<Choice>,
    pub(in crate::modules::work::pages) types: Vec<Choice>,
    /// Empty for who reports only for themselves.
    pub(in crate::modules::work::pages) people: Vec<Choice>,
    pub(in crate::modules::work::pages) due_date: bool,
    pub(in crate::modules::work::pages) scheduled_time: bool,
}

impl Options {
    /// For a request in this building, if one is chosen.
    pub(in crate::modules::work::pages) async fn of(
        ctx: &Ctx,
        module: &WorkModule,
        building_id: Option<i64>,
    ) -> Result<Options, Problem> {
        let mut buildings = choices::buildings_to_report_in(ctx, module, "").await?;
        let many = buildings.len() > choices::MOST;
        if let Some(id) = building_id.filter(|id| many && !buildings.iter().any(|(known, _)| known == id))
            && let Ok(building) = places::actions::buildings::one(ctx, id).await
        {
            buildings.insert(0, (building.id, building.name));
        }
        let on_behalf = ctx.person().has(work::CREATE_ON_BEHALF.of(module.module()));
        Ok(Options {
            nowhere: choices::may_report_nowhere(ctx, module),
            buildings,
            buildings_src: if many { "/work-requests/new/buildings?q=" } else { "" },
            rooms: rooms(ctx, building_id).await?,
            types: choices::types_to_report(ctx, module).await?,
            people: if on_behalf { people::known(ctx, "", false, choices::MOST).await? } else { vec![] },
            due_date: ctx.person().has(work::ACCESS_DUE_DATE.of(module.module())),
            scheduled_time: ctx.person().has(work::ACCESS_SCHEDULED_TIME.of(module.module())),
        })
    }
}

/// The rooms of a building; none where there is no such building for this person.
pub(super) async fn rooms(ctx: &Ctx, building_id: Option<i64>) -> Result<Vec<Choice>, Problem> {
    let Some(id) = building_id else { return Ok(vec![]) };
    let listing = Listing { limit: 200, ..Listing::default() };
    match places::actions::rooms::list(ctx, id, listing).await {
        Ok(page) => Ok(page.items.into_iter().map(|room| (room.id, room.name)).collect()),
        Err(Problem::NotFound) => Ok(vec![]),
        Err(problem) => Err(problem),
    }
}
