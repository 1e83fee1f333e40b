//! User types: looked up by who knows of people, kept by who administers the organization. Beside: what may be a value in them
//! (`known_values`), the ones that ship (`shipped`), all at a glance (`survey`), and who follows a deleted one (`successor`).
pub(crate) mod known_values;
pub mod shipped;
mod successor;
pub(crate) mod survey;

use crate::{
    constraint::{counted, in_use, still_used, taken},
    context::Ctx,
    items::history::{self, Change},
    modules::{
        organization::Settings,
        people::{
            actions::authority::{self, Crowd, administrators},
            model::UserType,
            queries::{
                account,
                user_type::{self as queries, UserTypeRow},
            },
        },
    },
    named::Listing,
    text,
};
use access::{Grants, Shipped, keys::organization};
use kit::{FieldError, Problem, paging::Page, version};
use serde::Deserialize;
use serde_json::{Map, Value};
use store::Tx;
use utoipa::ToSchema;

pub(crate) const SUBJECT: &str = "user_type";
const LONGEST_NAME: usize = 200;

/// A new user type.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUserType {
    /// Unique, whatever its case.
    pub name: String,
    /// Whether its people sign in; true without it.
    #[serde(default = "yes")]
    pub signs_in: bool,
    /// `{KEY: VALUE}`; what is left out is none or no.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub grants: Map<String, Value>,
}

fn yes() -> bool {
    true
}

/// What changes of a user type; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UserTypeEdit {
    pub name: Option<String>,
    pub signs_in: Option<bool>,
    /// Merged into those that are there; null takes a key back to none or no.
    #[schema(value_type = Option<Object>)]
    pub grants: Option<Map<String, Value>>,
}

/// A page of the user types, by name.
pub async fn list(ctx: &Ctx, listing: Listing) -> Result<Page<UserType>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let rows = queries::list(tx, &listing).await?;
            let page = Page::from_rows(rows, listing.limit, |row| (row.name.clone(), row.id));
            let page = page.counted(listing.count, queries::count(tx, &listing)).await?;
            let items = page.items.into_iter().map(|row| read(asked.settings(), row)).collect::<Result<_, _>>()?;
            Ok(Page { items, next: page.next, count: page.count })
        })
    })
    .await
}

/// One user type.
pub async fn one(ctx: &Ctx, id: i64) -> Result<UserType, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| Box::pin(async move { find(tx, &asked, id).await })).await
}

/// Adds a user type that gives nothing beyond what the actor holds.
pub async fn create(ctx: &Ctx, new: NewUserType) -> Result<UserType, Problem> {
    let grants = Grants::parse(&ctx.settings().catalogue, &new.grants).map_err(at_fields)?;
    let name = text::line("name", &new.name, LONGEST_NAME);
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            known_values::in_grants(tx, &asked, &Grants::none(), &grants).await?;
            may_add(&asked, &Grants::none(), &grants)?;
            add(tx, &asked, None, &name?, new.signs_in, grants).await
        })
    });
    write.await
}

/// Adds a user type with the same grants, under this name or one that says that it is a copy.
pub async fn copy(ctx: &Ctx, id: i64, name: Option<String>) -> Result<UserType, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let original = find(tx, &asked, id).await?;
            may_add(&asked, &Grants::none(), &original.grants)?;
            let name = match name {
                Some(name) => text::line("name", &name, LONGEST_NAME)?,
                None => free_name(tx, &original.name).await?,
            };
            add(tx, &asked, None, &name, original.signs_in, original.grants).await
        })
    });
    write.await
}

/// Adds one that was deleted once more, under the id that it had: what is written down of it goes on.
pub(crate) async fn restore_in(tx: &mut Tx, ctx: &Ctx, id: i64, again: NewUserType) -> Result<(), Problem> {
    ctx.require(organization::ADMINISTER)?;
    account::one_at_a_time(tx).await?;
    let grants = Grants::load(&ctx.settings().catalogue, &again.grants);
    known_values::in_grants(tx, ctx, &Grants::none(), &grants).await?;
    may_add(ctx, &Grants::none(), &grants)?;
    add(tx, ctx, Some(id), &again.name, again.signs_in, grants).await.map(drop)
}

/// Changes a user type. 403 where anybody who has it would get what the actor lacks; 409 where nobody would be left who administers.
pub async fn edit(ctx: &Ctx, id: i64, edit: UserTypeEdit, expected: Option<i64>) -> Result<UserType, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { edit_in(tx, &asked, id, edit, expected).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn edit_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: i64,
    edit: UserTypeEdit,
    expected: Option<i64>,
) -> Result<UserType, Problem> {
    ctx.require(organization::ADMINISTER)?;
    account::one_at_a_time(tx).await?;
    let before = find(tx, ctx, id).await?;
    let mut after = before.clone();
    if let Some(sent) = &edit.grants {
        after.grants.merge(&ctx.settings().catalogue, sent).map_err(at_fields)?;
    }
    known_values::in_grants(tx, ctx, &before.grants, &after.grants).await?;
    after.signs_in = edit.signs_in.unwrap_or(after.signs_in);
    let name = edit.name.map_or(Ok(after.name.clone()), |name| text::line("name", &name, LONGEST_NAME));
    replace(tx, ctx, (before, after), name, expected, "updated").await
}

/// Everybody who has it, themselves or through a team.
pub(crate) async fn bearers(tx: &mut Tx, id: i64) -> Result<Vec<i64>, Problem> {
    queries::bearers(tx, id).await
}

/// Brings one that ships with the product back to what it shipped with; its name stays. 409 for one that did not ship.
pub async fn reset(ctx: &Ctx, id: i64) -> Result<UserType, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { reset_in(tx, &asked, id).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn reset_in(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<UserType, Problem> {
    account::one_at_a_time(tx).await?;
    let before = find(tx, ctx, id).await?;
    let after = shipped(ctx, &before).ok_or_else(|| {
        Problem::Conflict("This user type did not ship with the product: there is nothing to go back to.".into())
    })?;
    let name = Ok(before.name.clone());
    replace(tx, ctx, (before, after), name, None, "reset").await
}

/// What it was like when it shipped with the product; its name stays.
pub(crate) fn shipped(ctx: &Ctx, user_type: &UserType) -> Option<UserType> {
    let shipped = user_type.builtin.as_deref().and_then(Shipped::find)?;
    let modules = ctx.settings().modules.iter().map(|module| module.module());
    Some(UserType { grants: shipped.grants(modules), signs_in: shipped.signs_in, ..user_type.clone() })
}

/// Whether something of it is not as it shipped: never of one that did not ship.
pub(crate) fn is_changed(ctx: &Ctx, user_type: &UserType) -> bool {
    let catalogue = &ctx.settings().catalogue;
    let is_other = |shipped: UserType| {
        shipped.signs_in != user_type.signs_in
            || catalogue.iter().any(|(key, _)| shipped.grants.get(key) != user_type.grants.get(key))
    };
    shipped(ctx, user_type).is_some_and(is_other)
}

/// Deletes a user type that nobody has; with a successor, who has it gets that one first. 409 while somebody has it, and for those
/// that ship with the product.
pub async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>, move_to: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { retire_in(tx, &asked, id, expected, move_to).await }));
    write.await
}

/// The same inside a transaction.
pub(crate) async fn retire_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: i64,
    expected: Option<i64>,
    move_to: Option<i64>,
) -> Result<(), Problem> {
    if let Some(to) = move_to {
        account::one_at_a_time(tx).await?;
        deletable(tx, ctx, id, expected).await?;
        successor::succeed(tx, ctx, id, to).await?;
    }
    delete_in(tx, ctx, id, expected).await
}

/// The same for one that nobody has.
pub(crate) async fn delete_in(tx: &mut Tx, ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    ctx.require(organization::ADMINISTER)?;
    account::one_at_a_time(tx).await?;
    let before = deletable(tx, ctx, id, expected).await?;
    let (people, teams, processes) = queries::uses(tx, id).await?;
    let used = [
        counted(people, "person has it", "people have it"),
        counted(teams, "team gives it", "teams give it"),
        counted(processes, "approval process names it", "approval processes name it"),
    ];
    if let Some(problem) = in_use(used) {
        return Err(problem);
    }
    queries::delete(tx, id).await.map_err(still_used)?;
    tx.bump_access();
    let changes = [
        Change::new("name", &before.name, ()),
        Change::new("signs_in", before.signs_in, ()),
        Change::new("grants", before.grants.store(&ctx.settings().catalogue), ()),
    ];
    history::record(tx, ctx, (SUBJECT, id), "deleted", &changes).await
}

/// One that did not ship with the product, at the version that was expected.
async fn deletable(tx: &mut Tx, ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<UserType, Problem> {
    let before = find(tx, ctx, id).await?;
    version::check(expected, before.version)?;
    match before.builtin {
        Some(_) => Err(Problem::Conflict("This user type ships with the product: it stays.".into())),
        None => Ok(before),
    }
}

/// One user type; 404 where there is none.
pub(crate) async fn find(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<UserType, Problem> {
    read(ctx.settings(), queries::find(tx, id).await?.ok_or(Problem::NotFound)?)
}

pub(super) fn read(settings: &Settings, row: UserTypeRow) -> Result<UserType, Problem> {
    let UserTypeRow { id, name, builtin, signs_in, grants, version } = row;
    let stored: Map<String, Value> = serde_json::from_str(&grants).map_err(|_| Problem::Internal)?;
    let grants = Grants::load(&settings.catalogue, &stored);
    Ok(UserType { id, name, builtin, signs_in, grants, version })
}

/// 403 where the grants go beyond what the actor holds, whoever has them.
fn may_add(ctx: &Ctx, before: &Grants, after: &Grants) -> Result<(), Problem> {
    let more = access::more_grants(&ctx.settings().catalogue, ctx.person(), before, after);
    match authority::foremost(more) {
        Some(more) => Err(authority::refused(ctx, &more, "You cannot give what you do not hold yourself.")),
        None => Ok(()),
    }
}

/// Under the id that it had, where there is one.
async fn add(
    tx: &mut Tx,
    ctx: &Ctx,
    id: Option<i64>,
    name: &str,
    signs_in: bool,
    grants: Grants,
) -> Result<UserType, Problem> {
    let inserted = match id {
        None => queries::insert(tx, name, signs_in, &stored(ctx, &grants)).await,
        Some(id) => queries::insert_again(tx, id, name, signs_in, &stored(ctx, &grants)).await,
    };
    let id = inserted.map_err(name_taken())?;
    tx.bump_access();
    history::record(tx, ctx, (SUBJECT, id), "created", &[Change::new("name", (), name)]).await?;
    Ok(UserType { id, name: name.to_owned(), builtin: None, signs_in, grants, version: 1 })
}

async fn replace(
    tx: &mut Tx,
    ctx: &Ctx,
    (before, mut after): (UserType, UserType),
    name: Result<String, Problem>,
    expected: Option<i64>,
    action: &str,
) -> Result<UserType, Problem> {
    let stays = |name: &String| *name == before.name && differences(ctx, &before, &after).is_empty();
    if name.as_ref().is_ok_and(stays) {
        version::check(expected, before.version)?;
        return Ok(before);
    }
    may_add(ctx, &before.grants, &after.grants)?;
    let bearers = queries::bearers(tx, before.id).await?;
    let crowd = Crowd::load(tx, ctx, &bearers).await?;
    if before.signs_in != after.signs_in {
        // whether its bearers come in at all is their activity
        crowd.in_reach(ctx)?;
    }
    let were_there = administrators::are_there(tx, ctx).await?;
    after.version = before.version + 1;
    let row = |after: &UserType| UserTypeRow {
        id: after.id,
        name: after.name.clone(),
        builtin: after.builtin.clone(),
        signs_in: after.signs_in,
        grants: stored(ctx, &after.grants),
        version: after.version,
    };
    queries::update(tx, &row(&after)).await.map_err(name_taken())?;
    crowd.may_be_given(tx, ctx).await?;
    after.name = name?;
    version::check(expected, before.version)?;
    queries::update(tx, &row(&after)).await.map_err(name_taken())?;
    tx.bump_access();
    administrators::are_left(tx, ctx, were_there).await?;
    history::record(tx, ctx, (SUBJECT, after.id), action, &differences(ctx, &before, &after)).await?;
    Ok(after)
}

/// Of the grants only what differs.
fn differences(ctx: &Ctx, before: &UserType, after: &UserType) -> Vec<Change> {
    let catalogue = &ctx.settings().catalogue;
    let (old, new) = (before.grants.expand(catalogue), after.grants.expand(catalogue));
    let only = |all: &Map<String, Value>, other: &Map<String, Value>| -> Map<String, Value> {
        all.iter().filter(|(key, value)| other.get(*key) != Some(*value)).map(|(k, v)| (k.clone(), v.clone())).collect()
    };
    let changes = [
        Change::if_different("name", &before.name, &after.name),
        Change::if_different("signs_in", before.signs_in, after.signs_in),
        Change::if_different("grants", only(&old, &new), only(&new, &old)),
    ];
    changes.into_iter().flatten().collect()
}

/// `Copy of NAME`, with a number where there is one already.
async fn free_name(tx: &mut Tx, original: &str) -> Result<String, Problem> {
    let original: String = original.chars().take(LONGEST_NAME - 20).collect();
    for number in 1..1_000 {
        let name = if number == 1 { format!("Copy of {original}") } else { format!("Copy {number} of {original}") };
        if !queries::has_name(tx, &name).await? {
            return Ok(name);
        }
    }
    Err(Problem::field("name", "is missing: there are too many copies without one"))
}

fn stored(ctx: &Ctx, grants: &Grants) -> String {
    Value::Object(grants.store(&ctx.settings().catalogue)).to_string()
}

fn at_fields(errors: Vec<access::GrantError>) -> Problem {
    let at_field =
        |error: access::GrantError| FieldError { field: format!("grants.{}", error.key), message: error.message };
    Problem::Invalid(errors.into_iter().map(at_field).collect())
}

fn name_taken() -> impl Fn(store::Error) -> Problem {
    taken("user_type_name_key", "name", "is the name of another user type")
}
