//! What is kept as JSON must be readable as what it stands for.
use super::Error;
use crate::modules::organization;
use serde_json::{Map, Value};
use store::{Tx, params};

/// Administrators hold every permission, also future ones: that is kept as this key.
const EVERYTHING: &str = "*";

/// A line for each text that cannot be read, and for each permission that the catalogue does not know.
pub(super) async fn check(tx: &mut Tx) -> Result<Vec<String>, Error> {
    let Some(settings) = organization::actions::settings(tx).await? else {
        return Ok(vec!["there is an organization: not here".to_owned()]);
    };
    let mut found = Vec::new();
    let types: Vec<(i64, String)> = tx.rows("SELECT id, grants FROM user_type ORDER BY id", params![]).await?;
    for (id, grants) in types {
        let wrong = object(&grants).map_or_else(
            || vec!["no JSON object".to_owned()],
            |grants| {
                let unknown = |key: &&String| *key != EVERYTHING && settings.catalogue.parse(key).is_none();
                grants.keys().filter(unknown).map(|key| format!("{key} is no permission")).collect()
            },
        );
        found.extend(
            wrong.into_iter().map(|what| format!("the grants of every user type can be read: not {id}, {what}")),
        );
    }
    let people: Vec<(i64, String)> =
        tx.rows("SELECT id, overrides FROM app_user WHERE overrides <> '{}' ORDER BY id", params![]).await?;
    let unreadable = people.iter().filter(|(_, overrides)| object(overrides).is_none());
    found.extend(unreadable.map(|(id, _)| format!("the overrides of every person can be read: not {id}")));
    Ok(found)
}

fn object(text: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(text).ok()
}
