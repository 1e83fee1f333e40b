//! One's own saved views: nobody else's exist.
use super::{model::SavedView, queries};
use crate::{
    constraint::taken,
    context::Ctx,
    items::history::{self, Change},
    named::Listing,
    text,
};
use kit::{Problem, paging::Page, version};
use serde::Deserialize;
use store::{Error, Tx};
use utoipa::ToSchema;

const SUBJECT: &str = "saved_view";
const LONGEST_NAME: usize = 100;
/// Of one person, on all pages together.
const MOST: i64 = 200;

/// A new view.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// The list that it shows, by the last word of its address: `work-requests`.
    pub page: String,
    /// Unique among one's views of a page, whatever its case.
    pub name: String,
    /// What stands behind the question mark of the list's address.
    #[serde(default)]
    pub query: String,
    #[serde(default)]
    pub columns: Vec<String>,
}

/// What changes of a view; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ViewEdit {
    pub page: Option<String>,
    pub name: Option<String>,
    pub query: Option<String>,
    pub columns: Option<Vec<String>>,
}

/// One's own views, by name; of one page or of all.
pub async fn list(ctx: &Ctx, page: Option<String>, listing: Listing) -> Result<Page<SavedView>, Problem> {
    let user_id = ctx.user_id();
    ctx.read(move |tx| {
        Box::pin(async move {
            let rows = queries::list(tx, user_id, page.as_deref(), &listing).await?;
            let found = Page::from_rows(rows, listing.limit, |row| (row.name.clone(), row.id));
            found.counted(listing.count, queries::count(tx, user_id, page.as_deref(), &listing)).await
        })
    })
    .await
}

/// One view of one's own.
pub async fn one(ctx: &Ctx, id: i64) -> Result<SavedView, Problem> {
    let user_id = ctx.user_id();
    let found = ctx.read(move |tx| Box::pin(async move { queries::find(tx, user_id, id).await })).await?;
    found.ok_or(Problem::NotFound)
}

/// Keeps a view.
pub async fn create(ctx: &Ctx, new: NewView) -> Result<SavedView, Problem> {
    let name = text::line("name", &new.name, LONGEST_NAME)?;
    let mut view = SavedView { id: 0, page: new.page, name, query: new.query, columns: new.columns, version: 1 };
    view.check()?;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            if queries::count(tx, asked.user_id(), None, &Listing::default()).await? >= MOST {
                return Err(Problem::field("name", format!("would be one of more than {MOST} views; delete another")));
            }
            view.id = queries::insert(tx, asked.user_id(), &view).await.map_err(name_taken())?;
            record(tx, &asked, view.id, "created", differences(None, Some(&view))).await?;
            Ok(view)
        })
    });
    write.await
}

/// Changes a view.
pub async fn edit(ctx: &Ctx, id: i64, edit: ViewEdit, expected: Option<i64>) -> Result<SavedView, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = queries::lock(tx, asked.user_id(), id).await?.ok_or(Problem::NotFound)?;
            let mut after = before.clone();
            after.page = edit.page.unwrap_or(after.page);
            after.name = text::line("name", &edit.name.unwrap_or(after.name), LONGEST_NAME)?;
            after.query = edit.query.unwrap_or(after.query);
            after.columns = edit.columns.unwrap_or(after.columns);
            after.check()?;
            version::check(expected, before.version)?;
            let changes = differences(Some(&before), Some(&after));
            if changes.is_empty() {
                return Ok(before);
            }
            after.version += 1;
            queries::update(tx, &after).await.map_err(name_taken())?;
            record(tx, &asked, id, "updated", changes).await?;
            Ok(after)
        })
    });
    write.await
}

/// Forgets a view.
pub async fn delete(ctx: &Ctx, id: i64, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let before = queries::lock(tx, asked.user_id(), id).await?.ok_or(Problem::NotFound)?;
            version::check(expected, before.version)?;
            queries::delete(tx, id).await?;
            record(tx, &asked, id, "deleted", differences(Some(&before), None)).await
        })
    });
    write.await
}

async fn record(tx: &mut Tx, ctx: &Ctx, id: i64, action: &str, changes: Vec<Change>) -> Result<(), Problem> {
    history::record(tx, ctx, (SUBJECT, id), action, &changes).await
}

fn differences(before: Option<&SavedView>, after: Option<&SavedView>) -> Vec<Change> {
    let changes = [
        Change::if_different("page", before.map(|v| &v.page), after.map(|v| &v.page)),
        Change::if_different("name", before.map(|v| &v.name), after.map(|v| &v.name)),
        Change::if_different("query", before.map(|v| &v.query), after.map(|v| &v.query)),
        Change::if_different("columns", before.map(|v| &v.columns), after.map(|v| &v.columns)),
    ];
    changes.into_iter().flatten().collect()
}

fn name_taken() -> impl Fn(Error) -> Problem {
    taken("saved_view_user_id_page_name_key", "name", "is the name of another view of this page")
}
