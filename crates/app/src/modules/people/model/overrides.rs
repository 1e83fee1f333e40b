//! What replaces a user type's value for one person.
use access::{Catalogue, Value as Granted};
use jiff::civil::Date;
use kit::FieldError;
use serde_json::{Map, Value, json};

/// Lays `{KEY: {"value": VALUE, "until": DATE|null}}` over the overrides that are there; null removes one.
///
/// # Errors
/// Every entry that is unknown or does not fit, at its field.
pub fn merge(
    catalogue: &Catalogue,
    before: &Map<String, Value>,
    sent: &Map<String, Value>,
) -> Result<Map<String, Value>, Vec<FieldError>> {
    let (mut merged, mut errors) = (before.clone(), vec![]);
    for (key, entry) in sent {
        match entry {
            // also one whose module is no more
            Value::Null if before.contains_key(key) => drop(merged.remove(key)),
            entry => match checked(catalogue, key, entry) {
                Ok(Some(entry)) => drop(merged.insert(key.clone(), entry)),
                Ok(None) => {}
                Err(message) => errors.push(FieldError { field: format!("overrides.{key}"), message }),
            },
        }
    }
    if errors.is_empty() { Ok(merged) } else { Err(errors) }
}

/// The last days of those that end some day.
pub fn last_days(overrides: &Map<String, Value>) -> impl Iterator<Item = Date> {
    overrides.values().filter_map(|entry| entry.get("until")?.as_str()?.parse().ok())
}

fn checked(catalogue: &Catalogue, key: &str, entry: &Value) -> Result<Option<Value>, String> {
    let permission = catalogue.parse(key).ok_or("is no permission")?.permission();
    if entry.is_null() {
        return Ok(None);
    }
    let shape = r#"must be {"value": VALUE, "until": "YYYY-MM-DD" or null}, or null to remove it"#;
    let fields = entry.as_object().ok_or(shape)?;
    if fields.keys().any(|field| field != "value" && field != "until") {
        return Err(shape.to_owned());
    }
    let value = Granted::parse(permission, fields.get("value").ok_or(shape)?).map_err(|error| error.to_string())?;
    let until = match fields.get("until") {
        None | Some(Value::Null) => None,
        Some(until) => Some(until.as_str().and_then(civil_date).ok_or(shape)?),
    };
    Ok(Some(json!({"value": value.to_json(permission), "until": until})))
}

/// Only `YYYY-MM-DD` of a year after 0; the parser itself reads more forms.
pub fn civil_date(text: &str) -> Option<String> {
    let date: Date = text.parse().ok()?;
    (date.year() > 0 && date.to_string() == text).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn overrides_are_merged_and_null_removes() {
        let catalogue = Catalogue::new::<&str>(&[]);
        let before =
            map(json!({"users.read": {"value": "any", "until": null}, "gone.module": {"value": true, "until": null}}));
        let sent = map(
            json!({"users.read": null, "gone.module": null, "users.administer": {"value": "buildings", "until": "2026-12-31"}}),
        );
        let merged = merge(&catalogue, &before, &sent).unwrap();
        assert_eq!(
            Value::Object(merged.clone()),
            json!({"users.administer": {"value": "buildings", "until": "2026-12-31"}})
        );
        assert_eq!(last_days(&merged).collect::<Vec<_>>(), [jiff::civil::date(2026, 12, 31)]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let catalogue = Catalogue::new::<&str>(&[]);
        for (sent, field) in [
            (json!({"no.such.key": {"value": "any"}}), "overrides.no.such.key"),
            (json!({"users.read": {"value": "everything"}}), "overrides.users.read"),
            (json!({"users.read": "any"}), "overrides.users.read"),
            (json!({"users.read": {"value": "any", "until": "2026-1-1"}}), "overrides.users.read"),
            (json!({"users.read": {"value": "any", "from": "2026-01-01"}}), "overrides.users.read"),
        ] {
            let errors = merge(&catalogue, &Map::new(), &map(sent)).unwrap_err();
            assert_eq!(errors[0].field, field);
        }
    }
}
