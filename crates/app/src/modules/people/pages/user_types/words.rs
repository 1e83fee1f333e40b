//! What people call the values of permissions.
use super::options::Options;
use access::{Key, Kind, Permission, Value};
use kit::T;

/// `None`, `Own`, `Follow and add others`: one word of a level, a choice or a set.
pub(in crate::modules::people::pages) fn word(t: T, word: &str) -> String {
    match word {
        "none" => t.access_word_none().to_owned(),
        "own" => t.access_word_own().to_owned(),
        "buildings" => t.access_word_buildings().to_owned(),
        "any" => t.access_word_any().to_owned(),
        "own+buildings" => t.access_word_own_buildings().to_owned(),
        word => capital(&word.replace('_', " ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A whole value in words.
pub(in crate::modules::people::pages) fn value(t: T, options: &Options, key: Key, value: &Value) -> String {
    let permission = key.permission();
    match value {
        Value::Level(level) => word(t, level.as_str()),
        Value::Flag(true) => t.access_yes().to_owned(),
        Value::Flag(false) => t.access_no().to_owned(),
        Value::Choice(at) => word(t, permission.values.get(usize::from(*at)).copied().unwrap_or_default()),
        Value::Word(page) if page.is_empty() => t.home_default().to_owned(),
        Value::Word(page) => super::options::page_name(t, page),
        Value::Ids(ids) if ids.is_empty() => t.access_all().to_owned(),
        Value::Ids(ids) => ids.iter().map(|id| options.name(t, key, *id)).collect::<Vec<_>>().join(", "),
        Value::Words(_) => {
            let words = texts(permission, value);
            if words.is_empty() {
                word(t, "none")
            } else {
                words.iter().map(|one| word(t, one)).collect::<Vec<_>>().join(", ")
            }
        }
        Value::Days(days) => days.map_or_else(|| t.access_some_number().to_owned(), |days| days.to_string()),
        Value::Date(date) => date.map_or_else(|| t.access_some_number().to_owned(), |date| date.to_string()),
        Value::Rate(rate) => rate.map_or_else(|| word(t, "none"), |rate| rate.to_string()),
    }
}

/// A value as the fields of a form hold it.
pub(in crate::modules::people::pages) fn texts(permission: &Permission, value: &Value) -> Vec<String> {
    let text = |json: &serde_json::Value| match json {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match value.to_json(permission) {
        serde_json::Value::Array(many) => many.iter().map(text).collect(),
        one => vec![text(&one)],
    }
}

/// The same the other way round: what somebody typed, as the API would be sent it.
pub(in crate::modules::people::pages) fn json(permission: &Permission, texts: &[String]) -> serde_json::Value {
    use serde_json::{Value as Json, json};
    let last = texts.last().map(|text| text.trim()).unwrap_or_default();
    let number = |text: &str| text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number));
    let several = || texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    match permission.kind {
        Kind::Level | Kind::Notice => json!(last),
        Kind::Choice if permission.values.is_empty() && last.is_empty() => Json::Null,
        Kind::Choice => json!(last),
        Kind::Ability | Kind::Restriction => match last {
            "true" => json!(true),
            "" | "false" => json!(false),
            other => json!(other),
        },
        Kind::Set => several().map(|word| json!(word)).collect(),
        Kind::List => several().map(number).collect(),
        Kind::Days | Kind::Rate | Kind::Date if last.is_empty() => Json::Null,
        Kind::Days | Kind::Rate => number(last),
        Kind::Date => json!(last),
    }
}
