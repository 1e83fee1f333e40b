//! The manual page of all permissions, written from the catalogue so that it cannot drift.

use std::fmt::Write;

use crate::permission::{Kind, Permission, permissions};

/// The text of `docs/permissions.md`.
pub fn manual() -> String {
    let mut page = String::from(HEAD);
    let acting: Vec<&Permission> = permissions().iter().filter(|p| p.acts).collect();
    for group in acting.chunk_by(|a, b| a.group == b.group) {
        section(&mut page, group);
    }
    page
}

const HEAD: &str = "# Permissions

Every permission that a user type, and an individual override, can set. Written from the catalogue by
`UPDATE_DOCS=1 cargo test -p access`.

- **Level**: a set of relations. *own*: created by, requested by or assigned to the person (for a guest: of their
  customer). *buildings*: in a building that the person can access. *any*: every item. *own* and *buildings* do not
  contain one another. Where one accessible building of several is enough the value says *some building*; where every
  one must be accessible, *all buildings*.
- **Notice**: a level that says whose items mail this person. What they cannot read is never mailed.
- **Ability**: yes or no. Where it *goes with* a level, it acts on the items that the level of the same user type
  covers.
- **Restriction**: yes takes away. It limits the levels named, inside the same user type; a team whose user type covers
  the item without the restriction lifts it.
- **Choice**: one word, the widest of all sources holds. **List**: ids, an empty list means all.

What a user type does not say is none, no, or the first word. An administrator type holds everything, restrictions and
*can be assigned* excepted. Keys with `{module}` exist once for each work module, as in `work.maintenance.read`.
";

fn section(page: &mut String, group: &[&Permission]) {
    let mut line = |text: std::fmt::Arguments<'_>| page.write_fmt(text).expect("a string takes all");
    line(format_args!("\n## {}\n\n| permission | key | value | meaning |\n|---|---|---|---|\n", group[0].group));
    for permission in group {
        let (label, key, value) = (permission.label, permission.key, value(permission));
        let cells = format!("| {label} | `{key}` | {value} | {}{} |\n", permission.description, company(permission));
        line(format_args!("{cells}"));
    }
}

fn value(permission: &Permission) -> String {
    let words = permission.values.join(" · ");
    match permission.kind {
        Kind::Level if permission.looks => format!("{words} (some building)"),
        Kind::Level => format!("{words} (all buildings)"),
        _ if words.is_empty() => permission.kind.as_str().to_owned(),
        _ => format!("{}: {words}", permission.kind.as_str()),
    }
}

/// What the permission goes with, or limits.
fn company(permission: &Permission) -> String {
    // what it would limit may not act yet
    let acting = permission.with.iter().map(|at| &permissions()[usize::from(*at)]).filter(|home| home.acts);
    let keys: Vec<String> = acting.map(|home| format!("`{}`", home.key)).collect();
    if keys.is_empty() {
        return String::new();
    }
    let verb = if permission.kind == Kind::Ability { "Goes with" } else { "Limits" };
    format!(" {verb} {}.", keys.join(", "))
}
