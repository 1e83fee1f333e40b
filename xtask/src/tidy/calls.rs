//! Calls go one way inside the product: pages, api, jobs → actions → queries → store. A module calls another's actions and model,
//! never its queries; SQL is in queries, its dialects in the store; routes are in the registry.

use std::collections::{BTreeMap, BTreeSet};

use super::File;

const MODULES: &str = "crates/app/src/modules/";

/// Rooms of a module, and what they must not know.
const DOWNWARD: [(&str, &[&str]); 3] = [
    ("model", &["queries", "actions", "notices", "pages", "api"]),
    ("queries", &["actions", "notices", "pages", "api"]),
    ("actions", &["pages", "api"]),
];

/// Where SQL may stand outside a module's queries: what every module shares, and what works on the database as a whole.
const SQL_ROOMS: [&str; 5] = [
    "crates/app/src/items/",
    "crates/app/src/idempotency.rs",
    "crates/app/src/demo/load/",
    "crates/app/src/operations/",
    "crates/app/tests/",
];
const SQL: [&str; 5] = ["tx.rows(", "tx.one(", "tx.optional(", "tx.exec(", "tx.exec_many("];

/// Words that only one of the databases understands.
const DIALECT: [&str; 9] =
    ["json_each", "PRAGMA", "fts5", "tsquery", "tsvector", "pg_catalog", "pg_advisory", "sqlite_master", "Dialect::"];
/// `operations` says in words which database it is.
const DIALECT_ROOMS: [&str; 4] = ["crates/store/", "crates/app/src/operations/", "xtask/", "migrations/"];

pub(super) fn check(files: &[File]) -> Vec<String> {
    let source: Vec<&File> = files.iter().filter(|file| file.ends_with(&[".rs", ".sql"])).collect();
    let mut found = Vec::new();
    for file in &source {
        found.extend(file.lines().filter_map(|(number, line)| {
            let wrong = upward(&file.path, line).or_else(|| foreign_queries(&file.path, line));
            let wrong = wrong.or_else(|| sql(&file.path, line)).or_else(|| dialect(&file.path, line));
            let wrong = wrong.or_else(|| route(&file.path, line))?;
            Some(format!("{}:{number}: {wrong}", file.path))
        }));
    }
    found.extend(loops(&source));
    found
}

/// `work` and `actions/create.rs` of `crates/app/src/modules/work/actions/create.rs`
fn module(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix(MODULES)?.split_once('/')
}

fn upward(path: &str, line: &str) -> Option<String> {
    let (module, rest) = module(path)?;
    let (room, banned) = DOWNWARD.iter().find(|(room, _)| rest.starts_with(room))?;
    let code = line.trim_start();
    let in_use = code.starts_with("use ") || code.contains("super::") || code.contains("crate::");
    let known = |other: &&&str| {
        code.contains(&format!("super::{other}")) || code.contains(&format!("modules::{module}::{other}"))
    };
    let other = banned.iter().find(known).filter(|_| in_use)?;
    Some(format!("{room} must not know {other}"))
}

fn foreign_queries(path: &str, line: &str) -> Option<String> {
    if !path.starts_with("crates/app/src/") {
        return None;
    }
    let own = module(path).map_or("", |(module, _)| module);
    let before = line.split("::queries").next().filter(|before| before.len() < line.len())?;
    let other = before.rsplit(|c: char| !c.is_ascii_lowercase() && c != '_').next()?;
    let relative = ["super", "self", "crate", own, ""].contains(&other);
    (!relative).then(|| format!("calls the queries of {other}, whose actions are the door"))
}

fn sql(path: &str, line: &str) -> Option<String> {
    let may = !path.starts_with("crates/app/") || SQL_ROOMS.iter().any(|room| path.starts_with(room));
    let may = may || module(path).is_some_and(|(_, rest)| rest.starts_with("queries"));
    let call = SQL.iter().find(|call| line.contains(**call)).filter(|_| !may)?;
    Some(format!("{call}…) stands outside of a module's queries"))
}

fn dialect(path: &str, line: &str) -> Option<String> {
    // a test says on which database it runs
    if path.contains("/tests/") || DIALECT_ROOMS.iter().any(|room| path.starts_with(room)) {
        return None;
    }
    let word = DIALECT.iter().find(|word| line.contains(**word))?;
    Some(format!("{word} is for the store alone to know"))
}

fn route(path: &str, line: &str) -> Option<String> {
    let may = path == "crates/kit/src/registry.rs" || path.starts_with("xtask/");
    (!may && line.contains(".route(\""))
        .then(|| "routes are added through the registry, with an access rule".to_owned())
}

/// Modules that lead back to themselves by `use`: what two of them need of each other lies beneath them, or travels as an event.
fn loops(files: &[&File]) -> Vec<String> {
    let mut uses: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let Some((own, _)) = module(&file.path) else { continue };
        uses.entry(own).or_default().extend(named(&file.text).into_iter().filter(|other| other != own));
    }
    let leads_back = |start: &&&str| {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut next = vec![**start];
        while let Some(module) = next.pop() {
            for other in uses.get(module).into_iter().flatten().filter(|other| uses.contains_key(other.as_str())) {
                if reached.insert(other) {
                    next.push(other);
                }
            }
        }
        reached.contains(**start)
    };
    uses.keys().filter(leads_back).map(|module| format!("{MODULES}{module}: leads back to itself")).collect()
}

/// The modules that a text names: `modules::people::…` and each of `modules::{organization, people::…}`.
fn named(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in text.split("modules::").skip(1) {
        let (inside, depth) = match after.strip_prefix('{') {
            Some(inside) => (inside, 0),
            None => (after, 1),
        };
        found.extend(heads(inside, depth));
    }
    found
}

/// The first words of a list at its outermost level; of `depth` 1 only the very first.
fn heads(text: &str, depth: usize) -> Vec<String> {
    let word = |text: &str| -> String { text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect() };
    if depth == 1 {
        return vec![word(text)];
    }
    let (mut level, mut found, mut at_head) = (0, vec![], true);
    for (index, letter) in text.char_indices() {
        match letter {
            '}' if level == 0 => break,
            '{' => level += 1,
            '}' => level -= 1,
            ',' if level == 0 => at_head = true,
            letter if at_head && letter.is_ascii_lowercase() => {
                found.push(word(&text[index..]));
                at_head = false;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: format!("{MODULES}{path}"), text: text.into() }
    }

    #[test]
    fn calls_that_go_up_or_sideways_are_found() {
        for (path, line) in [
            ("work/queries/request.rs", "use super::super::actions::create;"),
            ("work/model/state.rs", "use crate::modules::work::queries::request;"),
            ("work/actions/create.rs", "use crate::modules::people::queries::person;"),
            ("work/pages/list.rs", "let rows = tx.rows(sql, params![]).await?;"),
            ("work/queries/request.rs", "let sql = \"SELECT value FROM json_each($1)\";"),
            ("work/pages/mod.rs", "router.route(\"/work\", get(list))"),
        ] {
            assert_eq!(check(&[file(path, line)]).len(), 1, "{line}");
        }
    }

    #[test]
    fn calls_that_go_down_are_fine() {
        for (path, line) in [
            ("work/actions/create.rs", "use crate::modules::{people, work::queries::request as queries};"),
            ("work/actions/create.rs", "use super::queries;"),
            ("work/queries/request.rs", "tx.exec(sql, params![]).await?;"),
        ] {
            assert_eq!(check(&[file(path, line)]), Vec::<String>::new());
        }
    }

    #[test]
    fn modules_that_need_each_other_are_found() {
        let work =
            file("work/mod.rs", "use crate::{items, modules::{organization::Settings, people::{self, Colleague}}};");
        let people = file("people/mod.rs", "use crate::modules::organization;");
        assert_eq!(check(&[work, people]), Vec::<String>::new());
        let work = file("work/mod.rs", "use crate::modules::{organization, people};");
        let people = file("people/mod.rs", "use crate::modules::work;");
        assert_eq!(check(&[work, people]).len(), 2);
    }
}
