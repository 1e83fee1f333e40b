//! Request types: chosen by who reports, kept by who administers the organization.
use crate::{
    constraint::{counted, in_use, still_used, taken},
    context::Ctx,
    items::history::{self, Change},
    modules::work::queries::request_type::{self as queries, RequestTypeRow, Wanted},
    named::Listing,
    text,
};
use access::keys::{organization, work};
use kit::{Problem, paging::Page, patch::Patch, version};
use serde::Deserialize;
use store::{Error, Tx};
use utoipa::ToSchema;

const SUBJECT: &str = "request_type";
const LONGEST_NAME: usize = 100;
const MOST_DAYS: i64 = 3_650;

/// A new request type.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequestType {
    /// The work module's key; the first one without it.
    pub module: Option<String>,
    /// Unique in its module, whatever its case.
    pub name: String,
    /// A new request is due so many days later; null: no due date.
    pub due_days: Option<i64>,
    /// Whether it is offered for new requests.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

/// What changes of a request type; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RequestTypeEdit {
    pub name: Option<String>,
    #[schema(value_type = Option<i64>)]
    pub due_days: Patch<i64>,
    pub active: Option<bool>,
}

/// Whose types are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of the work module with this key.
    pub module: Option<String>,
    pub active: Option<bool>,
}

/// A page of the types of the modules in which the actor reads or creates, by name.
pub(crate) async fn list(ctx: &Ctx, filter: Filter, listing: Listing) -> Result<Page<RequestTypeRow>, Problem> {
    let mut wanted = Wanted { module_ids: visible_modules(ctx), active: filter.active };
    if let Some(key) = filter.module {
        let module = ctx.settings().module_by_key(&key).filter(|module| wanted.module_ids.contains(&module.id));
        wanted.module_ids = vec![module.ok_or_else(no_module)?.id];
    }
    ctx.read(move |tx| {
        Box::pin(async move {
            let rows = queries::list(tx, &wanted, &listing).await?;
            let page = Page::from_rows(rows, listing.limit, |row| (row.name.clone(), row.id));
            page.counted(listing.count, queries::count(tx, &wanted, &listing)).await
        })
    })
    .await
}

/// The modules whose types the actor may know of: where they read, where they create, and all for who administers them.
fn visible_modules(ctx: &Ctx) -> Vec<i64> {
    let held = |module: access::Module| {
        [work::READ, work::CREATE].iter().any(|key| !ctx.person().level(key.of(module)).is_none())
    };
    let administers = ctx.person().has(organization::ADMINISTER);
    ctx.settings().modules.iter().filter(|m| administers || held(m.module())).map(|m| m.id).collect()
}

/// One type; 404 in a module where the actor neither reads nor creates.
pub(crate) async fn one(ctx: &Ctx, id: i64) -> Result<RequestTypeRow, Problem> {
    let modules = visible_modules(ctx);
    let found = ctx.read(move |tx| Box::pin(async move { queries::find(tx, id).await })).await?;
    found.filter(|row| modules.contains(&row.module_id)).ok_or(Problem::NotFound)
}

/// Adds a type.
pub(crate) async fn create(ctx: &Ctx, new: NewRequestType) -> Result<RequestTypeRow, Problem> {
    ctx.require(organization::ADMINISTER)?;
    let module = match new.module.as_deref() {
        None => ctx.settings().modules.first(),
        Some(key) => ctx.settings().module_by_key(key),
    };
    let module_id = module.ok_or_else(no_module)?.id;
    let mut row =
        RequestTypeRow { id: 0, module_id, name: new.name, due_days: new.due_days, active: new.active, version: 1 };
    check(&mut row)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            row.id = queries::insert(tx, &row).await.map_err(name_taken())?;
            let changes = [
                Change::new("name", (), &row.name),
                Change::new("due_days", (), row.due_days),
                Change::new("active", (), row.active),
            ];
            history::record(tx, &asked, (SUBJECT, row.id), "created", &changes).await?;
            Ok(row)
        })
    });
    write.await
}

/// Changes name, days or whether it is offered.
pub(crate) async fn edit(
    ctx: &Ctx,
    id: i64,
    edit: RequestTypeEdit,
    expected: Option<i64>,
) -> Result<RequestTypeRow, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = for_change(tx, &asked, id).await?;
            let mut after = before.clone();
            after.name = edit.name.unwrap_or(after.name);
            after.due_days = edit.due_days.or(after.due_days);
            after.active = edit.active.unwrap_or(after.active);
            check(&mut after)?;
            version::check(expected, before.version)?;
            let changes = differences(&before, &after);
            if changes.is_empty() {
                return Ok(before);
            }
            after.version += 1;
            queries::update(tx, &after).await.map_err(name_taken())?;
            history::record(tx, &asked, (SUBJECT, id), "updated", &changes).await?;
            Ok(after)
        })
    });
    write.await
}

/// Deletes a type that was never used. 409 otherwise: what was used is kept and no longer offered.
pub(crate) async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = for_change(tx, &asked, id).await?;
            version::check(expected, before.version)?;
            let (requests, processes) = queries::references(tx, id).await?;
            let lines = [
                counted(requests, "work request is of this type", "work requests are of this type"),
                counted(processes, "approval process is set up for it", "approval processes are set up for it"),
            ];
            if let Some(problem) = in_use(lines) {
                return Err(problem);
            }
            queries::delete(tx, id).await.map_err(still_used)?;
            history::record(tx, &asked, (SUBJECT, id), "deleted", &[Change::new("name", &before.name, ())]).await
        })
    });
    write.await
}

async fn for_change(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<RequestTypeRow, Problem> {
    let found = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    ctx.require(organization::ADMINISTER)?;
    Ok(found)
}

fn check(row: &mut RequestTypeRow) -> Result<(), Problem> {
    row.name = text::line("name", &row.name, LONGEST_NAME)?;
    match row.due_days {
        Some(days) if !(0..=MOST_DAYS).contains(&days) => {
            Err(Problem::field("due_days", format!("must be between 0 and {MOST_DAYS}, or null")))
        }
        _ => Ok(()),
    }
}

fn differences(before: &RequestTypeRow, after: &RequestTypeRow) -> Vec<Change> {
    let changes = [
        Change::if_different("name", &before.name, &after.name),
        Change::if_different("due_days", before.due_days, after.due_days),
        Change::if_different("active", before.active, after.active),
    ];
    changes.into_iter().flatten().collect()
}

fn no_module() -> Problem {
    Problem::field("module", "is no work module that you can see")
}

fn name_taken() -> impl Fn(Error) -> Problem {
    taken("request_type_module_id_name_key", "name", "is the name of another type of this module")
}
