use crate::modules::organization::{
    model::Settings,
    queries::{
        navigation_link,
        organization::{self as queries, OrganizationRow},
        work_module,
    },
};
use access::Catalogue;
use jiff::tz::TimeZone;
use kit::Problem;
use store::Tx;

/// What a database without an organization is given, so that the first administrator finds one.
const FIRST_NAME: &str = "My organization";
const FIRST_ZONE: &str = "America/New_York";
const FIRST_CURRENCY: &str = "USD";

/// The settings as they are now. A database that was only migrated has none: then `None`.
pub async fn settings(tx: &mut Tx) -> Result<Option<Settings>, Problem> {
    let Some(OrganizationRow { name, zone_name, currency, buildings_cover_own, version }) = queries::find(tx).await?
    else {
        return Ok(None);
    };
    let modules = work_module::all(tx).await?;
    let links = navigation_link::all(tx).await?;
    let words: Vec<_> = modules.iter().map(|m| (m.module(), m.key.as_str())).collect();
    let catalogue = Catalogue::new(&words);
    let zone = TimeZone::get(&zone_name).unwrap_or(TimeZone::UTC);
    Ok(Some(Settings { name, zone, zone_name, currency, buildings_cover_own, modules, catalogue, links, version }))
}

/// Creates the organization with the module Maintenance unless it is there already.
pub async fn found(tx: &mut Tx, name: Option<&str>, at: i64) -> Result<Settings, Problem> {
    if queries::find(tx).await?.is_none() {
        queries::insert(tx, name.unwrap_or(FIRST_NAME), FIRST_ZONE, FIRST_CURRENCY, at).await?;
        work_module::insert(tx, "maintenance", "Maintenance", true).await?;
        tx.bump_access();
    }
    settings(tx).await?.ok_or(Problem::Internal)
}
