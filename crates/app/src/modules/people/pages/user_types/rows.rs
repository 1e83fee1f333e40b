//! The lines of the editor: every permission that acts, in the groups and words of the catalogue.
use super::{
    options::{self, Options},
    words,
};
use crate::{
    context::Ctx,
    modules::{organization::WorkModule, people::advice},
};
use access::{Advice, Grants, Key, Kind, Value};
use kit::{T, form::Errors};
use std::collections::BTreeMap;

/// Permissions that stand together.
pub(in crate::modules::people::pages) struct Group {
    pub(in crate::modules::people::pages) id: String,
    pub(in crate::modules::people::pages) title: String,
    pub(in crate::modules::people::pages) granted: usize,
    /// How many there are, whether or not they are shown.
    pub(in crate::modules::people::pages) all: usize,
    pub(in crate::modules::people::pages) rows: Vec<Row>,
}

/// One permission.
pub(in crate::modules::people::pages) struct Row {
    pub(in crate::modules::people::pages) id: String,
    /// The name of its field.
    pub(in crate::modules::people::pages) field: String,
    /// The text of the key.
    pub(in crate::modules::people::pages) name: String,
    pub(in crate::modules::people::pages) label: &'static str,
    pub(in crate::modules::people::pages) about: &'static str,
    pub(in crate::modules::people::pages) restriction: bool,
    pub(in crate::modules::people::pages) input: Input,
    pub(in crate::modules::people::pages) granted: bool,
    /// Other than what is stored.
    pub(in crate::modules::people::pages) changed: bool,
    /// What is stored, and what stands for nothing, as the script compares them.
    pub(in crate::modules::people::pages) was: String,
    pub(in crate::modules::people::pages) nothing: String,
    /// What it was when it shipped, where it is something else now.
    pub(in crate::modules::people::pages) shipped: String,
    /// What somebody else made of it meanwhile.
    pub(in crate::modules::people::pages) meanwhile: String,
    pub(in crate::modules::people::pages) error: String,
    pub(in crate::modules::people::pages) advice: Vec<String>,
}

/// How a value is entered.
pub(in crate::modules::people::pages) enum Input {
    /// One of a few.
    Segments(Vec<Choice>),
    /// Yes or no.
    Switch(bool),
    /// Several of many.
    Many(Vec<Choice>),
    /// One of many.
    Select(Vec<Choice>),
    /// Several of a few.
    Ticks(Vec<Choice>),
    Number(String),
    Date(String),
}

pub(in crate::modules::people::pages) struct Choice {
    pub(in crate::modules::people::pages) value: String,
    pub(in crate::modules::people::pages) label: String,
    pub(in crate::modules::people::pages) chosen: bool,
}

/// Everything from which the lines are made.
pub(in crate::modules::people::pages) struct Sheet<'a> {
    pub(in crate::modules::people::pages) ctx: &'a Ctx,
    pub(in crate::modules::people::pages) t: T,
    pub(in crate::modules::people::pages) options: &'a Options,
    /// As it is stored.
    pub(in crate::modules::people::pages) stored: &'a Grants,
    /// As the form shows it.
    pub(in crate::modules::people::pages) shown: &'a Grants,
    /// What was typed and fits nothing.
    pub(in crate::modules::people::pages) misfits: &'a BTreeMap<Key, String>,
    pub(in crate::modules::people::pages) shipped: Option<&'a Grants>,
    pub(in crate::modules::people::pages) meanwhile: &'a BTreeMap<Key, String>,
    pub(in crate::modules::people::pages) errors: &'a Errors,
}

/// Which lines are asked for.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(in crate::modules::people::pages) q: String,
    /// `granted`, `changed`, `shipped` (other than shipped), or empty: all.
    pub(in crate::modules::people::pages) show: String,
}

impl Asked {
    fn wants(&self, row: &Row, group: &str) -> bool {
        let text = format!("{} {} {} {group}", row.label, row.about, row.field).to_lowercase();
        let found = self.q.to_lowercase().split_whitespace().all(|word| text.contains(word));
        found
            && match self.show.as_str() {
                "granted" => row.granted,
                "changed" => row.changed,
                "shipped" => !row.shipped.is_empty(),
                _ => true,
            }
    }
}

impl Sheet<'_> {
    /// All groups that have a line which is asked for.
    pub(in crate::modules::people::pages) fn groups(&self, asked: &Asked) -> Vec<Group> {
        let advice = access::lint(&self.ctx.settings().catalogue, self.shown);
        let mut groups: Vec<Group> = vec![];
        let mut last = None;
        for (key, permission) in self.ctx.settings().catalogue.iter() {
            let place = (permission.group, key.module());
            if last != Some(place) {
                last = Some(place);
                let id = format!("g{}", groups.len());
                groups.push(Group { id, title: self.title(key), granted: 0, all: 0, rows: vec![] });
            }
            let group = groups.last_mut().expect("one was pushed for the first key");
            let row = self.row(key, &advice);
            group.all += 1;
            group.granted += usize::from(row.granted);
            if asked.wants(&row, &group.title) {
                group.rows.push(row);
            }
        }
        groups.retain(|group| !group.rows.is_empty());
        groups
    }

    /// What the group of a key is called.
    pub(in crate::modules::people::pages) fn title(&self, key: Key) -> String {
        let module = key.module().and_then(|module| self.ctx.settings().module(i64::from(module.0)));
        group_title(self.t, key.permission().group, module)
    }

    /// The line of one key, without advice.
    pub(in crate::modules::people::pages) fn line(&self, key: Key) -> Row {
        self.row(key, &[])
    }

    fn row(&self, key: Key, advice: &[Advice]) -> Row {
        let (permission, t) = (key.permission(), self.t);
        let name = self.ctx.settings().catalogue.name(key);
        let field = format!("grants.{name}");
        let (shown, stored) = (self.shown.get(key), self.stored.get(key));
        let nothing = Value::absent(permission);
        let shipped = self.shipped.map(|grants| grants.get(key)).filter(|shipped| *shipped != shown);
        let joined = |value: &Value| words::texts(permission, value).join("|");
        let about = advice.iter().filter(|advice| advice.key == key);
        Row {
            id: name.replace('.', "-"),
            label: permission.label,
            about: permission.description,
            restriction: permission.kind == Kind::Restriction,
            input: self.input(key, &shown),
            granted: shown != nothing,
            changed: shown != stored || self.misfits.contains_key(&key),
            was: joined(&stored),
            nothing: joined(&nothing),
            shipped: shipped.map(|value| words::value(t, self.options, key, &value)).unwrap_or_default(),
            meanwhile: self.meanwhile.get(&key).cloned().unwrap_or_default(),
            error: self.errors.of(&field),
            advice: about.map(|advice| advice::say(t, &self.ctx.settings().catalogue, advice)).collect(),
            field,
            name,
        }
    }

    fn input(&self, key: Key, value: &Value) -> Input {
        let permission = key.permission();
        let texts = words::texts(permission, value);
        let chosen = |word: &str| texts.iter().any(|text| text == word);
        let words = || {
            let choice = |word: &&str| Choice {
                value: (*word).to_owned(),
                label: words::word(self.t, word),
                chosen: chosen(word),
            };
            permission.values.iter().map(choice).collect::<Vec<_>>()
        };
        let typed = || self.misfits.get(&key).cloned().unwrap_or_else(|| texts.concat());
        match permission.kind {
            Kind::Ability | Kind::Restriction => Input::Switch(chosen("true")),
            Kind::Choice if permission.values.is_empty() => Input::Select(self.pages(&chosen)),
            Kind::Level | Kind::Notice | Kind::Choice => Input::Segments(with_odd(self.t, words(), &texts)),
            Kind::Set => Input::Ticks(words()),
            Kind::List => Input::Many(self.listed(key, value)),
            Kind::Days | Kind::Rate => Input::Number(typed()),
            Kind::Date => Input::Date(typed()),
        }
    }

    fn pages(&self, chosen: &impl Fn(&str) -> bool) -> Vec<Choice> {
        let default = Choice { value: String::new(), label: self.t.home_default().to_owned(), chosen: chosen("") };
        let page = |(page, label): (&str, String)| Choice { value: page.to_owned(), label, chosen: chosen(page) };
        [default].into_iter().chain(options::pages(self.t).map(page)).collect()
    }

    /// All that can be chosen, and what was chosen and is not there any more.
    fn listed(&self, key: Key, value: &Value) -> Vec<Choice> {
        let ids: &[i64] = if let Value::Ids(ids) = value { ids } else { &[] };
        let known = self.options.of(key);
        let gone = ids.iter().filter(|id| !known.iter().any(|(known, _)| known == *id));
        let gone = gone.map(|id| (*id, self.options.name(self.t, key, *id)));
        let choice = |(id, label): (i64, String)| Choice { value: id.to_string(), label, chosen: ids.contains(&id) };
        known.iter().cloned().chain(gone).map(choice).collect()
    }
}

/// A value that the catalogue's words leave out (an administrator's `own` for a mail) stands among them all the same.
fn with_odd(t: T, mut words: Vec<Choice>, texts: &[String]) -> Vec<Choice> {
    if let Some(odd) = texts.first().filter(|text| !words.iter().any(|word| word.value == **text)) {
        words.insert(1.min(words.len()), Choice { value: odd.clone(), label: words::word(t, odd), chosen: true });
    }
    words
}

/// What a group is called: those of a work module by the module.
pub(crate) fn group_title(t: T, group: &str, module: Option<&WorkModule>) -> String {
    match module {
        None => group.to_owned(),
        Some(module) if group.ends_with("Notifications") => t.access_group_mails(module.name.as_str()),
        Some(module) => t.access_group_of(module.name.as_str()),
    }
}
