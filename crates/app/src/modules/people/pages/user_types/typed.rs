//! What came with the editor's form. Only what the form showed is in it: the rest stays as it is.
use super::words;
use crate::{
    context::Ctx,
    modules::people::{actions::user_types::UserTypeEdit, model::UserType},
};
use access::{Grants, Key, Value};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Before the key in the name of its field.
const PREFIX: &str = "grants.";

/// The fields of the form as they were sent.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) signs_in: bool,
    pub(super) version: Option<i64>,
    /// By the text of the key: what the form showed and nothing else.
    values: BTreeMap<String, Vec<String>>,
}

impl Typed {
    pub(super) fn of(pairs: Vec<(String, String)>) -> Typed {
        let mut typed = Typed::default();
        for (name, value) in pairs {
            match name.as_str() {
                "name" => typed.name = value,
                "signs_in" => typed.signs_in = value == "true",
                "version" => typed.version = value.parse().ok(),
                // where nothing is chosen or ticked, this alone says so
                "shown[]" => drop(typed.values.entry(value).or_default()),
                name => {
                    if let Some(key) = name.strip_prefix(PREFIX) {
                        typed.values.entry(key.to_owned()).or_default().push(value);
                    }
                }
            }
        }
        typed
    }

    /// What differs from how it was.
    pub(super) fn changes(&self, ctx: &Ctx, was: &Grants) -> Map<String, Json> {
        let catalogue = &ctx.settings().catalogue;
        let changed = self.values.iter().filter_map(|(text, texts)| {
            let Some(key) = catalogue.parse(text) else { return Some((text.clone(), Json::Null)) };
            let json = words::json(key.permission(), texts);
            let is_same = Value::parse(key.permission(), &json).is_ok_and(|value| value == was.get(key));
            (!is_same).then(|| (text.clone(), json))
        });
        changed.collect()
    }

    /// The change that the form asks for.
    pub(super) fn edit(&self, ctx: &Ctx, was: &UserType) -> UserTypeEdit {
        UserTypeEdit {
            name: (self.name.trim() != was.name).then(|| self.name.clone()),
            signs_in: (self.signs_in != was.signs_in).then_some(self.signs_in),
            grants: Some(self.changes(ctx, &was.grants)),
        }
    }
}

/// These grants with all changes that fit laid over them, and the texts of those that do not.
pub(in crate::modules::people::pages) fn laid_over(
    ctx: &Ctx,
    grants: &Grants,
    changes: &Map<String, Json>,
) -> (Grants, BTreeMap<Key, String>) {
    let (mut grants, mut misfits) = (grants.clone(), BTreeMap::new());
    for (text, json) in changes {
        let Some(key) = ctx.settings().catalogue.parse(text) else { continue };
        match Value::parse(key.permission(), json) {
            Ok(value) => grants.set(key, value),
            Err(_) => drop(misfits.insert(key, json.as_str().map_or_else(|| json.to_string(), str::to_owned))),
        }
    }
    (grants, misfits)
}
