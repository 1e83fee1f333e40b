//! What a preview mentions, by name.
use crate::{
    context::Ctx,
    modules::{
        people::{self, Thing},
        previews::model::{BuildingsChanged, Preview, Tier},
        work::actions::request_types,
    },
};
use kit::{Problem, T};
use std::collections::HashMap;

/// Buildings of a step of approving.
const MOST_NAMED: usize = 10;

/// Names by id.
pub(super) struct Names {
    buildings: HashMap<i64, String>,
    request_types: HashMap<i64, String>,
}

impl Names {
    pub(super) async fn load(ctx: &Ctx, preview: &Preview) -> Result<Names, Problem> {
        let changed = preview.people.iter().map(|whom| &whom.buildings);
        let mut ids: Vec<i64> =
            changed.flat_map(|changed| changed.gained.iter().chain(&changed.lost)).copied().collect();
        ids.extend(preview.tiers.iter().flat_map(|tier| tier.building_ids.iter().take(MOST_NAMED)));
        ids.extend(preview.tiers.iter().filter_map(|tier| tier.of_building));
        let read = ctx.read(move |tx| Box::pin(async move { people::names_of(tx, Thing::Building, &ids).await }));
        let mut request_types = HashMap::new();
        for id in preview.tiers.iter().filter_map(|tier| tier.request_type_id) {
            if request_types.contains_key(&id) {
                continue;
            }
            match request_types::one(ctx, id).await {
                Ok(row) => drop(request_types.insert(id, row.name)),
                Err(Problem::NotFound) => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(Names { buildings: read.await?, request_types })
    }

    pub(super) fn list(&self, ids: &[i64]) -> String {
        let mut names: Vec<&str> = ids.iter().filter_map(|id| self.buildings.get(id)).map(String::as_str).collect();
        names.sort_unstable();
        names.join(", ")
    }

    pub(super) fn buildings(&self, t: T, changed: &BuildingsChanged) -> Vec<String> {
        let mut lines = vec![];
        match changed.all {
            Some(true) => lines.push(t.previews_all_buildings().to_owned()),
            Some(false) => lines.push(t.previews_not_all_buildings().to_owned()),
            None => {}
        }
        if !changed.gained.is_empty() {
            lines.push(t.previews_gains_buildings(self.list(&changed.gained)));
        }
        if !changed.lost.is_empty() {
            lines.push(t.previews_loses_buildings(self.list(&changed.lost)));
        }
        if changed.more {
            lines.push(t.previews_more_buildings().to_owned());
        }
        lines
    }

    /// The module, the process, its step, and for which requests nobody would be left.
    pub(super) fn tier(&self, ctx: &Ctx, t: T, tier: &Tier) -> String {
        let module = ctx.settings().module_by_key(&tier.module).map_or(tier.module.as_str(), |module| &module.name);
        let (number, steps) = (tier.number as i64, tier.steps as i64);
        let everywhere = tier.everywhere || tier.of_building.is_some();
        match (tier.process_id, everywhere) {
            (None, true) => t.previews_no_approver(module),
            (None, false) => t.previews_no_approver_in(module, self.places(t, tier)),
            (Some(_), true) => t.previews_no_approver_at(module, number, steps, self.process(t, tier)),
            (Some(_), false) => {
                t.previews_no_approver_at_in(module, number, steps, self.process(t, tier), self.places(t, tier))
            }
        }
    }

    /// What the process is for.
    fn process(&self, t: T, tier: &Tier) -> String {
        let building = tier.of_building.and_then(|id| self.buildings.get(&id));
        let request_type = tier.request_type_id.and_then(|id| self.request_types.get(&id));
        match (building, request_type) {
            (Some(name), _) => t.previews_process_of_building(name.as_str()),
            (None, Some(name)) => t.previews_process_of_type(name.as_str()),
            (None, None) => t.previews_process_of_all().to_owned(),
        }
    }

    fn places(&self, t: T, tier: &Tier) -> String {
        let mut places: Vec<String> =
            tier.building_ids.iter().filter_map(|id| self.buildings.get(id)).take(MOST_NAMED).cloned().collect();
        places.sort_unstable();
        let unnamed = tier.building_ids.len() - places.len();
        places.extend((unnamed > 0).then(|| t.previews_places_more(unnamed as i64)));
        places.extend(tier.more.then(|| t.previews_places_unseen().to_owned()));
        places.extend(tier.nowhere.then(|| t.previews_places_nowhere().to_owned()));
        places.join(", ")
    }
}
