//! The settings of the organization, changed by who administers it.
use crate::{
    context::Ctx,
    items::history::{self, Change},
    modules::organization::{
        model::currency,
        queries::organization::{self as queries, OrganizationRow},
    },
    money, text,
};
use access::keys::organization;
use jiff::tz::TimeZone;
use kit::{Problem, version};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;

const SUBJECT: &str = "organization";
const LONGEST_NAME: usize = 200;

/// What holds for the whole organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Organization {
    pub name: String,
    /// By its name in the time zone database, such as `America/Chicago`.
    pub time_zone: String,
    /// ISO 4217, such as `USD`.
    pub currency: String,
    /// Whether the relation `buildings` also covers what is one's own elsewhere.
    pub buildings_cover_own: bool,
    pub version: i64,
}

/// What changes; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OrganizationEdit {
    pub name: Option<String>,
    pub time_zone: Option<String>,
    pub currency: Option<String>,
    pub buildings_cover_own: Option<bool>,
}

impl From<OrganizationRow> for Organization {
    fn from(row: OrganizationRow) -> Self {
        let OrganizationRow { name, zone_name, currency, buildings_cover_own, version } = row;
        Organization { name, time_zone: zone_name, currency, buildings_cover_own, version }
    }
}

/// The settings, for everybody who is signed in.
pub async fn one(ctx: &Ctx) -> Result<Organization, Problem> {
    let found = ctx.read(|tx| Box::pin(queries::find(tx))).await?;
    found.map(Organization::from).ok_or(Problem::NotFound)
}

/// Changes them. Everybody's access is worked out anew, since `buildings_cover_own` and the day's end are part of it.
pub async fn edit(ctx: &Ctx, edit: OrganizationEdit, expected: Option<i64>) -> Result<Organization, Problem> {
    ctx.require(organization::ADMINISTER)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = queries::lock(tx).await?.ok_or(Problem::NotFound)?;
            let after = applied(&before, edit)?;
            version::check(expected, before.version)?;
            keeps_rates(tx, &before, &after).await?;
            let changes = differences(&before, &after);
            if changes.is_empty() {
                return Ok(before.into());
            }
            queries::update(tx, &after).await?;
            history::record(tx, &asked, (SUBJECT, 1), "updated", &changes).await?;
            tx.bump_access();
            Ok(after.into())
        })
    });
    write.await
}

fn applied(before: &OrganizationRow, edit: OrganizationEdit) -> Result<OrganizationRow, Problem> {
    let mut after = before.clone();
    after.version += 1;
    if let Some(name) = edit.name {
        after.name = text::line("name", &name, LONGEST_NAME)?;
    }
    if let Some(name) = edit.time_zone {
        after.zone_name = zone_name(name.trim())
            .ok_or_else(|| Problem::field("time_zone", "is no time zone such as America/Chicago"))?;
    }
    if let Some(code) = edit.currency {
        if !currency::is_known(&code) {
            return Err(Problem::field("currency", "is no currency of ISO 4217 such as USD"));
        }
        after.currency = code;
    }
    after.buildings_cover_own = edit.buildings_cover_own.unwrap_or(before.buildings_cover_own);
    Ok(after)
}

/// As the time zone database spells it.
fn zone_name(name: &str) -> Option<String> {
    TimeZone::get(name).ok()?.iana_name().map(str::to_owned)
}

/// 12.50 stays 12.50 in a currency with as many places; in another one, every rate would become a hundred times more or less.
async fn keeps_rates(tx: &mut Tx, before: &OrganizationRow, after: &OrganizationRow) -> Result<(), Problem> {
    if money::places(&before.currency) == money::places(&after.currency) || !queries::has_rates(tx).await? {
        return Ok(());
    }
    Err(Problem::Conflict(format!(
        "Hourly rates are kept in {} and {} has another number of decimal places.",
        before.currency, after.currency
    )))
}

fn differences(before: &OrganizationRow, after: &OrganizationRow) -> Vec<Change> {
    let changes = [
        Change::if_different("name", &before.name, &after.name),
        Change::if_different("time_zone", &before.zone_name, &after.zone_name),
        Change::if_different("currency", &before.currency, &after.currency),
        Change::if_different("buildings_cover_own", before.buildings_cover_own, after.buildings_cover_own),
    ];
    changes.into_iter().flatten().collect()
}
