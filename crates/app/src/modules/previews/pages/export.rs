//! The same as a file: a line for each permission that changes for somebody, for each by which they reach other requests, and for
//! everything else that the page tells.
use super::names::Names;
use crate::{
    attachment::{CSV, attachment},
    context::Ctx,
    csv_line::line,
    modules::previews::model::{KeyChange, Numbers, Preview, Whom},
};
use access::{Key, Value};
use axum::{body::Body, response::Response};
use kit::T;
use serde_json::Value as Json;

const HEADS: [&str; 9] =
    ["user_id", "name", "change", "permission", "from", "to", "items_before", "items_after", "items_exact"];

pub(super) fn csv(ctx: &Ctx, names: &Names, preview: Preview) -> Response {
    let t = T::default();
    let mut lines = line(&HEADS.map(str::to_owned));
    let mut add = |row: Row| lines.extend(line(&row.cells()));
    for whom in &preview.people {
        of_person(ctx, names, whom).for_each(&mut add);
    }
    for one in preview.unsighted {
        let numbers = Some([one.items.to_string(), "0".to_owned(), true.to_string()]);
        add(Row { user_id: one.user_id.to_string(), name: one.name, change: "loses_sight", numbers, ..Row::default() });
    }
    for tier in &preview.tiers {
        add(Row { name: names.tier(ctx, t, tier), change: "no_approver", ..Row::default() });
    }
    let (before, after) = preview.mails;
    let mails = |count: f64| format!("{count:.1}");
    add(Row { change: "mails_a_day", from: mails(before), to: mails(after), ..Row::default() });
    attachment(CSV, &format!("preview-{}.csv", ctx.today()), Body::from(lines))
}

/// What a line has; empty where it does not apply.
#[derive(Default)]
struct Row {
    user_id: String,
    name: String,
    change: &'static str,
    permission: String,
    from: String,
    to: String,
    numbers: Option<[String; 3]>,
}

impl Row {
    fn cells(self) -> Vec<String> {
        let Row { user_id, name, change, permission, from, to, numbers } = self;
        let cells = [user_id, name, change.to_owned(), permission, from, to];
        cells.into_iter().chain(numbers.unwrap_or_default()).collect()
    }
}

fn of_person<'a>(ctx: &'a Ctx, names: &'a Names, whom: &'a Whom) -> impl Iterator<Item = Row> + 'a {
    let theirs = move |change: &'static str| Row {
        user_id: whom.id.to_string(),
        name: whom.name.clone(),
        change,
        ..Row::default()
    };
    let name = |key: Key| ctx.settings().catalogue.name(key);
    let changed = [("gains", &whom.compared.gains), ("loses", &whom.compared.loses)];
    let changed = changed.into_iter().flat_map(move |(change, keys)| {
        keys.iter().map(move |KeyChange { key, from, to }| Row {
            permission: name(*key),
            from: word(*key, from),
            to: word(*key, to),
            numbers: whom.numbers.iter().find(|numbers| numbers.key == *key).map(counted),
            ..theirs(change)
        })
    });
    let reached = whom.numbers.iter().filter(|numbers| !whom.compared.is_about(numbers.key));
    let reached = reached.map(move |numbers| Row {
        permission: name(numbers.key),
        numbers: Some(counted(numbers)),
        ..theirs("reaches")
    });
    let all =
        whom.buildings.all.map(|all| Row { from: (!all).to_string(), to: all.to_string(), ..theirs("all_buildings") });
    let (gained, lost) = (names.list(&whom.buildings.gained), names.list(&whom.buildings.lost));
    let came = (!gained.is_empty()).then(|| Row { to: gained, ..theirs("gains_buildings") });
    let went = (!lost.is_empty()).then(|| Row { from: lost, ..theirs("loses_buildings") });
    changed.chain(reached).chain(all).chain(came).chain(went)
}

fn word(key: Key, value: &Value) -> String {
    match value.to_json(key.permission()) {
        Json::String(word) => word,
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

fn counted(numbers: &Numbers) -> [String; 3] {
    let exact = numbers.before.exact && numbers.after.exact;
    [numbers.before.value.to_string(), numbers.after.value.to_string(), exact.to_string()]
}
