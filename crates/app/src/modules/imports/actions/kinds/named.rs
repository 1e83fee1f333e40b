//! Things by their names and by their ids, as far as the actor may know of them.
use crate::modules::imports::model::{
    Constant,
    several::{MOST, several},
};
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(super) struct Named {
    /// In small letters.
    by_name: HashMap<String, i64>,
    ids: HashSet<i64>,
}

impl Named {
    pub(super) fn of(all: impl IntoIterator<Item = (i64, String)>) -> Named {
        let mut named = Named::default();
        for (id, name) in all {
            named.ids.insert(id);
            named.by_name.insert(name.to_lowercase(), id);
        }
        named
    }

    pub(super) fn one(&self, value: &Constant) -> Option<i64> {
        match value {
            Constant::Id(id) => self.ids.get(id).copied(),
            Constant::Text(name) => self.by_name.get(&name.to_lowercase()).copied(),
        }
    }

    /// All that a cell names; those that are not there go to `unknown`, which may know better.
    pub(super) fn many(
        &self,
        value: &Constant,
        mut unknown: impl FnMut(&str) -> Result<i64, String>,
    ) -> Result<Vec<i64>, String> {
        let Constant::Text(text) = value else {
            let known = self.one(value);
            return known.map_or_else(|| unknown(&text_of(value)), Ok).map(|id| vec![id]);
        };
        let is_known = |name: &str| self.by_name.contains_key(&name.to_lowercase());
        let names = several(text, is_known);
        if names.len() > MOST {
            return Err(format!("names more than {MOST}"));
        }
        let id = |name: &str| self.by_name.get(&name.to_lowercase()).copied().map_or_else(|| unknown(name), Ok);
        names.into_iter().map(id).collect()
    }
}

fn text_of(value: &Constant) -> String {
    match value {
        Constant::Id(id) => id.to_string(),
        Constant::Text(text) => text.clone(),
    }
}
