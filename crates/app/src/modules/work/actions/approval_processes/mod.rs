//! Approval processes: who decides, tier after tier; kept by who administers the organization.
mod references;
pub(crate) mod sheet;
pub(crate) mod tier_lint;

use crate::{
    constraint::taken,
    context::Ctx,
    items::history::{self, Change},
    modules::{
        places,
        work::{
            model::approval::Tier,
            queries::approval_process::{self as queries, ProcessRow, Wanted},
        },
    },
};
use access::keys::organization;
use kit::{Problem, paging::Page, patch::Patch, version};
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

const SUBJECT: &str = "approval_process";
const MOST_TIERS: usize = 20;
const MOST_MEMBERS: usize = 200;
/// More than any organization has.
const MOST_PROCESSES: usize = 10_000;

/// A new process: of a building, of a request type, or (with neither) of the whole organization.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProcess {
    /// The work module's key; the first one without it.
    pub module: Option<String>,
    pub building_id: Option<i64>,
    pub request_type_id: Option<i64>,
    /// One tier after the other; otherwise a later tier may approve at once.
    #[serde(default)]
    pub enforce_order: bool,
    /// In their order. Without any, the process is passed over as if it were not there.
    #[serde(default)]
    pub tiers: Vec<Tier>,
}

/// What changes of a process; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProcessEdit {
    #[schema(value_type = Option<i64>)]
    pub building_id: Patch<i64>,
    #[schema(value_type = Option<i64>)]
    pub request_type_id: Patch<i64>,
    pub enforce_order: Option<bool>,
    /// All of them, in their order.
    pub tiers: Option<Vec<Tier>>,
}

/// What is asked of the list.
#[derive(Default)]
pub struct Listing {
    /// Only of the work module with this key.
    pub module: Option<String>,
    pub building_id: Option<i64>,
    pub request_type_id: Option<i64>,
    pub after: Option<i64>,
    pub limit: usize,
    pub count: bool,
}

/// A page of the processes, without those of buildings that the actor may not know of.
pub(crate) async fn list(ctx: &Ctx, listing: Listing) -> Result<Page<ProcessRow>, Problem> {
    ctx.require(organization::ADMINISTER)?;
    let module_id = listing.module.map(|key| module_id(ctx, Some(&key))).transpose()?;
    let reach = places::actions::readable(ctx);
    let Listing { building_id, request_type_id, after, limit, .. } = listing;
    let wanted = Wanted { module_id, building_id, request_type_id, reach, after, limit };
    ctx.read(move |tx| {
        Box::pin(async move {
            let page = Page::from_rows(queries::list(tx, &wanted).await?, listing.limit, |row| row.id);
            page.counted(listing.count, queries::count(tx, &wanted)).await
        })
    })
    .await
}

/// One process.
pub(crate) async fn one(ctx: &Ctx, id: i64) -> Result<ProcessRow, Problem> {
    ctx.require(organization::ADMINISTER)?;
    let found = ctx.read(move |tx| Box::pin(async move { queries::find(tx, id).await })).await?;
    visible(ctx, found)
}

/// Sets up a process.
pub(crate) async fn create(ctx: &Ctx, new: NewProcess) -> Result<ProcessRow, Problem> {
    ctx.require(organization::ADMINISTER)?;
    let mut row = ProcessRow {
        id: 0,
        module_id: module_id(ctx, new.module.as_deref())?,
        building_id: new.building_id,
        request_type_id: new.request_type_id,
        enforce_order: new.enforce_order,
        version: 1,
        tiers: tidied(new.tiers)?,
    };
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            check(tx, &asked, None, &row).await?;
            row.id = queries::insert(tx, &row).await.map_err(scope_taken())?;
            history::record(tx, &asked, (SUBJECT, row.id), "created", &differences(None, Some(&row))).await?;
            Ok(row)
        })
    });
    write.await
}

/// Changes a process. Requests that wait under it go on with the tiers that they have satisfied.
pub(crate) async fn edit(ctx: &Ctx, id: i64, edit: ProcessEdit, expected: Option<i64>) -> Result<ProcessRow, Problem> {
    ctx.require(organization::ADMINISTER)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = visible(&asked, queries::lock(tx, id).await?)?;
            let mut after = before.clone();
            after.building_id = edit.building_id.or(after.building_id);
            after.request_type_id = edit.request_type_id.or(after.request_type_id);
            after.enforce_order = edit.enforce_order.unwrap_or(after.enforce_order);
            if let Some(tiers) = edit.tiers {
                after.tiers = tidied(tiers)?;
            }
            check(tx, &asked, Some(&before), &after).await?;
            version::check(expected, before.version)?;
            let changes = differences(Some(&before), Some(&after));
            if changes.is_empty() {
                return Ok(before);
            }
            after.version += 1;
            queries::update(tx, &after).await.map_err(scope_taken())?;
            queries::fit_waiting(tx, id, after.tiers.len()).await?;
            history::record(tx, &asked, (SUBJECT, id), "updated", &changes).await?;
            Ok(after)
        })
    });
    write.await
}

/// Deletes a process. What waits under it waits for everybody who may approve it.
pub(crate) async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    ctx.require(organization::ADMINISTER)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = visible(&asked, queries::lock(tx, id).await?)?;
            version::check(expected, before.version)?;
            queries::delete(tx, id).await?;
            history::record(tx, &asked, (SUBJECT, id), "deleted", &differences(Some(&before), None)).await
        })
    });
    write.await
}

fn visible(ctx: &Ctx, found: Option<ProcessRow>) -> Result<ProcessRow, Problem> {
    found.filter(|row| is_visible(ctx, row)).ok_or(Problem::NotFound)
}

/// Not one of a building that the actor may not know of.
pub(crate) fn is_visible(ctx: &Ctx, row: &ProcessRow) -> bool {
    row.building_id.is_none_or(|id| places::actions::readable(ctx).contains(id))
}

fn module_id(ctx: &Ctx, key: Option<&str>) -> Result<i64, Problem> {
    let module = match key {
        None => ctx.settings().modules.first(),
        Some(key) => ctx.settings().module_by_key(key),
    };
    module.map(|module| module.id).ok_or_else(|| Problem::field("module", "is no work module that you can see"))
}

/// Each member once, ascending; 422 on a tier that names nobody, and on too many.
fn tidied(mut tiers: Vec<Tier>) -> Result<Vec<Tier>, Problem> {
    if tiers.len() > MOST_TIERS {
        return Err(Problem::field("tiers", format!("are more than {MOST_TIERS}")));
    }
    for (index, tier) in tiers.iter_mut().enumerate() {
        for ids in [&mut tier.user_type_ids, &mut tier.user_ids] {
            ids.sort_unstable();
            ids.dedup();
        }
        let members = tier.user_type_ids.len() + tier.user_ids.len();
        if members == 0 {
            return Err(Problem::field(format!("tiers[{index}]"), "names nobody"));
        }
        if members > MOST_MEMBERS {
            return Err(Problem::field(format!("tiers[{index}]"), format!("names more than {MOST_MEMBERS}")));
        }
    }
    Ok(tiers)
}

async fn check(tx: &mut Tx, ctx: &Ctx, before: Option<&ProcessRow>, after: &ProcessRow) -> Result<(), Problem> {
    references::check(tx, ctx, before, after).await?;
    match queries::same_scope(tx, after).await? {
        Some(other) => Err(Problem::field(scope_field(after), format!("has approval process {other} already"))),
        None => Ok(()),
    }
}

/// The field that says where a process applies.
fn scope_field(row: &ProcessRow) -> &'static str {
    match (row.building_id, row.request_type_id) {
        (Some(_), _) => "building_id",
        (None, Some(_)) => "request_type_id",
        (None, None) => "module",
    }
}

fn differences(before: Option<&ProcessRow>, after: Option<&ProcessRow>) -> Vec<Change> {
    let changes = [
        Change::if_different("building_id", before.map(|p| p.building_id), after.map(|p| p.building_id)),
        Change::if_different("request_type_id", before.map(|p| p.request_type_id), after.map(|p| p.request_type_id)),
        Change::if_different("enforce_order", before.map(|p| p.enforce_order), after.map(|p| p.enforce_order)),
        Change::if_different("tiers", before.map(|p| &p.tiers), after.map(|p| &p.tiers)),
    ];
    changes.into_iter().flatten().collect()
}

/// Every process, of whatever building: for who works out what a change of people does to them.
pub(crate) async fn processes(tx: &mut Tx) -> Result<Vec<ProcessRow>, Problem> {
    let all = Wanted {
        module_id: None,
        building_id: None,
        request_type_id: None,
        reach: places::model::Reach::All,
        after: None,
        limit: MOST_PROCESSES,
    };
    queries::list(tx, &all).await
}

/// Somebody set up the same at the same moment.
fn scope_taken() -> impl Fn(store::Error) -> Problem {
    taken("approval_process_scope_key", "module", "has an approval process for this already")
}
