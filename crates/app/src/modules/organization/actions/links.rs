//! The organization's own links in the navigation: kept by who administers it, shown to whom user types show them.
use crate::{
    constraint::taken,
    context::Ctx,
    items::history::{self, Change},
    modules::organization::{
        model::{self, NavigationLink},
        queries::navigation_link as queries,
    },
    text,
};
use access::keys::{navigation, organization};
use kit::{Problem, version};
use serde::Deserialize;
use utoipa::ToSchema;

const SUBJECT: &str = "navigation_link";
const LONGEST_NAME: usize = 60;
/// More would be no navigation any more, and every page shows it.
const MOST: usize = 50;

/// A new link.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLink {
    /// Unique, whatever its case.
    pub name: String,
    /// `https://…`, `http://…`, or a page of this site.
    pub address: String,
}

/// What changes of a link; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LinkEdit {
    pub name: Option<String>,
    pub address: Option<String>,
}

/// The links that this person sees, by name: those that one of their user types shows, and for administrators all.
pub(crate) fn visible(ctx: &Ctx) -> impl Iterator<Item = &NavigationLink> {
    let chosen = ctx.person().ids(navigation::VISIBLE_LINKS);
    ctx.settings().links.iter().filter(move |link| chosen.as_ref().is_none_or(|ids| ids.contains(&link.id)))
}

/// Those that this person may look at: who keeps them looks at all.
pub(crate) fn readable(ctx: &Ctx) -> Vec<NavigationLink> {
    match ctx.person().has(organization::ADMINISTER) {
        true => ctx.settings().links.clone(),
        false => visible(ctx).cloned().collect(),
    }
}

/// One of those.
pub(crate) fn one(ctx: &Ctx, id: i64) -> Result<NavigationLink, Problem> {
    readable(ctx).into_iter().find(|link| link.id == id).ok_or(Problem::NotFound)
}

/// The ids of all there are.
pub(crate) fn known(ctx: &Ctx) -> impl Iterator<Item = i64> {
    ctx.settings().links.iter().map(|link| link.id)
}

/// Adds a link.
pub async fn create(ctx: &Ctx, new: NewLink) -> Result<NavigationLink, Problem> {
    ctx.require(organization::ADMINISTER)?;
    let name = text::line("name", &new.name, LONGEST_NAME)?;
    let address = model::address(&new.address)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            if queries::all(tx).await?.len() >= MOST {
                return Err(Problem::Conflict(format!("The navigation has at most {MOST} links of your own.")));
            }
            let id = queries::insert(tx, &name, &address).await.map_err(name_taken())?;
            let changes = [Change::new("name", (), &name), Change::new("address", (), &address)];
            history::record(tx, &asked, (SUBJECT, id), "created", &changes).await?;
            tx.bump_access();
            Ok(NavigationLink { id, name, address, version: 1 })
        })
    });
    write.await
}

/// Changes a link.
pub async fn edit(ctx: &Ctx, id: i64, edit: LinkEdit, expected: Option<i64>) -> Result<NavigationLink, Problem> {
    ctx.require(organization::ADMINISTER)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
            let mut after = before.clone();
            if let Some(name) = edit.name {
                after.name = text::line("name", &name, LONGEST_NAME)?;
            }
            if let Some(address) = edit.address {
                after.address = model::address(&address)?;
            }
            version::check(expected, before.version)?;
            if after == before {
                return Ok(before);
            }
            after.version += 1;
            queries::update(tx, &after).await.map_err(name_taken())?;
            let changes = [
                Change::if_different("name", &before.name, &after.name),
                Change::if_different("address", &before.address, &after.address),
            ];
            let changes: Vec<Change> = changes.into_iter().flatten().collect();
            history::record(tx, &asked, (SUBJECT, id), "updated", &changes).await?;
            tx.bump_access();
            Ok(after)
        })
    });
    write.await
}

/// Deletes a link. User types that chose it keep it among the chosen: one that shows no other shows none then, rather than all.
pub async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    ctx.require(organization::ADMINISTER)?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
            version::check(expected, before.version)?;
            queries::delete(tx, id).await?;
            let changes = [Change::new("name", &before.name, ()), Change::new("address", &before.address, ())];
            history::record(tx, &asked, (SUBJECT, id), "deleted", &changes).await?;
            tx.bump_access();
            Ok(())
        })
    });
    write.await
}

fn name_taken() -> impl Fn(store::Error) -> Problem {
    taken("navigation_link_name_key", "name", "is the name of another link")
}
