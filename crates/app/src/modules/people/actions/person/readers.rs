//! People as mails meet them.
use crate::modules::{
    organization::Settings,
    people::{
        actions::person::{self, colleagues::Colleague},
        queries::reader as queries,
    },
};
use access::{Grants, Key, Relation};
use jiff::civil::Date;
use kit::Problem;
use mail::Address;
use serde_json::{Map, Value};
use store::Tx;

/// Somebody who may get a mail.
pub struct Reader {
    pub colleague: Colleague,
    email: Option<String>,
    preferences: Map<String, Value>,
}

impl Reader {
    /// Where mails go; nobody is mailed without a valid address.
    pub fn address(&self) -> Option<Address> {
        self.email.as_deref().and_then(|email| email.parse().ok())
    }

    /// Whether this person did not switch mails of this topic off.
    pub fn wants(&self, topic: &str) -> bool {
        self.preferences.get("mail").and_then(|mail| mail.get(topic)) != Some(&Value::Bool(false))
    }
}

/// One reader, as they are now.
pub(crate) async fn reader(
    tx: &mut Tx,
    user_id: i64,
    settings: &Settings,
    today: Date,
) -> Result<Option<Reader>, Problem> {
    let Some(loaded) = person::load(tx, user_id, settings, today).await? else { return Ok(None) };
    let (email, preferences) = queries::contact(tx, user_id).await?;
    let preferences = serde_json::from_str(&preferences).unwrap_or_default();
    Ok(Some(Reader { colleague: loaded.into(), email, preferences }))
}

/// Those of these people who have an address.
pub(crate) async fn load_for_mail(
    tx: &mut Tx,
    ids: &[i64],
    settings: &Settings,
    today: Date,
) -> Result<Vec<Colleague>, Problem> {
    let with_address = queries::with_email(tx, ids).await?;
    let loaded = person::load_many(tx, &with_address, settings, today).await?;
    Ok(loaded.into_iter().map(Colleague::from).collect())
}

/// People who may hold a level for more than their own items, through their user type, a team or an override.
pub(crate) async fn with_level_beyond_own(tx: &mut Tx, settings: &Settings, key: Key) -> Result<Vec<i64>, Problem> {
    let (anywhere, in_buildings) = types_with_level(tx, settings, key).await?;
    let types = [anywhere, in_buildings].concat();
    queries::with_types_or_override(tx, &types, &settings.catalogue.name(key)).await
}

/// The same for an item of this building that is not their own: few hold such a notice for any item; who holds it for their
/// buildings is looked for among those of the building, and who holds it only for their own is found among an item's parties.
pub(crate) async fn with_level_at(
    tx: &mut Tx,
    settings: &Settings,
    key: Key,
    building: Option<i64>,
) -> Result<Vec<i64>, Problem> {
    let (anywhere, in_buildings) = types_with_level(tx, settings, key).await?;
    let mut found = queries::with_types_or_override(tx, &anywhere, &settings.catalogue.name(key)).await?;
    if let Some(building) = building.filter(|_| !in_buildings.is_empty()) {
        found.extend(queries::with_types_in(tx, &in_buildings, building).await?);
    }
    Ok(found)
}

/// The user types that grant a level for any item, and those that grant it for items of one's buildings.
async fn types_with_level(tx: &mut Tx, settings: &Settings, key: Key) -> Result<(Vec<i64>, Vec<i64>), Problem> {
    let (mut anywhere, mut in_buildings) = (vec![], vec![]);
    for (id, grants) in queries::grants_of_types(tx).await? {
        let stored: Map<String, Value> = serde_json::from_str(&grants).map_err(|_| Problem::Internal)?;
        let level = Grants::load(&settings.catalogue, &stored).level(key);
        if level.contains(Relation::Any) {
            anywhere.push(id);
        } else if level.contains(Relation::Buildings) {
            in_buildings.push(id);
        }
    }
    Ok((anywhere, in_buildings))
}
