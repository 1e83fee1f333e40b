//! What the lists and choices of permissions offer: request types, links, pages.
use crate::{
    context::Ctx,
    modules::people::{actions::user_types::known_values, model::home_page},
};
use access::{Key, Module, keys};
use kit::{Problem, T};
use std::collections::BTreeMap;

/// The names of all that can be chosen, as far as the reader may know them.
#[derive(Default)]
pub(in crate::modules::people::pages) struct Options {
    types: BTreeMap<Module, Vec<(i64, String)>>,
    links: Vec<(i64, String)>,
}

impl Options {
    pub(in crate::modules::people::pages) async fn load(ctx: &Ctx) -> Result<Options, Problem> {
        let mut types: BTreeMap<Module, Vec<(i64, String)>> = BTreeMap::new();
        for (module_id, id, name) in known_values::request_types(ctx).await? {
            if let Some(module) = ctx.settings().module(module_id) {
                types.entry(module.module()).or_default().push((id, name));
            }
        }
        let links = ctx.settings().links.iter().map(|link| (link.id, link.name.clone())).collect();
        Ok(Options { types, links })
    }

    /// What a list offers.
    pub(in crate::modules::people::pages) fn of(&self, key: Key) -> &[(i64, String)] {
        match key.module() {
            Some(module) => self.types.get(&module).map_or(&[], Vec::as_slice),
            None if key == keys::navigation::VISIBLE_LINKS => &self.links,
            None => &[],
        }
    }

    /// What one of its ids is called; what is not there any more is called so.
    pub(in crate::modules::people::pages) fn name(&self, t: T, key: Key, id: i64) -> String {
        let found = self.of(key).iter().find(|(known, _)| *known == id);
        found.map_or_else(|| t.access_gone(id.to_string()), |(_, name)| name.clone())
    }
}

/// The pages that can open first, each with its name.
pub(in crate::modules::people::pages) fn pages(t: T) -> impl Iterator<Item = (&'static str, String)> {
    home_page::PAGES.into_iter().map(move |page| (page, page_name(t, page)))
}

pub(in crate::modules::people::pages) fn page_name(t: T, page: &str) -> String {
    let name = match page {
        "/to-do" => t.nav_todo(),
        "/work-requests" => t.home_work_requests(),
        "/work-requests/new" => t.home_report(),
        "/buildings" => t.home_buildings(),
        "/people" => t.home_people(),
        "/me" => t.home_me(),
        other => other,
    };
    name.to_owned()
}
