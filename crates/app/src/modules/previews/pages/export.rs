//! The same as a file: a line for each permission that changes for somebody.
use crate::{
    attachment::{CSV, attachment},
    context::Ctx,
    csv_line::line,
    modules::previews::model::{KeyChange, Preview, Whom},
};
use axum::{body::Body, response::Response};
use serde_json::Value as Json;

pub(super) fn csv(ctx: &Ctx, preview: Preview) -> Response {
    let heads = ["user_id", "name", "change", "permission", "from", "to", "items_before", "items_after", "items_exact"];
    let mut lines = line(&heads.map(str::to_owned));
    for whom in &preview.people {
        for (change, keys) in [("gains", &whom.compared.gains), ("loses", &whom.compared.loses)] {
            keys.iter().for_each(|key| lines.extend(line(&cells(ctx, whom, change, key))));
        }
    }
    attachment(CSV, &format!("preview-{}.csv", ctx.today()), Body::from(lines))
}

fn cells(ctx: &Ctx, whom: &Whom, change: &str, key: &KeyChange) -> Vec<String> {
    let word = |value: &access::Value| match value.to_json(key.key.permission()) {
        Json::String(word) => word,
        Json::Null => String::new(),
        other => other.to_string(),
    };
    let numbers = whom.numbers.iter().find(|numbers| numbers.key == key.key);
    let [before, after, exact] = match numbers {
        Some(numbers) => [
            numbers.before.value.to_string(),
            numbers.after.value.to_string(),
            (numbers.before.exact && numbers.after.exact).to_string(),
        ],
        None => Default::default(),
    };
    let who = [whom.id.to_string(), whom.name.clone(), change.to_owned(), ctx.settings().catalogue.name(key.key)];
    who.into_iter().chain([word(&key.from), word(&key.to), before, after, exact]).collect()
}
