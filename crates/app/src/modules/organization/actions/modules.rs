//! Work modules: each with request types, numbers and permissions of its own.
use crate::{
    constraint::{counted, in_use, still_used, taken},
    context::Ctx,
    items::history::{self, Change},
    modules::organization::{
        model::{Settings, WorkModule},
        queries::work_module as queries,
    },
    named::Listing,
    text,
};
use access::keys::organization;
use kit::{Problem, paging::Page, version};
use serde::Deserialize;
use utoipa::ToSchema;

const SUBJECT: &str = "work_module";
const LONGEST_NAME: usize = 100;
const LONGEST_KEY: usize = 30;
/// Every module has some fifty permissions, and every person's are worked out from all of them.
const MOST: usize = 30;

/// A new work module. Nobody but administrators holds anything in it until user types say so.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewModule {
    /// The word in permission keys, for good: a small letter, then small letters, digits and `_`.
    pub key: String,
    pub name: String,
    /// Whether a resolved request waits for somebody to review and finalize it.
    #[serde(default = "yes")]
    pub needs_review: bool,
}

fn yes() -> bool {
    true
}

/// What changes of a module; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ModuleEdit {
    pub name: Option<String>,
    pub needs_review: Option<bool>,
}

/// A page of the modules, by name.
pub async fn list(ctx: &Ctx, listing: Listing) -> Result<Page<WorkModule>, Problem> {
    ctx.read(move |tx| {
        Box::pin(async move {
            let rows = queries::list(tx, &listing).await?;
            let page = Page::from_rows(rows, listing.limit, |row| (row.name.clone(), row.id));
            page.counted(listing.count, queries::count(tx, &listing)).await
        })
    })
    .await
}

/// One module.
pub async fn one(ctx: &Ctx, id: i64) -> Result<WorkModule, Problem> {
    ctx.read(move |tx| Box::pin(async move { queries::find(tx, id).await?.ok_or(Problem::NotFound) })).await
}

/// Adds a module.
pub async fn create(ctx: &Ctx, new: NewModule) -> Result<WorkModule, Problem> {
    ctx.require(organization::ADMINISTER)?;
    check_key(&new.key)?;
    let name = check_name(ctx.settings(), &new.name, None)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            // grants of a module that was deleted must not come to life in another
            if queries::is_granted(tx, &new.key).await? {
                return Err(Problem::field("key", "was the key of another module, of which user types still speak"));
            }
            let id = queries::insert(tx, &new.key, &name, new.needs_review).await;
            let id = id.map_err(taken("work_module_key_key", "key", "is the key of another module"))?;
            if u16::try_from(id).is_err() || queries::all(tx).await?.len() > MOST {
                return Err(Problem::Conflict(format!("An organization has at most {MOST} work modules.")));
            }
            let module = WorkModule { id, key: new.key, name, needs_review: new.needs_review, version: 1 };
            let changes = [
                Change::new("key", (), &module.key),
                Change::new("name", (), &module.name),
                Change::new("needs_review", (), module.needs_review),
            ];
            history::record(tx, &asked, (SUBJECT, id), "created", &changes).await?;
            tx.bump_access();
            Ok(module)
        })
    });
    write.await
}

/// Changes the name, or whether work is reviewed. The key stays: permissions are kept by it.
pub async fn edit(ctx: &Ctx, id: i64, edit: ModuleEdit, expected: Option<i64>) -> Result<WorkModule, Problem> {
    ctx.require(organization::ADMINISTER)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
            let mut after = before.clone();
            if let Some(name) = edit.name {
                after.name = check_name(asked.settings(), &name, Some(id))?;
            }
            after.needs_review = edit.needs_review.unwrap_or(before.needs_review);
            version::check(expected, before.version)?;
            let changes: Vec<Change> = [
                Change::if_different("name", &before.name, &after.name),
                Change::if_different("needs_review", before.needs_review, after.needs_review),
            ]
            .into_iter()
            .flatten()
            .collect();
            if changes.is_empty() {
                return Ok(before);
            }
            after.version += 1;
            queries::update(tx, &after).await?;
            history::record(tx, &asked, (SUBJECT, id), "updated", &changes).await?;
            tx.bump_access();
            Ok(after)
        })
    });
    write.await
}

/// Deletes a module that was never used. 409 otherwise, and for the last one.
pub async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    ctx.require(organization::ADMINISTER)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
            version::check(expected, before.version)?;
            let (requests, types, processes) = queries::references(tx, id).await?;
            let lines = [
                counted(requests, "work request is in it", "work requests are in it"),
                counted(types, "request type is in it", "request types are in it"),
                counted(processes, "approval process is set up in it", "approval processes are set up in it"),
            ];
            if let Some(problem) = in_use(lines) {
                return Err(problem);
            }
            if queries::all(tx).await?.len() == 1 {
                return Err(Problem::Conflict("It is the only work module, and one is needed.".into()));
            }
            queries::delete(tx, id).await.map_err(still_used)?;
            let changes = [Change::new("key", &before.key, ()), Change::new("name", &before.name, ())];
            history::record(tx, &asked, (SUBJECT, id), "deleted", &changes).await?;
            tx.bump_access();
            Ok(())
        })
    });
    write.await
}

fn check_key(key: &str) -> Result<(), Problem> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let fits = key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(plain) && key.len() <= LONGEST_KEY;
    match fits {
        true => Ok(()),
        false => Err(Problem::field(
            "key",
            format!("must be a small letter, then small letters, digits and _, at most {LONGEST_KEY} altogether"),
        )),
    }
}

/// Two modules of one name could not be told apart on pages.
fn check_name(settings: &Settings, name: &str, own: Option<i64>) -> Result<String, Problem> {
    let name = text::line("name", name, LONGEST_NAME)?;
    let is_same = |other: &&WorkModule| other.name.to_lowercase() == name.to_lowercase() && Some(other.id) != own;
    match settings.modules.iter().find(is_same) {
        Some(_) => Err(Problem::field("name", "is the name of another module")),
        None => Ok(name),
    }
}
