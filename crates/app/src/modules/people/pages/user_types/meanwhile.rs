//! What others did to a user type while somebody had it open.
use super::{options::Options, words};
use crate::{
    context::Ctx,
    modules::people::{actions::user_types::survey, model::UserType},
    near::Near,
};
use access::{Grants, Key, Value};
use kit::{Problem, T};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// What happened since.
#[derive(Default)]
pub(super) struct Meanwhile {
    /// Who changed it, each once.
    pub(super) who: String,
    /// A line for each change: who, when, what.
    pub(super) lines: Vec<String>,
    /// Beside each key that somebody changed: who, and to what.
    pub(super) marks: BTreeMap<Key, String>,
    /// The user type as it was when the form was opened.
    pub(super) base: Option<UserType>,
}

impl Meanwhile {
    /// Everything since this version.
    pub(super) async fn since(
        ctx: &Ctx,
        t: T,
        options: &Options,
        now: &UserType,
        version: i64,
    ) -> Result<Meanwhile, Problem> {
        let lines = survey::since(ctx, now.id, version).await?;
        let near = Near::new(ctx, t);
        let mut found = Meanwhile { base: Some(now.clone()), ..Meanwhile::default() };
        let mut names: Vec<String> = vec![];
        for line in lines {
            let who = line.actor_name.clone().unwrap_or_default();
            let mut what = vec![];
            for change in &line.changes {
                match change.field.as_str() {
                    "grants" => what.extend(found.take_back(ctx, t, options, (&change.from, &change.to), &who)),
                    "name" => {
                        what.push(t.access_name().to_owned());
                        found.base_mut(|base| base.name = change.from.as_str().unwrap_or_default().to_owned());
                    }
                    "signs_in" => {
                        what.push(t.access_signs_in().to_owned());
                        found.base_mut(|base| base.signs_in = change.from.as_bool().unwrap_or_default());
                    }
                    _ => {}
                }
            }
            let when = near.moment(line.at_micros).text;
            found.lines.push(t.access_stale_line(who.as_str(), when, what.join(", ")));
            if !names.contains(&who) {
                names.push(who);
            }
        }
        found.who = names.join(", ");
        Ok(found)
    }

    /// Takes a change of grants back from the base, newest first; answers the labels of what changed.
    fn take_back(&mut self, ctx: &Ctx, t: T, options: &Options, (from, to): (&Json, &Json), who: &str) -> Vec<String> {
        let none = Map::new();
        let (from, to) = (from.as_object().unwrap_or(&none), to.as_object().unwrap_or(&none));
        let mut labels = vec![];
        for (text, new) in to {
            let Some(key) = ctx.settings().catalogue.parse(text) else { continue };
            let permission = key.permission();
            labels.push(permission.label.to_owned());
            if let Ok(value) = Value::parse(permission, new) {
                let mark = || t.access_mark_meanwhile(who, words::value(t, options, key, &value));
                self.marks.entry(key).or_insert_with(mark);
            }
            if let Some(old) = from.get(text).and_then(|old| Value::parse(permission, old).ok()) {
                self.base_mut(|base| base.grants.set(key, old));
            }
        }
        labels
    }

    fn base_mut(&mut self, change: impl FnOnce(&mut UserType)) {
        if let Some(base) = &mut self.base {
            change(base);
        }
    }

    /// The grants as they were when the form was opened.
    pub(super) fn base_grants(&self) -> Grants {
        self.base.as_ref().map(|base| base.grants.clone()).unwrap_or_default()
    }
}
