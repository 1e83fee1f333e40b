//! The values of permissions in words.
use access::{Key, Level, Value};
use kit::T;

pub(super) fn value(t: T, key: Key, value: &Value) -> String {
    match value {
        Value::Level(Level::NONE) | Value::Days(None) | Value::Date(None) | Value::Rate(None) => {
            t.previews_none().to_owned()
        }
        Value::Level(Level::OWN) => t.previews_own().to_owned(),
        Value::Level(Level::BUILDINGS) => t.previews_buildings_level().to_owned(),
        Value::Level(Level::ANY) => t.previews_any().to_owned(),
        Value::Level(_) => t.previews_own_and_buildings().to_owned(),
        Value::Flag(true) => t.previews_yes().to_owned(),
        Value::Flag(false) => t.previews_no().to_owned(),
        Value::Ids(ids) if ids.is_empty() => t.previews_all().to_owned(),
        Value::Ids(ids) => t.previews_chosen(ids.len() as i64),
        other => match other.to_json(key.permission()) {
            serde_json::Value::String(word) => word.replace('_', " "),
            serde_json::Value::Array(words) => {
                let words = words.iter().filter_map(|word| word.as_str()).map(|word| word.replace('_', " "));
                words.collect::<Vec<_>>().join(", ")
            }
            serde_json::Value::Null => t.previews_none().to_owned(),
            other => other.to_string(),
        },
    }
}
