//! All user types at a glance, and what happened to one since somebody last looked.
use super::{SUBJECT, find, read};
use crate::{
    context::Ctx,
    items::history::{self, Line},
    modules::people::{model::UserType, queries::user_type as queries},
    named::Listing,
};
use kit::Problem;
use std::collections::HashMap;

/// More than any organization composes.
const MOST: usize = 500;

/// A user type and who has it.
pub(crate) struct Surveyed {
    pub(crate) user_type: UserType,
    /// Whose own it is.
    pub(crate) people: i64,
    /// That give it.
    pub(crate) teams: i64,
}

/// Every user type, by name.
pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<Surveyed>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let uses = queries::all_uses(tx).await?;
            let uses: HashMap<i64, (i64, i64)> =
                uses.into_iter().map(|(id, people, teams)| (id, (people, teams))).collect();
            let rows = queries::list(tx, &Listing { limit: MOST, ..Listing::default() }).await?;
            let surveyed = |row| {
                let user_type: UserType = read(asked.settings(), row)?;
                let (people, teams) = uses.get(&user_type.id).copied().unwrap_or_default();
                Ok(Surveyed { user_type, people, teams })
            };
            rows.into_iter().map(surveyed).collect()
        })
    })
    .await
}

/// One of them.
pub(crate) async fn one(ctx: &Ctx, id: i64) -> Result<Surveyed, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let user_type = find(tx, &asked, id).await?;
            let (people, teams, _) = queries::uses(tx, id).await?;
            Ok(Surveyed { user_type, people, teams })
        })
    })
    .await
}

/// What happened to a user type since it had this version, newest first: every change raises the version by one.
pub(crate) async fn since(ctx: &Ctx, id: i64, version: i64) -> Result<Vec<Line>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let now = find(tx, &asked, id).await?.version;
            let passed = usize::try_from(now.saturating_sub(version)).unwrap_or(0).min(MOST);
            history::lines(tx, (SUBJECT, id), None, passed).await
        })
    })
    .await
}
