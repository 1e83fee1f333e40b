//! The table of permissions, read once from `data/catalogue.tsv`.
//!
//! Columns: key, kind, group, label, values, buildings (`some`: one accessible building suffices, as for all that only
//! looks; `all`: every one must be accessible), with (for an ability the level that it goes with, for a restriction
//! and a list the levels that they limit), description.

use std::sync::LazyLock;

/// What kind of value a permission takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A set of relations.
    Level,
    /// A level that says whose items mail this person.
    Notice,
    /// Yes or no.
    Ability,
    /// Yes or no, where yes takes away.
    Restriction,
    /// One word of several, from narrow to wide.
    Choice,
    /// Any of several words.
    Set,
    /// Ids; none means all.
    List,
    /// A number of days, or no limit.
    Days,
    /// A civil date, or no limit.
    Date,
    /// The id of a rate type, or none.
    Rate,
}

/// One line of the catalogue.
#[derive(Debug)]
pub struct Permission {
    /// Its place in the catalogue, which is also the order on every page.
    pub template: u16,
    /// Its text; keys that every work module has contain `{module}`.
    pub key: &'static str,
    pub group: &'static str,
    pub label: &'static str,
    /// One line for the editor; `-` for keys that do not act yet.
    pub description: &'static str,
    pub kind: Kind,
    /// The allowed words from narrow to wide; empty where the value is a number, a date, ids or a free word.
    pub values: Vec<&'static str>,
    /// Whether each work module has a key of its own.
    pub of_module: bool,
    /// Whether the product acts on it. What does not act is shown nowhere and accepted nowhere.
    pub acts: bool,
    /// One accessible building of an item suffices.
    pub(crate) looks: bool,
    /// Whether `own` is among its values; only then does the organization's setting widen `buildings` by `own`.
    pub(crate) knows_own: bool,
    /// What it goes with: templates of levels (of one restriction: of an ability).
    pub(crate) with: Vec<u16>,
    /// Where it is judged: a level, and what goes with none, at itself; all else at what it goes with.
    pub(crate) homes: Vec<u16>,
    /// The list that limits this level.
    pub(crate) list: Option<u16>,
}

/// All permissions in the order of the catalogue, those that do not act yet included.
pub fn permissions() -> &'static [Permission] {
    &TABLE
}

/// The permission of a template; templates come from the table itself or from constants checked against it.
pub(crate) fn at(template: u16) -> &'static Permission {
    &TABLE[usize::from(template)]
}

static TABLE: LazyLock<Vec<Permission>> = LazyLock::new(|| {
    let not_yet: Vec<&str> = include_str!("../data/not_yet.txt").lines().collect();
    let lines: Vec<Vec<&'static str>> =
        include_str!("../data/catalogue.tsv").lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let template = |key: &str| lines.iter().position(|line| line[0] == key).expect("named keys exist") as u16;
    let mut table: Vec<Permission> = (0..)
        .zip(&lines)
        .map(|(at, line)| Permission {
            acts: !not_yet.contains(&line[0]),
            with: line[6].split(',').filter(|key| *key != "-").map(template).collect(),
            ..permission(at, line)
        })
        .collect();
    for at in 0..table.len() {
        table[at].homes = if table[at].with.is_empty() { vec![at as u16] } else { table[at].with.clone() };
        if table[at].kind == Kind::List {
            for level in table[at].with.clone() {
                table[usize::from(level)].list = Some(at as u16);
            }
        }
    }
    table
});

fn permission(template: u16, line: &[&'static str]) -> Permission {
    let kind = kind(line[1]);
    let closed = line[4].contains('|') && !matches!(kind, Kind::Ability | Kind::Restriction);
    let values: Vec<&str> = if closed { line[4].split('|').collect() } else { Vec::new() };
    Permission {
        template,
        key: line[0],
        group: line[2],
        label: line[3],
        description: line[7],
        kind,
        of_module: line[0].contains("{module}"),
        looks: line[5] == "some",
        knows_own: values.contains(&"own"),
        values,
        acts: false,
        with: Vec::new(),
        homes: Vec::new(),
        list: None,
    }
}

fn kind(word: &str) -> Kind {
    match word {
        "level" => Kind::Level,
        "notice" => Kind::Notice,
        "ability" => Kind::Ability,
        "restriction" => Kind::Restriction,
        "choice" => Kind::Choice,
        "set" => Kind::Set,
        "list" => Kind::List,
        "days" => Kind::Days,
        "date" => Kind::Date,
        "rate" => Kind::Rate,
        other => unreachable!("the catalogue has no kind {other}"),
    }
}

impl Kind {
    /// The word of the kind in the catalogue and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Level => "level",
            Kind::Notice => "notice",
            Kind::Ability => "ability",
            Kind::Restriction => "restriction",
            Kind::Choice => "choice",
            Kind::Set => "set",
            Kind::List => "list",
            Kind::Days => "days",
            Kind::Date => "date",
            Kind::Rate => "rate",
        }
    }
}

impl Permission {
    /// Whether it says on which items of its work module something may be done: a level or an ability beside one, but not
    /// where items come in.
    pub fn is_about_items(&self) -> bool {
        let is_level = |home: &u16| at(*home).kind == Kind::Level && !at(*home).key.ends_with(".create");
        self.of_module
            && matches!(self.kind, Kind::Level | Kind::Ability)
            && !self.key.ends_with(".can_be_assigned")
            && self.homes.iter().all(is_level)
    }
}
