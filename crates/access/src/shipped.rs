//! The user types that ship with the product, from `data/shipped.tsv`: a column each.

use std::sync::LazyLock;

use crate::{
    grants::Grants,
    key::{Key, Module},
    permission::{Kind, Permission, permissions},
    relation::Level,
    value::Value,
};

/// A built-in user type.
#[derive(Debug)]
pub struct Shipped {
    /// Its stable word, `connexus.technician`.
    pub word: &'static str,
    /// Its display name, with the source where two would be alike.
    pub name: &'static str,
    /// Whether its people sign in.
    pub signs_in: bool,
    everything: bool,
    /// What it sets, by template, keys of modules once.
    values: Vec<(u16, Value)>,
}

/// The built-in user types in the order in which they are shown.
pub fn shipped() -> &'static [Shipped] {
    static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(read);
    &SHIPPED
}

impl Shipped {
    /// The built-in user type of a word.
    pub fn find(word: &str) -> Option<&'static Shipped> {
        shipped().iter().find(|shipped| shipped.word == word)
    }

    /// Its grants in an organization with these work modules, as on the first day and after a reset.
    pub fn grants(&self, modules: impl IntoIterator<Item = Module>) -> Grants {
        let mut grants = if self.everything { Grants::everything() } else { Grants::none() };
        let modules: Vec<Module> = modules.into_iter().collect();
        for (template, value) in &self.values {
            let plain = [Module(0)];
            let of_module = permissions()[usize::from(*template)].of_module;
            for module in if of_module { &modules[..] } else { &plain[..] } {
                grants.set(Key { template: *template, module: module.0 }, value.clone());
            }
        }
        grants
    }
}

fn read() -> Vec<Shipped> {
    let mut lines = include_str!("../data/shipped.tsv").lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let mut heading = || lines.next().expect("four headings");
    let (words, names, signs_in, everything) = (heading(), heading(), heading(), heading());
    let rows: Vec<Vec<&str>> = lines.collect();
    let column = |at: usize| Shipped {
        word: words[at],
        name: names[at],
        signs_in: signs_in[at] == "yes",
        everything: everything[at] == "yes",
        values: rows.iter().filter_map(|row| cell(row[0], row[at])).collect(),
    };
    (1..words.len()).map(column).collect()
}

/// One cell; nothing where it says nothing, or where its key does not act yet.
fn cell(key: &str, word: &str) -> Option<(u16, Value)> {
    let permission = permissions().iter().find(|p| p.key == key).expect("the table names keys of the catalogue");
    let value = value(permission, word);
    (permission.acts && value != Value::absent(permission)).then_some((permission.template, value))
}

fn value(permission: &Permission, word: &str) -> Value {
    let place = || permission.values.iter().position(|value| *value == word).expect("a word of this choice");
    match permission.kind {
        _ if word.is_empty() => Value::absent(permission),
        Kind::Level | Kind::Notice => Value::Level(Level::parse(word).expect("a word of a level")),
        Kind::Ability | Kind::Restriction => Value::Flag(word == "yes"),
        Kind::Choice => Value::Choice(place() as u8),
        other => unreachable!("no shipped user type sets a {}", other.as_str()),
    }
}
